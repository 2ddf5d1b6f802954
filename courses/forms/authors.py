"""Who is to write a course."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.accounts.models import User
from courses.models import CoursePage
from courses.queries.teams import possible_authors


class AuthorForm(forms.Form):
    """One instructor to be added to the authors of a course."""

    author = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("instructor"), empty_label=_("Choose a name")
    )

    def __init__(self, *args: Any, course: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = possible_authors(course)

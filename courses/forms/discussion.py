"""Forms of the discussion: asking, answering, hiding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import RequiredCourse
from courses.queries.discussion import Participant, courses_of_discussion

LONGEST = 5000


class PostForm(forms.Form):
    """The text of an answer or of a correction."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class QuestionForm(forms.Form):
    """A question: what it is about, its title, its text."""

    course = forms.ModelChoiceField(
        label=_("Course"), queryset=RequiredCourse.objects.none(), empty_label=None
    )
    title = forms.CharField(
        label=_("Your question in one sentence"),
        max_length=150,
        help_text=_("For example: how do I choose the agency for the case?"),
    )
    text = forms.CharField(
        label=_("More about it"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you have tried or read already. The people of your cohort read this."),
    )

    def __init__(self, *args: Any, person: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_of_discussion(person.cohort)


class HideForm(forms.Form):
    """Why a post is hidden; its author reads it."""

    reason = forms.CharField(label=_("Reason"), max_length=250)

"""The form with which an invited person chooses the first password."""

from typing import Any

from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _


class FirstPasswordForm(SetPasswordForm):
    """Django's form in the site's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["new_password1"], self.fields["new_password2"]
        first.label = _("New password")
        first.help_text = _(
            "At least 10 characters, not only digits, and nothing easy to guess such as your name."
        )
        second.label = _("New password again")
        second.help_text = ""

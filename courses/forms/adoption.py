"""Forms of taking over changes of the curriculum."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AdoptionForm(forms.Form):
    """Which changes a cohort takes over, and why."""

    changes = forms.MultipleChoiceField(
        error_messages={"required": _("Choose at least one change.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        required=False,
        help_text=_("Needed where an activity is taken out; it stays in the history."),
    )

    def __init__(self, *args: Any, keys: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["changes"].choices = [(key, key) for key in keys]


class ReplacementForm(forms.Form):
    """Which page takes the place of an activity, and why."""

    page = forms.TypedChoiceField(label=_("Replace with"), coerce=int)
    reason = forms.CharField(label=_("Reason"), max_length=250)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].choices = choices

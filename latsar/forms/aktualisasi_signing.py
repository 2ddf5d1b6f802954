"""What a signer fills in: approve or return, with words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from latsar.enums import ActorRole, Verdict


class DecisionForm(forms.Form):
    """The decision about the version that was read; `digest` says which one that was."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    role = forms.ChoiceField(choices=ActorRole.choices, required=False, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Your comment"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when you return it: say what is to be improved."),
    )
    do = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("do") == Verdict.RETURNED and not cleaned.get("comment"):
            self.add_error("comment", _("Say what is to be improved."))
        return cleaned

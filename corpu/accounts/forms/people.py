"""The staff's form for one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.accounts.domain.nip import NotANip, format_nip, nip_digits
from corpu.accounts.domain.people import PersonData
from corpu.accounts.models import User

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonForm(forms.ModelForm):
    """What a roster row holds, for one person; what only warns is shown after saving."""

    nip = forms.CharField(
        label=_("NIP"),
        required=False,
        max_length=30,
        help_text=_("18 digits; spaces are fine. Leave empty for people without a NIP."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = User
        fields = [
            "title_before",
            "full_name",
            "title_after",
            "nip",
            "email",
            "kind",
            "rank",
            "post",
            "agency",
            "sex",
            "religion",
            "birth_place",
            "birth_date",
            "phone",
        ]
        widgets = {"birth_date": _DATE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.nip:
            self.initial["nip"] = format_nip(self.instance.nip)

    def clean_nip(self) -> str | None:
        text = self.cleaned_data["nip"]
        try:
            return nip_digits(text) if text.strip() else None
        except NotANip as problem:
            raise forms.ValidationError(
                _("A NIP has 18 digits. Copy it as text: Excel rounds long numbers.")
            ) from problem

    def clean_email(self) -> str | None:
        return (self.cleaned_data["email"] or "").lower() or None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned["nip"] or cleaned["email"]):
            raise forms.ValidationError(
                _("Give a NIP or an e-mail address; without either nobody can log in.")
            )
        return cleaned

    def data_of_person(self) -> PersonData:
        """Return the cleaned form as the services take it."""
        cleaned = dict(self.cleaned_data)
        agency = cleaned.pop("agency")
        return PersonData(**cleaned, agency_id=agency.pk if agency else None)

"""The form in which anyone types a verification code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.domain.codes import is_wellformed, normalise


class VerificationForm(forms.Form):
    """Takes a code in any spelling and returns it as printed."""

    kode = forms.CharField(
        label=_("Verification code"),
        help_text=_(
            "It stands beside the QR code on the certificate, such as 7K2M-9QXA-4TBC-H. "
            "Capital letters, spaces and hyphens do not matter."
        ),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code that stands on the certificate.")},
    )

    def clean_kode(self) -> str:
        text: str = self.cleaned_data["kode"]
        if not is_wellformed(text):
            raise forms.ValidationError(
                _(
                    "This is not a verification code. A code has 13 letters and digits; "
                    "please compare each of them with the paper."
                )
            )
        return normalise(text)

"""What staff write down of a mentor."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from latsar.models import Mentor
from latsar.services.mentors import MentorDetails

NIP_DIGITS = 18


class MentorForm(forms.Form):
    """A mentor's name, NIP, post and address."""

    full_name = forms.CharField(label=_("Name with titles"), max_length=150)
    nip = forms.CharField(
        label=_("NIP"),
        required=False,
        max_length=30,
        help_text=_("18 digits. The same NIP is the same mentor for several people."),
    )
    post = forms.CharField(label=_("Post"), required=False, max_length=150)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The personal link goes there. Without it, no link can be sent."),
    )

    def clean_nip(self) -> str:
        nip = re.sub(r"[\s.-]", "", self.cleaned_data["nip"])
        if nip and not (nip.isascii() and nip.isdigit() and len(nip) == NIP_DIGITS):
            raise forms.ValidationError(_("A NIP has 18 digits. Leave it empty if there is none."))
        return nip

    def details(self) -> MentorDetails:
        """Return what was filled in."""
        return MentorDetails(**self.cleaned_data)


def as_initial(mentor: Mentor | None) -> dict[str, Any]:
    """Return a mentor as the form shows them."""
    if mentor is None:
        return {}
    return {
        "full_name": mentor.full_name,
        "nip": mentor.nip or "",
        "post": mentor.post,
        "email": mentor.email,
    }

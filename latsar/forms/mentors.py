"""What staff write down of a mentor."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.core.exchange.cells import MAX_BYTES
from latsar.domain.mentor_rows import MentorDetails
from latsar.models import Mentor

NIP_DIGITS = 18
MEGABYTE = 1024 * 1024


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


class MentorSheetForm(forms.Form):
    """A spreadsheet with the mentors of a cohort."""

    file = forms.FileField(
        label=_("Sheet with mentors"),
        max_length=200,
        allow_empty_file=True,
        help_text=_("XLSX or CSV with the columns NIP peserta and Nama mentor."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose the file with the mentors.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": MAX_BYTES // MEGABYTE}
            )
        return file

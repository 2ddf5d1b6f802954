"""What staff fill in about attendance: marks, corrections, sheets, judgements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.core.exchange.cells import MAX_BYTES
from courses.enums import AbsenceLevel, AttendanceStatus, SuspicionFinding
from courses.services.attendance import LETTER_MEGABYTES

MEGABYTE = 1024 * 1024
REASON_LENGTH = 250
NAME_LENGTH = 200


def _reason(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"list": "reasons", "autocomplete": "off"}),
        help_text=help_text,
        error_messages={"required": _("Write why. It stays in the history.")},
    )


class LetterForm(forms.Form):
    """The letter that was still to come."""

    letter = forms.FileField(
        label=_("Letter"),
        max_length=NAME_LENGTH,
        allow_empty_file=True,
        help_text=_("PDF, JPG or PNG, at most %(limit)s MB.") % {"limit": LETTER_MEGABYTES},
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Choose the file or take a picture of the letter.")},
    )


class MarkForm(LetterForm):
    """The first mark of one person."""

    field_order = ("status", "note", "letter")
    status = forms.TypedChoiceField(
        label=_("Status"),
        choices=AttendanceStatus.choices,
        coerce=AttendanceStatus,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a status.")},
    )
    note = forms.CharField(label=_("Note"), max_length=REASON_LENGTH, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].required = False


class CorrectForm(MarkForm):
    """Another status or note, with the reason."""

    field_order = ("status", "reason", "note", "letter")
    reason = _reason(_("Reason of the change"))


class ReopenForm(forms.Form):
    """Why a closed roll is opened again."""

    reason = _reason(_("Reason"), _("It stays in the history of the session."))


class SheetForm(forms.Form):
    """A spreadsheet with the attendance of one session."""

    file = forms.FileField(
        label=_("Filled in sheet"),
        max_length=NAME_LENGTH,
        allow_empty_file=True,
        help_text=_("XLSX or CSV with the columns NIP or Nama, and Status."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose the file with the attendance.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": MAX_BYTES // MEGABYTE}
            )
        return file


class SheetApplyForm(forms.Form):
    """The rows as they were checked, and a reason for corrections that have none of their own."""

    rows = forms.CharField(widget=forms.HiddenInput)
    reason = _reason(
        _("Reason of the corrections"),
        _("For rows without a reason of their own."),
        required=False,
    )


class JudgementForm(forms.Form):
    """What a person concluded about a suspicion."""

    key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    finding = forms.TypedChoiceField(
        choices=SuspicionFinding.choices,
        coerce=SuspicionFinding,
        error_messages={"required": _("Choose what you found.")},
    )
    note = forms.CharField(
        label=_("What you found out"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Write why. It stays in the history.")},
    )


class RecapForm(forms.Form):
    """The address bar of the recap; what it does not understand narrows nothing."""

    level = forms.ChoiceField(choices=AbsenceLevel.choices, required=False)
    group = forms.IntegerField(required=False)
    q = forms.CharField(max_length=100, required=False)

    def asked(self) -> dict[str, Any]:
        """Return what was asked for, without what is not understood."""
        self.full_clean()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

"""What an organiser fills in to bring a timetable in: a file, then a confirmation."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from corpu.core.exchange.cells import MAX_BYTES
from courses.domain.timetable_rows import TimetableRow

MEGABYTE = 1024 * 1024
SALT = "courses.timetable_import"
# A preview left open over night has to be made anew.
KEPT_SECONDS = 12 * 60 * 60


class TimetableUploadForm(forms.Form):
    """A spreadsheet with sessions."""

    file = forms.FileField(
        label=_("Sheet with sessions"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Choose the file with the sessions.")},
        help_text=_("XLSX or CSV with the columns tanggal, mulai, selesai and judul at least."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            text = _("The file is larger than %(limit)s MB. Remove images or split it.")
            raise forms.ValidationError(text, params={"limit": MAX_BYTES // MEGABYTE})
        return file


class TimetableApplyForm(forms.Form):
    """The rows that were previewed, sealed, and whether clashes are meant."""

    rows = forms.CharField(widget=forms.HiddenInput)
    despite = forms.BooleanField(
        label=_("Import although some rows clash or lie oddly; I have looked at each"),
        required=False,
    )

    def __init__(self, *args: Any, cohort: int, user: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whose = {"cohort": cohort, "user": user}

    def seal(self, rows: tuple[TimetableRow, ...]) -> str:
        """Return sound rows as they travel through the page, where nobody can change them."""
        kept = self.whose | {"rows": [row.to_json() for row in rows]}
        return signing.dumps(kept, salt=SALT, compress=True)

    def clean_rows(self) -> tuple[TimetableRow, ...]:
        refused = forms.ValidationError(_("The preview has expired. Upload the file again."))
        try:
            kept = signing.loads(self.cleaned_data["rows"], salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature as error:
            raise refused from error
        if {name: kept[name] for name in self.whose} != self.whose:
            raise refused
        return tuple(TimetableRow.from_json(row) for row in kept["rows"])

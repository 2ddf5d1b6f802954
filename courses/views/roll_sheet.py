"""The attendance sheet of one session: download, check with a verdict per row, record."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.core.exchange.cells import TableError
from corpu.core.exchange.tables import XLSX_TYPE
from courses.domain.roll_sheet import MarkRow
from courses.enums import MarkVerdict
from courses.exchange.attendance import SheetError, read_marks, write_marks
from courses.forms.attendance import SheetApplyForm, SheetForm
from courses.queries.roll import people_of_sheet
from courses.services.attendance import RollRefused
from courses.services.attendance_sheets import (
    SheetHasProblems,
    SheetPreview,
    apply_sheet,
    preview_sheet,
)
from courses.services.decisions import ReasonMissing
from courses.views.roll import SessionView

SALT = "courses.attendance-sheet"
# Seconds between the check and the recording.
KEPT_SECONDS = 2 * 3600
ORDER = (
    MarkVerdict.PROBLEM,
    MarkVerdict.CHANGED,
    MarkVerdict.NEW,
    MarkVerdict.KNOWN,
    MarkVerdict.EMPTY,
)


class SheetUpload(SessionView):
    """Choose a file and see what each of its rows means; nothing is stored, not even the file."""

    page_title = gettext_lazy("Import a sheet")
    template_name = "courses/admin/attendance/sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": SheetForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                rows = read_marks(file.read(), file.name)
            except (TableError, SheetError) as refusal:
                form.add_error("file", refusal.message)
            else:
                return self.preview(preview_sheet(session=self.session, rows=rows))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def preview(self, preview: SheetPreview, **more: Any) -> HttpResponse:
        """Show the verdicts, with the rows signed so that what was checked is what is recorded."""
        signed = signing.dumps(
            {"session": self.session.pk, "rows": [asdict(judged.row) for judged in preview.rows]},
            salt=SALT,
            compress=True,
        )
        rank = {verdict: number for number, verdict in enumerate(ORDER)}
        context = {
            "preview": preview,
            "rows": sorted(preview.rows, key=lambda one: rank[one.verdict]),
            "counts": [(one, preview.counts[one]) for one in ORDER if preview.counts[one]],
            "apply_form": SheetApplyForm(initial={"rows": signed}),
        } | more
        return self.render_to_response(self.get_context_data(**context))


class SheetApply(SheetUpload):
    """Record the rows that were checked; all of them or none."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = SheetApplyForm(request.POST)
        rows = _signed_rows(request.POST.get("rows", ""), self.session.pk)
        if rows is None:
            messages.error(request, _("The check is too old or not of this session. Repeat it."))
            return redirect(self.url("roll-sheet"))
        if not form.is_valid():
            return self._again(rows, " ".join(form.errors.get("reason", [])))
        try:
            done = apply_sheet(
                session=self.session,
                rows=rows,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ReasonMissing:
            return self._again(rows, _("Write why these records are corrected."))
        except SheetHasProblems:
            return self._again(rows, _("Correct the rows with problems in the file first."))
        except RollRefused as refused:
            return self._again(rows, str(refused))
        messages.success(
            request,
            _("%(new)d recorded, %(corrected)d corrected.")
            % {
                "new": done.counts[MarkVerdict.NEW],
                "corrected": done.counts[MarkVerdict.CHANGED],
            },
        )
        return redirect(self.url())

    def _again(self, rows: tuple[MarkRow, ...], problem: str) -> HttpResponse:
        preview = preview_sheet(session=self.session, rows=rows)
        return self.preview(preview, problem=problem)


class SheetDownload(SessionView):
    """The sheet with everybody expected, to be filled in."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        name = f"kehadiran-{self.session.cohort.slug}-sesi-{self.session.pk}.xlsx"
        return HttpResponse(
            write_marks(people_of_sheet(self.session)),
            headers={
                "Content-Type": XLSX_TYPE,
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )


def _signed_rows(signed: str, session_id: int) -> tuple[MarkRow, ...] | None:
    """Return the rows that were checked; None where they are not of this session or too old."""
    try:
        stored = signing.loads(signed, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    if stored["session"] != session_id:
        return None
    return tuple(MarkRow(**row) for row in stored["rows"])

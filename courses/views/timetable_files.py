"""The timetable as a spreadsheet: download, upload with verdicts, import all or nothing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from corpu.core.exchange.cells import TableError
from corpu.core.exchange.tables import XLSX_TYPE
from courses.domain.timetable_rows import TimetableRow
from courses.enums import RowVerdict, TimetableField
from courses.exchange.timetable import TimetableError, read_timetable, write_timetable
from courses.forms.timetable_import import TimetableApplyForm, TimetableUploadForm
from courses.models import Session
from courses.queries.timetable import sessions_of
from courses.services.timetable_import import (
    TimetableHasProblems,
    TimetablePreview,
    import_timetable,
    preview_timetable,
)
from courses.views.timetable import ChangeView, TimetableView

# Problems first: they are what the organiser has to do something about.
ORDER = (RowVerdict.PROBLEM, RowVerdict.NEW, RowVerdict.CHANGED, RowVerdict.KNOWN)


class TimetableExport(TimetableView):
    """Download the timetable; of an empty one, the heading to begin with."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = write_timetable(sessions_of(self.cohort), _state)
        response = HttpResponse(content, content_type=XLSX_TYPE)
        response["Content-Disposition"] = f'attachment; filename="jadwal-{self.cohort.slug}.xlsx"'
        response["Cache-Control"] = "private, no-store"
        return response


class TimetableImport(ChangeView):
    """Choose a file; its rows are shown with what each of them means."""

    page_title = gettext_lazy("Import timetable")
    template_name = "courses/admin/timetable_files/upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or TimetableUploadForm(),
            "columns": list(TimetableField),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = TimetableUploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                rows = read_timetable(file.read(), file.name)
            except (TableError, TimetableError) as refused:
                form.add_error("file", refused.message)
            else:
                preview = preview_timetable(cohort=self.cohort, rows=rows)
                return self.show(preview, rows, file_name=file.name)
        return self.render_to_response(self.get_context_data(form=form))

    def apply_form(self, data: Any = None) -> TimetableApplyForm:
        """The confirmation, for this cohort and this person only."""
        return TimetableApplyForm(data, cohort=self.cohort.pk, user=self.request.user.pk)

    def show(
        self,
        preview: TimetablePreview,
        rows: tuple[TimetableRow, ...],
        *,
        file_name: str = "",
        refusal: str = "",
    ) -> HttpResponse:
        """Show every row; only sound ones travel on."""
        sealed = "" if preview.problems else self.apply_form().seal(rows)
        ordered = sorted(
            preview.rows, key=lambda one: (ORDER.index(one.verdict), not one.judgement.asks)
        )
        context = self.get_context_data() | {
            "preview": preview,
            "rows": ordered,
            "counts": [(one, preview.counts[one]) for one in ORDER if preview.counts[one]],
            "sealed": sealed,
            "file_name": file_name,
            "refusal": refusal,
        }
        self.template_name = "courses/admin/timetable_files/preview.html"
        return self.render_to_response(context)


class TimetableApply(TimetableImport):
    """Import what was previewed; asked a second time, nothing is left to do."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.apply_form(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(e for found in form.errors.values() for e in found))
            return redirect("courses_admin:timetable-import", self.cohort.slug)
        rows = form.cleaned_data["rows"]
        try:
            done = import_timetable(
                cohort=self.cohort,
                rows=rows,
                by=request.user,
                despite=form.cleaned_data["despite"],
            )
        except TimetableHasProblems as refused:
            return self.show(refused.preview, rows, refusal=_in_words(refused.preview))
        messages.success(request, _told(done))
        return redirect(self.timetable_url())


def _in_words(preview: TimetablePreview) -> str:
    if preview.problems:
        return _("Nothing was imported: the timetable has changed since the preview.")
    return _("Nothing was imported: look at the rows that clash, and say that they are meant.")


def _told(done: TimetablePreview) -> str:
    if not done.to_import:
        return _("Everything in the file is in the timetable already.")
    return ngettext(
        "%(count)d session imported.", "%(count)d sessions imported.", done.to_import
    ) % {"count": done.to_import}


def _state(session: Session) -> str:
    return str(session.get_state_display())

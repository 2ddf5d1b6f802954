"""The mentors of a cohort from a spreadsheet: download, check with a verdict per row, take."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.core.exchange.cells import TableError
from corpu.core.exchange.tables import XLSX_TYPE
from courses.enums import RowVerdict
from latsar.domain.mentor_rows import MentorRow
from latsar.exchange.mentors import MentorSheetError, read_mentors, write_mentors
from latsar.forms.mentors import MentorSheetForm
from latsar.queries.mentor_sheets import people_of_sheet
from latsar.services.mentor_links import CohortOver
from latsar.services.mentor_sheets import (
    MentorPreview,
    SheetHasProblems,
    apply_mentors,
    preview_mentors,
)
from latsar.views.coaching_pages import ArrangingView

SALT = "latsar.mentor-sheet"
# Seconds between the check and the taking.
KEPT_SECONDS = 2 * 3600
ORDER = (RowVerdict.PROBLEM, RowVerdict.CHANGED, RowVerdict.NEW, RowVerdict.KNOWN)


class MentorSheet(ArrangingView):
    """Choose a file and see what each of its rows means; nothing is stored, not even the file."""

    page_title = gettext_lazy("Import mentors")
    template_name = "latsar/admin/mentor_sheet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": MentorSheetForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = MentorSheetForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                rows = read_mentors(file.read(), file.name)
            except (TableError, MentorSheetError) as refusal:
                form.add_error("file", refusal.message)
            else:
                return self.shown(preview_mentors(cohort=self.cohort, rows=rows))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def shown(self, preview: MentorPreview, **more: Any) -> HttpResponse:
        """Show the verdicts, with the rows signed so that what was checked is what is taken."""
        rows = [asdict(judged.row) for judged in preview.rows]
        signed = signing.dumps({"cohort": self.cohort.pk, "rows": rows}, salt=SALT, compress=True)
        context = {
            "preview": preview,
            "rows": sorted(preview.rows, key=lambda one: ORDER.index(one.verdict)),
            "counts": [(one, preview.counts[one]) for one in ORDER if preview.counts[one]],
            "signed": signed,
        } | more
        return self.render_to_response(self.get_context_data(**context))


class ApplyMentorSheet(MentorSheet):
    """Take the rows that were checked; all of them or none."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        rows = _signed_rows(request.POST.get("rows", ""), self.cohort.pk)
        if rows is None:
            messages.error(request, _("The check is too old or not of this cohort. Repeat it."))
            return redirect(reverse("latsar_admin:mentor-sheet", args=[self.cohort.slug]))
        try:
            done = apply_mentors(cohort=self.cohort, rows=rows, by=request.user)
        except SheetHasProblems:
            problem = _("Correct the rows with problems in the file first.")
            return self.shown(preview_mentors(cohort=self.cohort, rows=rows), problem=problem)
        except CohortOver:
            messages.error(request, _("The cohort is closed; who guided whom stays as it is."))
            return redirect(self.coaching_url())
        counts = {"new": done.counts[RowVerdict.NEW], "changed": done.counts[RowVerdict.CHANGED]}
        messages.success(request, _("%(new)d mentors named, %(changed)d changed.") % counts)
        return redirect(self.coaching_url())


class MentorSheetFile(ArrangingView):
    """The sheet with everybody and their present mentor, to be filled in."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        name = f"mentor-{self.cohort.slug}.xlsx"
        return HttpResponse(
            write_mentors(people_of_sheet(self.cohort)),
            headers={
                "Content-Type": XLSX_TYPE,
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )


def _signed_rows(signed: str, cohort_id: int) -> tuple[MentorRow, ...] | None:
    try:
        stored = signing.loads(signed, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    if stored["cohort"] != cohort_id:
        return None
    return tuple(MentorRow(**row) for row in stored["rows"])

"""The participant's pages at the workplace: weeks, realisation, report; files of one's own."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enums import FileKind
from latsar.enums import PaperKind, Standing
from latsar.forms.aktualisasi_weeks import ReportForm, ResultsForm, WeekForm
from latsar.models import Evidence, PlannedActivity
from latsar.queries.aktualisasi import WeekRow, stages_of
from latsar.queries.aktualisasi_rules import activity_facts, missing_in_report
from latsar.services.aktualisasi_activities import save_results
from latsar.services.aktualisasi_weeks import EvidenceRefused, save_report, save_week
from latsar.views.aktualisasi_pages import DossierView, FormPage

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.JPG: "image/jpeg",
    FileKind.PNG: "image/png",
}
SUBMIT = "submit"


class Weeks(DossierView):
    """All weeks at the workplace."""

    template_name = "latsar/aktualisasi/weeks.html"
    title = gettext_lazy("Weekly reports")

    def context(self) -> dict[str, Any]:
        return {"weeks": self.dossier.weeks, "in_force": self.dossier.in_force()}


class WeekPage(FormPage):
    """One week: what was done, evidence, what stood in the way."""

    template_name = "latsar/aktualisasi/week.html"
    title = gettext_lazy("Weekly report")
    refused: tuple[EvidenceRefused, ...] = ()

    @property
    def row(self) -> WeekRow:
        number = self.kwargs["number"]
        found = next((one for one in self.dossier.weeks if one.week.number == number), None)
        if found is None or self.dossier.in_force() is None:
            raise Http404
        return found

    def form(self, data: Any = None, files: Any = None) -> WeekForm:
        row = self.row
        return WeekForm(
            data,
            files,
            activities=self.dossier.activities,
            week=row.week,
            report=row.report,
            initial={},
        )

    def sequence_stored(self) -> int:
        report = self.row.report
        return report.sequence if report else 0

    def save(self, form: WeekForm) -> str:
        _report, refused = save_week(
            enrolment=self.dossier.enrolment,
            number=self.kwargs["number"],
            fields=form.fields_of_week(),
            sequence=form.cleaned_data["sequence"],
            files=form.uploads(),
            removed=form.cleaned_data["remove"],
        )
        self.refused = tuple(refused)
        for one in refused:
            messages.error(self.request, str(one))
        return _("The week is saved.")

    def next_url(self, do: str) -> str:
        if do == "next" and not self.refused:
            return self.url("week-submit", self.kwargs["number"])
        return self.request.path

    def context(self) -> dict[str, Any]:
        row = self.row
        return {
            "row": row,
            "in_week": [one.pk for one in self.dossier.activities if _is_planned(one, row)],
            "may_fill": self.dossier.may_write(PaperKind.WEEK, row.week.number),
        }

    def page(self, status: int = 200, **more: Any) -> Any:
        form = more.get("form")
        blocks = [self._block(form, one) for one in self.dossier.activities] if form else []
        return super().page(status, **more | {"blocks": blocks})

    def _block(self, form: WeekForm, activity: PlannedActivity) -> dict[str, Any]:
        row = self.row
        return {
            "activity": activity,
            "result": form[f"result-{activity.pk}"],
            "done": [form[f"done-{stage.pk}"] for stage in form.open_stages(activity)],
            "elsewhere": [one for one in stages_of(activity) if _is_elsewhere(one, row)],
            "file": form[f"file-{activity.pk}"],
            "files": [one for one in row.files if one.activity_id == activity.pk],
            "is_open": _is_planned(activity, row) or bool(form[f"result-{activity.pk}"].value()),
        }


class Realisation(FormPage):
    """What was planned beside what was done; here the result is written."""

    template_name = "latsar/aktualisasi/realisation.html"
    title = gettext_lazy("Realisation against the plan")

    def form(self, data: Any = None, files: Any = None) -> ResultsForm:
        return ResultsForm(data, activities=self.dossier.activities)

    def save(self, form: ResultsForm) -> str:
        save_results(
            enrolment=self.dossier.enrolment, results=form.results(), sequences=form.sequences()
        )
        return _("Saved.")

    def page(self, status: int = 200, **more: Any) -> Any:
        form = more.get("form")
        rows = [
            {
                "activity": one,
                "stages": stages_of(one),
                "done": [stage for stage in stages_of(one) if stage.done_on],
                "differs": activity_facts(one).differs,
                "result": form[f"result-{one.pk}"] if form else None,
                "remark": form[f"remark-{one.pk}"] if form else None,
                "sequence": form[f"sequence-{one.pk}"] if form else None,
            }
            for one in self.dossier.activities
        ]
        more |= {
            "rows": rows,
            "matrix": self.dossier.matrix,
            "in_force": self.dossier.in_force(),
            "may_fill": _may_report(self),
        }
        return super().page(status, **more)


class ReportPage(FormPage):
    """The words of the report and its file."""

    template_name = "latsar/aktualisasi/report.html"
    title = gettext_lazy("Report of aktualisasi")
    refused: tuple[EvidenceRefused, ...] = ()

    def form(self, data: Any = None, files: Any = None) -> ReportForm:
        work = self.dossier.work
        names = ("impact", "follow_up", "conclusion", "advice", "sequence")
        initial = {name: getattr(work, name) for name in names} if work else {}
        initial["is_declared"] = bool(work and work.declared_at)
        return ReportForm(data, files, initial=initial)

    def save(self, form: ReportForm) -> str:
        _work, refused = save_report(
            enrolment=self.dossier.enrolment,
            fields=form.report(),
            sequence=form.cleaned_data["sequence"],
            upload=form.upload(),
        )
        self.refused = tuple(refused)
        for one in refused:
            messages.error(self.request, str(one))
        return _("Saved.")

    def next_url(self, do: str) -> str:
        return self.request.path if self.refused or do != "next" else self.url("report-submit")

    def context(self) -> dict[str, Any]:
        return {
            "may_fill": _may_report(self),
            "in_force": self.dossier.in_force(),
            "files": self.dossier.report_files,
            "missing": missing_in_report(self.dossier),
            "standing": self.dossier.standing(PaperKind.REPORT),
        }


class OwnFile(DossierView):
    """Sends somebody a file of their own aktualisasi, as an attachment."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        work = self.dossier.work
        found = work.files.filter(pk=kwargs["pk"]).first() if work else None
        return send_file(found)


def send_file(found: Evidence | None) -> FileResponse:
    """Send a file, never shown inside the site; 404 where there is none."""
    if found is None:
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=TYPES[FileKind(found.kind)],
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_planned(activity: PlannedActivity, row: WeekRow) -> bool:
    first, last = activity.starts_on, activity.ends_on
    return bool(first and last and first <= row.week.last and last >= row.week.first)


def _is_elsewhere(stage: Any, row: WeekRow) -> bool:
    return stage.week_id is not None and (row.report is None or stage.week_id != row.report.pk)


def _may_report(page: FormPage) -> bool:
    dossier = page.dossier
    approved = dossier.standing(PaperKind.PLAN) in (Standing.APPROVED, Standing.CHANGING)
    return approved and dossier.may_write(PaperKind.REPORT)

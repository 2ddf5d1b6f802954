"""Staff pages of the roster import: upload, preview with a verdict per row, import, result."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from corpu.core import clock
from corpu.core.exchange.cells import TableError
from courses.domain.roster_targets import USUAL_SIZE, CohortDates, IntoNewCohorts, plan_dates
from courses.enums import CohortChoice, RowVerdict
from courses.exchange.roster_columns import RosterError
from courses.forms.roster import RosterApplyForm, RosterUploadForm, VerdictForm
from courses.models import RosterImport
from courses.queries.roster import import_record, recent_uploads
from courses.services import roster_uploads
from courses.services.cohorts import CohortDatesWrong
from courses.services.enrolment import CohortClosed
from courses.services.roster import RosterHasProblems, RosterOutdated, RosterPreview

PERMISSION = "courses.can_import_roster"
ROWS_PER_PAGE = 50
UPLOADS_PER_PAGE = 10
# Problems first: they are what the organiser has to do something about.
CHIPS = (RowVerdict.PROBLEM, RowVerdict.NEW, RowVerdict.CHANGED, RowVerdict.KNOWN)

# Why an import was refused, where the exception does not say it itself.
REFUSALS: dict[type[Exception], Any] = {
    CohortClosed: gettext_lazy("The cohort is closed; its list of people is final."),
    CohortDatesWrong: gettext_lazy("The last day lies before the first."),
    RosterHasProblems: gettext_lazy(
        "Nothing was imported: correct the rows, or import only those without problems."
    ),
    RosterOutdated: gettext_lazy(
        "Somebody else changed the same people or cohorts. Check and import again."
    ),
    roster_uploads.UploadGone: gettext_lazy("The file is not there any more. Upload it again."),
}
REFUSED = (TableError, RosterError, *REFUSALS)


def in_words(refusal: Exception) -> str:
    """Say why a file or an import was refused."""
    if isinstance(refusal, TableError | RosterError):
        return refusal.message
    return str(REFUSALS[type(refusal)])


@dataclass(frozen=True, slots=True)
class Chip:
    """One verdict as a link, with the number of rows it shows."""

    label: str
    code: str
    rows: int
    is_current: bool


class RosterView(WagtailAdminTemplateMixin, TemplateView):
    """A page that exists only for who may import rosters."""

    header_icon = "upload"
    page_title = gettext_lazy("Import people")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.has_perm(PERMISSION):
            raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("courses_admin:roster-upload"), "label": _("Import people")},
        ]


class RosterUpload(RosterView):
    """Choose a file and where its people go; below it the files brought in before."""

    template_name = "courses/roster/upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cohort = self.request.GET.get("cohort", "")
        initial = {"cohort": cohort, "choice": CohortChoice.ONE if cohort else CohortChoice.SPLIT}
        page = WagtailPaginator(recent_uploads(), UPLOADS_PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or RosterUploadForm(initial=initial),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "index_url": reverse("courses_admin:roster-upload"),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = RosterUploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                upload = self._keep(form.cleaned_data)
            except REFUSED as refusal:
                form.add_error("file", in_words(refusal))
            else:
                return redirect("courses_admin:roster-show", upload.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def _keep(self, asked: dict[str, Any]) -> RosterImport:
        return roster_uploads.upload_roster(
            upload_bytes=asked["file"].read(),
            file_name=asked["file"].name,
            cohort=asked["cohort"],
            programme=asked["programme"],
            size=asked["size"] or USUAL_SIZE,
            by=self.request.user,
        )


class UploadView(RosterView):
    """A page about one uploaded file; every organiser may continue what another began."""

    upload: RosterImport

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.upload = get_object_or_404(recent_uploads(), pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.upload.file_name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"upload": self.upload}

    def dates(self) -> CohortDates | None:
        """The dates new cohorts would get; None where no cohort is made."""
        target = roster_uploads.target_of(self.upload)
        if not isinstance(target, IntoNewCohorts) or self.upload.programme is None:
            return None
        return plan_dates(target, self.upload.programme.days, clock.today())


class RosterShow(UploadView):
    """What importing would do, row by row; reading it changes nothing."""

    template_name = "courses/roster/show.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.upload.applied_at is not None:
            return redirect("courses_admin:roster-result", self.upload.pk)
        try:
            preview = roster_uploads.preview_upload(upload=self.upload)
        except REFUSED as refusal:
            messages.error(request, in_words(refusal))
        else:
            return self.render_to_response(self.get_context_data(preview=preview, **kwargs))
        return redirect("courses_admin:roster-upload")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        preview: RosterPreview = kwargs["preview"]
        chosen = VerdictForm(self.request.GET).chosen()
        rows = preview.of(chosen) if chosen else preview.rows
        page = WagtailPaginator(rows, ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        counts = preview.counts
        return super().get_context_data(**kwargs) | {
            "chosen": chosen,
            "chips": [
                Chip(str(code.label).capitalize(), code.value, counts[code], code == chosen)
                for code in CHIPS
                if counts[code]
            ],
            "to_import": counts[RowVerdict.NEW] + counts[RowVerdict.CHANGED],
            "form": RosterApplyForm(
                dates=self.dates() if preview.cohort_sizes else None,
                has_problems=bool(preview.problems),
            ),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "show_url": reverse("courses_admin:roster-show", args=[self.upload.pk]),
        }


class RosterApply(UploadView):
    """Import; asked a second time, it shows what the first time did."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = RosterApplyForm(request.POST, dates=self.dates(), has_problems=True)
        if not form.is_valid():
            messages.error(request, " ".join(e for found in form.errors.values() for e in found))
            return redirect("courses_admin:roster-show", self.upload.pk)
        try:
            roster_uploads.apply_upload(upload=self.upload, by=request.user, **form.cleaned_data)
        except REFUSED as refusal:
            messages.error(request, in_words(refusal))
            return redirect("courses_admin:roster-show", self.upload.pk)
        return redirect("courses_admin:roster-result", self.upload.pk)


class RosterResult(UploadView):
    """What the import did, and where to go on."""

    template_name = "courses/roster/result.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.upload.applied_at is None:
            return redirect("courses_admin:roster-show", self.upload.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"record": import_record(self.upload)}

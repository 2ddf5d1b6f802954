"""The participant's pages of papers: see what is missing, hand in, take back, open for a change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from latsar.domain.aktualisasi_lacks import Missing
from latsar.enums import PaperKind
from latsar.forms.aktualisasi import ReasonForm
from latsar.models import FrozenPaper
from latsar.queries.aktualisasi import WeekRow
from latsar.queries.aktualisasi_content import paper_content
from latsar.queries.aktualisasi_rules import missing_in_plan, missing_in_report, missing_in_week
from latsar.queries.aktualisasi_signing import signing_of
from latsar.services.aktualisasi import AktualisasiRefused
from latsar.services.aktualisasi_approvals import reopen_paper, submit_paper, take_back
from latsar.views.aktualisasi_pages import DossierView

SUBMIT, TAKE_BACK, REOPEN = "submit", "take_back", "reopen"


class PaperPage(DossierView):
    """One paper as it is handed in or was: what is missing, who signs, all versions."""

    template_name = "latsar/aktualisasi/paper.html"
    kind: PaperKind
    back = "overview"

    @property
    def week(self) -> int:
        """The number of the week; 0 for plan and report."""
        return int(self.kwargs.get("number", 0))

    def row(self) -> WeekRow | None:
        """The week of a weekly report."""
        return None

    def missing(self) -> tuple[Missing, ...]:
        """What keeps the paper from being handed in."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        dossier, kind, week = self.dossier, self.kind, self.week
        versions = dossier.versions(kind, week)
        may_write = dossier.may_write(kind, week)
        current = versions[-1] if versions and not may_write else None
        content = None
        if current is not None:
            content = current.content
        elif dossier.work is not None and (kind != PaperKind.WEEK or self._has_report()):
            content = paper_content(dossier, kind, self.row())
        return {
            "kind": kind,
            "week": week,
            "standing": dossier.standing(kind, week),
            "is_running": dossier.is_running,
            "may_submit": may_write,
            "missing": [(one, self.step_url(one)) for one in self.missing()] if may_write else [],
            "content": content,
            "current": current,
            "signing": signing_of(versions[-1], dossier.guidance) if versions else None,
            "versions": list(reversed(versions)),
            "in_force": dossier.in_force(kind, week),
            "reason_form": ReasonForm(),
            "back_url": self.back_url(),
        }

    def _has_report(self) -> bool:
        row = self.row()
        return row is not None and row.report is not None

    def back_url(self) -> str:
        """Where the paper is written."""
        return self.url(self.back)

    def step_url(self, missing: Missing) -> str:
        """Where what is missing is written."""
        return self.url(missing.step)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        do = request.POST.get("do")
        if do == REOPEN:
            return self._reopen(request)
        try:
            said = self._submit() if do == SUBMIT else self._take_back()
        except AktualisasiRefused as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
        messages.success(request, said)
        return redirect(request.path)

    def _submit(self) -> str:
        submit_paper(enrolment=self.dossier.enrolment, kind=self.kind, week=self.week)
        return _("Handed in. It is frozen as it reads now and waits for approval.")

    def _take_back(self) -> str:
        take_back(enrolment=self.dossier.enrolment, kind=self.kind, week=self.week)
        return _("Taken back. You can change it and hand it in again.")

    def _reopen(self, request: HttpRequest) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(422, reason_form=form)
        try:
            reopen_paper(
                enrolment=self.dossier.enrolment,
                kind=self.kind,
                week=self.week,
                reason=form.cleaned_data["reason"],
            )
        except AktualisasiRefused as refused:
            messages.error(request, str(refused))
            return redirect(request.path)
        messages.success(
            request,
            _("You can change it now. What was approved holds until the change is approved."),
        )
        return redirect(self.back_url())


class PlanPaper(PaperPage):
    """Hand in the plan."""

    kind, step, back = PaperKind.PLAN, "submit", "issues"
    title = gettext_lazy("Approval of the plan")

    def missing(self) -> tuple[Missing, ...]:
        return missing_in_plan(self.dossier)


class WeekPaper(PaperPage):
    """Hand in a weekly report."""

    kind = PaperKind.WEEK
    title = gettext_lazy("Hand in the weekly report")

    def row(self) -> WeekRow:
        found = next((one for one in self.dossier.weeks if one.week.number == self.week), None)
        if found is None:
            raise Http404
        return found

    def missing(self) -> tuple[Missing, ...]:
        return missing_in_week(self.dossier, self.row())

    def back_url(self) -> str:
        return self.url("week", self.week)

    def step_url(self, missing: Missing) -> str:
        return self.back_url()


class ReportPaper(PaperPage):
    """Hand in the report."""

    kind, back = PaperKind.REPORT, "report"
    title = gettext_lazy("Endorsement of the report")

    def missing(self) -> tuple[Missing, ...]:
        return missing_in_report(self.dossier)


class OldVersion(DossierView):
    """A version as it was handed in, with what was said to it."""

    template_name = "latsar/aktualisasi/version.html"

    def paper(self) -> FrozenPaper:
        found = next((one for one in self.dossier.papers if one.pk == self.kwargs["pk"]), None)
        if found is None:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        paper = self.paper()
        title = _("Version %(number)s") % {"number": paper.number}
        return {
            "title": title,
            "paper": paper,
            "content": paper.content,
            "signing": signing_of(paper, self.dossier.guidance),
        }

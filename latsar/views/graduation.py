"""The graduation meeting on screen: facts and proposals, decisions, the second person, minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.enums import CohortState
from courses.views.staff_pages import CohortView
from latsar.enums import BandOutcome, DecisionRefusal
from latsar.forms.graduation import ChoiceForm, MeetingForm, ProposalsForm
from latsar.models import GraduationMeeting
from latsar.pdf import minutes_pdf
from latsar.permissions import may_decide_scores
from latsar.queries.graduation import candidates_of
from latsar.queries.graduation_pages import (
    CandidateRow,
    meetings_of,
    minutes_of,
    part_names,
    proposals_in,
    rows_of,
)
from latsar.services.graduation import (
    DecisionsRefused,
    MeetingRefused,
    confirm_decisions,
    decide,
    decide_proposals,
    graduation_policy,
    open_meeting,
)


class GraduationView(CohortView):
    """A page about graduation; for whoever does not decide about this cohort it does not exist."""

    header_icon = "success"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not may_decide_scores(request.user, self.cohort):
            raise Http404
        if self.cohort.started_at is None:
            raise Http404
        self.policy = graduation_policy(self.cohort)

    def index_url(self) -> str:
        return reverse("latsar_admin:graduation", args=[self.cohort.slug])

    def get_page_title(self) -> str:
        return str(self.page_title)

    def rows(self, meeting: GraduationMeeting | None = None) -> list[CandidateRow]:
        return rows_of(candidates_of(self.cohort, self.policy), self.policy, meeting)


class Graduation(GraduationView):
    """What would be proposed today, and the meetings so far."""

    template_name = "latsar/graduation/index.html"
    page_title = gettext_lazy("Graduation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.rows()
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "counts": proposals_in(rows),
            "meetings": meetings_of(self.cohort),
            "is_running": self.cohort.state == CohortState.RUNNING,
        }


class OpenMeeting(GraduationView):
    """The form of a new meeting."""

    template_name = "latsar/graduation/open.html"
    page_title = gettext_lazy("Open a meeting")

    def trail(self) -> list[dict[str, Any]]:
        return [
            {"url": self.index_url(), "label": _("Graduation")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initial = {"held_on": self.cohort.ends_on, "place": self.cohort.place}
        kwargs.setdefault("form", MeetingForm(initial=initial))
        return super().get_context_data(**kwargs) | {"index_url": self.index_url()}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = MeetingForm(request.POST)
        if form.is_valid():
            try:
                meeting = open_meeting(
                    cohort=self.cohort,
                    held_on=form.cleaned_data["held_on"],
                    place=form.cleaned_data["place"],
                    document_number=form.cleaned_data["document_number"],
                    attendance=form.attendees(),
                    notes=form.cleaned_data["notes"],
                    by=request.user,
                )
            except MeetingRefused as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("latsar_admin:graduation-meeting", self.cohort.slug, meeting.number)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class OneMeeting(GraduationView):
    """A meeting of this cohort; the number is part of the address."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.meeting = get_object_or_404(meetings_of(self.cohort), number=kwargs["number"])

    def meeting_url(self) -> str:
        args = [self.cohort.slug, self.meeting.number]
        return reverse("latsar_admin:graduation-meeting", args=args)

    def get_page_title(self) -> str:
        return _("Graduation meeting %(number)s") % {"number": self.meeting.number}

    def trail(self) -> list[dict[str, Any]]:
        return [
            {"url": self.index_url(), "label": _("Graduation")},
            {"url": self.meeting_url(), "label": OneMeeting.get_page_title(self)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "meeting": self.meeting,
            "meeting_url": self.meeting_url(),
        }


class Meeting(OneMeeting):
    """Everybody with facts, proposal and decision; all proposals are taken over at once."""

    template_name = "latsar/graduation/meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.rows(self.meeting)
        kwargs.setdefault("form", ProposalsForm())
        own = [row for row in rows if row.decision and row.is_waiting]
        by_me = any(row.decision.decided_by_id == self.request.user.pk for row in own)
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "counts": proposals_in(rows),
            "waiting": len(own),
            "is_decided_by_me": by_me,
        }


class TakeProposals(OneMeeting):
    """Decide about everybody who is open, as proposed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = ProposalsForm(request.POST)
        if form.is_valid():
            try:
                decided = decide_proposals(
                    meeting=self.meeting,
                    repeat_until=form.cleaned_data["repeat_until"],
                    by=request.user,
                )
            except DecisionsRefused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, _decided(len(decided)))
        else:
            messages.error(request, _("The day is not a date. Write it like 2019-07-31."))
        return redirect(self.meeting_url())


class ConfirmDecisions(OneMeeting):
    """The second person confirms what waits."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            count = confirm_decisions(meeting=self.meeting, by=request.user)
        except DecisionsRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request,
                ngettext("%(count)s decision confirmed.", "%(count)s decisions confirmed.", count)
                % {"count": count},
            )
        return redirect(self.meeting_url())


class DecideOne(OneMeeting):
    """One person: facts, reasons, earlier decisions, and the form that decides."""

    template_name = "latsar/graduation/person.html"
    row: CandidateRow

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = [
            row
            for row in self.rows(self.meeting)
            if row.candidate.enrolment.pk == kwargs["enrolment"]
        ]
        if not found:
            raise Http404
        self.row = found[0]

    def get_page_title(self) -> str:
        return str(self.row.candidate.enrolment.user.name)

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return super().get_context_data(**kwargs) | {
            "row": self.row,
            "names": part_names(self.policy),
            "may_decide": self.row.candidate.attempt is not None,
        }

    def form(self, data: Any = None) -> ChoiceForm:
        proposal, decision = self.row.candidate.proposal, self.row.decision
        outcome = decision.outcome if decision else str(proposal.outcome)
        initial = {
            "outcome": outcome if outcome in BandOutcome.values else None,
            "note": decision.note if decision else "",
            "to_repeat": decision.to_repeat if decision else list(proposal.weak),
            "repeat_until": decision.repeat_until if decision else None,
        }
        parts = list(part_names(self.policy).items())
        return ChoiceForm(data, parts=parts, initial=initial)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        person = self.row.candidate.enrolment
        if form.is_valid():
            try:
                decide(meeting=self.meeting, choices=[form.choice(person.pk)], by=request.user)
            except DecisionsRefused as refused:
                _blame(form, refused.reasons[person.pk])
            else:
                messages.success(request, _decided(1))
                return redirect(self.meeting_url())
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Minutes(OneMeeting):
    """The minutes (berita acara) with what was confirmed, to be signed."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        lines, counts = minutes_of(self.meeting)
        content = minutes_pdf(self.cohort, self.meeting, lines, counts)
        response = HttpResponse(content, content_type="application/pdf")
        name = f"berita-acara-{self.cohort.slug}-{self.meeting.number}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


_FIELD_OF = {
    DecisionRefusal.NEEDS_NOTE: "note",
    DecisionRefusal.NEEDS_REPEAT: "to_repeat",
    DecisionRefusal.UNTIL_PASSED: "repeat_until",
}


def _blame(form: ChoiceForm, reason: DecisionRefusal) -> None:
    form.add_error(_FIELD_OF.get(reason), str(reason.label))


def _decided(count: int) -> str:
    return ngettext(
        "Decided about %(count)s person. A second person confirms it.",
        "Decided about %(count)s people. A second person confirms it.",
        count,
    ) % {"count": count}

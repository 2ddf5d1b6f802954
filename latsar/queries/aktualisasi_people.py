"""Everybody of a cohort with how far their aktualisasi is; who is late since when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from corpu.core import clock
from courses.models import Cohort, Enrolment, Holiday
from latsar.domain.aktualisasi_lacks import AktualisasiPolicy
from latsar.domain.aktualisasi_states import awaited
from latsar.domain.working_days import ReportWeek, report_weeks
from latsar.enums import ActorRole, PaperKind, PaperState, Standing, Verdict
from latsar.models import FrozenPaper
from latsar.queries.aktualisasi import (
    habituation_days,
    people_with_guides,
    standing_of,
)

STAGES: dict[str, Any] = {
    "unbegun": _("not begun"),
    "writing": _("plan being written"),
    "plan": _("plan waits"),
    "work": _("at the workplace"),
    "report": _("report waits"),
    "endorsed": pgettext_lazy("aktualisasi", "endorsed"),
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person with the state of every paper."""

    enrolment: Enrolment
    plan: Standing
    report: Standing
    weeks_approved: int
    weeks_handed_in: int
    weeks_due: int
    # First day after the oldest week that should have been handed in and was not.
    overdue_since: dt.date | None
    # Roles whose word is awaited, with the day since when, by paper.
    awaiting: tuple[tuple[FrozenPaper, tuple[ActorRole, ...]], ...]

    @property
    def stage(self) -> str:
        """How far the person is, as a key of STAGES."""
        if self.report == Standing.APPROVED:
            return "endorsed"
        if self.report == Standing.WAITING:
            return "report"
        if self.plan in (Standing.APPROVED, Standing.CHANGING):
            return "work"
        if self.plan == Standing.WAITING:
            return "plan"
        return "writing" if hasattr(self.enrolment, "aktualisasi") else "unbegun"


def aktualisasi_people(cohort: Cohort, guide_id: int | None = None) -> list[PersonLine]:
    """Return all people of a cohort, or those whom this account coaches or examines."""
    people = people_with_guides().filter(cohort=cohort).order_by("user__full_name", "pk")
    if guide_id is not None:
        own = Q(guidance__group__coach=guide_id) | Q(guidance__examiner=guide_id)
        people = people.filter(own)
    found = list(people)
    papers = _papers(found)
    weeks = due_weeks(cohort)
    return [_line(one, papers[one.pk], weeks) for one in found]


def due_weeks(cohort: Cohort) -> tuple[ReportWeek, ...]:
    """Return the weeks at the workplace that are over; none before the phase has dates."""
    holidays = frozenset(Holiday.objects.values_list("day", flat=True))
    days = habituation_days(cohort.pk, AktualisasiPolicy(), holidays)
    if days is None:
        return ()
    today = clock.today()
    return tuple(week for week in report_weeks(*days, holidays) if week.last < today)


def overdue_since(cohort: Cohort) -> dict[int, dt.date]:
    """Since when each person (by enrolment) owes a weekly report; only those who do."""
    lines = aktualisasi_people(cohort)
    return {one.enrolment.pk: one.overdue_since for one in lines if one.overdue_since}


def waiting_since(cohort: Cohort, role: ActorRole) -> dict[int, dt.datetime]:
    """Since when each person (by enrolment) waits for a word of this role."""
    found: dict[int, dt.datetime] = {}
    for line in aktualisasi_people(cohort):
        moments = [paper.submitted_at for paper, roles in line.awaiting if role in roles]
        if moments:
            found[line.enrolment.pk] = min(moments)
    return found


def _papers(people: Sequence[Enrolment]) -> dict[int, list[FrozenPaper]]:
    rows = FrozenPaper.objects.filter(aktualisasi__enrolment__in=people).defer("content")
    found: dict[int, list[FrozenPaper]] = defaultdict(list)
    for row in rows.select_related("aktualisasi").prefetch_related("signatures"):
        found[row.aktualisasi.enrolment_id].append(row)
    return found


def _line(
    enrolment: Enrolment, papers: Iterable[FrozenPaper], weeks: Sequence[ReportWeek]
) -> PersonLine:
    by_paper: dict[tuple[str, int], list[FrozenPaper]] = defaultdict(list)
    for paper in papers:
        by_paper[paper.kind, paper.week].append(paper)
    plan = standing_of(by_paper[PaperKind.PLAN, 0])
    states = {
        week: standing_of(versions)
        for (kind, week), versions in by_paper.items()
        if kind == PaperKind.WEEK
    }
    handed = {Standing.WAITING, Standing.APPROVED, Standing.CHANGING}
    owed = [week for week in weeks if states.get(week.number) not in handed]
    is_at_work = plan in (Standing.APPROVED, Standing.CHANGING)
    return PersonLine(
        enrolment=enrolment,
        plan=plan,
        report=standing_of(by_paper[PaperKind.REPORT, 0]),
        weeks_approved=sum(one == Standing.APPROVED for one in states.values()),
        weeks_handed_in=sum(one in handed for one in states.values()),
        weeks_due=len(weeks),
        overdue_since=owed[0].last + dt.timedelta(days=1) if owed and is_at_work else None,
        awaiting=tuple(
            (paper, _awaited(paper))
            for versions in by_paper.values()
            for paper in versions
            if paper.state == PaperState.WAITING
        ),
    )


def _awaited(paper: FrozenPaper) -> tuple[ActorRole, ...]:
    verdicts = {ActorRole(one.role): Verdict(one.verdict) for one in paper.signatures.all()}
    return awaited(PaperKind(paper.kind), verdicts)

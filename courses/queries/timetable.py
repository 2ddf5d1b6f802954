"""The timetable of a cohort as staff read it: phases, days with their sessions, clashes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Prefetch, Q, QuerySet

from corpu.accounts.models import User
from courses.domain.clashes import Clash, all_clashes
from courses.domain.phases import PhaseDates, days_left, stage_of
from courses.domain.teaching_load import TaughtSession, jp_range
from courses.enums import ClashKind, PhaseStage, SessionState
from courses.models import Cohort, CohortPhase, Holiday, ProgrammePhase, Session, SessionInstructor
from courses.queries.session_judging import NamedClash, clash_with, slot_of

TEACHERS = Prefetch(
    "taught_by",
    SessionInstructor.objects.select_related("user").order_by("user__full_name", "pk"),
)


def sessions_of(cohort: Cohort) -> QuerySet[Session]:
    """Every session of a cohort with all that a list shows, cancelled ones too (two queries)."""
    return listed(Session.objects.filter(cohort=cohort))


def listed(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with their phase, course, group, room and instructors, in order of time."""
    return (
        sessions.select_related("cohort", "phase", "course", "group", "room")
        .defer("course__introduction", "course__objectives", "course__assessments")
        .prefetch_related(TEACHERS)
        .order_by("starts_at", "pk")
    )


def next_sessions_of(user: User, *, since: dt.datetime, count: int) -> list[Session]:
    """The next planned sessions a person teaches; what is going on is among them (two queries)."""
    own = Session.objects.filter(instructors=user, state=SessionState.PLANNED, ends_at__gt=since)
    return list(listed(own)[:count])


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase on the line of phases: where it lies today and how many sessions it has."""

    code: str
    label: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    stage: PhaseStage
    days_left: int | None
    sessions: int = 0


def phase_lines(cohort: Cohort, *, today: dt.date) -> list[PhaseLine]:
    """The phases of a cohort in order; before anybody planned them, those of its programme."""
    phases = list(cohort.phases.order_by("order", "pk"))
    if phases:
        used = session_counts(cohort)
        return [_line(phase, today, used.get(phase.code, 0)) for phase in phases]
    return [
        PhaseLine(phase.code, phase.label, None, None, PhaseStage.UNDATED, None)
        for phase in ProgrammePhase.objects.filter(programme=cohort.programme_id).order_by("order")
    ]


def session_counts(cohort: Cohort) -> dict[str, int]:
    """How many sessions each phase of a cohort has, by code; cancelled ones are not counted."""
    planned = Session.objects.filter(cohort=cohort, state=SessionState.PLANNED)
    counted = planned.exclude(phase=None).values_list("phase__code").annotate(count=Count("pk"))
    return dict(counted.order_by())


def _line(phase: CohortPhase, today: dt.date, sessions: int) -> PhaseLine:
    dates = PhaseDates(phase.code, phase.starts_on, phase.ends_on)
    return PhaseLine(
        phase.code,
        phase.label,
        phase.starts_on,
        phase.ends_on,
        stage_of(dates, today),
        days_left(dates, today),
        sessions,
    )


@dataclass(frozen=True, slots=True)
class DayOfSessions:
    """A day with its sessions in order of time."""

    day: dt.date
    sessions: list[Session]
    holiday: str = ""

    @property
    def jp(self) -> int:
        """JP that anybody gets on this day; groups that learn beside each other count once."""
        planned = [one for one in self.sessions if one.state == SessionState.PLANNED]
        return jp_range(TaughtSession(one.jp, group=one.group_id) for one in planned)[1]


def days_of(sessions: Iterable[Session]) -> list[DayOfSessions]:
    """Put sessions in order of time under their days, each in its own zone (one query)."""
    ordered = sorted(sessions, key=lambda one: (local_day(one), one.starts_at, one.pk))
    days = [(day, list(found)) for day, found in groupby(ordered, key=local_day)]
    named = dict(
        Holiday.objects.filter(day__in=[day for day, _ in days]).values_list("day", "label")
    )
    return [DayOfSessions(day, found, named.get(day, "")) for day, found in days]


def local_day(session: Session) -> dt.date:
    """The day on which a session begins where people meet."""
    return session.starts_at.astimezone(session.zone).date()


@dataclass(frozen=True, slots=True)
class StandingClash:
    """Two stored sessions that clash: one of this cohort, and what is said of the other."""

    session: Session
    clash: NamedClash


def clashes_in(cohort: Cohort, sessions: Iterable[Session]) -> list[StandingClash]:
    """Return the clashes of a cohort's sessions, also with other cohorts (three queries).

    Each clash is told once, at the session of this cohort that begins first.
    """
    own = {one.pk: one for one in sessions if one.state == SessionState.PLANNED}
    if not own:
        return []
    beside = {one.pk: one for one in _beside(cohort, list(own.values()))}
    found = all_clashes([slot_of(one) for one in [*own.values(), *beside.values()]])
    known = own | beside
    return [
        _standing(known, own, first, clash)
        for first, clash in found
        if first in own or clash.other in own
    ]


def _standing(
    known: dict[int, Session], own: dict[int, Session], first: int, clash: Clash
) -> StandingClash:
    one, other = known[first], known[clash.other]
    if first not in own:
        one, other = other, one
    return StandingClash(one, clash_with(other, clash, _what(clash, one, other)))


def _beside(cohort: Cohort, own: list[Session]) -> QuerySet[Session]:
    rooms = {one.room_id for one in own if one.room_id}
    people = {place.user_id for one in own for place in one.taught_by.all()}
    found = Session.objects.filter(
        Q(room__in=rooms) | Q(instructors__in=people),
        state=SessionState.PLANNED,
        starts_at__lt=max(one.ends_at for one in own),
        ends_at__gt=min(one.starts_at for one in own),
    ).exclude(cohort=cohort)
    return listed(found.distinct())


def _what(clash: Clash, one: Session, other: Session) -> str:
    if clash.kind == ClashKind.ROOM:
        return str(one.room)
    if clash.kind == ClashKind.INSTRUCTOR:
        return next(p.user.name for p in one.taught_by.all() if p.user_id == clash.what)
    group = one.group or other.group
    return str(group) if group else ""

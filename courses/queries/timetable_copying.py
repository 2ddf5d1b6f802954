"""What a timetable would look like in another cohort: each session with its new day."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from courses.domain.date_shifting import TeachingDays, shift, shift_last, weekdays_of
from courses.domain.phases import PhaseDates
from courses.domain.sessions import SessionFields, SessionPlan, Surroundings
from courses.enums import ClashKind, CopyLoss, CopyRefusal, SessionState
from courses.models import Cohort, CohortPhase, Holiday, ProgrammePhase, Session
from courses.queries.session_judging import Judgement, judge, surroundings_of
from courses.queries.timetable import local_day, sessions_of


@dataclass(frozen=True, slots=True)
class CopiedPhase:
    """A phase of the target: the dates it has, or those it gets with the timetable."""

    code: str
    label: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class CopiedSession:
    """A session of the source and what becomes of it; names of phase and group stand for ids."""

    source: Session
    plan: SessionPlan
    phase: str
    group: str
    judgement: Judgement
    losses: tuple[CopyLoss, ...]

    @property
    def day(self) -> dt.date:
        return self.plan.fields.day


@dataclass(frozen=True, slots=True)
class TimetableCopy:
    """The whole copy as it would be applied now."""

    phases: tuple[CopiedPhase, ...]
    groups: tuple[str, ...]
    sessions: tuple[CopiedSession, ...]
    # Holidays between the first and the last day that push sessions on.
    holidays: tuple[Holiday, ...]

    @property
    def digest(self) -> str:
        """What tells whether the preview still is what would be applied."""
        rows = [
            (one.source.pk, one.plan.fields.starts_at.isoformat(), *map(str, one.losses))
            for one in self.sessions
        ]
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def copy_sources(target: Cohort, cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Cohorts with a timetable, those of the same programme first, the latest first."""
    planned = Session.objects.filter(state=SessionState.PLANNED).values("cohort")
    found = cohorts.filter(pk__in=planned).exclude(pk=target.pk)
    return found.select_related("programme").order_by("-starts_on", "-pk")


def copy_refusal(source: Cohort, target: Cohort) -> CopyRefusal | None:
    """Why there is nothing to copy, or no place for it (two queries)."""
    if source.pk == target.pk:
        return CopyRefusal.SAME
    if not source.sessions.filter(state=SessionState.PLANNED).exists():
        return CopyRefusal.NOTHING
    if target.sessions.filter(state=SessionState.PLANNED).exists():
        return CopyRefusal.NOT_EMPTY
    return None


def copy_preview(source: Cohort, target: Cohort) -> TimetableCopy:
    """Return what copying would make, in a fixed number of queries.

    Days are counted from the first day of the phase where both cohorts have dates for it, else from
    the first day of the cohort. A room or a person that is taken then stays behind.
    """
    sessions = list(sessions_of(source).filter(state=SessionState.PLANNED))
    holidays = list(Holiday.objects.order_by("day"))
    shifter = _Shifter(source, target, sessions, frozenset(one.day for one in holidays))
    names = [one.group.name for one in sessions if one.group]
    places = _Places(surroundings_of(target), target, names, shifter.phases)
    drafts = [_draft(one, shifter, places) for one in sessions]
    first = judge(target, [plan for plan, _ in drafts], around=places.around)
    freed = [_free(*draft, judged) for draft, judged in zip(drafts, first, strict=True)]
    final = judge(target, [plan for plan, _ in freed], around=places.around)
    copied = tuple(
        CopiedSession(
            source=one,
            plan=plan,
            phase=one.phase.code if one.phase else "",
            group=one.group.name if one.group else "",
            judgement=judged,
            losses=losses,
        )
        for one, (plan, losses), judged in zip(sessions, freed, final, strict=True)
    )
    days = {one.day for one in copied}
    return TimetableCopy(
        phases=shifter.phases,
        groups=tuple(name for name, key in places.groups.items() if key < 0),
        sessions=copied,
        holidays=tuple(one for one in holidays if min(days) <= one.day <= max(days)),
    )


class _Shifter:
    """Moves days of the source into the target, phase by phase."""

    def __init__(
        self,
        source: Cohort,
        target: Cohort,
        sessions: list[Session],
        holidays: frozenset[dt.date],
    ) -> None:
        days = frozenset(local_day(one) for one in sessions)
        weekdays = weekdays_of(days)
        self._from = TeachingDays(source.starts_on, weekdays, holidays, days)
        self._to = TeachingDays(target.starts_on, weekdays, holidays)
        self._old = {phase.code: phase for phase in source.phases.order_by("order", "pk")}
        self.phases = tuple(_phase(row, self._old.get(row.code), self) for row in _rows(target))
        self._new = {phase.code: phase for phase in self.phases}

    def moved(self, session: Session) -> tuple[dt.datetime, dt.datetime]:
        """The new beginning and end, at the same hours of the same zone."""
        day = local_day(session)
        new = shift(day, *self._counted(session.phase.code if session.phase else ""))
        starts_at = session.starts_at.astimezone(session.zone)
        moved = dt.datetime.combine(new, starts_at.time(), tzinfo=session.zone)
        begins = moved.astimezone(dt.UTC)
        return begins, begins + (session.ends_at - session.starts_at)

    def stretch(self, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
        """The new first and last day of a phase."""
        begins = shift(first, self._from, self._to)
        return begins, max(begins, shift_last(last, self._from, self._to))

    def _counted(self, code: str) -> tuple[TeachingDays, TeachingDays]:
        old, new = self._old.get(code), self._new.get(code)
        if old and new and old.starts_on and new.starts_on:
            return (
                replace(self._from, starts_on=old.starts_on),
                replace(self._to, starts_on=new.starts_on),
            )
        return self._from, self._to


def _rows(target: Cohort) -> list[CohortPhase] | list[ProgrammePhase]:
    own = list(target.phases.order_by("order", "pk"))
    of_programme = ProgrammePhase.objects.filter(programme=target.programme_id)
    return own or list(of_programme.order_by("order"))


def _phase(
    row: CohortPhase | ProgrammePhase, old: CohortPhase | None, shifter: _Shifter
) -> CopiedPhase:
    if isinstance(row, CohortPhase) and row.starts_on:
        return CopiedPhase(row.code, row.label, row.starts_on, row.ends_on)
    if old is None or old.starts_on is None or old.ends_on is None:
        return CopiedPhase(row.code, row.label, None, None)
    first, last = shifter.stretch(old.starts_on, old.ends_on)
    return CopiedPhase(row.code, row.label, first, last, is_new=True)


class _Places:
    """Phases and groups of the target; those still to be made have ids below zero."""

    def __init__(
        self,
        around: Surroundings,
        target: Cohort,
        names: Iterable[str],
        phases: Iterable[CopiedPhase],
    ) -> None:
        self.groups = {group.name: group.pk for group in target.groups.all()}
        for name in dict.fromkeys(names):
            self.groups.setdefault(name, -1 - len(self.groups))
        self.phases = {one.code: -1 - number for number, one in enumerate(phases)}
        dates = {
            self.phases[one.code]: PhaseDates(one.code, one.starts_on, one.ends_on)
            for one in phases
        }
        people = {key: around.groups.get(key, 0) for key in self.groups.values()}
        self.around = replace(around, groups=people, phases=dates)


def _draft(
    session: Session, shifter: _Shifter, places: _Places
) -> tuple[SessionPlan, tuple[CopyLoss, ...]]:
    around = places.around
    people = frozenset(place.user_id for place in session.taught_by.all())
    losses = {
        CopyLoss.COURSE: session.course_id is not None and session.course_id not in around.courses,
        CopyLoss.ROOM: session.room_id is not None and session.room_id not in around.rooms,
        CopyLoss.INSTRUCTOR: not people <= around.teachers,
        CopyLoss.LINK: bool(session.meeting_url),
    }
    starts_at, ends_at = shifter.moved(session)
    fields = SessionFields(
        **{name: getattr(session, name) for name in _KEPT},
        starts_at=starts_at,
        ends_at=ends_at,
        phase=places.phases.get(session.phase.code) if session.phase else None,
        course=None if losses[CopyLoss.COURSE] else session.course_id,
        room=None if losses[CopyLoss.ROOM] else session.room_id,
        group=places.groups[session.group.name] if session.group else None,
    )
    return SessionPlan(fields, people & around.teachers), _named(losses)


# What comes along as it is; a meeting link belongs to the meetings of its own cohort.
_KEPT = (
    "title",
    "time_zone",
    "mode",
    "jp",
    "material_url",
    "note",
    "has_attendance",
    "has_check_in",
    "opens_before",
    "late_after",
    "closes_after",
)


def _free(
    plan: SessionPlan, losses: tuple[CopyLoss, ...], judged: Judgement
) -> tuple[SessionPlan, tuple[CopyLoss, ...]]:
    """Leave behind what is taken at the new time."""
    taken = [clash for clash in judged.clashes if clash.session is not None]
    fields, people = plan.fields, plan.instructors
    busy = {clash.key for clash in taken if clash.kind == ClashKind.INSTRUCTOR}
    lost = dict.fromkeys(losses, True)
    if any(clash.kind == ClashKind.ROOM for clash in taken):
        fields, lost[CopyLoss.ROOM] = replace(fields, room=None), True
    if busy:
        lost[CopyLoss.INSTRUCTOR] = True
    return SessionPlan(fields, people - busy), _named(lost)


def _named(losses: Mapping[CopyLoss, bool]) -> tuple[CopyLoss, ...]:
    return tuple(loss for loss in CopyLoss if losses.get(loss))

"""The timetable as a person may see it: sessions that concern them, the near ones, the phases."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from courses.domain.near_sessions import day_of, is_today, moment_of, near_sessions
from courses.domain.phase_line import PhaseStep, PhaseWork, PlannedPhase, phase_line
from courses.domain.phases import PhaseDates
from courses.enums import AttendanceStatus, EnrolmentState, SessionMoment, SessionState
from courses.models import (
    Attendance,
    Cohort,
    CohortPhase,
    Enrolment,
    LearningGroup,
    Session,
    SessionInstructor,
)
from courses.permissions import is_cohort_staff, is_organiser
from courses.queries.outline import GroupRow
from courses.queries.timetable import listed

# More sessions than any day has: among these the near ones are found.
LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class MySession:
    """A session as one person sees it at one moment."""

    session: Session
    now: dt.datetime
    attendance: Attendance | None = None

    @property
    def starts_at(self) -> dt.datetime:
        return self.session.starts_at

    @property
    def ends_at(self) -> dt.datetime:
        return self.session.ends_at

    @property
    def zone(self) -> ZoneInfo:
        return self.session.zone

    @property
    def is_cancelled(self) -> bool:
        return self.session.state == SessionState.CANCELLED

    @property
    def moment(self) -> SessionMoment:
        return moment_of(self, self.now)

    @property
    def is_today(self) -> bool:
        return is_today(self, self.now)

    @property
    def day(self) -> dt.date:
        """The day where people meet."""
        return day_of(self)

    @property
    def status(self) -> AttendanceStatus | None:
        """What is recorded of the person there."""
        return AttendanceStatus(self.attendance.status) if self.attendance else None


@dataclass(frozen=True, slots=True)
class SessionDay:
    """The sessions of one day."""

    day: dt.date
    sessions: list[MySession]
    is_over: bool


@dataclass(frozen=True, slots=True)
class TimetableReader:
    """Somebody who may see the timetable of a cohort, or the part that concerns them."""

    user: Any
    cohort: Cohort
    enrolment: Enrolment | None
    sees_all: bool

    def sessions(self) -> QuerySet[Session]:
        """Return the sessions of the cohort that concern the reader, in order."""
        sessions = Session.objects.filter(cohort=self.cohort).order_by("starts_at", "pk")
        if self.sees_all:
            return sessions
        concerns = Q(pk__in=_taught_by(self.user))
        if self.enrolment is not None:
            concerns |= of_whole_or_own_group([self.enrolment])
        return sessions.filter(concerns)


def timetable_reader(user: Any, slug: str) -> TimetableReader | None:
    """Return who reads the timetable of a cohort, or None where it is none of their business.

    People in it who have not withdrawn, its staff, organisers, and who teaches a session of it.
    """
    enrolment = _member(user, slug)
    cohort = (
        enrolment.cohort
        if enrolment
        else Cohort.objects.select_related("programme").filter(slug=slug).first()
    )
    if cohort is None or not user.is_active:
        return None
    reader = TimetableReader(
        user, cohort, enrolment, sees_all=is_organiser(user) or is_cohort_staff(user, cohort)
    )
    if enrolment is None and not reader.sees_all and not reader.sessions().exists():
        return None
    return reader


def my_sessions(reader: TimetableReader, now: dt.datetime) -> list[MySession]:
    """Return the sessions that concern a reader, with own attendance, in three queries."""
    sessions = list(listed(reader.sessions()))
    own: dict[int, Attendance] = {}
    if reader.enrolment is not None:
        recorded = Attendance.objects.filter(enrolment=reader.enrolment)
        own = {one.session_id: one for one in recorded}
    return [MySession(session, now, own.get(session.pk)) for session in sessions]


def my_session(reader: TimetableReader, pk: int, now: dt.datetime) -> MySession | None:
    """Return one session that concerns a reader, with own attendance."""
    session = listed(reader.sessions()).filter(pk=pk).first()
    if session is None:
        return None
    own = None
    if reader.enrolment is not None:
        own = Attendance.objects.filter(session=session, enrolment=reader.enrolment).first()
    return MySession(session, now, own)


def near_of(sessions: QuerySet[Session], now: dt.datetime) -> list[MySession]:
    """Return what runs now, the rest of today, or the next day with a session, in one query."""
    left = sessions.filter(ends_at__gt=now).order_by("starts_at", "pk")
    left = left.select_related("cohort", "group", "room")
    return near_sessions([MySession(session, now) for session in left[:LOOKED_AT]], now)


def sessions_of_people(enrolments: Sequence[Enrolment]) -> QuerySet[Session]:
    """Return the sessions of these members' cohorts that concern them."""
    members = [one for one in enrolments if one.state != EnrolmentState.WITHDRAWN]
    cohorts = [one.cohort_id for one in members]
    return Session.objects.filter(of_whole_or_own_group(members), cohort__in=cohorts)


def by_day(sessions: Iterable[MySession]) -> list[SessionDay]:
    """Put sessions, in order, under the days on which people meet."""
    days: dict[dt.date, list[MySession]] = {}
    for one in sessions:
        days.setdefault(one.day, []).append(one)
    return [
        SessionDay(day, found, all(one.moment == SessionMoment.OVER for one in found))
        for day, found in sorted(days.items())
    ]


def phase_steps(
    cohort: Cohort, enrolment: Enrolment | None, groups: Iterable[GroupRow], now: dt.datetime
) -> list[PhaseStep]:
    """Return the line of phases of a cohort, in one query; without an enrolment for its staff."""
    left = Q(sessions__ends_at__gt=now, sessions__state=SessionState.PLANNED)
    if enrolment is not None:
        left &= of_whole_or_own_group([enrolment], "sessions__")
    phases = CohortPhase.objects.filter(cohort=cohort).annotate(
        sessions_left=Count("sessions", filter=left)
    )
    planned = [
        PlannedPhase(PhaseDates(one.code, one.starts_on, one.ends_on), one.label, one.sessions_left)
        for one in phases
    ]
    work = [
        PhaseWork(one.code, one.label, one.activities_done, one.activity_count) for one in groups
    ]
    return phase_line(planned, work, timezone.localdate(now))


def of_whole_or_own_group(enrolments: Sequence[Enrolment], prefix: str = "") -> Q:
    """Return the condition on sessions: of the whole cohort, or of a group of these people."""
    own = LearningGroup.objects.filter(members__enrolment__in=[one.pk for one in enrolments])
    return Q(**{f"{prefix}group": None}) | Q(**{f"{prefix}group__in": own.values("pk")})


def _member(user: Any, slug: str) -> Enrolment | None:
    own = Enrolment.objects.of(user).members().filter(cohort__slug=slug)
    return own.select_related("cohort__programme").first()


def _taught_by(user: Any) -> QuerySet[SessionInstructor, int]:
    return SessionInstructor.objects.filter(user_id=user.pk).values_list("session_id", flat=True)

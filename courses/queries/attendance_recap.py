"""Attendance of a cohort at a glance: people with their absence, and the sessions with counts."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from courses.domain.absence import Absence, AbsencePolicy
from courses.domain.roll import WITH_LETTER
from courses.enums import AbsenceLevel, AttendanceStatus
from courses.models import Attendance, Cohort, Enrolment, LearningGroup, Session
from courses.queries.absence import absence_of, policy_of, roll_sessions

# The furthest first: those are whom somebody has to talk to.
LEVELS = tuple(reversed(AbsenceLevel))


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One person with what was missed and the letters still to come."""

    enrolment: Enrolment
    absence: Absence
    missing_letters: int
    # The status at each session, in the order of the sessions; empty where nothing is recorded.
    statuses: tuple[str, ...] = ()

    @property
    def pk(self) -> int:
        """The enrolment's id."""
        return self.enrolment.pk

    @property
    def tally(self) -> tuple[int, ...]:
        """How often which status, in the order of the statuses."""
        return tuple(self.absence.tally[status] for status in AttendanceStatus.values)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session with how many were there, and how many are still to be recorded."""

    session: Session
    tally: tuple[int, ...]
    recorded: int

    @property
    def day(self) -> dt.date:
        """The day where people meet."""
        return self.session.starts_at.astimezone(self.session.zone).date()


@dataclass(frozen=True, slots=True)
class Recap:
    """Everybody and every session of a cohort."""

    policy: AbsencePolicy
    people: tuple[RecapLine, ...]
    sessions: tuple[SessionLine, ...]

    @property
    def levels(self) -> Counter[AbsenceLevel]:
        """How many people stand at which level."""
        return Counter(line.absence.level for line in self.people)


def attendance_recap(cohort: Cohort) -> Recap:
    """Return the recap; a fixed number of queries."""
    people = list(
        Enrolment.objects.members()
        .filter(cohort=cohort)
        .select_related("user", "agency", "group_membership__group")
        .order_by("user__full_name", "pk")
    )
    sessions = list(roll_sessions([cohort.pk]).select_related("group", "cohort"))
    absences = absence_of(people)
    statuses = _statuses(sessions)
    letters = _missing_letters(sessions)
    return Recap(
        policy=policy_of(cohort),
        people=tuple(
            RecapLine(
                person,
                absences[person.pk],
                letters[person.pk],
                tuple(statuses[one.pk].get(person.pk, "") for one in sessions),
            )
            for person in people
        ),
        sessions=tuple(_session_line(one, statuses[one.pk]) for one in sessions),
    )


def narrowed(
    recap: Recap, *, level: str | None = None, group: int | None = None, q: str | None = None
) -> list[RecapLine]:
    """Return the people who fit, the furthest level first."""
    words = (q or "").casefold().split()
    lines = [
        line
        for line in recap.people
        if (level is None or line.absence.level == level)
        and (group is None or _group_of(line.enrolment) == group)
        and all(word in _searched(line.enrolment) for word in words)
    ]
    return sorted(lines, key=lambda line: LEVELS.index(line.absence.level))


def groups_of(cohort: Cohort) -> QuerySet[LearningGroup]:
    """Return the learning groups with how many `people` they have."""
    members = Count("members", filter=Q(members__enrolment__withdrawn_at=None))
    return cohort.groups.annotate(people=members)


def _group_of(person: Enrolment) -> int | None:
    membership = getattr(person, "group_membership", None)
    return membership.group_id if membership else None


def _searched(person: Enrolment) -> str:
    return f"{person.user.full_name} {person.user.nip or ''}".casefold()


def _statuses(sessions: Sequence[Session]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    records = Attendance.objects.filter(session__in=sessions)
    for session, person, status in records.values_list("session_id", "enrolment_id", "status"):
        found[session][person] = status
    return found


def _missing_letters(sessions: Sequence[Session]) -> Counter[int]:
    records = Attendance.objects.filter(session__in=sessions, status__in=WITH_LETTER, letter="")
    return Counter(records.values_list("enrolment_id", flat=True))


def _session_line(session: Session, statuses: dict[int, str]) -> SessionLine:
    counted = Counter(statuses.values())
    tally = tuple(counted[status] for status in AttendanceStatus.values)
    return SessionLine(session, tally, len(statuses))

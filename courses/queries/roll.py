"""The roll of a session: who is expected, what is recorded, and which rolls wait for a person."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from corpu.accounts.models import User
from courses.domain.roll import needs_letter
from courses.domain.roll_sheet import Expected
from courses.enums import (
    AttendanceSource,
    AttendanceStatus,
    CohortState,
    SessionState,
    StaffRole,
)
from courses.models import (
    Attendance,
    AttendanceChange,
    CohortStaff,
    Enrolment,
    Session,
    SessionInstructor,
)
from courses.permissions import is_organiser
from courses.queries.absence import expected_people

# How far back rolls that nobody closed are still shown.
OPEN_DAYS = 14


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person on the roll; `record` None means: not recorded yet."""

    enrolment: Enrolment
    record: Attendance | None
    corrections: int = 0

    @property
    def pk(self) -> int:
        """The enrolment's id."""
        return self.enrolment.pk

    @property
    def name(self) -> str:
        """The name with titles."""
        return self.enrolment.user.name

    @property
    def status(self) -> str:
        """The code of the status; empty while nothing is recorded."""
        return self.record.status if self.record else ""

    @property
    def source(self) -> str:
        """Who or what says so, in words."""
        return str(AttendanceSource(self.record.source).label) if self.record else ""

    @property
    def misses_letter(self) -> bool:
        """Whether paper is still to come."""
        return self.record is not None and needs_letter(
            self.record.status, has_letter=bool(self.record.letter)
        )


@dataclass(frozen=True)
class Roll:
    """Everybody on the roll of a session, by name."""

    lines: tuple[RollLine, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many people have which status; the empty one is who has not been recorded."""
        return Counter(line.status for line in self.lines)

    @property
    def unrecorded(self) -> int:
        """How many people have not been recorded yet."""
        return self.counts[""]

    @property
    def recorded(self) -> int:
        """How many people have been recorded."""
        return len(self.lines) - self.unrecorded

    @property
    def present(self) -> int:
        """How many people are there, in time or late."""
        return self.counts[AttendanceStatus.PRESENT] + self.counts[AttendanceStatus.LATE]

    @property
    def missing_letters(self) -> int:
        """How many letters are still to come."""
        return sum(line.misses_letter for line in self.lines)

    def line(self, enrolment_id: int) -> RollLine | None:
        """Return one person's line."""
        return next((line for line in self.lines if line.pk == enrolment_id), None)


@dataclass(frozen=True, slots=True)
class DueRoll:
    """A session whose roll a person takes, with how far it is."""

    session: Session
    recorded: int
    expected: int


def sessions_to_roll(user: User | AnonymousUser) -> QuerySet[Session]:
    """Return the sessions whose roll a person may take: all, or those taught or served."""
    sessions = Session.objects.select_related(
        "cohort__programme", "course", "group", "phase", "room"
    )
    if not user.is_active:
        return sessions.none()
    if is_organiser(user):
        return sessions
    served = CohortStaff.objects.filter(user=user.pk, role=StaffRole.INSTRUCTOR)
    taught = SessionInstructor.objects.filter(user=user.pk)
    return sessions.filter(
        Q(cohort__in=served.values("cohort")) | Q(pk__in=taught.values("session"))
    )


def roll_of(session: Session) -> Roll:
    """Return the roll; two queries. Who left the cohort stays on it with what was recorded."""
    records = {
        record.enrolment_id: record
        for record in Attendance.objects.filter(session=session)
        .select_related("marked_by")
        .annotate(corrections=Count("changes"))
    }
    people = Enrolment.objects.filter(
        Q(pk__in=expected_people(session).values("pk")) | Q(pk__in=records)
    )
    return Roll(
        tuple(
            RollLine(person, record, record.corrections if record else 0)
            for person in people.select_related("user", "agency").order_by("user__full_name", "pk")
            for record in [records.get(person.pk)]
        )
    )


def people_of_sheet(session: Session) -> tuple[Expected, ...]:
    """Return who may stand in an attendance sheet of the session, by name."""
    return tuple(
        Expected(
            enrolment=line.pk,
            nip=line.enrolment.user.nip or "",
            name=line.enrolment.user.full_name,
            status=line.status,
            note=line.record.note if line.record else "",
        )
        for line in roll_of(session).lines
    )


def changes_of(record: Attendance) -> QuerySet[AttendanceChange]:
    """Return the corrections of a record, newest first."""
    return AttendanceChange.objects.filter(attendance=record).select_related("by")


def due_rolls(user: User | AnonymousUser, now: dt.datetime) -> list[DueRoll]:
    """Return the sessions around `now` and those before whose roll is open; four queries."""
    sessions = list(
        sessions_to_roll(user)
        .filter(
            cohort__state=CohortState.RUNNING,
            state=SessionState.PLANNED,
            has_attendance=True,
            starts_at__gt=now - dt.timedelta(days=OPEN_DAYS),
            starts_at__lt=now + dt.timedelta(days=1),
        )
        .filter(Q(roll_closed_at=None) | Q(ends_at__gt=now - dt.timedelta(hours=12)))
        .annotate(recorded=Count("attendances"))
        .order_by("starts_at", "pk")
    )
    members = Enrolment.objects.members().filter(cohort__in={one.cohort_id for one in sessions})
    whole = dict(members.order_by().values_list("cohort_id").annotate(Count("pk")))
    groups = dict(
        members.order_by().values_list("group_membership__group_id").annotate(Count("pk"))
    )
    return [
        DueRoll(
            one,
            one.recorded,
            groups.get(one.group_id, 0) if one.group_id else whole.get(one.cohort_id, 0),
        )
        for one in sessions
    ]

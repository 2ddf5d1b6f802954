"""Check-in as a person and as the room's screen see it."""

import datetime as dt
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.crypto import salted_hmac

from courses.domain.check_in import CheckInFacts, ShownCode, obstacle, shown_code
from courses.enums import MEMBER_STATES, AttendanceStatus, CheckInRefusal
from courses.models import Attendance, Enrolment, GroupMember, Session
from courses.queries.absence import expected_people

# How often a screen without a code looks whether that has changed.
IDLE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class CheckInBox:
    """One session's check-in for one person, at one moment."""

    session: Session
    facts: CheckInFacts
    attendance: Attendance | None
    now: dt.datetime

    @property
    def obstacle(self) -> CheckInRefusal | None:
        """Why the person cannot check in now; None where the code is enough."""
        return obstacle(self.facts, self.now)

    @property
    def is_open(self) -> bool:
        return self.obstacle is None

    @property
    def status(self) -> AttendanceStatus | None:
        """What is recorded of the person."""
        return AttendanceStatus(self.attendance.status) if self.attendance else None


@dataclass(frozen=True, slots=True)
class RoomScreen:
    """What the screen in the room shows of a session, at one moment."""

    session: Session
    obstacle: CheckInRefusal | None
    shown: ShownCode | None
    facts: CheckInFacts
    present: int
    expected: int
    now: dt.datetime

    @property
    def renew_in(self) -> int:
        """After how many seconds the screen has something new to show."""
        if self.shown is not None:
            return self.shown.seconds_left
        until_open = (self.facts.opens_at - self.now).total_seconds()
        return max(1, ceil(until_open)) if 0 <= until_open < IDLE_SECONDS else IDLE_SECONDS


def check_in_key() -> bytes:
    """Return the key of all codes, derived from the secret of the installation."""
    return salted_hmac("courses.check_in", "code", algorithm="sha256").digest()


def check_in_facts(
    session: Session,
    attendance: Attendance | None = None,
    *,
    is_member: bool = True,
    is_expected: bool = True,
) -> CheckInFacts:
    """Return what the rule needs of a session (with its cohort) and of what is recorded there."""
    return CheckInFacts(
        cohort_state=session.cohort.state,
        session_state=session.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        opens_before=session.opens_before,
        late_after=session.late_after,
        closes_after=session.closes_after,
        takes_check_in=session.has_attendance and session.has_check_in,
        is_roll_closed=session.roll_closed_at is not None,
        is_member=is_member,
        is_expected=is_expected,
        status=attendance.status if attendance else None,
        source=attendance.source if attendance else None,
    )


def personal_facts(
    session: Session, enrolment: Enrolment, attendance: Attendance | None
) -> CheckInFacts:
    """Return what the rule needs of a session for one person of its cohort."""
    in_group = GroupMember.objects.filter(enrolment=enrolment, group=session.group_id)
    return check_in_facts(
        session,
        attendance,
        is_member=enrolment.state in MEMBER_STATES,
        is_expected=session.group_id is None or in_group.exists(),
    )


def own_check_in(user: Any, slug: str, pk: int, now: dt.datetime) -> CheckInBox | None:
    """Return the check-in of a session of an own cohort, or None where there is no such session."""
    enrolment = Enrolment.objects.of(user).filter(cohort__slug=slug).first()
    session = session_of(slug, pk) if enrolment else None
    if enrolment is None or session is None:
        return None
    attendance = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    return CheckInBox(session, personal_facts(session, enrolment, attendance), attendance, now)


def session_of(slug: str, pk: int) -> Session | None:
    """Return a session of this cohort with what its pages name."""
    sessions = Session.objects.filter(cohort__slug=slug, pk=pk)
    return sessions.select_related("cohort__programme", "course", "group", "room").first()


def room_screen(session: Session, now: dt.datetime) -> RoomScreen:
    """Return what the room's screen shows now, in two queries."""
    facts = check_in_facts(session)
    stands_in_the_way = obstacle(facts, now)
    there = session.attendances.filter(status__in=[AttendanceStatus.PRESENT, AttendanceStatus.LATE])
    return RoomScreen(
        session=session,
        obstacle=stands_in_the_way,
        shown=None if stands_in_the_way else shown_code(check_in_key(), session.pk, now),
        facts=facts,
        present=there.count(),
        expected=expected_people(session).count(),
        now=now,
    )

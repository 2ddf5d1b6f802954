"""A person's own attendance in one cohort: how it stands, and what is recorded day by day."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from courses.domain.absence import Absence
from courses.enums import AttendanceStatus
from courses.models import Cohort, Enrolment
from courses.queries.absence import ExpectedSession, absence_in, expected_of, policy_of


@dataclass(frozen=True, slots=True)
class AttendanceDay:
    """The sessions of one local day, in order."""

    day: dt.date
    sessions: list[ExpectedSession]


@dataclass(frozen=True, slots=True)
class MyAttendance:
    """The last days first; sessions to come stand in the timetable, not here."""

    cohort: Cohort
    enrolment: Enrolment
    absence: Absence
    days: list[AttendanceDay]

    @property
    def tally(self) -> list[tuple[AttendanceStatus, int]]:
        """How often which status was recorded."""
        return [(status, self.absence.tally[status]) for status in AttendanceStatus]

    @property
    def unrecorded(self) -> int:
        """Sessions that have begun and of which nothing is recorded."""
        return sum(one.attendance is None for day in self.days for one in day.sessions)


def my_attendance(user: Any, slug: str, now: dt.datetime) -> MyAttendance | None:
    """Return the own attendance in a cohort, or None without an enrolment (four queries)."""
    own = Enrolment.objects.of(user).filter(cohort__slug=slug)
    enrolment = own.select_related(
        "cohort__attendance_rule", "cohort__programme__attendance_rule"
    ).first()
    if enrolment is None:
        return None
    expected = expected_of([enrolment])[enrolment.pk]
    begun = [one for one in expected if one.session.starts_at <= now or one.attendance]
    return MyAttendance(
        cohort=enrolment.cohort,
        enrolment=enrolment,
        absence=absence_in(policy_of(enrolment.cohort), expected),
        days=[
            AttendanceDay(day, list(sessions))
            for day, sessions in groupby(
                sorted(begun, key=lambda one: one.fact.day), key=lambda one: one.fact.day
            )
        ][::-1],
    )

"""A running cohort with sessions, for the tests of attendance and check-in."""

import datetime as dt
from zoneinfo import ZoneInfo

from courses.models import Attendance, GroupMember, LearningGroup, Session
from tests.courses.learning_world import running

WIB = ZoneInfo("Asia/Jakarta")
DAY = dt.date(2019, 5, 6)


def moment(hour, minute=0, second=0, day=DAY):
    """A moment of the first day of sessions, in WIB."""
    return dt.datetime.combine(day, dt.time(hour, minute, second), tzinfo=WIB)


def make_session(cohort, start=None, hours=2, **fields):
    start = start or moment(8)
    return Session.objects.create(
        **{
            "cohort": cohort,
            "title": "Wawasan Kebangsaan",
            "starts_at": start,
            "ends_at": start + dt.timedelta(hours=hours),
            "jp": 3,
        }
        | fields
    )


def make_group(cohort, *enrolments, name="Kelompok 1"):
    group = LearningGroup.objects.create(cohort=cohort, name=name)
    GroupMember.objects.bulk_create(GroupMember(group=group, enrolment=one) for one in enrolments)
    return group


def record(session, enrolment, status="hadir", source="roll"):
    return Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        status=status,
        source=source,
        marked_at=session.starts_at,
    )


def world(people=1, **fields):
    return running(people=people, courses=1, lessons=1, **fields)

"""Cohorts with sessions and groups, for the tests of what people see of a timetable."""

import datetime as dt
from zoneinfo import ZoneInfo

from courses.enums import SessionMode, TimeZone
from courses.models import CohortPhase, GroupMember, LearningGroup, Session, SessionInstructor

NOW = dt.datetime(2019, 5, 6, 2, tzinfo=dt.UTC)  # Senin, 09.00 WIB
DAY = dt.date(2019, 5, 6)


def at(hour, minute=0, *, day=DAY, zone=TimeZone.WIB):
    """An hour of a day where people meet."""
    return dt.datetime.combine(day, dt.time(hour, minute), ZoneInfo(zone))


def make_session(
    cohort, title="Wawasan Kebangsaan", *, starts=None, hours=1, teachers=(), **fields
):
    """A stored session; by default it runs at `NOW`."""
    starts = starts or at(8, 30)
    session = Session.objects.create(
        cohort=cohort,
        title=title,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=hours),
        **{"mode": SessionMode.CLASSICAL, **fields},
    )
    for teacher in teachers:
        SessionInstructor.objects.create(session=session, user=teacher)
    return session


def make_group(cohort, name, *enrolments):
    """A learning group with these people."""
    group = LearningGroup.objects.create(cohort=cohort, name=name)
    for enrolment in enrolments:
        GroupMember.objects.create(group=group, enrolment=enrolment)
    return group


def make_phase(cohort, code="ONCAMPUS", label="Klasikal", order=1, days=(None, None)):
    """A phase of a cohort, with its first and last day."""
    return CohortPhase.objects.create(
        cohort=cohort, code=code, label=label, order=order, starts_on=days[0], ends_on=days[1]
    )

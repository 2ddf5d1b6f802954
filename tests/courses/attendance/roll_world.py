"""A running cohort with sessions, groups, staff and check-ins, for the tests of attendance."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.urls import reverse

from corpu.accounts.enums import Role
from courses.enums import AttendanceSource, AttendanceStatus
from courses.models import (
    Attendance,
    CohortStaff,
    GroupMember,
    LearningGroup,
    Room,
    Session,
    SessionInstructor,
)
from tests.courses.tracking_world import running_cohort, serve, staff

WIB = ZoneInfo("Asia/Jakarta")
START = dt.datetime(2019, 5, 6, 8, 0, tzinfo=WIB)
DURING = START + dt.timedelta(minutes=20)
BEFORE = START - dt.timedelta(days=3)

HADIR, LATE, IZIN, SAKIT, ALPA = AttendanceStatus


def make_session(cohort, *, starts_at=START, minutes=90, title="Wawasan Kebangsaan", **fields):
    """A session that takes attendance."""
    return Session.objects.create(
        cohort=cohort,
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        jp=fields.pop("jp", 2),
        **fields,
    )


def world(people=3, **fields):
    """A running cohort with one session: (session, enrolments)."""
    cohort = running_cohort(people, **fields)
    session = make_session(cohort)
    return session, list(cohort.enrolments.order_by("user__full_name", "pk"))


def group_of(cohort, name, people):
    """A learning group with these people."""
    group = LearningGroup.objects.create(cohort=cohort, name=name)
    for person in people:
        GroupMember.objects.create(group=group, enrolment=person)
    return group


def check_in(session, enrolment, *, seconds=0, at=None, device="", status=HADIR):
    """What a check-in leaves behind."""
    moment = at or session.starts_at + dt.timedelta(seconds=seconds)
    return Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        status=status,
        source=AttendanceSource.CHECK_IN,
        checked_in_at=moment,
        marked_at=moment,
        device=device,
    )


def organiser(**fields):
    """Somebody who organises."""
    return staff(Role.ORGANISER, **fields)


def instructor_of(cohort, **fields):
    """An instructor of the whole cohort."""
    user = staff(Role.INSTRUCTOR, **fields)
    serve(user, cohort)
    return user


def teacher_of(session, **fields):
    """An instructor of this session only."""
    user = staff(Role.INSTRUCTOR, **fields)
    SessionInstructor.objects.create(session=session, user=user)
    return user


def place(user, cohort, role):
    """Somebody with a role in the cohort."""
    return CohortStaff.objects.create(user=user, cohort=cohort, role=role)


def room(name, site=""):
    """A room."""
    return Room.objects.create(name=name, site=site)


def url(name, session, *more):
    """The address of a page of a session."""
    return reverse(f"courses_admin:{name}", args=[session.cohort.slug, session.pk, *more])


def cohort_url(name, cohort, *more):
    """The address of a page of a cohort's attendance."""
    return reverse(f"courses_admin:{name}", args=[cohort.slug, *more])


def status_of(session, enrolment):
    """What is recorded; None where nothing is."""
    found = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    return found.status if found else None

"""What is read of absence: whom a session expects, which rule holds, in how many queries."""

import datetime as dt

import pytest

from courses.domain.absence import AbsencePolicy
from courses.domain.planning import fixed_fields
from courses.enums import SessionState, TimeZone
from courses.models import AttendanceRule, Cohort, Programme
from courses.queries.absence import absence_of, expected_of, expected_people, policy_of
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from tests.courses.check_in.session_world import (
    DAY,
    make_group,
    make_session,
    moment,
    record,
    world,
)
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db


def titles(expected):
    return [one.session.title for one in expected]


def test_a_person_is_expected_by_the_cohort_and_the_own_group():
    scene = world(people=2)
    one, other = scene.enrolments
    group, second = make_group(scene.cohort, one), make_group(scene.cohort, other, name="2")
    make_session(scene.cohort, title="all")
    make_session(scene.cohort, moment(10), title="mine", group=group)
    make_session(scene.cohort, moment(10), title="theirs", group=second)
    make_session(scene.cohort, moment(12), title="break", has_attendance=False)
    make_session(scene.cohort, moment(13), title="off", state=SessionState.CANCELLED)

    expected = expected_of([one, other])

    assert titles(expected[one.pk]) == ["all", "mine"]
    assert titles(expected[other.pk]) == ["all", "theirs"]


def test_a_closed_roll_expects_only_whom_it_recorded():
    scene = world()
    (person,) = scene.enrolments
    earlier = make_session(scene.cohort, title="before", roll_closed_at=moment(11))
    closed = make_session(scene.cohort, moment(10), title="there", roll_closed_at=moment(12))
    record(closed, person, "alpa")

    assert titles(expected_of([person])[person.pk]) == ["there"]
    assert earlier.attendances.count() == 0
    assert absence_of([person])[person.pk].sessions == 1


def test_what_was_recorded_in_an_old_group_stays():
    scene = world()
    (person,) = scene.enrolments
    old = make_group(scene.cohort, name="old")
    make_group(scene.cohort, person)
    session = make_session(scene.cohort, group=old)
    record(session, person, "alpa")

    assert absence_of([person])[person.pk].jp == 3
    assert list(expected_people(session)) == [person]


def test_expected_people_are_members():
    scene = world(people=2)
    one, other = scene.enrolments
    group = make_group(scene.cohort, one)
    mine, everyone = make_session(scene.cohort, group=group), make_session(scene.cohort)
    type(other).objects.filter(pk=other.pk).update(state="withdrawn")

    assert list(expected_people(mine)) == [one]
    assert list(expected_people(everyone)) == [one]


def test_the_day_is_that_of_the_session_s_own_zone():
    scene = world()
    (person,) = scene.enrolments
    # 23:30 in Jakarta is already the next day in Jayapura.
    late = dt.datetime.combine(DAY, dt.time(16, 30), tzinfo=dt.UTC)
    make_session(scene.cohort, late, time_zone=TimeZone.WIB)
    make_session(scene.cohort, late, time_zone=TimeZone.WIT)

    wib, wit = expected_of([person])[person.pk]

    assert (wib.fact.day, wit.fact.day) == (DAY, DAY + dt.timedelta(days=1))


def test_the_rule_is_that_of_the_programme_unless_the_cohort_has_its_own():
    rule = AttendanceRule.objects.create(code="att-x", label="X", max_sessions=6)
    own = AttendanceRule.objects.create(code="att-y", label="Y", max_sessions=3)
    cohort = CohortFactory()

    assert policy_of(cohort).has_limits is False
    cohort.programme.attendance_rule = rule
    assert policy_of(cohort).max_sessions == 6
    cohort.attendance_rule = own
    assert policy_of(cohort).max_sessions == 3
    cohort.attendance_policy = {"max_sessions": 1}
    assert policy_of(cohort).max_sessions == 1


@pytest.mark.parametrize("people", [1, 3])
def test_absence_is_read_in_four_queries(people, django_assert_num_queries):
    scene = world(people=people)
    Cohort.objects.filter(pk=scene.cohort.pk).update(attendance_policy={"max_sessions": 6})
    for hour in (8, 10, 13):
        session = make_session(scene.cohort, moment(hour))
        for person in scene.enrolments:
            record(session, person, "alpa")

    with django_assert_num_queries(4):
        result = absence_of(scene.enrolments)

    assert {counted.sessions for counted in result.values()} == {3}
    assert {counted.days for counted in result.values()} == {1}


def test_the_rule_is_frozen_when_the_cohort_starts():
    rule = AttendanceRule.objects.create(code="att-x", label="X", max_sessions=6, mark="V")
    cohort = CohortFactory(attendance_rule=rule)
    enrol(cohort=cohort, users=[UserFactory()], by=None)
    cohort = start_cohort(cohort=cohort, by=None)
    AttendanceRule.objects.update(max_sessions=1, label="Y")
    cohort.refresh_from_db()

    assert policy_of(cohort) == AbsencePolicy(code="att-x", label="X", mark="V", max_sessions=6)


def test_a_cohort_without_a_rule_keeps_having_none():
    scene = world()
    rule = AttendanceRule.objects.create(code="att-x", label="X", max_sessions=0)
    Programme.objects.update(attendance_rule=rule)
    scene.cohort.refresh_from_db()

    assert policy_of(scene.cohort) == AbsencePolicy()


@pytest.mark.parametrize(("state", "is_fixed"), [("open", False), ("running", True)])
def test_the_rule_is_chosen_before_the_start(state, is_fixed):
    assert ("attendance_rule" in fixed_fields(state)) is is_fixed

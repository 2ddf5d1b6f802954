"""Opening and completing lessons."""

import datetime as dt

import pytest

from corpu.core import clock
from courses.enums import ActivityKind, EnrolmentState
from courses.models import Completion, CourseProgress
from courses.services.cohorts import close_cohort
from courses.services.completion import (
    ActivityNotRequired,
    CohortNotRunning,
    EnrolmentWithdrawn,
)
from courses.services.enrolment import withdraw
from courses.services.learning import NotALesson, complete_lesson, record_opening
from courses.signals import course_completed
from tests.courses.learning_world import running
from tests.factories import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2019, 5, 3, 1, tzinfo=dt.UTC)
EVENING = dt.datetime(2019, 5, 3, 12, tzinfo=dt.UTC)


@pytest.fixture
def heard():
    """What `course_completed` has told."""
    calls = []

    def listen(sender, enrolment_id, required_course_id, **_kwargs):
        calls.append((enrolment_id, required_course_id))

    course_completed.connect(listen)
    yield calls
    course_completed.disconnect(listen)


def test_completing_everything_counts_every_step(heard, django_capture_on_commit_callbacks):
    world = running(courses=2, lessons=2)
    (enrolment,) = world.enrolments
    seen = []

    with clock.at(MORNING), django_capture_on_commit_callbacks(execute=True):
        for lesson in world.activities:
            result = complete_lesson(enrolment=enrolment, activity=lesson)
            now = result.enrolment
            seen.append(
                (
                    now.activities_done,
                    now.courses_done,
                    now.state,
                    result.course_completed,
                    result.all_completed,
                )
            )

    assert seen == [
        (1, 0, "active", False, False),
        (2, 1, "active", True, False),
        (3, 1, "active", False, False),
        (4, 2, "completed", True, True),
    ]
    enrolment.refresh_from_db()
    assert (enrolment.started_at, enrolment.completed_at) == (MORNING, MORNING)
    assert enrolment.last_activity == world.activities[-1]
    courses = list(world.cohort.required_courses.values_list("pk", flat=True))
    assert heard == [(enrolment.pk, pk) for pk in courses]


def test_completing_again_changes_nothing(heard, django_capture_on_commit_callbacks):
    world = running(courses=1, lessons=1)
    (enrolment,) = world.enrolments
    with clock.at(MORNING):
        complete_lesson(enrolment=enrolment, activity=world.activities[0])

    with clock.at(EVENING), django_capture_on_commit_callbacks(execute=True):
        again = complete_lesson(enrolment=enrolment, activity=world.activities[0])

    assert (again.is_new, again.course_completed, again.all_completed) == (False, False, False)
    assert (again.enrolment.activities_done, again.enrolment.completed_at) == (1, MORNING)
    assert Completion.objects.get().completed_at == MORNING
    assert heard == []


def test_optional_course_completes_without_moving_the_cohort(
    heard, django_capture_on_commit_callbacks
):
    world = running(courses=2, lessons=1, optional=1)
    (enrolment,) = world.enrolments

    with django_capture_on_commit_callbacks(execute=True):
        result = complete_lesson(enrolment=enrolment, activity=world.activities[1])

    assert (result.course_completed, result.enrolment.activities_done) == (True, 0)
    assert result.enrolment.state == EnrolmentState.ACTIVE
    assert CourseProgress.objects.get().activities_done == 1
    assert heard == [(enrolment.pk, world.activities[1].required_course_id)]


def test_optional_lesson_after_completion_keeps_the_date_of_completion():
    world = running(courses=2, lessons=1, optional=1)
    (enrolment,) = world.enrolments
    with clock.at(MORNING):
        complete_lesson(enrolment=enrolment, activity=world.activities[0])

    with clock.at(EVENING):
        result = complete_lesson(enrolment=enrolment, activity=world.activities[1])

    assert (result.enrolment.state, result.enrolment.completed_at) == ("completed", MORNING)
    assert result.all_completed is False


def test_opening_begins_the_learning_and_moves_the_place():
    world = running()
    (enrolment,) = world.enrolments
    with clock.at(MORNING):
        first = record_opening(enrolment=enrolment, activity=world.activities[1])
    with clock.at(EVENING):
        second = record_opening(enrolment=enrolment, activity=world.activities[0])

    assert (first.state, first.started_at, first.last_activity) == (
        EnrolmentState.ACTIVE,
        MORNING,
        world.activities[1],
    )
    assert (second.started_at, second.last_activity) == (MORNING, world.activities[0])


def test_opening_the_same_lesson_again_writes_nothing(django_assert_num_queries):
    world = running()
    (enrolment,) = world.enrolments
    record_opening(enrolment=enrolment, activity=world.activities[0])

    with django_assert_num_queries(3):  # savepoint, lock, release
        record_opening(enrolment=enrolment, activity=world.activities[0])


@pytest.mark.parametrize("act", [complete_lesson, record_opening])
def test_closed_cohort_takes_nothing(act):
    world = running()
    close_cohort(cohort=world.cohort, by=None)

    with pytest.raises(CohortNotRunning):
        act(enrolment=world.enrolments[0], activity=world.activities[0])

    assert not Completion.objects.exists()


@pytest.mark.parametrize("act", [complete_lesson, record_opening])
def test_cohort_that_has_not_started_takes_nothing(act):
    world = running()
    waiting = EnrolmentFactory(cohort=CohortFactory(programme=world.cohort.programme))

    with pytest.raises(CohortNotRunning):
        act(enrolment=waiting, activity=world.activities[0])


@pytest.mark.parametrize("act", [complete_lesson, record_opening])
def test_who_has_withdrawn_completes_nothing(act):
    world = running()
    withdraw(enrolment=world.enrolments[0], reason="Sakit", by=None)

    with pytest.raises(EnrolmentWithdrawn):
        act(enrolment=world.enrolments[0], activity=world.activities[0])


@pytest.mark.parametrize("act", [complete_lesson, record_opening])
def test_lesson_of_another_cohort_is_refused(act):
    mine, other = running(), running()

    with pytest.raises(ActivityNotRequired):
        act(enrolment=mine.enrolments[0], activity=other.activities[0])


def test_completing_takes_seven_queries(django_assert_num_queries):
    world = running(courses=3, lessons=3)
    (enrolment,) = world.enrolments
    complete_lesson(enrolment=enrolment, activity=world.activities[0])

    # savepoint; enrolment, known, completion, course, its update, enrolment; release
    with django_assert_num_queries(8):
        complete_lesson(enrolment=enrolment, activity=world.activities[1])


def test_only_lessons_are_completed_by_saying_so():
    world = running()
    activity = world.activities[0]
    activity.kind = ActivityKind.QUIZ

    with pytest.raises(NotALesson):
        complete_lesson(enrolment=world.enrolments[0], activity=activity)

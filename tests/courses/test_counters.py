"""Whatever happens in whatever order: the stored counters are what the facts say."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpu.core import clock
from courses.models import Cohort, CourseProgress, Enrolment, RequiredCourse
from courses.queries.counters import EnrolmentCounters, differences, recomputed, stored
from courses.services.completion import EnrolmentWithdrawn
from courses.services.enrolment import reinstate, withdraw
from courses.services.learning import complete_lesson, record_opening
from tests.courses.learning_world import running

pytestmark = pytest.mark.django_db

PEOPLE, LESSONS = 2, 6
history = st.lists(
    st.tuples(
        st.sampled_from(["complete", "complete", "complete", "open", "withdraw", "reinstate"]),
        st.integers(0, PEOPLE - 1),
        st.integers(0, LESSONS - 1),
    ),
    max_size=30,
)


def play(world, act, person, number):
    enrolment, lesson = world.enrolments[person], world.activities[number]
    if act == "withdraw":
        withdraw(enrolment=enrolment, reason="Sakit", by=None)
    elif act == "reinstate":
        reinstate(enrolment=enrolment, by=None)
    else:
        learn = complete_lesson if act == "complete" else record_opening
        try:
            learn(enrolment=enrolment, activity=lesson)
        except EnrolmentWithdrawn:
            return False
    return True


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(histories=history)
def test_counters_after_any_history(world, histories):
    with transaction.atomic():
        completed = {pk: set() for pk in range(PEOPLE)}
        for act, person, number in histories:
            if play(world, act, person, number) and act == "complete":
                completed[person].add(number)

        counted = stored(world.cohort)
        assert counted == recomputed(world.cohort)
        for person, enrolment in enumerate(world.enrolments):
            required = {number for number in completed[person] if number < 4}
            assert counted[enrolment.pk].activities_done == len(required)
            assert counted[enrolment.pk].is_complete == (len(required) == 4)
        transaction.set_rollback(True)


@pytest.fixture
def world(db):
    """Two people; two required courses and an optional one of two lessons each."""
    return running(people=PEOPLE, courses=3, lessons=2, optional=1)


def test_counters_of_everything_done(world):
    enrolment = world.enrolments[0]
    for lesson in world.activities:
        complete_lesson(enrolment=enrolment, activity=lesson)

    courses = list(world.cohort.required_courses.values_list("pk", flat=True))
    assert stored(world.cohort) == {
        enrolment.pk: EnrolmentCounters(4, 2, is_complete=True, courses=dict.fromkeys(courses, 2)),
        world.enrolments[1].pk: EnrolmentCounters(0, 0, is_complete=False, courses={}),
    }


@pytest.mark.parametrize("people", [1, 3])
def test_recomputing_takes_the_same_queries_for_any_number(people, django_assert_num_queries):
    world = running(people=people)
    for enrolment in world.enrolments:
        complete_lesson(enrolment=enrolment, activity=world.activities[0])

    with django_assert_num_queries(4):
        recomputed(world.cohort)
    with django_assert_num_queries(2):
        stored(world.cohort)


def test_every_figure_that_is_wrong_is_named():
    world = running(people=1, courses=2, lessons=1)
    (enrolment,) = world.enrolments
    for activity in world.activities:
        complete_lesson(enrolment=enrolment, activity=activity)
    cohort = world.cohort
    Cohort.objects.filter(pk=cohort.pk).update(course_count=9, activity_count=9)
    RequiredCourse.objects.filter(pk=world.activities[0].required_course_id).update(
        activity_count=5
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(
        activities_done=9, courses_done=9, completed_at=None, state="enrolled"
    )
    CourseProgress.objects.update(activities_done=7, completed_at=None)
    wrong = {one.what for one in differences(Cohort.objects.get(pk=cohort.pk))}
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=clock.now())

    later = {one.what for one in differences(Cohort.objects.get(pk=cohort.pk))}

    assert wrong == {
        "course.activity_count",
        "cohort.course_count",
        "cohort.activity_count",
        "enrolment.activities_done",
        "enrolment.courses_done",
        "enrolment.completed_at",
        "progress.activities_done",
        "progress.completed_at",
    }
    assert "enrolment.state" in later

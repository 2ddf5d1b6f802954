"""Capacity and counters under real parallel connections, on SQLite's file and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from courses.models import Cohort, Completion, Enrolment
from courses.queries.counters import recomputed, stored
from courses.services.enrolment import CohortFull, enrol
from courses.services.learning import complete_lesson
from tests.courses.learning_world import running
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(*calls):
    """Run the calls at the same moment, each with a connection of its own."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_capacity_is_exact_when_two_enrol_at_once():
    cohort = CohortFactory(capacity=3)
    groups = [UserFactory.create_batch(2), UserFactory.create_batch(2)]

    def try_to_enrol(users):
        try:
            return len(enrol(cohort=cohort, users=users, by=None))
        except CohortFull as full:
            return f"full, {full.free} free"

    results = at_once(*(lambda users=users: try_to_enrol(users) for users in groups))

    assert sorted(results, key=str) == [2, "full, 1 free"]
    assert Enrolment.objects.count() == 2


def test_one_person_enrolled_twice_at_once_has_one_enrolment():
    cohort, user = CohortFactory(), UserFactory()

    results = at_once(*[lambda: enrol(cohort=cohort, users=[user], by=None)[0].pk] * 2)

    assert results == [Enrolment.objects.get().pk] * 2


def test_one_lesson_completed_twice_at_once_counts_once():
    world = running()
    (enrolment,) = world.enrolments
    lesson = world.activities[0]

    results = at_once(*[lambda: complete_lesson(enrolment=enrolment, activity=lesson).is_new] * 2)

    assert sorted(results) == [False, True]
    assert Completion.objects.count() == 1
    assert Enrolment.objects.get().activities_done == 1


def test_different_lessons_completed_at_once_are_all_counted():
    world = running(courses=1, lessons=4)
    (enrolment,) = world.enrolments

    at_once(
        *(
            lambda one=one: complete_lesson(enrolment=enrolment, activity=one)
            for one in world.activities
        )
    )

    cohort = Cohort.objects.get()
    assert stored(cohort) == recomputed(cohort)
    assert Enrolment.objects.get().activities_done == 4

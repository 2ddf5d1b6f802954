"""Who works on an assignment, until when, and who marks where."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from corpu.core import clock
from courses.queries.assignment_people import assignment_people
from courses.queries.marking_queue import markable_cohorts
from courses.queries.work_files import own_file
from courses.services.extensions import grant_extension
from tests.courses.assignments.world import world
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_extension_shows_in_the_list_of_people():
    due = clock.now() + dt.timedelta(days=1)
    made = world(2, dates={"due_at": due})
    later = due + dt.timedelta(days=3)
    grant_extension(
        enrolment=made.enrolments[0],
        activity=made.activity,
        until=later,
        reason="Sakit.",
        by=UserFactory(),
    )

    rows = assignment_people(made.activity).people

    assert sorted((row.due_at, row.is_extended) for row in rows) == [(due, False), (later, True)]


def test_nobody_marks_without_an_account():
    world()

    assert not markable_cohorts(AnonymousUser()).exists()


def test_file_that_is_not_there_is_nobodys():
    made = world()

    assert own_file(UserFactory(), made.cohort.slug, made.activity.pk, 0) is None

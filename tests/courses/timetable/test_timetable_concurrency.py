"""Two organisers at the same moment, with real connections."""

import pytest

from courses.models import Session
from courses.services.sessions import SessionsClash
from courses.services.timetable_copies import CopyRefused, copy_timetable
from tests.courses.test_enrolment_concurrency import at_once
from tests.courses.timetable.test_services import next_cohort
from tests.courses.timetable.world import plan, world

pytestmark = pytest.mark.usefixtures("committed_db")


def test_one_room_is_given_once():
    here, there = world(), world()

    def take(one):
        try:
            return plan(one, room=here.room.pk).pk
        except SessionsClash as clash:
            return [found.kind.value for found in clash.clashes]

    results = at_once(lambda: take(here), lambda: take(there))

    assert Session.objects.count() == 1
    assert sorted(map(str, results)) == sorted([str(Session.objects.get().pk), "['room']"])


def test_two_copies_at_once_copy_once():
    here = world()
    plan(here, instructors=[here.teacher])
    target = next_cohort(here)

    def copy():
        try:
            return len(copy_timetable(source=here.cohort, target=target, by=None))
        except CopyRefused as refused:
            return refused.reason.value

    assert sorted(map(str, at_once(copy, copy))) == ["1", "not_empty"]
    assert target.sessions.count() == 1

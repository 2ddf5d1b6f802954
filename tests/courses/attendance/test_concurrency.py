"""The roll under real parallel connections: nobody twice, nothing overwritten, nothing lost."""

from functools import partial

import pytest

from corpu.core import clock
from courses.models import Attendance, AttendanceChange
from courses.services.attendance import RollRefused, correct, mark_many
from courses.services.roll_closing import close_roll
from tests.courses.attendance.roll_world import ALPA, DURING, HADIR, IZIN, SAKIT, check_in, world
from tests.courses.test_enrolment_concurrency import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def during(act, **about):
    """Act within the session: the clock is set anew in each thread."""
    with clock.at(DURING):
        try:
            return act(by=None, **about)
        except RollRefused as refused:
            return refused.refusal.value


def test_two_take_the_same_roll_at_once():
    session, people = world(5)
    marks = [{person.pk: (status, "") for person in people} for status in (HADIR, IZIN)]

    results = at_once(
        *(partial(during, mark_many, session=session, marks=chosen) for chosen in marks)
    )

    assert Attendance.objects.count() == 5
    assert sorted(len(one.recorded) for one in results) == [0, 5]
    assert sorted(len(one.left) for one in results) == [0, 5]
    assert len(set(Attendance.objects.values_list("status", flat=True))) == 1


def test_closing_twice_at_once_concludes_once():
    session, _people = world(4)

    results = at_once(*[partial(during, close_roll, session=session)] * 2)

    assert sorted(results) == [0, 4]
    assert Attendance.objects.filter(status=ALPA).count() == 4


def test_marking_and_closing_at_once_records_everybody_once():
    session, people = world(4)
    marks = {person.pk: (HADIR, "") for person in people}

    results = at_once(
        partial(during, mark_many, session=session, marks=marks),
        partial(during, close_roll, session=session),
    )

    statuses = set(Attendance.objects.values_list("status", flat=True))
    assert Attendance.objects.count() == 4
    assert (results[0] == "closed") == (statuses == {ALPA})


def test_two_corrections_at_once_are_both_in_the_history():
    session, (one,) = world(1)
    check_in(session, one)
    about = {"session": session, "enrolment_id": one.pk}

    at_once(
        partial(during, correct, **about, status=SAKIT, reason="surat"),
        partial(during, correct, **about, status=IZIN, reason="dinas"),
    )

    first, second = AttendanceChange.objects.order_by("pk")
    assert first.before == HADIR
    assert first.after == second.before
    assert Attendance.objects.get().status == second.after

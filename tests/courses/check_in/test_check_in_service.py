"""Checking in: what is stored, and that everything else leaves no trace."""

import pytest
from django.utils import timezone

from corpu.core import clock
from courses.domain.check_in import shown_code
from courses.models import Attendance, Cohort
from courses.queries.check_in import check_in_key
from courses.services.check_in import CheckInRefused, NoSuchSession, check_in
from tests.courses.check_in.session_world import make_group, make_session, moment, record, world
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def code_of(session, at):
    return shown_code(check_in_key(), session.pk, at).code


def come(user, session, at=None, code=None):
    at = at or moment(7, 55)
    with clock.at(at):
        return check_in(
            user=user,
            session_id=session.pk,
            code=code_of(session, at) if code is None else code,
            device="a device",
            network="192.0.2.7",
        )


def refusal(*args, **kwargs):
    with pytest.raises(CheckInRefused) as refused:
        come(*args, **kwargs)
    assert str(refused.value) == refused.value.refusal.label
    return refused.value.refusal


def test_a_check_in_is_recorded_with_its_moment_and_digests():
    scene = world()
    session = make_session(scene.cohort)

    result = come(scene.users[0], session)

    row = Attendance.objects.get()
    assert (result.attendance, result.is_new) == (row, True)
    assert (row.status, row.source, row.marked_by) == ("hadir", "check_in", scene.users[0])
    assert row.checked_in_at == row.marked_at == moment(7, 55)
    assert len(row.device) == len(row.network) == 64
    assert row.device != row.network
    assert "192.0.2.7" not in str(vars(row))


def test_the_same_device_and_network_are_recognised():
    scene = world(people=2)
    session = make_session(scene.cohort)
    rows = [come(user, session).attendance for user in scene.users]

    assert rows[0].device == rows[1].device
    assert rows[0].network == rows[1].network


def test_late_is_recorded_as_late():
    scene = world()

    row = come(scene.users[0], make_session(scene.cohort), at=moment(8, 10, 1)).attendance

    assert row.status == "terlambat"


def test_a_second_check_in_changes_nothing():
    scene = world()
    session = make_session(scene.cohort)
    first = come(scene.users[0], session).attendance
    before = Attendance.objects.values().get()

    again = come(scene.users[0], session, at=moment(8, 30), code="000000")

    assert (again.attendance, again.is_new) == (first, False)
    assert Attendance.objects.values().get() == before


def test_a_forwarded_code_is_refused_after_its_step():
    scene = world()
    session = make_session(scene.cohort)
    seen = code_of(session, moment(7, 55))

    assert refusal(scene.users[0], session, at=moment(7, 56), code=seen) == "wrong_code"
    assert not Attendance.objects.exists()


def test_the_code_of_another_session_is_refused():
    scene = world()
    session, other = make_session(scene.cohort), make_session(scene.cohort)
    code = code_of(other, moment(7, 55))

    assert refusal(scene.users[0], session, code=code) == "wrong_code"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"has_check_in": False}, "no_check_in"),
        ({"has_attendance": False}, "no_check_in"),
        ({"start": moment(9)}, "too_early"),
        ({"start": moment(5), "hours": 9}, "too_late"),
        ({"roll_closed_at": moment(7, 50)}, "too_late"),
    ],
)
def test_sessions_that_take_no_check_in_now(fields, expected):
    scene = world()

    assert refusal(scene.users[0], make_session(scene.cohort, **fields)) == expected
    assert not Attendance.objects.exists()


def test_future_days_are_refused_although_the_code_can_be_computed_by_the_server():
    scene = world()
    session = make_session(scene.cohort, moment(8).replace(day=7))

    assert refusal(scene.users[0], session) == "too_early"


def test_another_group_is_refused_and_the_own_one_is_not():
    scene = world(people=2)
    one, other = scene.enrolments
    group, elsewhere = make_group(scene.cohort, one), make_group(scene.cohort, other, name="2")

    assert refusal(one.user, make_session(scene.cohort, group=elsewhere)) == "not_expected"
    assert come(one.user, make_session(scene.cohort, group=group)).is_new


def test_what_staff_recorded_stands():
    scene = world()
    session = make_session(scene.cohort)
    record(session, scene.enrolments[0], "izin")

    assert refusal(scene.users[0], session) == "marked"
    assert Attendance.objects.get().status == "izin"


def test_staff_who_are_quicker_win(monkeypatch):
    """The record appears between the decision and the writing."""
    scene = world()
    session = make_session(scene.cohort)
    written = Attendance.objects.get_or_create

    def slow(**kwargs):
        record(session, scene.enrolments[0], "sakit")
        return written(**kwargs)

    monkeypatch.setattr(Attendance.objects, "get_or_create", slow)

    assert refusal(scene.users[0], session) == "marked"


def test_a_stranger_finds_no_session():
    scene = world()
    session = make_session(scene.cohort)

    with pytest.raises(NoSuchSession):
        come(UserFactory(), session)
    with pytest.raises(NoSuchSession):
        check_in(user=scene.users[0], session_id=0, code="1", device="", network="")


def test_who_has_withdrawn_is_told_so():
    scene = world()
    session = make_session(scene.cohort)
    scene.cohort.enrolments.update(state="withdrawn", withdrawn_at=timezone.now())

    assert refusal(scene.users[0], session) == "not_a_member"


def test_a_closed_cohort_takes_nothing():
    scene = world()
    session = make_session(scene.cohort)
    Cohort.objects.update(state="closed")

    assert refusal(scene.users[0], session) == "too_late"

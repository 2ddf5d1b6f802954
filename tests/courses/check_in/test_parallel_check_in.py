"""A full room in the last second: everyone is counted exactly once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from corpu.core import clock
from courses.domain.check_in import shown_code
from courses.models import Attendance
from courses.queries.absence import absence_of
from courses.queries.check_in import check_in_key
from courses.services.check_in import CheckInRefused, check_in
from tests.courses.check_in.session_world import make_session, moment, world

pytestmark = pytest.mark.usefixtures("committed_db")

PEOPLE, IMPATIENT = 100, 25
# As many connections as a server of the usual size has for requests.
CONNECTIONS = 50
LAST = moment(9, 0)


def all_at_once(calls):
    """Run the calls at the same moment, each with a connection of its own, as many as there are."""
    waiting = min(len(calls), CONNECTIONS)
    barrier = Barrier(waiting)

    def run(number_and_call):
        number, call = number_and_call
        try:
            if number < waiting:
                barrier.wait()
            with clock.at(LAST):
                return call()
        except CheckInRefused as refused:
            return refused.refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(waiting) as pool:
        return list(pool.map(run, enumerate(calls)))


def calls_of(users, session):
    code = shown_code(check_in_key(), session.pk, LAST).code
    return [
        lambda user=user: (
            check_in(
                user=user, session_id=session.pk, code=code, device=str(user.pk), network="n"
            ).is_new
        )
        for user in users
    ]


def test_a_hundred_check_ins_in_the_last_second_count_once_each():
    """A hundred people; some of them press twice."""
    scene = world(people=PEOPLE, capacity=PEOPLE)
    session = make_session(scene.cohort)

    twice = [user for user in scene.users[:IMPATIENT] for _ in range(2)]
    results = all_at_once(calls_of(twice + scene.users[IMPATIENT:], session))

    assert Counter(results) == {True: PEOPLE, False: IMPATIENT}
    assert Attendance.objects.filter(session=session, status="terlambat").count() == PEOPLE
    counted = absence_of(scene.enrolments)
    assert {(one.recorded, one.sessions) for one in counted.values()} == {(1, 0)}


def test_a_check_in_and_staff_at_once_leave_one_record():
    scene = world()
    (person,) = scene.enrolments
    session = make_session(scene.cohort)

    def staff():
        Attendance.objects.bulk_create(
            [
                Attendance(
                    session=session,
                    enrolment=person,
                    status="izin",
                    source="roll",
                    marked_at=LAST,
                )
            ],
            ignore_conflicts=True,
        )
        return "staff"

    results = all_at_once([*calls_of([person.user], session), staff])

    row = Attendance.objects.get()
    assert results[0] == (True if row.source == "check_in" else "marked")

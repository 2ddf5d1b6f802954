"""Starts, saves and hand-ins under real parallel connections, on SQLite and on PostgreSQL."""

import datetime as dt

import pytest
from django.db import connection, transaction

from corpu.core import clock
from courses.enums import AttemptState, SaveVerdict
from courses.models import AttemptQuestion, Completion, Enrolment, MarkChange, QuizAttempt
from courses.services.attempts import AttemptOver, hand_in_overdue, start_attempt
from tests.courses.quizzes.quiz_world import quiz_world
from tests.courses.test_enrolment_concurrency import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_simultaneous_starts_give_one_attempt():
    world = quiz_world("single", "short")
    (enrolment,) = world.enrolments

    found = at_once(*[lambda: start_attempt(enrolment=enrolment, activity=world.activity).pk] * 4)

    assert found == [QuizAttempt.objects.get().pk] * 4
    assert AttemptQuestion.objects.count() == 2


def test_saves_at_once_lose_nothing_that_was_acknowledged():
    world = quiz_world("short")
    world.start()

    saves = at_once(
        *(
            lambda number=number: world.save(
                1, {"text": f"jawaban {number}"}, sequence=number, client="satu"
            )
            for number in range(1, 7)
        )
    )

    row = AttemptQuestion.objects.get()
    accepted = max(save.sequence for save in saves if save.verdict == SaveVerdict.ACCEPTED)
    assert (row.sequence, row.answer) == (6, {"text": "jawaban 6"})
    assert accepted == 6


def test_of_two_tabs_at_once_one_is_told_of_the_other():
    world = quiz_world("short")
    world.start()

    saves = at_once(
        *(
            lambda name=name: world.save(1, {"text": name}, client=name)
            for name in ("satu", "dua", "tiga")
        )
    )

    verdicts = sorted(save.verdict for save in saves)
    assert verdicts == [SaveVerdict.ACCEPTED, SaveVerdict.CONFLICT, SaveVerdict.CONFLICT]
    stored = AttemptQuestion.objects.get().answer
    assert [save.answer for save in saves] == [stored] * 3


def test_what_is_acknowledged_while_handing_in_is_marked():
    world = quiz_world("single", attempts=0)
    for number in range(1, 6):
        world.start()

        def save(number=number):
            try:
                return world.save(1, {"option": "a"}, number=number).verdict
            except AttemptOver:
                return None

        verdict, _attempt, _again = at_once(
            save,
            lambda number=number: world.hand_in(number=number),
            lambda number=number: world.hand_in(number=number),
        )

        row = AttemptQuestion.objects.get(attempt__number=number)
        assert (verdict == SaveVerdict.ACCEPTED) is (row.answer is not None)
        assert row.score == (1 if verdict == SaveVerdict.ACCEPTED else 0)
    assert MarkChange.objects.count() == 5
    assert Completion.objects.count() <= 1


def test_two_sweeps_at_once_hand_in_once():
    world = quiz_world("single", people=4, minutes=20)
    moment = clock.now()
    for person in range(4):
        world.start(person)

    def sweep():
        with clock.at(moment + dt.timedelta(hours=1)):
            return hand_in_overdue()

    at_once(sweep, sweep)
    # Who was locked by the other sweep is met the next time.
    sweep()

    assert set(QuizAttempt.objects.values_list("state", flat=True)) == {AttemptState.MARKED}
    assert MarkChange.objects.count() == 4
    assert Enrolment.objects.filter(activities_done=0).count() == 4


@pytest.mark.row_locks
@pytest.mark.skipif(
    not connection.features.has_select_for_update_skip_locked, reason="SQLite has no row locks"
)
def test_a_sweep_passes_over_whom_somebody_else_has_locked():
    world = quiz_world("single", minutes=20)
    moment = clock.now()
    world.start()

    def sweep():
        with clock.at(moment + dt.timedelta(hours=1)):
            return hand_in_overdue()

    with transaction.atomic():
        list(Enrolment.objects.select_for_update().values_list("pk"))
        assert at_once(sweep) == [0]
    assert at_once(sweep) == [1]

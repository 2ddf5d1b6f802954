"""Attempts: started once, saved in few queries, ended by the person or by the clock."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.core import clock
from courses.domain.deadlines import is_over
from courses.enums import (
    AnswerFault,
    AttemptState,
    Closed,
    CompletionHow,
    EnrolmentState,
    HandedInBy,
    MarkState,
    QuizPartKind,
    SaveVerdict,
)
from courses.models import (
    AttemptQuestion,
    Completion,
    Enrolment,
    MarkChange,
    QuizAttempt,
    QuizPart,
    RequiredActivity,
)
from courses.queries.attempts import attempt_review, attempt_sheet, own_attempts
from courses.queries.quiz_questions import missing_questions
from courses.services.attempts import (
    AnswerInvalid,
    AttemptOver,
    NoAttemptLeft,
    NoQuestions,
    NotInAttempt,
    NotOpen,
    hand_in_overdue,
    settle_if_over,
)
from courses.services.cohorts import close_cohort
from courses.services.completion import ActivityNotRequired, CohortNotRunning
from courses.services.extensions import grant_extension
from courses.services.questions import archive_question, change_question, revise_question
from courses.tasks import hand_in_overdue as hand_in_overdue_task
from tests.courses.quizzes import contents
from tests.courses.quizzes.quiz_world import NOON, quiz_world
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

RIGHT, WRONG = {"option": "a"}, {"option": "c"}


def later(**parts):
    return clock.at(NOON + dt.timedelta(**parts))


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        yield


def test_start_freezes_questions_rules_and_deadline():
    world = quiz_world("single", "essay", "matching", minutes=20)

    attempt = world.start()

    assert (attempt.number, attempt.state, attempt.points) == (1, AttemptState.OPEN, 3)
    assert attempt.deadline_at == NOON + dt.timedelta(minutes=20)
    assert attempt.policy == world.activity.policy
    questions = list(attempt.questions.all())
    assert [row.version for row in questions] == [one.current for one in world.questions]
    assert questions[0].layout == {"options": ["a", "b", "c", "d"]}
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, enrolment.last_activity) == (EnrolmentState.ACTIVE, world.activity)


def test_a_second_start_returns_the_attempt_in_progress():
    world = quiz_world()

    assert world.start() == world.start()


def test_a_start_after_the_time_hands_in_and_begins_anew():
    world = quiz_world(minutes=20)
    first = world.start()

    with later(hours=1):
        second = world.start()

    first.refresh_from_db()
    assert (first.state, first.handed_in_by) == (AttemptState.MARKED, HandedInBy.CLOCK)
    assert second.number == 2


def test_questions_are_drawn_by_tag_and_archived_ones_are_not_asked():
    parts = [QuizPart(kind=QuizPartKind.DRAW, count=5, tag="asas")]
    world = quiz_world("single", "single", "single", parts=parts)
    for question in world.questions[:2]:
        change_question(
            question=question,
            name=question.name,
            category="",
            difficulty="medium",
            objective=None,
            tags=["Asas"],
            by=None,
        )
    archive_question(question=world.questions[0], by=None)

    attempt = world.start()

    assert [row.version.question for row in attempt.questions.all()] == [world.questions[1]]
    course_id = world.activity.required_course.course_id
    assert missing_questions(course_id, world.activity.page_id) == 4


def test_a_quiz_without_questions_cannot_be_started():
    world = quiz_world()
    archive_question(question=world.questions[0], by=None)

    with pytest.raises(NoQuestions):
        world.start()
    assert not QuizAttempt.objects.exists()


def test_attempts_are_counted_and_more_may_be_granted():
    world = quiz_world(attempts=1)
    world.take({1: WRONG})

    with pytest.raises(NoAttemptLeft):
        world.start()

    grant_extension(
        enrolment=world.enrolments[0],
        activity=world.activity,
        attempts=1,
        reason="Listrik padam",
        by=UserFactory(),
    )
    assert world.start().number == 2


def test_a_closed_quiz_cannot_be_started():
    world = quiz_world()
    RequiredActivity.objects.filter(pk=world.activity.pk).update(
        opens_at=NOON - dt.timedelta(days=2), closes_at=NOON - dt.timedelta(days=1)
    )
    world.activity.refresh_from_db()

    with pytest.raises(NotOpen) as refused:
        world.start()
    assert refused.value.access.reason == Closed.OVER


def test_more_time_reaches_the_attempt_in_progress():
    world = quiz_world(minutes=20)
    attempt = world.start()

    grant_extension(
        enrolment=world.enrolments[0],
        activity=world.activity,
        minutes=10,
        reason="Gangguan jaringan",
        by=UserFactory(),
    )

    attempt.refresh_from_db()
    assert attempt.deadline_at == NOON + dt.timedelta(minutes=30)


def test_the_quiz_of_another_cohort_cannot_be_started():
    world, other = quiz_world(), quiz_world()
    other.activity = world.activity

    with pytest.raises(ActivityNotRequired):
        other.start()


def test_a_save_is_one_read_and_one_write(django_assert_num_queries):
    world = quiz_world()
    world.start()

    with django_assert_num_queries(2):
        saved = world.save(1, RIGHT)

    assert (saved.verdict, saved.sequence, saved.answered_at) == (SaveVerdict.ACCEPTED, 1, NOON)
    row = AttemptQuestion.objects.get()
    assert (row.answer, row.sequence, row.client) == (RIGHT, 1, "satu")


def test_a_whole_request_that_saves_takes_at_most_six_queries(client):
    world = quiz_world()
    world.start()
    client.force_login(world.users[0])
    cache.clear()
    address = reverse("courses:quiz-answer", args=[world.cohort.slug, world.activity.pk, 1, 1])
    sent = {"answer": RIGHT, "sequence": 1, "base": 0, "client": "satu"}

    with CaptureQueriesContext(connection) as queries:
        reply = client.post(address, sent, content_type="application/json")

    assert reply.status_code == 200
    assert len(queries) <= 6


def test_repetition_and_conflict_write_nothing():
    world = quiz_world()
    world.start()
    world.save(1, RIGHT, sequence=2)

    repeated = world.save(1, WRONG, sequence=2)
    conflict = world.save(1, WRONG, sequence=3, base=1, client="dua")
    resolved = world.save(1, WRONG, sequence=3, base=2, client="dua")

    assert (repeated.verdict, repeated.answer) == (SaveVerdict.REPEATED, RIGHT)
    assert (conflict.verdict, conflict.answer, conflict.sequence) == (
        SaveVerdict.CONFLICT,
        RIGHT,
        2,
    )
    assert resolved.verdict == SaveVerdict.ACCEPTED
    assert AttemptQuestion.objects.get().answer == WRONG


def test_who_is_overtaken_between_reading_and_writing_is_judged_anew():
    world = quiz_world()
    world.start()
    overtakers = [{"answer": RIGHT, "sequence": 1, "client": "dua"}]

    def overtake(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and overtakers:
            AttemptQuestion.objects.update(**overtakers.pop())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overtake):
        saved = world.save(1, WRONG, client="satu")

    assert (saved.verdict, saved.answer) == (SaveVerdict.CONFLICT, RIGHT)


def test_an_answer_may_be_taken_back():
    world = quiz_world()
    world.start()
    world.save(1, RIGHT)

    world.save(1, None, sequence=2)

    assert AttemptQuestion.objects.get().answer is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"position": 2}, NotInAttempt),
        ({"number": 2}, NotInAttempt),
        ({"answer": {"option": "z"}}, AnswerInvalid),
        ({"answer": {"text": "a"}}, AnswerInvalid),
        ({"sequence": 0}, AnswerInvalid),
        ({"sequence": 2**31}, AnswerInvalid),
        ({"client": ""}, AnswerInvalid),
        ({"client": "x" * 37}, AnswerInvalid),
        ({"person": 1}, NotInAttempt),
    ],
)
def test_what_does_not_belong_to_the_attempt_is_refused(changes, error):
    world = quiz_world(people=2)
    world.start()

    with pytest.raises(error):
        world.save(**{"position": 1, "answer": RIGHT} | changes)
    assert AttemptQuestion.objects.get().answer is None


def test_a_text_that_is_too_long_is_named():
    world = quiz_world("short")
    world.start()

    with pytest.raises(AnswerInvalid) as refused:
        world.save(1, {"text": "x" * 501})
    assert refused.value.fault == AnswerFault.TOO_LONG


def test_who_has_withdrawn_has_no_attempt():
    world = quiz_world()
    world.start()
    Enrolment.objects.update(state=EnrolmentState.WITHDRAWN)

    with pytest.raises(NotInAttempt):
        world.save(1, RIGHT)
    with pytest.raises(NotInAttempt):
        world.hand_in()


def test_the_clock_of_the_server_decides():
    world = quiz_world(minutes=20)
    world.start()

    with later(minutes=20, seconds=30):
        assert world.save(1, RIGHT).verdict == SaveVerdict.ACCEPTED
    with later(minutes=20, seconds=31), pytest.raises(AttemptOver) as over:
        world.save(1, WRONG, sequence=2)

    attempt = over.value.attempt
    assert (attempt.state, attempt.handed_in_by) == (AttemptState.MARKED, HandedInBy.CLOCK)
    assert attempt.handed_in_at == NOON + dt.timedelta(minutes=20)
    assert (attempt.percent, attempt.is_passed) == (100, True)
    assert AttemptQuestion.objects.get().answer == RIGHT


def test_a_finished_attempt_takes_no_answer():
    world = quiz_world()
    world.take({1: RIGHT})

    with pytest.raises(AttemptOver):
        world.save(1, WRONG, sequence=2)


def test_hand_in_marks_counts_and_completes():
    world = quiz_world("single", "multiple", "short", pass_mark=Decimal(60))

    attempt = world.take({1: RIGHT, 2: {"options": ["a"]}, 3: {"text": "salah"}})

    assert (attempt.state, attempt.handed_in_by) == (AttemptState.MARKED, HandedInBy.PERSON)
    assert (attempt.score, attempt.percent, attempt.is_passed) == (
        Decimal("1.6"),
        Decimal("53.33"),
        False,
    )
    rows = list(AttemptQuestion.objects.order_by("position"))
    assert [row.score for row in rows] == [1, Decimal("0.6"), 0]
    assert {row.mark_state for row in rows} == {MarkState.AUTOMATIC}
    assert MarkChange.objects.count() == 3
    assert not Completion.objects.exists()

    second = world.take({1: RIGHT, 2: {"options": ["a", "b"]}})

    assert second.is_passed
    assert Completion.objects.get().how == CompletionHow.PASSED
    assert Enrolment.objects.get().activities_done == 1


def test_hand_in_twice_changes_nothing():
    world = quiz_world()
    first = world.take({1: RIGHT})

    with later(hours=1):
        again = world.hand_in()

    assert (again.pk, again.handed_in_at) == (first.pk, NOON)
    assert MarkChange.objects.count() == 1


def test_a_worse_attempt_never_takes_the_completion_back():
    world = quiz_world(counting="last")
    world.take({1: RIGHT})

    world.take({1: WRONG})

    assert Completion.objects.standing().count() == 1


def test_an_essay_waits_for_a_person():
    world = quiz_world("single", "essay")

    attempt = world.take({1: RIGHT, 2: {"text": "Menurut saya"}})

    assert (attempt.state, attempt.percent, attempt.is_passed) == (
        AttemptState.HANDED_IN,
        None,
        None,
    )
    assert MarkChange.objects.count() == 1


def test_a_closed_cohort_ends_attempts_but_completes_nothing():
    world = quiz_world()
    world.start()
    world.save(1, RIGHT)
    with later(hours=1):
        close_cohort(cohort=world.cohort, by=None)

    with later(hours=2), pytest.raises(AttemptOver) as over:
        world.save(1, RIGHT, sequence=2)

    assert over.value.attempt.handed_in_at == NOON + dt.timedelta(hours=1)
    assert over.value.attempt.is_passed
    assert not Completion.objects.exists()
    with pytest.raises(CohortNotRunning):
        world.start()


def test_a_dropped_quiz_is_marked_but_completes_nothing():
    world = quiz_world()
    world.start()
    world.save(1, RIGHT)
    RequiredActivity.objects.filter(pk=world.activity.pk).update(dropped_at=NOON)

    assert world.hand_in().is_passed
    assert not Completion.objects.exists()


def test_overdue_attempts_are_handed_in_once():
    world = quiz_world(people=3, minutes=20)
    world.start(0)
    world.start(1)
    with later(minutes=10):
        world.start(2)

    with later(minutes=21):
        assert hand_in_overdue() == 2
        assert hand_in_overdue() == 0
        hand_in_overdue_task()

    states = QuizAttempt.objects.order_by("enrolment_id").values_list("state", flat=True)
    assert list(states) == [AttemptState.MARKED, AttemptState.MARKED, AttemptState.OPEN]


def test_within_the_grace_nothing_is_handed_in():
    world = quiz_world(minutes=20)
    attempt = world.start()

    with later(minutes=20, seconds=10):
        assert hand_in_overdue() == 0
        assert settle_if_over(attempt).state == AttemptState.OPEN


def test_an_attempt_prolonged_in_the_meantime_is_not_handed_in():
    world = quiz_world(minutes=20)
    stale = world.start()
    QuizAttempt.objects.update(deadline_at=NOON + dt.timedelta(hours=5))

    with later(hours=1):
        assert is_over(deadline_at=stale.deadline_at, grace_seconds=30, now=clock.now())
        assert settle_if_over(stale).state == AttemptState.OPEN


@pytest.mark.parametrize("count", [1, 3])
def test_the_sheet_takes_two_queries(count, django_assert_num_queries):
    world = quiz_world(*["single"] * count)
    world.start()

    with django_assert_num_queries(2):
        sheet = attempt_sheet(world.users[0], world.cohort.slug, world.activity.pk, 1)

    assert len(sheet.questions) == count


def test_the_sheet_knows_no_key():
    world = quiz_world(*contents.EVERY, minutes=20)
    world.start()
    world.save(1, RIGHT)

    with later(minutes=5):
        sheet = attempt_sheet(world.users[0], world.cohort.slug, world.activity.pk, 1)

    assert (sheet.is_open, sheet.seconds_left) == (True, 900)
    assert (sheet.questions[0].answer, sheet.questions[0].is_answered) == (RIGHT, True)
    words = repr(sheet.questions)
    assert not any(key in words for key in ("weight", "feedback", "tentang", "gotong", "1499"))
    assert [choice.id for choice in sheet.questions[5].prompts] == ["p1", "p2", "p3"]
    with later(hours=1):
        assert not attempt_sheet(world.users[0], world.cohort.slug, world.activity.pk, 1).is_open


def test_a_sheet_without_limit_has_no_countdown():
    world = quiz_world()
    world.start()

    sheet = attempt_sheet(world.users[0], world.cohort.slug, world.activity.pk, 1)

    assert (sheet.seconds_left, sheet.deadline_at) == (None, None)


def test_somebody_elses_attempt_does_not_exist():
    world = quiz_world(people=2)
    world.start()
    other = (world.users[1], world.cohort.slug, world.activity.pk, 1)

    assert attempt_sheet(*other) is None
    assert attempt_review(*other) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_review_takes_the_same_queries_for_any_length(count, django_assert_num_queries):
    world = quiz_world(*["single"] * count)
    world.take({1: RIGHT})

    with django_assert_num_queries(4):
        review = attempt_review(world.users[0], world.cohort.slug, world.activity.pk, 1)

    assert len(review.questions) == count


def test_the_review_shows_what_the_rules_let():
    world = quiz_world("single", attempts=2, show_right="no_attempt_left", show_score="handed_in")
    world.take({1: WRONG})
    where = (world.users[0], world.cohort.slug, world.activity.pk, 1)

    first = attempt_review(*where)
    world.take({1: RIGHT})
    then = attempt_review(*where)

    assert (first.percent, first.questions[0].reveal.right) == (0, None)
    assert then.questions[0].reveal.right == RIGHT
    assert not then.is_waiting


def test_a_review_may_show_nothing():
    never = dict.fromkeys(("show_score", "show_answers", "show_right", "show_feedback"), "never")
    world = quiz_world(**never)
    world.take({1: RIGHT})

    review = attempt_review(world.users[0], world.cohort.slug, world.activity.pk, 1)
    own = own_attempts(world.enrolments[0], world.activity)

    assert (review.percent, review.questions) == (None, ())
    assert (own.percent, own.rows[0].percent, own.is_passed) == (None, None, True)


def test_the_review_of_a_corrected_answer_shows_the_key_that_holds():
    world = quiz_world()
    world.take({1: WRONG})
    content = contents.single(options=contents.options(a=0, b=0, c=100, d=0))
    version = revise_question(question=world.questions[0], content=content, by=None)
    AttemptQuestion.objects.update(marked_version=version)
    world.set_policy(show_right="handed_in", attempts=0)
    QuizAttempt.objects.update(policy=world.activity.policy)

    review = attempt_review(world.users[0], world.cohort.slug, world.activity.pk, 1)

    assert review.questions[0].reveal.right == WRONG


def test_own_attempts_say_what_counts_and_what_is_left():
    world = quiz_world(attempts=3, minutes=20)
    world.take({1: WRONG})
    world.take({1: RIGHT})
    world.start()

    own = own_attempts(world.enrolments[0], world.activity)

    assert [(row.number, row.percent, row.is_counted) for row in own.rows] == [
        (1, 0, False),
        (2, 100, True),
        (3, None, False),
    ]
    assert (own.allowed, own.left, own.open_number, own.percent) == (3, 0, 3, 100)
    assert (own.is_passed, own.may_start) == (True, False)


def test_who_has_not_begun_may_start():
    world = quiz_world()

    own = own_attempts(Enrolment.objects.get(), world.activity)

    assert (own.rows, own.left, own.may_start, own.percent) == ((), None, True, None)


@pytest.mark.parametrize(("allowed", "may_start"), [(0, True), (1, False), (2, True)])
def test_an_attempt_whose_time_is_up_counts_as_handed_in_before_it_is_settled(allowed, may_start):
    world = quiz_world(minutes=20, attempts=allowed)
    attempt = world.start()
    world.save(1, RIGHT)

    with clock.at(NOON + dt.timedelta(hours=1)):
        own = own_attempts(Enrolment.objects.get(), world.activity)

    (row,) = own.rows
    assert (row.state, row.handed_in_by) == (AttemptState.HANDED_IN, HandedInBy.CLOCK)
    assert row.handed_in_at == attempt.deadline_at
    assert (own.is_settling, own.open_number, own.may_start) == (True, None, may_start)
    assert (own.percent, own.is_passed) == (None, False)
    assert QuizAttempt.objects.get().state == AttemptState.OPEN

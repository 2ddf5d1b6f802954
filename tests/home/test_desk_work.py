"""Quizzes and assignments on the desk: what is asked for, what is due, what came back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from corpu.core import clock
from corpu.home.queries.desk import desk_of
from courses.enums import DueState, NextReason, Outcome, ReviewTime, Verdict, WorkStage
from courses.models import AttemptQuestion, Enrolment, RequiredActivity, WorkGroup
from courses.queries.came_back import came_back
from courses.queries.learning import activity_after
from courses.queries.outline import outlines
from courses.services.assessments import Marks, decide, save_assessment
from courses.services.essays import mark_essay
from courses.services.extensions import grant_extension
from courses.services.learning import complete_lesson
from tests.courses.assignments.world import hand_in, marker
from tests.courses.assignments.world import keys as criteria_of
from tests.courses.assignments.world import world as assignment_world
from tests.courses.quizzes.quiz_world import instructor_of, quiz_world
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2019, 5, 10, 3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
QUERIES = 12
RIGHT, WRONG = {"option": "a"}, {"option": "c"}


@pytest.fixture(autouse=True)
def _now():
    with clock.at(NOW):
        yield


def judge(world, outcome, version):
    """Let a marker decide."""
    by = marker(world.cohort)
    levels = dict.fromkeys(criteria_of(world.page), 0)
    marks = Marks(levels=levels, comment="Sebutkan buktinya.")
    assessment = save_assessment(version=version, marks=marks, base="", by=by)
    return decide(assessment=assessment, outcome=outcome, by=by)


def desk(user):
    return desk_of(user, today=clock.today())


def look(client, user):
    client.force_login(user)
    return client.get(reverse("home:desk")).text


def read_all(world):
    """Complete every lesson."""
    for person in world.enrolments:
        for lesson in RequiredActivity.objects.filter(
            required_course__cohort=world.cohort, kind="lesson"
        ):
            complete_lesson(enrolment=person, activity=lesson)


# --- the next step ---


def test_assignment_is_asked_for_in_its_own_words(client):
    world = assignment_world()
    read_all(world)

    text = look(client, world.user)

    assert "Kerjakan tugas" in text
    assert "Lanjutkan belajar" not in text


def test_work_that_waits_is_not_asked_for_again(client):
    world = assignment_world()
    read_all(world)
    hand_in(world)

    text = look(client, world.user)

    assert "Studi kasus sedang dinilai" in text
    assert "Kerjakan tugas" not in text
    assert "menunggu penilaian" in client.get(f"/belajar/{world.cohort.slug}/").text


def test_returned_work_comes_before_a_new_lesson(client):
    world = assignment_world()
    judge(world, Outcome.RETURN, hand_in(world))

    shown = desk(world.user)
    text = look(client, world.user)

    assert shown.next.step.reason == NextReason.RETURNED
    assert "Perbaiki tugas" in text
    assert "dikembalikan untuk diperbaiki" in text
    assert "Sebutkan buktinya." in text
    (result,) = shown.came_back
    assert (result.verdict, result.waits, result.title) == (
        Verdict.RETURNED,
        True,
        "Studi kasus",
    )


def test_a_return_that_was_answered_is_no_news():
    world = assignment_world()
    judge(world, Outcome.RETURN, hand_in(world))
    hand_in(world, text="Lebih baik.")

    assert came_back(world.user) == []


def test_accepted_work_comes_back():
    world = assignment_world()
    judge(world, Outcome.ACCEPT, hand_in(world))

    assert [one.verdict for one in desk(world.user).came_back] == [Verdict.ACCEPTED]


def test_work_of_the_group_is_everybodys():
    world = assignment_world(people=2)
    world.activity.policy |= {"is_group": True}
    world.activity.save()
    group = WorkGroup.objects.create(activity=world.activity, name="Kelompok 1")
    group.members.set(world.enrolments)
    hand_in(world)

    rows = outlines(world.enrolments)

    for person in world.enrolments:
        stages = [one.stage for course in rows[person.pk] for one in course.activities]
        assert stages == [WorkStage.NONE, WorkStage.WAITING]


@pytest.mark.parametrize(
    ("policy", "prepare", "words"),
    [
        ({}, lambda world: None, "Kerjakan kuis"),
        ({}, lambda world: world.start(), "Lanjutkan kuis"),
        ({}, lambda world: world.take({1: WRONG}), "Kerjakan kuis lagi"),
        ({"attempts": 1}, lambda world: world.take({1: WRONG}), "Sisanya belum dapat dikerjakan"),
    ],
)
def test_quiz_is_asked_for_in_its_own_words(client, policy, prepare, words):
    world = quiz_world("single", **policy)
    read_all(world)
    prepare(world)

    assert words in look(client, world.users[0])


def test_an_extra_attempt_lets_the_quiz_be_asked_for_again(client):
    world = quiz_world("single", attempts=1)
    read_all(world)
    world.take({1: WRONG})
    grant_extension(
        enrolment=world.enrolments[0],
        activity=world.activity,
        attempts=1,
        reason="Listrik padam",
        by=instructor_of(world.cohort),
    )

    assert "Kerjakan kuis lagi" in look(client, world.users[0])


def test_after_a_lesson_nobody_is_sent_to_work_that_waits():
    world = assignment_world()
    hand_in(world)
    lesson = RequiredActivity.objects.get(required_course__cohort=world.cohort, kind="lesson")
    complete_lesson(enrolment=world.enrolment, activity=lesson)
    enrolment = Enrolment.objects.select_related("cohort").get(pk=world.enrolment.pk)

    assert activity_after(enrolment, lesson) is None


# --- deadlines ---


def test_deadlines_come_in_order_and_end_with_the_last_day(client):
    world = assignment_world(dates={"due_at": NOW + 2 * DAY})
    lesson = RequiredActivity.objects.get(required_course__cohort=world.cohort, kind="lesson")
    RequiredActivity.objects.filter(pk=lesson.pk).update(due_at=NOW - DAY)

    shown = desk(world.user)
    text = look(client, world.user)

    assert [(one.activity.pinned, one.state) for one in shown.deadlines] == [
        (lesson.pk, DueState.OVERDUE),
        (world.activity.pk, DueState.SOON),
    ]
    order = [text.index(words) for words in ("lewat tenggat", "segera", "Hari terakhir")]
    assert order == sorted(order)


def test_personal_extension_moves_the_deadline():
    world = assignment_world(dates={"due_at": NOW - DAY})
    grant_extension(
        enrolment=world.enrolment,
        activity=world.activity,
        until=NOW + 5 * DAY,
        reason="Sakit",
        by=marker(world.cohort),
    )

    (due,) = desk(world.user).deadlines

    assert (due.at, due.state) == (NOW + 5 * DAY, DueState.AHEAD)


def test_only_the_nearest_deadlines_are_shown(client):
    world = assignment_world()
    for cohort in range(7):
        assignment_world(
            users=[world.user],
            cohort={"number": 300 + cohort, "slug": f"lain-{cohort}"},
            dates={"due_at": NOW + (cohort + 1) * DAY},
        )

    shown = desk(world.user)

    assert (len(shown.deadlines), len(shown.nearest), shown.more_deadlines) == (7, 5, 2)
    assert len(shown.last_days) == 8
    assert "dan 2 tanggal berikutnya" in look(client, world.user)


# --- what came back ---


def test_quiz_says_its_result():
    world = quiz_world("single")
    world.take({1: WRONG})
    world.take({1: RIGHT})

    (result,) = desk(world.users[0]).came_back

    assert (result.verdict, result.percent, result.waits) == (Verdict.PASSED, Decimal(100), False)
    assert result.url == reverse(
        "courses:quiz-review", args=[world.cohort.slug, world.activity.pk, 2]
    )


@pytest.mark.parametrize(("answer", "verdict"), [(RIGHT, "lulus"), (WRONG, "belum lulus")])
def test_quiz_result_is_read_on_the_desk(client, answer, verdict):
    world = quiz_world("single")
    world.take({1: answer})

    text = look(client, world.users[0]).partition("Hasil penilaian")[2]

    assert verdict in text.partition("</section>")[0]


def test_hidden_score_stays_hidden():
    world = quiz_world("single", show_score=ReviewTime.NEVER)
    world.take({1: RIGHT})

    assert came_back(world.users[0]) == []


@pytest.mark.parametrize(
    ("show", "verdict", "percent"),
    [
        (ReviewTime.HANDED_IN, Verdict.PASSED, Decimal(100)),
        (ReviewTime.NEVER, Verdict.MARKED, None),
    ],
)
def test_what_a_person_marked_comes_back(show, verdict, percent):
    world = quiz_world("essay", show_score=show)
    attempt = world.take({1: {"text": "Uraian"}})
    assert came_back(world.users[0]) == []
    question = AttemptQuestion.objects.get(attempt=attempt)
    with clock.at(NOW + DAY):
        mark_essay(
            question=question,
            score=question.points,
            comment="Bagus.",
            seen_marks=0,
            by=instructor_of(world.cohort),
        )

    (result,) = came_back(world.users[0])

    assert (result.verdict, result.percent, result.at) == (verdict, percent, NOW + DAY)


def test_who_has_nothing_yet_reads_what_will_be_here(client):
    assert "Hasil kuis dan catatan penilai" in look(client, assignment_world().user)


@pytest.mark.parametrize("cohorts", [1, 3])
def test_desk_takes_the_same_queries_for_any_work(client, django_assert_max_num_queries, cohorts):
    user = UserFactory()
    for cohort in range(cohorts):
        world = assignment_world(
            users=[user],
            cohort={"number": 200 + cohort, "slug": f"angkatan-{cohort}"},
            dates={"due_at": NOW + DAY},
        )
        judge(world, Outcome.RETURN, hand_in(world))
    look(client, user)

    with django_assert_max_num_queries(15) as counted:
        look_again = client.get(reverse("home:desk"))

    assert look_again.text.count("Studi kasus") >= cohorts
    assert len(counted) == QUERIES

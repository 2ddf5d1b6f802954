"""Staff of quizzes: essays, results, statistics, marking anew, and who may do what."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.core import clock
from courses.enums import AttemptState, CompletionHow, EnrolmentState, MarkState, StaffRole
from courses.models import (
    AttemptQuestion,
    Completion,
    Enrolment,
    MarkChange,
    Question,
    QuizAttempt,
)
from courses.queries.essay_queue import (
    essay_count,
    essay_queue,
    essay_rows,
    essay_sheet,
    marks_somewhere,
)
from courses.queries.quiz_results import cohort_quiz, cohort_quizzes, quiz_items, quiz_results
from courses.queries.remarking import question_versions, remark_preview
from courses.services.cohorts import close_cohort
from courses.services.decisions import CertificateHeld, ReasonMissing
from courses.services.essays import MarkedMeanwhile, NotForPeople, ScoreOutOfRange, mark_essay
from courses.services.questions import revise_question
from courses.services.remarking import DifferenceMoved, Remarked, remark
from tests.courses.learning_world import certify
from tests.courses.quizzes import contents
from tests.courses.quizzes.quiz_world import NOON, instructor_of, quiz_world
from tests.courses.tracking_world import serve, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

RIGHT, WRONG = {"option": "a"}, {"option": "c"}
ESSAY = {"text": "Menurut saya …"}


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        yield


def an_essay(position=1):
    return AttemptQuestion.objects.get(position=position)


def mark_it(essay, score, *, by=None, seen=0, **fields):
    fields = {"comment": " Baik ", **fields}
    return mark_essay(
        question=essay,
        score=Decimal(score),
        seen_marks=seen,
        by=by or UserFactory(),
        **fields,
    )


# --- essays ---


def test_the_last_mark_sums_up_and_completes():
    world = quiz_world("essay", "essay", pass_mark=Decimal(75))
    world.take({1: ESSAY, 2: ESSAY})
    teacher = instructor_of(world.cohort)

    mark_it(an_essay(1), "1", by=teacher)
    between = QuizAttempt.objects.get()
    mark_it(an_essay(2), "0.5", by=teacher)

    attempt = QuizAttempt.objects.get()
    assert (between.state, between.percent) == (AttemptState.HANDED_IN, None)
    assert (attempt.state, attempt.percent, attempt.is_passed) == (AttemptState.MARKED, 75, True)
    assert Completion.objects.get().how == CompletionHow.PASSED
    essay = an_essay(2)
    assert (essay.mark_state, essay.comment, essay.score) == (
        MarkState.PERSON,
        "Baik",
        Decimal("0.5"),
    )
    assert essay.changes.get().marked_by == teacher


def test_a_changed_mark_keeps_the_old_one_and_the_completion():
    world = quiz_world("essay")
    world.take({1: ESSAY})
    mark_it(an_essay(), 1)

    mark_it(an_essay(), 0, seen=1, reason="Keliru membaca")

    changes = list(MarkChange.objects.order_by("pk").values_list("before", "after", "reason"))
    assert changes == [(None, 1, ""), (1, 0, "Keliru membaca")]
    assert QuizAttempt.objects.get().percent == 0
    assert Completion.objects.standing().exists()


@pytest.mark.parametrize(
    ("score", "seen", "error"),
    [("1.01", 0, ScoreOutOfRange), ("-0.1", 0, ScoreOutOfRange), ("1", 1, MarkedMeanwhile)],
)
def test_a_mark_that_cannot_be_is_refused(score, seen, error):
    world = quiz_world("essay")
    world.take({1: ESSAY})

    with pytest.raises(error):
        mark_it(an_essay(), score, seen=seen)
    assert an_essay().mark_state == MarkState.WAITING


def test_what_a_rule_has_marked_is_not_for_people():
    world = quiz_world("single")
    world.take({1: RIGHT})

    with pytest.raises(NotForPeople):
        mark_it(an_essay(), 1, seen=1)


def test_the_queue_has_the_longest_wait_first_and_only_own_cohorts():
    world = quiz_world("essay", people=3)
    for hours, person in ((2, 0), (1, 1), (3, 2)):
        with clock.at(NOON.replace(hour=12 + hours)):
            world.take({1: ESSAY}, person=person)
    teacher, stranger = instructor_of(world.cohort), UserFactory()

    queue = list(essay_queue(teacher))

    assert [essay.attempt.enrolment.user for essay in queue] == [
        world.users[1],
        world.users[0],
        world.users[2],
    ]
    assert [row.person for row in essay_rows(queue)] == [
        world.users[person].name for person in (1, 0, 2)
    ]
    assert (essay_count(teacher), essay_count(stranger)) == (3, 0)
    assert (marks_somewhere(teacher), marks_somewhere(stranger)) == (True, False)
    middle = essay_sheet(teacher, queue[1].pk)
    assert (middle.previous, middle.following) == (queue[0].pk, queue[2].pk)
    assert (middle.place, middle.waiting, middle.text) == (2, 3, ESSAY["text"])
    assert essay_sheet(stranger, queue[1].pk) is None
    mark_it(queue[1], 1)
    done = essay_sheet(teacher, queue[1].pk)
    assert (done.place, done.previous, done.following) == (None, None, queue[0].pk)
    assert not done.is_waiting
    Enrolment.objects.filter(user=world.users[2]).update(state=EnrolmentState.WITHDRAWN)
    assert essay_count(teacher) == 1


# --- marking anew ---


def corrected(world, **weights):
    content = contents.single(
        options=contents.options(**{"a": 0, "b": 0, "c": 0, "d": 0} | weights)
    )
    return revise_question(question=world.questions[0], content=content, by=None)


def anew(world, version, **fields):
    question = Question.objects.get(pk=version.question_id)
    preview = remark_preview(world.activity, question, version)
    return remark(
        **{
            "activity": world.activity,
            "question": question,
            "version": version,
            "seen": preview.digest,
            "reason": "Kunci keliru",
            "by": UserFactory(),
            **fields,
        }
    )


def test_the_difference_is_shown_before_anything_is_written():
    world = quiz_world("single", people=3)
    world.take({1: RIGHT}, person=0)
    world.take({1: WRONG}, person=1)
    world.take({1: {"option": "d"}}, person=2)
    version = corrected(world, c=100)

    preview = remark_preview(world.activity, world.questions[0], version)

    by_name = {row.name: row for row in preview.rows}
    lost, gained = by_name[world.users[0].name], by_name[world.users[1].name]
    assert len(preview.rows) == 2
    assert (lost.difference.before, lost.difference.after, lost.may_lose) == (100, 0, True)
    assert (gained.difference.before, gained.difference.after, gained.gains) == (0, 100, True)
    assert (preview.answers, preview.unfit) == (3, 0)
    assert MarkChange.objects.count() == 3
    ((question, versions),) = question_versions(world.activity)
    assert (question, [one.number for one in versions]) == (world.questions[0], [2, 1])


def test_marking_anew_keeps_the_old_mark_and_who_passed_unless_ticked():
    world = quiz_world("single", people=2)
    world.take({1: RIGHT}, person=0)
    world.take({1: WRONG}, person=1)
    version = corrected(world, c=100)

    done = anew(world, version)

    assert done == Remarked(answers=2, gained=1, lost=0)
    assert Completion.objects.standing().count() == 2
    attempts = QuizAttempt.objects.order_by("enrolment_id")
    assert list(attempts.values_list("percent", "is_passed")) == [(0, False), (100, True)]
    rows = AttemptQuestion.objects.order_by("attempt__enrolment_id")
    assert [row.marked_version for row in rows] == [version, version]
    assert {row.version.number for row in rows} == {1}
    change = rows[0].changes.last()
    assert (change.before, change.after, change.reason) == (1, 0, "Kunci keliru")
    assert Enrolment.objects.get(pk=world.enrolments[1].pk).activities_done == 1


def test_a_person_may_decide_to_take_passing_back():
    world = quiz_world("single")
    world.take({1: RIGHT})
    version = corrected(world, c=100)

    done = anew(world, version, take_back=[world.enrolments[0].pk])

    assert done.lost == 1
    completion = Completion.objects.get()
    assert (completion.taken_back_at, completion.reason) == (NOON, "Kunci keliru")
    assert Enrolment.objects.get().activities_done == 0


def test_passing_behind_a_certificate_is_not_taken_back():
    world = quiz_world("single")
    world.take({1: RIGHT})
    certify(world.enrolments[0])
    version = corrected(world, c=100)

    with pytest.raises(CertificateHeld):
        anew(world, version, take_back=[world.enrolments[0].pk])
    assert QuizAttempt.objects.get().percent == 100


def test_a_difference_that_has_moved_is_not_applied():
    world = quiz_world("single", people=2)
    world.take({1: RIGHT}, person=0)
    world.start(1)
    world.save(1, WRONG, person=1)
    version = corrected(world, c=100)
    seen = remark_preview(world.activity, world.questions[0], version).digest
    world.hand_in(person=1)

    with pytest.raises(DifferenceMoved):
        anew(world, version, seen=seen)
    with pytest.raises(ReasonMissing):
        anew(world, version, reason=" ")


def test_answers_the_corrected_version_cannot_read_stay():
    world = quiz_world("single", "essay")
    world.take({1: WRONG, 2: ESSAY})
    content = contents.single(options=contents.options(x=100, y=0))
    version = revise_question(question=world.questions[0], content=content, by=None)

    preview = remark_preview(world.activity, world.questions[0], version)

    assert (preview.rows, preview.unfit, preview.answers) == ((), 1, 1)


def test_an_attempt_that_still_waits_has_no_sum_afterwards_either():
    world = quiz_world("single", "essay")
    world.take({1: WRONG, 2: ESSAY})
    version = corrected(world, c=100)

    assert anew(world, version).answers == 1
    attempt = QuizAttempt.objects.get()
    assert (attempt.state, attempt.percent) == (AttemptState.HANDED_IN, None)


def test_a_question_without_options_can_be_marked_anew():
    world = quiz_world("essay", "short")
    world.take({1: None, 2: {"text": "musyawarah"}})
    version = revise_question(
        question=world.questions[1], content=contents.short("musyawarah"), by=None
    )

    assert anew(world, version).answers == 1
    # An essay that was left empty was marked by rule and stays so.
    question = world.questions[0]
    preview = remark_preview(world.activity, question, question.versions.get())
    assert (preview.answers, preview.marks) == (1, ())


# --- results and statistics ---


def test_results_say_what_counts_for_each_member():
    world = quiz_world("single", "essay", people=4, pass_mark=Decimal(50))
    world.take({1: RIGHT}, person=0)
    world.take({1: RIGHT, 2: ESSAY}, person=1)
    world.start(2)

    rows = {row.enrolment: row for row in quiz_results(world.activity)}

    first, second, third, fourth = (rows[one] for one in world.enrolments)
    assert (first.attempts, first.percent, first.is_passed, first.has_completion) == (
        1,
        50,
        True,
        True,
    )
    assert (second.attempts, second.percent, second.waiting) == (1, None, 1)
    assert (third.attempts, third.is_underway, fourth.is_underway) == (0, True, False)
    (line,) = cohort_quizzes(world.cohort)
    assert (line.begun, line.passed, line.waiting) == (3, 1, 1)
    assert cohort_quiz(world.cohort, world.activity.pk) == world.activity


def test_statistics_count_everybody_once():
    world = quiz_world("single", "short", people=10)
    for person in range(10):
        answers = {1: RIGHT, 2: {"text": "gotong royong"}} if person < 6 else {1: WRONG}
        world.take(answers, person=person)
    world.take({1: {"option": "d"}}, person=0)

    first, second = quiz_items(world.activity)

    assert (first.statistics.people, first.statistics.facility) == (10, Decimal("60.0"))
    assert first.statistics.discrimination == 1
    assert [(one.count, one.is_right) for one in first.chosen] == [
        (6, True),
        (0, True),
        (4, False),
        (0, False),
    ]
    assert [(one.text, one.count) for one in second.chosen] == [("gotong royong", 6)]
    assert second.statistics.unanswered == 4


# --- screens ---


def addresses(world, essay=None):
    slug, quiz = world.cohort.slug, world.activity.pk
    version = world.questions[0].versions.last()
    return {
        "queue": reverse("courses_admin:essays"),
        "essay": reverse("courses_admin:essay", args=[essay or 0]),
        "list": reverse("courses_admin:quiz-list", args=[slug]),
        "results": reverse("courses_admin:quiz-results", args=[slug, quiz]),
        "remark": reverse("courses_admin:quiz-remark", args=[slug, quiz, version.pk]),
    }


@pytest.mark.parametrize(
    ("role", "duty", "status"),
    [
        ("penyelenggara", None, 200),
        ("widyaiswara", StaffRole.INSTRUCTOR, 200),
        ("widyaiswara", StaffRole.EXAMINER, 200),
        ("widyaiswara", StaffRole.ORGANISER, 404),
        ("widyaiswara", None, 404),
        ("pimpinan", None, 404),
        ("kontak-instansi", None, 404),
    ],
)
def test_pages_by_role(client, role, duty, status):
    world = quiz_world("single", "essay")
    world.take({1: RIGHT, 2: ESSAY})
    user = staff(role)
    if duty:
        serve(user, world.cohort, duty)
    client.force_login(user)

    found = {
        name: client.get(url).status_code for name, url in addresses(world, an_essay(2).pk).items()
    }

    assert found == dict.fromkeys(found, status)


def test_trainees_never_reach_the_pages_of_staff(client):
    world = quiz_world("single", "essay")
    world.take({1: RIGHT, 2: ESSAY})
    client.force_login(world.users[0])

    assert {client.get(url).status_code for url in addresses(world).values()} == {302}


def test_what_does_not_belong_together_does_not_exist(client):
    world, other = quiz_world("single"), quiz_world("single")
    world.take({1: RIGHT})
    client.force_login(staff("penyelenggara"))
    slug, quiz = world.cohort.slug, world.activity.pk
    foreign = other.questions[0].versions.get().pk

    for name, *args in (
        ("quiz-results", slug, other.activity.pk),
        ("quiz-remark", slug, quiz, foreign),
        ("essay", an_essay(1).pk),
    ):
        assert client.get(reverse(f"courses_admin:{name}", args=args)).status_code == 404


def test_an_essay_is_marked_on_its_page(client):
    world = quiz_world("essay", people=2)
    world.take({1: ESSAY}, person=0)
    world.take({1: ESSAY}, person=1)
    first, second = essay_queue(staff("penyelenggara"))
    client.force_login(staff("penyelenggara"))
    url = reverse("courses_admin:essay", args=[first.pk])

    shown = client.get(url)
    wrong = client.post(url, {"score": "1.5", "seen_marks": 0})
    done = client.post(url, {"score": "0.75", "comment": "Jelas", "seen_marks": 0})
    again = client.post(url, {"score": "1", "seen_marks": 0})

    assert ESSAY["text"] in shown.content.decode()
    assert (wrong.status_code, again.status_code) == (422, 422)
    assert done.url == reverse("courses_admin:essay", args=[second.pk])
    first.refresh_from_db()
    assert (first.score, first.comment) == (Decimal("0.75"), "Jelas")
    assert client.get(url).context["form"].initial["score"] == Decimal("0.75")


def test_the_last_essay_leads_back_to_the_queue(client):
    world = quiz_world("essay")
    world.take({1: ESSAY})
    client.force_login(staff("penyelenggara"))

    done = client.post(
        reverse("courses_admin:essay", args=[an_essay().pk]), {"score": "1", "seen_marks": 0}
    )

    assert done.url == reverse("courses_admin:essays")
    assert client.get(done.url).context["rows"] == []


def test_marking_anew_on_its_page(client):
    world = quiz_world("single", people=2)
    world.take({1: RIGHT}, person=0)
    world.take({1: WRONG}, person=1)
    version = corrected(world, c=100)
    client.force_login(staff("penyelenggara"))
    url = reverse(
        "courses_admin:quiz-remark", args=[world.cohort.slug, world.activity.pk, version.pk]
    )

    seen = client.get(url).context["preview"].digest
    without_reason = client.post(url, {"seen": seen})
    moved = client.post(url, {"seen": "x", "reason": "Kunci keliru"})
    done = client.post(
        url, {"seen": seen, "reason": "Kunci keliru", "take_back": [world.enrolments[0].pk]}
    )

    assert (without_reason.status_code, moved.status_code, moved.url) == (422, 302, url)
    assert done.url == addresses(world)["results"]
    assert Completion.objects.standing().get().enrolment == world.enrolments[1]
    assert client.get(url).context["preview"].rows == ()


def test_a_certificate_stands_in_the_way_in_words(client):
    world = quiz_world("single")
    world.take({1: RIGHT})
    certify(world.enrolments[0])
    version = corrected(world, c=100)
    client.force_login(staff("penyelenggara"))
    url = reverse(
        "courses_admin:quiz-remark", args=[world.cohort.slug, world.activity.pk, version.pk]
    )
    seen = client.get(url).context["preview"].digest

    refused = client.post(url, {"seen": seen, "reason": "x", "take_back": [world.enrolments[0].pk]})

    assert refused.status_code == 422
    assert world.users[0].name in refused.content.decode()


@pytest.mark.parametrize("name", ["queue", "list", "results", "remark"])
def test_pages_take_the_same_queries_for_any_number_of_people(client, name):
    world = quiz_world("single", "essay", people=3)
    corrected(world, c=100)
    client.force_login(staff("penyelenggara"))
    world.take({1: WRONG, 2: ESSAY}, person=0)
    url = addresses(world)[name]
    client.get(url)

    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    for person in (1, 2):
        world.take({1: WRONG, 2: ESSAY}, person=person)
    with CaptureQueriesContext(connection) as three:
        client.get(url)

    assert len(one) == len(three)


def closed_remark(world):
    world.take({1: RIGHT}, person=0)
    world.take({1: WRONG}, person=1)
    version = corrected(world, c=100)
    close_cohort(cohort=world.cohort, by=None)
    return version


def test_marking_anew_in_a_closed_cohort_changes_marks_and_nobodys_completion():
    world = quiz_world("single", people=2)
    version = closed_remark(world)

    done = anew(world, version, take_back=[one.pk for one in world.enrolments])

    assert done == Remarked(answers=2, gained=0, lost=0)
    assert Completion.objects.standing().get().enrolment == world.enrolments[0]
    percents = QuizAttempt.objects.order_by("enrolment_id").values_list("percent", flat=True)
    assert list(percents) == [0, 100]
    assert list(Enrolment.objects.order_by("pk").values_list("activities_done", flat=True)) == [
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("role", "duty", "status"),
    [
        ("penyelenggara", None, 200),
        ("widyaiswara", StaffRole.INSTRUCTOR, 404),
        ("pimpinan", None, 404),
    ],
)
def test_only_organisers_mark_anew_in_a_closed_cohort(client, role, duty, status):
    world = quiz_world("single", people=2)
    version = closed_remark(world)
    user = staff(role)
    if duty:
        serve(user, world.cohort, duty)
    client.force_login(user)
    where = [world.cohort.slug, world.activity.pk]
    url = reverse("courses_admin:quiz-remark", args=[*where, version.pk])

    page = client.get(url)

    assert page.status_code == status
    if status == 200:
        assert "Angkatan ini sudah ditutup" in page.text
        assert page.context["losers"] == []
        form = {"seen": page.context["preview"].digest, "reason": "Kunci keliru"}
        assert client.post(url, form).status_code == 302
        assert url in client.get(reverse("courses_admin:quiz-results", args=where)).text

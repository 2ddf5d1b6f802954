"""The discussion of a cohort: who reads and writes, what moderation does, what it costs."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import ModelLogEntry

from corpu.core import clock
from courses.models import DiscussionAnswer, DiscussionQuestion
from courses.queries.discussion import participant, questions_of
from courses.services.cohorts import close_cohort
from courses.services.discussion import (
    DiscussionClosed,
    NotModerator,
    NotOwnPost,
    answer,
    ask,
    correct,
    hide,
    mark_solution,
    show,
)
from courses.services.enrolment import withdraw
from tests.courses.learning_world import running
from tests.courses.tracking_world import open_cohort_of, serve, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2019, 6, 1, 2, tzinfo=dt.UTC)
EVENING = dt.datetime(2019, 6, 1, 11, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _no_old_rate_limits():
    cache.clear()


@pytest.fixture
def world():
    return running(people=2, courses=2, lessons=1)


def part(world, number=0):
    return participant(world.users[number], world.cohort.slug)


def teacher(world):
    user = UserFactory()
    serve(user, world.cohort)
    return participant(user, world.cohort.slug)


def put(world, number=0, title="Kasus mana?"):
    course = world.activities[0].required_course
    return ask(person=part(world, number), course=course, title=title, text=" Isi. ")


def url(world, name, *more):
    return reverse(f"courses:discussion{name}", args=[world.cohort.slug, *more])


def test_question_and_answer_carry_who_and_when(world):
    with clock.at(MORNING):
        question = put(world)
    with clock.at(EVENING):
        given = answer(person=teacher(world), question=question, text="Pilih yang dekat.")

    question.refresh_from_db()
    assert (question.text, question.is_staff_post, question.last_post_at) == (
        "Isi.",
        False,
        EVENING,
    )
    assert (given.is_staff_post, given.posted_at) == (True, EVENING)


def test_liveliest_question_is_first_with_its_counts(world):
    with clock.at(MORNING):
        old, new = put(world, title="Lama"), put(world, title="Baru")
        solved = answer(person=part(world, 1), question=old, text="Ya.")
        mark_solution(person=part(world), given=solved)
        hide(
            person=teacher(world),
            post=answer(person=part(world, 1), question=old, text="Kasar."),
            reason="Tidak sopan.",
            by=UserFactory(),
        )
    with clock.at(EVENING):
        answer(person=part(world, 1), question=old, text="Lagi.")

    rows = questions_of(part(world))

    assert [(row.title, row.visible_answers, row.is_solved) for row in rows] == [
        ("Lama", 2, True),
        ("Baru", 0, False),
    ]
    other = world.activities[1].required_course_id
    assert not questions_of(part(world), other).exists()
    assert new in questions_of(part(world), new.course_id)


def test_one_answer_solves_and_the_mark_can_be_taken_back(world):
    question = put(world)
    first = answer(person=part(world, 1), question=question, text="Satu.")
    second = answer(person=part(world, 1), question=question, text="Dua.")

    mark_solution(person=part(world), given=first)
    mark_solution(person=teacher(world), given=second)
    assert list(question.answers.filter(is_solution=True)) == [second]

    mark_solution(person=part(world), given=second)
    assert not question.answers.filter(is_solution=True).exists()
    with pytest.raises(NotOwnPost):
        mark_solution(person=part(world, 1), given=first)


def test_only_the_author_corrects_and_readers_see_it(world):
    question = put(world)

    with clock.at(EVENING):
        correct(person=part(world), post=question, text="Isi lebih jelas.")
    same = correct(person=part(world), post=question, text="Isi lebih jelas.")

    assert (same.text, same.edited_at) == ("Isi lebih jelas.", EVENING)
    with pytest.raises(NotOwnPost):
        correct(person=part(world, 1), post=question, text="Lain.")


def test_hidden_question_is_for_its_author_and_staff_until_shown_again(world):
    question, moderator = put(world), teacher(world)

    hide(person=moderator, post=question, reason=" Bukan topiknya. ", by=moderator.user)

    assert question not in questions_of(part(world, 1))
    assert question in questions_of(part(world))
    assert question in questions_of(moderator)
    with pytest.raises(NotOwnPost):
        correct(person=part(world), post=question, text="Lain.")

    show(person=moderator, post=question, by=moderator.user)
    assert question in questions_of(part(world, 1))
    actions = ModelLogEntry.objects.filter(action__startswith="courses.discussion")
    assert {entry.action: entry.data for entry in actions} == {
        "courses.discussionquestion.hidden": {"reason": "Bukan topiknya."},
        "courses.discussionquestion.shown": {"earlier_reason": "Bukan topiknya."},
    }


@pytest.mark.parametrize("act", [hide, show])
def test_trainees_do_not_moderate(world, act):
    question = put(world)
    more = {"reason": "Tidak suka."} if act is hide else {}

    with pytest.raises(NotModerator):
        act(person=part(world, 1), post=question, by=world.users[1], **more)


def test_closed_cohort_only_reads(world):
    question = put(world)
    close_cohort(cohort=world.cohort, by=None)

    for write in (
        lambda: put(world),
        lambda: answer(person=part(world), question=question, text="Terlambat."),
    ):
        with pytest.raises(DiscussionClosed):
            write()


def test_cohort_that_has_not_started_has_no_discussion():
    cohort = open_cohort_of(1)

    assert participant(cohort.enrolments.get().user, cohort.slug) is None


ADDRESSES = ["", "-ask", "-question", "-question-correct", "-question-hide"]
TABLE = {
    "author": (200, 200, 200, 200, 404),
    "fellow": (200, 200, 200, 404, 404),
    "teacher": (200, 200, 200, 404, 200),
    "organiser": (200, 200, 200, 404, 200),
    "withdrawn": (404, 404, 404, 404, 404),
    "of another cohort": (404, 404, 404, 404, 404),
    "leadership": (404, 404, 404, 404, 404),
    "nobody": (302, 302, 302, 302, 302),
}


@pytest.mark.parametrize("role", TABLE)
def test_answers_by_role(client, role):
    world = running(people=3, courses=1, lessons=1)
    question = put(world)
    withdraw(enrolment=world.enrolments[2], reason="Pindah.", by=None)
    people = {
        "author": lambda: world.users[0],
        "fellow": lambda: world.users[1],
        "withdrawn": lambda: world.users[2],
        "teacher": lambda: teacher(world).user,
        "organiser": lambda: staff("penyelenggara"),
        "of another cohort": lambda: running(number=77).users[0],
        "leadership": lambda: staff("pimpinan"),
    }
    if role in people:
        client.force_login(people[role]())

    statuses = tuple(
        client.get(url(world, name, *([question.pk] if "question" in name else []))).status_code
        for name in ADDRESSES
    )

    assert statuses == TABLE[role]


def test_journey_of_a_question(client, world):
    client.force_login(world.users[0])
    assert "Belum ada pertanyaan" in client.get(url(world, "")).text
    course = world.activities[0].required_course_id
    wrong = client.post(url(world, "-ask"), {"course": course, "title": "", "text": "Isi"})
    assert "Isi" in wrong.text

    asked = client.post(
        url(world, "-ask"), {"course": course, "title": "Kasus mana?", "text": "Isi"}, follow=True
    )
    question = DiscussionQuestion.objects.get()
    client.force_login(world.users[1])
    answered = client.post(
        url(world, "-question", question.pk), {"text": "Yang <b>dekat</b>."}, follow=True
    )
    given = DiscussionAnswer.objects.get()
    client.force_login(world.users[0])
    solved = client.post(url(world, "-answer-solves", question.pk, given.pk), follow=True)

    assert "Pertanyaan Anda sudah disampaikan." in asked.text
    assert answered.redirect_chain[-1][0].endswith(f"#jawaban-{given.pk}")
    assert "Yang &lt;b&gt;dekat&lt;/b&gt;." in answered.text
    assert "Ini menjawab pertanyaan" in solved.text
    assert "terjawab" in client.get(url(world, "")).text


def test_journey_of_a_moderator(client, world):
    question = put(world)
    given = answer(person=part(world, 1), question=question, text="Kata kasar")
    client.force_login(teacher(world).user)
    without = client.post(url(world, "-answer-hide", question.pk, given.pk), {"reason": ""})
    client.post(url(world, "-answer-hide", question.pk, given.pk), {"reason": "Tidak sopan."})

    client.force_login(world.users[0])
    page = client.get(url(world, "-question", question.pk)).text

    assert "Kata kasar" in without.text
    assert "disembunyikan oleh pengelola angkatan" in page
    assert "Kata kasar" not in page
    client.force_login(teacher(world).user)
    again = client.post(url(world, "-answer-show", question.pk, given.pk), follow=True)
    assert "Kata kasar" in again.text


def test_correcting_an_answer(client, world):
    question = put(world)
    given = answer(person=part(world, 1), question=question, text="Salah ketik")
    client.force_login(world.users[1])
    address = url(world, "-answer-correct", question.pk, given.pk)

    assert "Salah ketik" in client.get(address).text
    done = client.post(address, {"text": "Sudah betul"}, follow=True)

    assert "Sudah betul" in done.text
    assert "diubah" in done.text


def test_others_cannot_solve_show_or_reach_answers_of_another_question(client, world):
    question, other = put(world), put(world, title="Lain")
    given = answer(person=part(world), question=question, text="Ya")
    client.force_login(world.users[1])

    for name, more in (
        ("-answer-solves", [question.pk, given.pk]),
        ("-answer-show", [question.pk, given.pk]),
        ("-answer-solves", [other.pk, given.pk]),
    ):
        assert client.post(url(world, name, *more)).status_code == 404


def test_closed_cohort_says_that_it_only_reads(client, world):
    question = put(world)
    close_cohort(cohort=world.cohort, by=None)
    client.force_login(world.users[0])

    posted = client.post(url(world, "-question", question.pk), {"text": "Lagi"}, follow=True)
    course = world.activities[0].required_course_id
    asked = client.post(
        url(world, "-ask"), {"course": course, "title": "Baru", "text": "Isi"}, follow=True
    )

    for response in (posted, asked):
        assert "diskusinya hanya dapat dibaca" in response.text
    assert (DiscussionQuestion.objects.count(), DiscussionAnswer.objects.count()) == (1, 0)


def test_too_many_posts_are_stopped_and_nothing_typed_is_lost(client, world):
    question = put(world)
    client.force_login(world.users[0])
    for number in range(20):
        client.post(url(world, "-question", question.pk), {"text": f"Tulisan {number}"})

    stopped = client.post(url(world, "-question", question.pk), {"text": "Yang terakhir"})

    assert "Terlalu banyak tulisan" in stopped.text
    assert "Yang terakhir" in stopped.text
    assert DiscussionAnswer.objects.count() == 20


@pytest.mark.parametrize("name", ["", "-question"])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_for_any_number(
    client, world, django_assert_max_num_queries, name, count
):
    questions = [put(world, title=f"Tanya {number}") for number in range(count)]
    for number in range(count):
        answer(person=part(world, 1), question=questions[0], text=f"Jawab {number}")
    client.force_login(world.users[0])
    address = url(world, name, *([questions[0].pk] if name else []))
    client.get(address)

    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200

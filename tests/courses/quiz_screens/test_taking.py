"""A person takes a quiz by requests: start, answer, hand in, look; and what others get."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from corpu.core import clock
from courses.enums import AttemptState, ReviewTime
from courses.models import QuizAttempt
from courses.services.cohorts import close_cohort
from courses.services.enrolment import withdraw
from tests.courses.quiz_screens.screens import page_url, save, start_url, url
from tests.courses.quizzes.quiz_world import quiz_world, the_attempt
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
OK, FOUND, MISSING, UNKNOWN, METHOD = 200, 302, 404, 401, 405


@pytest.fixture
def world(db):
    return quiz_world("single", "essay", people=2)


def visitor(world, who):
    """A client of somebody; `None` is nobody."""
    if who == "nobody":
        return Client()
    prepare_roles()
    user = world.users[0] if who == "owner" else UserFactory()
    if who == "instructor":
        give_role(user=user, role=Role.INSTRUCTOR)
    if who == "organiser":
        give_role(user=user, role=Role.ORGANISER)
    if who == "withdrawn":
        user = world.users[0]
        withdraw(enrolment=world.enrolments[0], reason="Sakit", by=None)
    client = Client()
    client.force_login(user)
    return client


ADDRESSES = ("page", "start", "attempt", "answer", "hand-in", "review")


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("owner", (OK, FOUND, OK, OK, FOUND, FOUND)),
        ("withdrawn", (MISSING,) * 6),
        ("instructor", (MISSING,) * 6),
        ("organiser", (OK, MISSING, MISSING, MISSING, MISSING, MISSING)),
        ("stranger", (MISSING,) * 6),
        ("nobody", (FOUND, FOUND, FOUND, UNKNOWN, FOUND, FOUND)),
    ],
)
def test_addresses_by_role(world, who, statuses):
    world.start()
    client = visitor(world, who)

    answers = (
        client.get(page_url(world)),
        client.post(start_url(world)),
        client.get(url(world, "attempt")),
        save(client, world),
        client.post(url(world, "hand-in")),
        client.get(url(world, "review")),
    )

    # The owner has handed in by then, so the review is there.
    expected = statuses if who != "owner" else (*statuses[:5], OK)
    assert tuple(answer.status_code for answer in answers) == expected


def test_an_attempt_of_another_person_is_not_there(client, world):
    world.start()
    client.force_login(world.users[1])

    answers = [
        client.get(url(world, "attempt")),
        client.post(url(world, "attempt")),
        save(client, world),
        client.get(url(world, "hand-in")),
        client.post(url(world, "hand-in")),
        client.get(url(world, "review")),
    ]

    assert [answer.status_code for answer in answers] == [MISSING] * 6


@pytest.mark.parametrize("name", ["start", "answer"])
def test_changes_need_a_post(client, world, name):
    client.force_login(world.users[0])
    address = start_url(world) if name == "start" else url(world, "answer", 1)

    assert client.get(address).status_code == METHOD


def test_changes_need_the_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users[0])
    world.start()

    assert [
        client.post(start_url(world)).status_code,
        save(client, world).status_code,
        client.post(url(world, "attempt")).status_code,
        client.post(url(world, "hand-in")).status_code,
    ] == [403] * 4


def test_a_quiz_is_taken_from_end_to_end(client, world):
    client.force_login(world.users[0])

    page = client.get(page_url(world))
    started = client.post(start_url(world), follow=True)
    saved = save(client, world, answer={"option": "a"})
    asked = client.get(url(world, "hand-in"))
    handed_in = client.post(url(world, "hand-in"), follow=True)

    assert "Mulai kuis" in page.text
    assert started.redirect_chain == [(url(world, "attempt"), FOUND)]
    assert "Apa asas WoG?" in started.text
    assert saved.json()["verdict"] == "accepted"
    assert "1 soal belum dijawab" in asked.text
    assert f'href="{url(world, "attempt")}#soal-2"' in asked.text
    assert handed_in.redirect_chain == [(url(world, "review"), FOUND)]
    assert the_attempt(AttemptState.MARKED).percent == 50
    assert "50%" in handed_in.text
    assert "Kurang 20 poin persen." in handed_in.text


def test_starting_twice_goes_on_with_the_same_attempt(client, world):
    client.force_login(world.users[0])

    first, second = client.post(start_url(world)), client.post(start_url(world))

    assert first.url == second.url == url(world, "attempt")
    assert QuizAttempt.objects.count() == 1


def test_a_saved_answer_says_what_is_stored_and_when(client, world):
    client.force_login(world.users[0])
    world.start()
    moment = dt.datetime(2019, 5, 6, 3, 32, 5, tzinfo=dt.UTC)

    with clock.at(moment):
        said = save(client, world, sequence=3).json()

    assert said == {
        "verdict": "accepted",
        "sequence": 3,
        "answer": {"option": "a"},
        "saved_at": "2019-05-06T03:32:05Z",
        "now": "2019-05-06T03:32:05Z",
    }
    assert "tersimpan pukul 10.32.05" in client.get(url(world, "attempt")).text


def test_another_device_gets_the_newer_answer_instead_of_overwriting_it(client, world):
    client.force_login(world.users[0])
    world.start()
    save(client, world, answer={"option": "b"}, client="ponsel")

    answer = save(client, world, answer={"option": "c"}, client="laptop")

    assert answer.status_code == 409
    assert answer.json()["answer"] == {"option": "b"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "[" * 100_000,
        '{"answer": null}',
        json.dumps({"answer": None, "sequence": "1", "base": 0, "client": "x"}),
        json.dumps({"answer": None, "sequence": True, "base": 0, "client": "x"}),
        json.dumps({"answer": None, "sequence": 1, "base": 0, "client": 7}),
        json.dumps({"answer": None, "sequence": 0, "base": 0, "client": "x"}),
        json.dumps({"answer": {"option": "z"}, "sequence": 1, "base": 0, "client": "x"}),
        json.dumps({"answer": {"text": "z"}, "sequence": 1, "base": 0, "client": "x"}),
        b"\xff\xfe",
    ],
)
def test_what_is_no_answer_is_refused_in_words(client, world, body):
    client.force_login(world.users[0])
    world.start()

    answer = client.post(url(world, "answer", 1), body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["message"]
    assert world.start().questions.get(position=1).answer is None


def test_a_late_answer_is_refused_and_the_attempt_is_over(client):
    world = quiz_world("single", minutes=10)
    client.force_login(world.users[0])
    start = clock.now()
    world.start()

    with clock.at(start + dt.timedelta(minutes=11)):
        late = save(client, world)
        page = client.get(url(world, "attempt"), follow=True)

    assert late.status_code == 410
    assert late.json()["message"]
    assert page.redirect_chain == [(url(world, "review"), FOUND)]
    assert "Waktu habis, jadi jawaban yang tersimpan diserahkan." in page.text


@pytest.mark.parametrize("name", ["attempt", "hand-in", "review"])
def test_whoever_looks_after_the_end_ends_the_attempt(client, name):
    world = quiz_world("single", minutes=10)
    client.force_login(world.users[0])
    start = clock.now()
    world.start()

    with clock.at(start + dt.timedelta(minutes=11)):
        answer = client.get(url(world, name), follow=True)

    assert answer.redirect_chain[-1] == (url(world, "review"), FOUND)
    assert the_attempt().state == AttemptState.MARKED


def test_result_of_an_attempt_in_progress_leads_back_to_it(client, world):
    client.force_login(world.users[0])
    world.start()

    assert client.get(url(world, "review")).url == url(world, "attempt")


def test_essay_waits_and_the_result_says_so(client, world):
    client.force_login(world.users[0])
    world.take({1: {"option": "a"}, 2: {"text": "Uraian saya"}})

    review = client.get(url(world, "review")).text
    page = client.get(page_url(world)).text

    assert "Menunggu penilaian" in review
    assert "Uraian saya" in review
    assert "Jawaban Anda menunggu penilaian" in page


def refusal(client, world):
    return client.post(start_url(world), follow=True).text


def test_start_without_an_attempt_left_says_why(client):
    world = quiz_world("single", attempts=1)
    client.force_login(world.users[0])
    world.take({})

    assert "Semua percobaan Anda untuk kuis ini sudah terpakai." in refusal(client, world)


def test_start_before_the_opening_says_when(client, world):
    world.activity.opens_at = clock.now() + dt.timedelta(days=3)
    world.activity.save()
    client.force_login(world.users[0])

    assert "Dibuka" in refusal(client, world)


def test_start_in_a_closed_cohort_says_so(client, world):
    close_cohort(cohort=world.cohort, by=None)
    client.force_login(world.users[0])

    assert "Angkatan ini sudah ditutup" in refusal(client, world)


def test_start_without_questions_says_so(client):
    world = quiz_world(parts=[])
    client.force_login(world.users[0])

    assert "Kuis ini belum memiliki soal." in refusal(client, world)


def test_a_lesson_is_no_quiz(client, world):
    lesson = world.activity.required_course.activities.get(kind="lesson")
    client.force_login(world.users[0])

    address = reverse("courses:quiz-start", args=[world.cohort.slug, lesson.pk])

    assert client.post(address).status_code == MISSING


def test_a_score_that_may_not_be_seen_is_not_there(client):
    world = quiz_world("single", show_score=ReviewTime.CLOSED, show_answers=ReviewTime.NEVER)
    client.force_login(world.users[0])
    world.take({1: {"option": "a"}})

    review = client.get(url(world, "review")).text

    assert "Hasil belum ditampilkan" in review
    assert "100%" not in review
    assert "100%" not in client.get(page_url(world)).text


def test_result_before_and_after_it_may_show_the_key(client):
    world = quiz_world("single", "numeric", attempts=2, show_right=ReviewTime.NO_ATTEMPT_LEFT)
    client.force_login(world.users[0])
    world.take({1: {"option": "d"}})

    before = client.get(url(world, "review")).text
    world.take({1: {"option": "d"}, 2: {"text": "7"}})
    after = client.get(url(world, "review", number=2)).text

    assert "jawaban benar" not in before
    assert "Tampil setelah Anda lulus" in before
    assert "jawaban benar" in after
    assert "1500" in after

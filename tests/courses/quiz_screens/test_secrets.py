"""Nothing of a key reaches a browser before it may, whatever is asked for."""

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.enums import ReviewTime
from courses.queries.quiz import quiz_context
from tests.courses.quiz_screens.screens import (
    SECRET,
    SECRET_NUMBER,
    page_url,
    save,
    secretive,
    start_url,
    url,
)
from tests.courses.quizzes.quiz_world import quiz_world
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ANSWERS = [
    {"option": "salah"},
    {"option": "salah"},
    {"options": ["salah"]},
    {"text": "entah"},
    {"text": "1"},
    {"pairs": {"p1": "m2"}},
    {"order": ["i2", "i1"]},
    {"text": "uraian"},
]


@pytest.fixture
def world(db):
    never = dict.fromkeys(("show_right", "show_feedback"), ReviewTime.NO_ATTEMPT_LEFT)
    return quiz_world(questions=secretive(), attempts=2, **never)


def texts_of_an_attempt(client, world):
    """Everything a person can see while taking the quiz and right after."""
    yield client.get(page_url(world)).text
    yield client.post(start_url(world), follow=True).text
    for position, answer in enumerate(ANSWERS, start=1):
        yield save(client, world, position, answer=answer).text
        yield save(client, world, position, answer=answer, client="lain").text
    yield client.get(url(world, "attempt")).text
    yield client.post(url(world, "attempt"), {"then": "stay"}, follow=True).text
    yield client.get(url(world, "hand-in")).text
    yield client.post(url(world, "hand-in"), follow=True).text
    yield client.get(page_url(world)).text


def test_no_key_shows_before_it_may(client, world):
    client.force_login(world.users[0])

    for text in texts_of_an_attempt(client, world):
        assert SECRET not in text
        assert SECRET_NUMBER not in text
        assert "weight" not in text
        assert "jawaban benar" not in text


def test_the_key_shows_once_it_may(client, world):
    client.force_login(world.users[0])
    for _ in range(2):
        world.take(dict(enumerate(ANSWERS, start=1)))

    text = client.get(url(world, "review", number=2)).text

    assert SECRET in text
    assert SECRET_NUMBER in text
    assert "Satu: Kesatu; Dua: Kedua" in text
    assert "1. Awal; 2. Akhir" in text


def test_while_another_attempt_is_open_no_key_shows(client, world):
    world.set_policy(attempts=0, show_right=ReviewTime.HANDED_IN)
    client.force_login(world.users[0])
    world.take(dict(enumerate(ANSWERS, start=1)))
    world.start()

    assert SECRET not in client.get(url(world, "review")).text


def test_preview_shows_the_questions_without_their_keys(client, world):
    client.force_login(UserFactory(is_superuser=True))

    text = client.get(page_url(world)).text

    assert text.count('class="question"') == len(ANSWERS)
    assert "Anda melihat kuis ini sebagai petugas" in text
    assert (SECRET in text, SECRET_NUMBER in text, "weight" in text) == (False,) * 3
    assert ("Mulai kuis" in text, "data-url" in text) == (False, False)
    assert text.count("<fieldset") == text.count(" disabled>")


def test_preview_takes_the_parts_of_the_draft(world):
    page = world.activity.page.specific
    page.parts = list(page.parts.all())[:2]

    quiz = quiz_context(page, AnonymousUser(), is_preview=True)["quiz"]

    assert (quiz.question_count, len(quiz.example), quiz.own, quiz.minutes) == (2, 2, None, None)

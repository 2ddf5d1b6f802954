"""The attempt as one plain form: everything is saved at once, nothing of another device is lost."""

import datetime as dt
from types import SimpleNamespace

import pytest

from corpu.core import clock
from courses.domain.answer_forms import answer_from_fields, field_name, is_same
from courses.forms.quiz_answers import answer_words
from courses.models import AttemptQuestion
from courses.queries.attempt_sheets import Choice
from tests.courses.quiz_screens.screens import hidden_fields, save, url
from tests.courses.quizzes.quiz_world import quiz_world

ALL = ("single", "true_false", "multiple", "short", "numeric", "matching", "ordering", "essay")
ENTERED = {
    "soal-1-jawaban": "a",
    "soal-2-jawaban": "t",
    "soal-3-jawaban": ["b", "a"],
    "soal-4-jawaban": "gotong royong",
    "soal-5-jawaban": "1500",
    "soal-6.p1": "m1",
    "soal-6.p3": "m2",
    "soal-7.i1": "1",
    "soal-7.i2": "3",
    "soal-7.i3": "2",
    "soal-7.i4": "4",
    "soal-8-jawaban": "Baris satu\r\nBaris dua",
}
STORED = [
    {"option": "a"},
    {"option": "t"},
    {"options": ["b", "a"]},
    {"text": "gotong royong"},
    {"text": "1500"},
    {"pairs": {"p1": "m1", "p3": "m2"}},
    {"order": ["i1", "i3", "i2", "i4"]},
    {"text": "Baris satu\nBaris dua"},
]


@pytest.mark.parametrize(
    ("kind", "fields", "outcome"),
    [
        ("single", {"soal-1-jawaban": ["a"]}, ({"option": "a"}, False)),
        ("single", {}, (None, False)),
        ("single", {"soal-1-jawaban": [""]}, (None, False)),
        ("multiple", {"soal-1-jawaban": ["a", "b"]}, ({"options": ["a", "b"]}, False)),
        ("multiple", {}, (None, False)),
        ("short", {"soal-1-jawaban": ["  "]}, (None, False)),
        ("essay", {"soal-1-jawaban": ["a\r\nb"]}, ({"text": "a\nb"}, False)),
        ("matching", {"soal-1.x": ["m"], "soal-1.y": [""]}, ({"pairs": {"x": "m"}}, False)),
        ("matching", {}, (None, False)),
        ("ordering", {"soal-1.x": ["2"], "soal-1.y": ["1"]}, ({"order": ["y", "x"]}, False)),
        ("ordering", {"soal-1.x": ["1"], "soal-1.y": ["1"]}, (None, True)),
        ("ordering", {"soal-1.x": ["1"], "soal-1.y": [""]}, (None, True)),
        ("ordering", {"soal-1.x": ["1"], "soal-1.y": ["9"]}, (None, True)),
        ("ordering", {"soal-1.x": [""], "soal-1.y": [""]}, (None, False)),
    ],
)
def test_fields_become_answers(kind, fields, outcome):
    assert answer_from_fields(kind, 1, ["x", "y"], fields) == outcome


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        ({"options": ["a", "b"]}, {"options": ["b", "a"]}, True),
        ({"options": ["a"]}, {"options": ["b"]}, False),
        ({"order": ["a", "b"]}, {"order": ["b", "a"]}, False),
        ({"text": "a"}, None, False),
    ],
)
def test_same_answers_are_known(one, other, same):
    assert is_same(one, other) is same


def test_fields_are_named_by_position_and_part():
    assert (field_name(3), field_name(3, "p1")) == ("soal-3-jawaban", "soal-3.p1")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "tidak ada jawaban"),
        ({"option": "a"}, "Satu"),
        ({"options": ["a", "b"]}, "Satu; Dua"),
        ({"text": "<b>"}, "<b>"),
        ({"pairs": {"a": "b", "gone": "b"}}, "Satu: Dua"),
        ({"order": ["b", "gone"]}, "1. Dua; 2. –"),
    ],
)
def test_answers_are_said_on_one_line(answer, words):
    choices = (Choice("a", "<p>Satu</p>"), Choice("b", "Dua"))
    question = SimpleNamespace(options=choices, prompts=(), matches=(), items=())

    assert answer_words(question, answer) == words


@pytest.fixture
def world(db):
    return quiz_world(*ALL)


@pytest.fixture
def page(client, world):
    """The attempt's page as a person opens it."""
    client.force_login(world.users[0])
    world.start()
    return client.get(url(world, "attempt"))


def stored(world):
    return [row.answer for row in world.start().questions.order_by("position")]


@pytest.mark.django_db
def test_every_kind_is_saved_by_one_post_and_shown_again(client, world, page):
    saved = client.post(url(world, "attempt"), hidden_fields(page) | ENTERED, follow=True)
    again = client.get(url(world, "attempt"))

    assert "Jawaban Anda tersimpan." in saved.text
    assert stored(world) == STORED
    assert again.text.count("checked") == 4
    assert again.text.count(" selected") == 6
    assert 'value="gotong royong"' in again.text
    assert "Baris satu\nBaris dua" in again.text
    assert "Semua 8 soal sudah dijawab" in client.get(url(world, "hand-in")).text


@pytest.mark.django_db
def test_nothing_changed_saves_nothing(client, world, page):
    answer = client.post(url(world, "attempt"), hidden_fields(page), follow=True)

    assert "Jawaban Anda tersimpan." not in answer.text
    assert {row.sequence for row in world.start().questions.all()} == {0}


@pytest.mark.django_db
def test_handing_in_saves_first_and_asks(client, world, page):
    fields = hidden_fields(page) | {"soal-1-jawaban": "a", "then": "hand-in"}

    answer = client.post(url(world, "attempt"), fields)

    assert answer.url == url(world, "hand-in")
    assert stored(world)[0] == {"option": "a"}


@pytest.mark.django_db
def test_a_stale_page_does_not_take_back_what_another_device_saved(client, world, page):
    save(client, world, 4, answer={"text": "kerja sama"}, client="ponsel")

    client.post(url(world, "attempt"), hidden_fields(page) | {"soal-1-jawaban": "a"})

    assert stored(world)[0] == {"option": "a"}
    assert stored(world)[3] == {"text": "kerja sama"}


@pytest.mark.django_db
def test_a_conflict_shows_both_answers_and_a_second_save_decides(client, world, page):
    save(client, world, 4, answer={"text": "kerja sama"}, client="ponsel")

    refused = client.post(url(world, "attempt"), hidden_fields(page) | {"soal-4-jawaban": "saya"})
    between = stored(world)[3]
    client.post(url(world, "attempt"), hidden_fields(refused) | {"soal-4-jawaban": "saya"})

    assert refused.status_code == 409
    assert "Yang tersimpan di sana: kerja sama." in refused.text
    assert 'value="saya"' in refused.text
    assert between == {"text": "kerja sama"}
    assert stored(world)[3] == {"text": "saya"}


@pytest.mark.django_db
def test_the_same_post_twice_is_one_save(client, world, page):
    fields = hidden_fields(page) | {"soal-1-jawaban": "a"}

    answers = [client.post(url(world, "attempt"), fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert world.start().questions.get(position=1).sequence == 1


@pytest.mark.django_db
def test_an_unclear_order_is_kept_in_the_form_and_said(client, world, page):
    entered = {"soal-7.i1": "1", "soal-7.i2": "1", "soal-1-jawaban": "a"}

    answer = client.post(url(world, "attempt"), hidden_fields(page) | entered)

    assert answer.status_code == 409
    assert "beri nomor yang berbeda" in answer.text
    assert answer.text.count(" selected") == 2
    assert (stored(world)[0], stored(world)[6]) == ({"option": "a"}, None)


@pytest.mark.django_db
def test_a_choice_that_is_not_there_is_not_saved(client, world, page):
    answer = client.post(url(world, "attempt"), hidden_fields(page) | {"soal-1-jawaban": "zzz"})

    assert answer.status_code == 409
    assert stored(world)[0] is None


@pytest.mark.django_db
def test_fields_that_were_tampered_with_do_no_harm(client, world, page):
    fields = hidden_fields(page) | {
        "soal-1-jawaban": "a",
        "soal-1-jawaban.base": "9" * 30,
        "soal-2-jawaban.base": "x",
        "soal-2-jawaban.was": "{",
        "client": "",
    }

    assert client.post(url(world, "attempt"), fields).status_code == 302
    assert stored(world)[0] == {"option": "a"}


@pytest.mark.django_db
def test_a_form_that_comes_too_late_is_told_so(client):
    world = quiz_world("single", "short", minutes=10)
    client.force_login(world.users[0])
    start = clock.now()
    world.start()
    fields = hidden_fields(client.get(url(world, "attempt"))) | {"soal-1-jawaban": "a"}

    with clock.at(start + dt.timedelta(minutes=12)):
        answer = client.post(url(world, "attempt"), fields, follow=True)

    assert "Waktu habis sebelum semuanya tersimpan." in answer.text
    assert "Anda tidak menjawab." in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "value"), [("single", "a"), ("true_false", "t")])
def test_a_choice_can_be_cleared_and_counts_as_unanswered(client, kind, value):
    world = quiz_world(kind)
    world.start()
    client.force_login(world.users[0])
    page = client.get(url(world, "attempt"))
    client.post(url(world, "attempt"), hidden_fields(page) | {"soal-1-jawaban": value})
    page = client.get(url(world, "attempt"))

    client.post(url(world, "attempt"), hidden_fields(page) | {"soal-1-jawaban": ""})

    assert "Kosongkan jawaban" in page.text
    assert page.context["answered"] == 1
    assert client.get(url(world, "attempt")).context["answered"] == 0
    assert AttemptQuestion.objects.get().answer is None
    assert world.hand_in().percent == 0


@pytest.mark.django_db
def test_what_is_ticked_off_needs_no_other_way_to_be_cleared(client):
    world = quiz_world("multiple", "short", "matching")
    world.start()
    client.force_login(world.users[0])

    assert "Kosongkan jawaban" not in client.get(url(world, "attempt")).text

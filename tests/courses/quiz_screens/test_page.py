"""The page of a quiz: where a person stands, the one button, and what it costs."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from corpu.core import clock
from courses.domain.answer_forms import FormAnswer
from courses.domain.quiz_standing import QuizFacts, QuizStanding, quiz_standing
from courses.enums import AttemptState, Counting, QuizState, QuizStep, ReviewTime
from courses.models import AttemptQuestion, CoursePage, QuizAttempt, QuizPage
from courses.services.attempt_forms import FormSaved, save_answers
from courses.services.cohorts import close_cohort
from courses.services.extensions import grant_extension
from courses.services.questions import revise_question
from tests.courses.quiz_screens.screens import page_url, save, start_url, url
from tests.courses.quizzes import contents
from tests.courses.quizzes.quiz_world import NOON, quiz_world
from tests.factories import UserFactory

RIGHT, WRONG = {1: {"option": "a"}}, {1: {"option": "c"}}
BUTTONS = ("Mulai kuis", "Lanjutkan kuis", "Coba lagi")


def facts(**fields):
    usual = {"is_open": True, "is_underway": False, "is_waiting": False, "is_passed": False}
    return QuizFacts(**{**usual, "used": 0, "left": 2, **fields})


@pytest.mark.parametrize(
    ("fields", "state", "step"),
    [
        ({}, QuizState.FRESH, QuizStep.START),
        ({"left": None}, QuizState.FRESH, QuizStep.START),
        ({"is_open": False}, QuizState.FRESH, None),
        ({"is_underway": True, "used": 1, "left": 1}, QuizState.UNDERWAY, QuizStep.CONTINUE),
        ({"is_underway": True, "used": 2, "left": 0}, QuizState.UNDERWAY, QuizStep.CONTINUE),
        ({"is_underway": True, "is_passed": True}, QuizState.UNDERWAY, QuizStep.CONTINUE),
        ({"is_underway": True, "is_open": False}, QuizState.UNDERWAY, None),
        ({"is_passed": True, "used": 1, "left": 1}, QuizState.PASSED, QuizStep.AGAIN),
        ({"is_passed": True, "used": 2, "left": 0}, QuizState.PASSED, None),
        ({"is_waiting": True, "used": 1, "left": 1}, QuizState.WAITING, QuizStep.AGAIN),
        ({"is_waiting": True, "is_passed": True, "used": 2}, QuizState.PASSED, QuizStep.AGAIN),
        ({"used": 1, "left": 1}, QuizState.FAILED, QuizStep.AGAIN),
        ({"used": 2, "left": 0}, QuizState.FAILED, None),
    ],
)
def test_standing_by_facts(fields, state, step):
    assert quiz_standing(facts(**fields)) == QuizStanding(state, step)


def nothing(world):
    """As it begins."""


def underway(world):
    world.start()


def passed(world):
    world.take(RIGHT)


def failed(world):
    world.take(WRONG)


def failed_twice(world):
    world.take(WRONG)
    world.take(WRONG)


def closed_cohort(world):
    close_cohort(cohort=world.cohort, by=None)


def not_yet(world):
    world.activity.opens_at = clock.now() + dt.timedelta(days=2)
    world.activity.save()


def over(world):
    world.activity.closes_at = clock.now() - dt.timedelta(days=2)
    world.activity.save()


def after_the_lesson(world):
    world.activity.availability = "sequence"
    world.activity.save()


def more_time(world):
    grant_extension(
        enrolment=world.enrolments[0],
        activity=world.activity,
        minutes=15,
        attempts=1,
        reason="Listrik padam",
        by=UserFactory(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prepare", "button", "words"),
    [
        (nothing, "Mulai kuis", "tersisa 2 dari 2"),
        (nothing, "Mulai kuis", "Waktu 10 menit berjalan sejak Anda mulai"),
        (nothing, "Mulai kuis", "percobaan terbaik"),
        (underway, "Lanjutkan kuis", "Percobaan Anda berakhir pada"),
        (passed, "Coba lagi", "Anda lulus kuis ini"),
        (failed, "Coba lagi", "Nilai Anda 0%; nilai lulus 70%."),
        (failed_twice, None, "percobaan sudah habis"),
        (failed_twice, None, "yang dihitung"),
        (closed_cohort, None, "Angkatan sudah ditutup"),
        (not_yet, None, "Dibuka"),
        (over, None, "Ditutup"),
        (after_the_lesson, None, "Materi 1 Mata 1"),
        (more_time, "Mulai kuis", "25 menit"),
        (more_time, "Mulai kuis", "tersisa 3 dari 3"),
    ],
)
def test_page_says_where_a_person_stands(client, prepare, button, words):
    world = quiz_world("single", attempts=2, minutes=10, counting=Counting.BEST)
    prepare(world)
    client.force_login(world.users[0])

    text = client.get(page_url(world)).text

    assert words in text
    assert [one for one in BUTTONS if one in text] == ([button] if button else [])


@pytest.mark.django_db
def test_page_without_limits_says_so(client):
    world = quiz_world("single", attempts=0)
    client.force_login(world.users[0])

    text = client.get(page_url(world)).text

    assert "tidak dibatasi" in text
    assert "tanpa batas, sekitar 15 menit" in text


@pytest.mark.django_db
def test_page_of_a_quiz_without_questions_tells_its_author(client):
    world = quiz_world(parts=[])
    client.force_login(UserFactory(is_superuser=True))

    assert "Kuis ini belum memiliki soal" in client.get(page_url(world)).text


@pytest.mark.django_db
def test_answers_after_the_end_are_not_saved():
    world = quiz_world("single", "short")
    world.take(RIGHT)
    answers = [FormAnswer(position, 5, None, is_changed=True) for position in (1, 2)]

    outcome = save_answers(
        user=world.users[0], **world.address, number=1, answers=answers, client="form"
    )

    assert outcome == FormSaved(frozenset(), frozenset(), frozenset(), is_over=True)
    assert outcome.problems == []


def warm(client, address):
    client.get(address)
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(Page, QuizPage, CoursePage)
    Site.clear_site_root_paths_cache()
    Site.get_site_root_paths()
    client.get(address)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("page", 14), ("attempt", 3), ("hand-in", 3), ("review", 5)]
)
def test_screens_take_the_same_queries_for_any_size(
    client, django_assert_num_queries, size, name, queries
):
    world = quiz_world(*["single"] * size, people=size)
    if name != "page":
        world.start()
    if name == "review":
        world.hand_in()
    address = page_url(world) if name == "page" else url(world, name)
    client.force_login(world.users[0])
    warm(client, address)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response.status_code == 200


@pytest.mark.django_db
def test_saving_one_answer_takes_few_queries(client, django_assert_num_queries):
    world = quiz_world(*["single"] * 3)
    world.start()
    client.force_login(world.users[0])
    save(client, world, sequence=1)

    with django_assert_num_queries(3):
        response = save(client, world, sequence=2)

    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("attempts", "offers"), [(1, False), (2, True)])
def test_page_after_the_end_of_the_time_writes_nothing_and_offers_the_next_step(
    client, attempts, offers
):
    world = quiz_world(minutes=20, attempts=attempts)
    with clock.at(NOON):
        world.start()
        world.save(1, {"option": "a"})
    client.force_login(world.users[0])

    with clock.at(NOON + dt.timedelta(hours=1)):
        page = client.get(page_url(world)).text
        still = QuizAttempt.objects.get().state
        begun = client.post(start_url(world)) if offers else client.get(url(world, "review"))
        client.get(begun.url)

    assert "Waktu habis" in page
    assert "diserahkan saat waktu habis" in page
    assert (start_url(world) in page) is offers
    assert still == AttemptState.OPEN
    assert begun.status_code == 302
    first = QuizAttempt.objects.order_by("number").first()
    assert (first.state, first.percent) == (AttemptState.MARKED, 100)


@pytest.mark.django_db
def test_right_answers_of_another_version_are_written_out(client):
    world = quiz_world("matching", "single", show_right=ReviewTime.HANDED_IN)
    world.take({1: {"pairs": {"p1": "m2"}}, 2: {"option": "a"}})
    pairs = tuple(
        replace(one, id=f"x{one.id}", match_id=f"y{one.match_id}", match=f"{one.match} baru")
        for one in contents.matching().pairs
    )
    for number, content in enumerate(
        (contents.matching(pairs=pairs), contents.single(options=contents.options(a=0, z=100)))
    ):
        version = revise_question(question=world.questions[number], content=content, by=None)
        AttemptQuestion.objects.filter(version__question=world.questions[number]).update(
            marked_version=version
        )
    client.force_login(world.users[0])

    page = client.get(url(world, "review")).text

    assert "Banten: Serang baru" in page
    assert "–" not in page[page.index("Banten: Serang baru") :].split("</", 1)[0]
    assert re.search(r"Jawaban benar</dt>\s*<dd[^>]*>z</dd>", page)

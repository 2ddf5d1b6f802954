"""Where a question is used, its history, and a fixed number of queries for each."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.accounts.enums import Role
from courses.models import QuizPage, QuizPart
from courses.queries.questions import (
    bank_list,
    given_count,
    history_of,
    questions_of,
    quizzes_asking,
    supply_of,
    tags_of,
)
from courses.services.questions import create_question, revise_question
from tests.courses.bank.bank_world import single
from tests.courses.tracking_world import staff
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course()


@pytest.fixture
def question(course):
    return create_question(
        course=course, content=single(), name="x", tags=["Dasar"], difficulty="hard", by=None
    )


@pytest.fixture
def organiser(db):
    return staff(Role.ORGANISER)


def quiz(course, slug, **part):
    page = course.add_child(instance=QuizPage(title=slug, slug=slug))
    if part:
        QuizPart.objects.create(page=page, **{"sort_order": 0, **part})
    return page


def test_uses_are_fixed_and_drawn_ones_of_the_same_course(course, question, organiser):
    quiz(course, "tetap", kind="fixed", question=question)
    quiz(course, "penanda", kind="draw", tag="dasar")
    quiz(course, "sulit", kind="draw", difficulty="hard")
    both = quiz(course, "keduanya", kind="draw", tag="DASAR", difficulty="hard")
    QuizPart.objects.create(page=both, kind="fixed", question=question, sort_order=1)
    quiz(course, "lain", kind="draw", tag="tiada")
    quiz(course, "mudah", kind="draw", difficulty="easy")
    quiz(make_course("A3-PP", "Lain"), "asing", kind="draw")

    uses = [(use.page.slug, use.is_fixed) for use in quizzes_asking(question)]

    assert uses == [("tetap", True), ("penanda", False), ("sulit", False), ("keduanya", True)]
    row = bank_list(organiser).get(pk=question.pk)
    assert (row.quiz_count, row.version_number, row.attempt_count) == (4, 1, 0)


def test_history_begins_with_the_newest_and_says_what_changed(question):
    author = UserFactory()
    revise_question(question=question, content=single(text="<p>Baru?</p>"), note="n", by=author)
    question.refresh_from_db()

    newest, first = history_of(question)

    assert (newest.version.number, newest.is_current, newest.given) == (2, True, 0)
    assert newest.version.created_by == author
    assert [change.part for change in newest.changes] == ["text"]
    assert (first.is_current, first.changes) == (False, ())
    assert given_count(question) == 0


def test_nobody_has_questions_without_a_course(question):
    assert not questions_of(AnonymousUser()).exists()
    assert not tags_of(UserFactory()).exists()


def test_tags_are_those_of_own_courses(question, organiser):
    assert [tag.name for tag in tags_of(organiser)] == ["Dasar"]


def test_supply_counts_what_fits_each_part(course, question):
    page = quiz(course, "kuis", kind="draw", count=2, tag="dasar")
    QuizPart.objects.create(page=page, kind="fixed", question=question, sort_order=1)
    QuizPart.objects.create(page=page, kind="fixed", sort_order=2)

    supply = [(one.number, one.found, one.is_enough) for one in supply_of(page)]

    assert supply == [(1, 1, False), (2, 1, True), (3, 0, False)]
    assert supply_of(quiz(course, "kosong")) == []


def test_page_takes_the_same_queries_for_one_and_three(client, course, question, organiser):
    client.force_login(organiser)
    url = reverse("question:inspect", args=[question.pk])
    quiz(course, "a", kind="draw")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)

    for number in range(2):
        quiz(course, f"b{number}", kind="draw")
        revise_question(question=question, content=single(text=f"<p>{number}</p>"), by=organiser)

    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(three) == len(one)

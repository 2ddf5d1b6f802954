"""The quiz page's form: parts, the chooser of questions, publishing only what can be given."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from corpu.accounts.enums import Role
from courses.models import QuizPage, QuizPart
from courses.services.questions import archive_question, create_question
from tests.courses.bank.bank_world import single
from tests.courses.tracking_world import staff
from tests.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course()


@pytest.fixture
def questions(course):
    return [
        create_question(
            course=course, content=single(), name=f"Soal {number}", tags=["Dasar"], by=None
        )
        for number in range(3)
    ]


@pytest.fixture
def quiz(course):
    quiz = course.add_child(instance=QuizPage(title="Kuis", slug="kuis", live=False))
    quiz.save_revision()
    return quiz


@pytest.fixture
def admin(client):
    user = staff(Role.ORGANISER, is_superuser=True)
    client.force_login(user)
    return client


def send(client, quiz, *parts, publish=True):
    shows = {f"show_{what}": "handed_in" for what in ("score", "answers", "right", "feedback")}
    data = nested_form_data(
        {
            "title": quiz.title,
            "slug": quiz.slug,
            "summary": "",
            "introduction": rich_text("<p>x</p>"),
            "attempts": "1",
            "counting": "best",
            "minutes": "15",
            "pass_mark": "70",
            "availability": "always",
            "is_required": "on",
            "parts": inline_formset(
                [
                    {"kind": "draw", "question": "", "count": "1", "tag": "", "difficulty": ""}
                    | part
                    for part in parts
                ]
            ),
            "comments": inline_formset([]),
            **shows,
        }
    )
    if publish:
        data["action-publish"] = "1"
    return client.post(reverse("wagtailadmin_pages:edit", args=[quiz.pk]), data)


def faults_of(response):
    if response.status_code == 302:
        return None
    form = response.context["form"]
    return [dict(row.errors) for row in form.formsets["parts"].forms], form.non_field_errors()


def test_enough_questions_publish(admin, quiz, questions):
    response = send(
        admin, quiz, {"kind": "fixed", "question": questions[0].pk}, {"count": "2", "tag": "dasar"}
    )

    assert faults_of(response) is None
    quiz.refresh_from_db()
    assert quiz.live
    assert QuizPart.objects.filter(page=quiz).count() == 2


@pytest.mark.parametrize(
    ("part", "field"),
    [({"count": "4"}, "count"), ({"tag": "tiada"}, "count"), ({"kind": "fixed"}, "question")],
)
def test_what_cannot_be_given_is_a_draft_only(admin, quiz, questions, part, field):
    ((errors,), _whole) = faults_of(send(admin, quiz, part))
    assert list(errors) == [field]

    assert faults_of(send(admin, quiz, part, publish=False)) is None
    quiz.refresh_from_db()
    assert not quiz.live


def test_parts_must_be_given_together(admin, quiz, questions):
    rows, whole = faults_of(send(admin, quiz, {"count": "2"}, {"count": "2", "tag": "dasar"}))

    assert rows == [{}, {}]
    assert len(whole) == 1


def test_archived_question_is_not_published(admin, quiz, questions):
    archive_question(question=questions[0], by=None)

    ((errors,), _whole) = faults_of(
        send(admin, quiz, {"kind": "fixed", "question": questions[0].pk})
    )

    assert list(errors) == ["question"]


def test_question_of_another_course_is_refused_in_drafts_too(admin, quiz):
    other = create_question(
        course=make_course("A3-PP", "Pelayanan Publik"), content=single(), name="x", by=None
    )

    ((errors,), _whole) = faults_of(
        send(admin, quiz, {"kind": "fixed", "question": other.pk}, publish=False)
    )

    assert list(errors) == ["question"]


def test_drawing_nothing_is_refused(admin, quiz, questions):
    ((errors,), _whole) = faults_of(send(admin, quiz, {"count": "0"}, publish=False))

    assert list(errors) == ["count"]


def test_form_shows_what_the_bank_has(admin, quiz, questions):
    QuizPart.objects.create(page=quiz, kind="draw", count=2, tag="dasar")
    QuizPart.objects.create(page=quiz, kind="fixed", question=questions[0])
    quiz.save_revision()

    page = admin.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk]))

    assert page.status_code == 200
    assert "quiz-supply" in page.content.decode()
    assert reverse("question_chooser:choose") in page.content.decode()


def test_chooser_offers_own_questions_only(client, questions):
    writer = staff(Role.ORGANISER)
    client.force_login(writer)
    archive_question(question=questions[2], by=None)

    page = client.get(reverse("question_chooser:choose"))
    assert page.status_code == 200
    html = page.json()["html"]
    assert [name in html for name in ("Soal 0", "Soal 1", "Soal 2")] == [True, True, False]
    results = client.get(
        reverse("question_chooser:choose_results"),
        {"q": "soal 1", "course": questions[0].course_id},
    ).content.decode()
    assert "Soal 1" in results
    assert "Soal 0" not in results
    chosen = reverse("question_chooser:chosen", args=[questions[0].pk])
    assert client.get(chosen).status_code == 200
    several = client.get(reverse("question_chooser:chosen_multiple"), {"id": questions[0].pk})
    assert several.status_code == 200

    client.force_login(staff(Role.LEADERSHIP))
    assert client.get(chosen).status_code == 404
    assert "Soal 0" not in client.get(reverse("question_chooser:choose")).json()["html"]

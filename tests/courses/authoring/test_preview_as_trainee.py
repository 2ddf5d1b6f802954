"""The preview as a trainee: what people of a cohort see; nothing to press, nothing written."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail.users.models import UserProfile

from courses.models import AssignmentPage, QuizPage
from courses.services.teams import give_course
from tests.courses.learning_world import running
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ACTIVITY = {
    "title": "Judul dalam pratinjau",
    "slug": "pratinjau",
    "summary": "",
    "minutes": "10",
    "is_required": "on",
    "availability": "always",
}
QUIZ = {
    "introduction": "null",
    "attempts": "1",
    "counting": "best",
    "pass_mark": "70",
    "show_score": "handed_in",
    "show_answers": "handed_in",
    "show_right": "handed_in",
    "show_feedback": "handed_in",
    "parts": inline_formset([]),
}
ASSIGNMENT = {
    "body": streamfield([]),
    "rubric": streamfield([]),
    "kind": "text_and_files",
    "late": "accept",
    "max_files": "3",
    "max_megabytes": "10",
}
# What Wagtail keeps of the form that is open in the editor, and of the editor's person.
OF_THE_EDITOR = {"sessions.Session", "wagtailadmin.FormState", "wagtailusers.UserProfile"}
NOTE = "Beginilah peserta angkatan yang berjalan melihatnya."


@pytest.fixture
def course(client):
    """A course of a running cohort, and its author logged in."""
    course = running(courses=1, lessons=1).activities[0].required_course.course
    author = UserFactory()
    give_course(course=course, user=author, by=None)
    # Wagtail notes its settings of a person when they first come.
    UserProfile.get_for_user(author)
    client.force_login(author)
    return course


def page_and_form(course, kind):
    if kind == "lesson":
        return course.get_first_child(), ACTIVITY | {"code": "", "body": streamfield([])}
    if kind == "quiz":
        return course.add_child(instance=QuizPage(title="Kuis", slug="kuis")), ACTIVITY | QUIZ
    page = course.add_child(instance=AssignmentPage(title="Tugas", slug="tugas"))
    return page, ACTIVITY | ASSIGNMENT


def rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in OF_THE_EDITOR
    }


@pytest.mark.parametrize(
    ("kind", "button"),
    [
        ("lesson", "Mark complete and continue"),
        ("quiz", "Start the quiz"),
        ("assignment", "Hand in the assignment"),
    ],
)
def test_shows_what_trainees_see_and_writes_nothing(client, course, kind, button):
    page, form = page_and_form(course, kind)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    before = rows()

    kept = client.post(preview, nested_form_data(form))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"{preview}?mode=trainee")

    assert kept.json() == {"is_valid": True, "is_available": True}
    assert "Judul dalam pratinjau" in response.text
    assert NOTE in response.text
    assert gettext(button) in response.text
    article = response.text.partition("<article>")[2].partition("</article>")[0]
    assert "<form" not in article
    assert "hx-post" not in response.text
    assert [
        tag
        for tag in re.findall(r"<(?:button|input|textarea)[^>]*>", article)
        if " disabled" not in tag
    ] == []
    assert "sebagai petugas" not in response.text
    assert rows() == before
    writing = ("INSERT", "UPDATE", "DELETE", "REPLACE")
    written = [query["sql"] for query in queries if query["sql"].startswith(writing)]
    assert [sql for sql in written if "django_session" not in sql] == []


def test_staff_choose_between_two_ways_to_see_it(client, course):
    page = course.get_first_child()

    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    page.specific.save_revision()
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert "Sebagai peserta" in editor.text
    assert "Sebagai petugas" in editor.text
    assert NOTE not in draft.text
    assert "Anda membaca materi ini sebagai petugas." in draft.text

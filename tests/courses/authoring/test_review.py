"""Draft, review, publish: who decides, what is read meanwhile, and who is told."""

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.models import CataloguePage, LessonPage
from courses.services.review import WORKFLOW, prepare_review
from courses.services.teams import give_course
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(home):
    catalogue = CataloguePage.objects.get()
    prepare_roles(content_root=catalogue)
    prepare_review(content_root=catalogue)
    return catalogue


@pytest.fixture
def author(catalogue):
    user = UserFactory(full_name="Bagas Penulis", email="bagas@contoh.example")
    give_role(user=user, role=Role.INSTRUCTOR)
    give_course(course=make_course("A3-WOG", lessons=1), user=user, by=None)
    return user


@pytest.fixture
def reviewer(catalogue):
    user = UserFactory(full_name="Sekar Peninjau", email="sekar@contoh.example")
    give_role(user=user, role=Role.REVIEWER)
    return user


@pytest.fixture
def lesson(author):
    return LessonPage.objects.get()


def form(title, **more):
    return nested_form_data(
        {
            "title": title,
            "slug": "materi-1",
            "code": "",
            "summary": "",
            "minutes": "10",
            "is_required": "on",
            "availability": "always",
            "body": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        | more
    )


def submit(client, author, lesson, title="Judul baru"):
    client.force_login(author)
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    return client.post(edit, form(title, **{"action-submit": "1"}), follow=True)


def decide(client, reviewer, lesson, action, comment=""):
    client.force_login(reviewer)
    task = lesson.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, action, task.pk])
    return client.post(url, {"comment": comment, "next": ""}, follow=True)


def test_prepared_once_and_left_alone_afterwards(catalogue):
    prepare_review(content_root=catalogue)

    assert Workflow.objects.filter(name=WORKFLOW).count() == 1
    [task] = GroupApprovalTask.objects.filter(name=WORKFLOW)
    assert {group.name for group in task.groups.all()} == {"peninjau", "penyelenggara"}
    assert [place.page_id for place in WorkflowPage.objects.all()] == [catalogue.pk]


def test_another_workflow_of_the_administrator_stays(home):
    prepare_roles()
    catalogue = CataloguePage.objects.get()
    own = Workflow.objects.create(name="Alur kami")
    WorkflowPage.objects.create(workflow=own, page=catalogue)

    prepare_review(content_root=catalogue)

    assert catalogue.get_workflow() == own


def test_a_lesson_goes_through_review_to_its_readers(client, author, reviewer, lesson, mailoutbox):
    said = submit(client, author, lesson)

    lesson.refresh_from_db()
    assert "diajukan untuk ditinjau" in said.text
    assert lesson.title != "Judul baru"
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([reviewer.email], "Untuk ditinjau: Judul baru")
    assert "Baca, beri komentar, lalu setujui atau minta perbaikan:" in mail.body

    decide(client, reviewer, lesson, "approve")

    lesson = LessonPage.objects.get()
    assert (lesson.title, lesson.live, lesson.workflow_in_progress) == ("Judul baru", True, False)
    mail = mailoutbox[-1]
    assert (mail.to, mail.subject) == ([author.email], "Disetujui: Judul baru")


def test_a_reviewer_asks_for_changes_with_a_comment(client, author, reviewer, lesson, mailoutbox):
    submit(client, author, lesson)

    decide(client, reviewer, lesson, "reject", "Tambahkan <sumber>.")

    state = LessonPage.objects.get().current_workflow_state
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    mail = mailoutbox[-1]
    assert (mail.to, mail.subject) == ([author.email], "Perbaikan diminta: Judul baru")
    assert "Sekar Peninjau" in mail.body
    assert "Tambahkan <sumber>." in mail.body


def test_the_editor_says_what_is_asked_until_it_is_submitted_again(
    client, author, reviewer, lesson
):
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    submit(client, author, lesson)
    decide(client, reviewer, lesson, "reject", "Tambahkan <sumber>.")

    client.force_login(author)
    shown = client.get(edit).text
    submit(client, author, lesson, "Judul yang diperbaiki")
    after = client.get(edit).text

    assert "Sekar Peninjau, S.E. meminta perbaikan: “Tambahkan &lt;sumber&gt;.”." in shown
    assert "meminta perbaikan" not in after


def test_authors_do_not_decide_and_do_not_edit_meanwhile(client, author, lesson):
    submit(client, author, lesson)

    decide(client, author, lesson, "approve")
    again = submit(client, author, lesson, "Lain lagi")

    assert LessonPage.objects.get().workflow_in_progress
    assert "Halaman tidak dapat disimpan karena dikunci." in again.text
    assert "Hanya peninjau yang dapat menyunting" in again.text


def test_organisers_decide_too(client, author, lesson, organiser):
    submit(client, author, lesson)

    decide(client, organiser, lesson, "approve")

    assert LessonPage.objects.get().title == "Judul baru"


def test_reviewers_write_nothing_that_was_not_submitted(client, reviewer, lesson):
    client.force_login(reviewer)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))

    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_comments_are_sent_to_the_author(client, author, reviewer, lesson, mailoutbox):
    submit(client, author, lesson)
    client.force_login(author)
    lesson.subscribers.filter(user=author).update(comment_notifications=True)
    mailoutbox.clear()
    client.force_login(reviewer)
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-DELETE": "",
        "comments-0-resolved": "",
        "comments-0-id": "",
        "comments-0-contentpath": "title",
        "comments-0-text": "Judul ini terlalu panjang",
        "comments-0-position": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }

    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client.post(edit, form("Judul baru", **comment))

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (
        [author.email],
        "Sekar Peninjau, S.E. mengomentari Judul baru",
    )
    assert "Baru: Judul ini terlalu panjang" in mail.body


@pytest.mark.django_db
def test_review_that_was_taken_off_the_catalogue_is_put_back_as_it_was():
    make_course()
    prepare_roles()
    catalogue = CataloguePage.objects.get()
    prepare_review(content_root=catalogue)
    WorkflowPage.objects.all().delete()

    prepare_review(content_root=catalogue)

    assert WorkflowPage.objects.get(page=catalogue).workflow.name == WORKFLOW
    assert Workflow.objects.filter(name=WORKFLOW).count() == 1

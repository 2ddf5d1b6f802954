"""The page tree of content: what may stand where, and that authors can work with it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from corpu.home.models import HomePage
from courses.models import (
    AssignmentPage,
    CataloguePage,
    Completion,
    CoursePage,
    LessonPage,
    QuizPage,
)
from tests.courses.learning_world import running
from tests.factories import UserFactory, make_course


class TreeTests(WagtailPageTestCase):
    def test_children_of_each_page(self):
        self.assertAllowedSubpageTypes(HomePage, {CataloguePage})
        self.assertAllowedSubpageTypes(CataloguePage, {CoursePage})
        self.assertAllowedSubpageTypes(CoursePage, {LessonPage, QuizPage, AssignmentPage})
        for page in (LessonPage, QuizPage, AssignmentPage):
            self.assertAllowedSubpageTypes(page, {})

    def test_parents_of_each_page(self):
        self.assertAllowedParentPageTypes(CoursePage, {CataloguePage})
        for page in (LessonPage, QuizPage, AssignmentPage):
            self.assertAllowedParentPageTypes(page, {CoursePage})
        self.assertCanNotCreateAt(HomePage, LessonPage)
        self.assertCanNotCreateAt(LessonPage, LessonPage)

    def test_pages_are_found_and_shown(self):
        world = running(courses=1, lessons=1)
        lesson = world.activities[0].page.lessonpage
        course = lesson.get_parent().specific
        self.client.force_login(world.users[0])
        for page in (lesson, course, course.get_parent().specific):
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)

    def test_author_creates_a_lesson(self):
        course = make_course(lessons=0)
        self.client.force_login(UserFactory(is_superuser=True))
        data = nested_form_data(
            {
                "title": "Materi baru",
                "slug": "materi-baru",
                "code": "",
                "summary": "",
                "minutes": "10",
                "is_required": "on",
                "availability": "always",
                "body": streamfield([("text", rich_text("<p>Isi</p>"))]),
            }
        )
        self.assertCanCreate(course, LessonPage, data, publish=True)


pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_preview_in_the_admin_needs_no_enrolment_and_writes_nothing(client, author):
    world = running(courses=1, lessons=2)
    page = world.activities[0].page.lessonpage
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = nested_form_data(
        {
            "title": "Judul dalam pratinjau",
            "slug": page.slug,
            "code": page.code,
            "summary": "",
            "minutes": "10",
            "is_required": "on",
            "availability": "always",
            "body": streamfield([]),
        }
    )

    client.post(preview, data)
    response = client.get(preview)

    assert response.status_code == 200
    assert "Judul dalam pratinjau" in response.text
    assert "Tidak ada yang dicatat." in response.text
    assert "hx-post" not in response.text
    assert not Completion.objects.exists()


def test_preview_of_an_own_lesson_is_still_only_a_preview(client):
    world = running(courses=1, lessons=1)
    learner = world.users[0]
    learner.is_superuser = True
    learner.save()
    client.force_login(learner)
    page = world.activities[0].page.lessonpage
    page.save_revision()

    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert "Tidak ada yang dicatat." in response.text


def test_addresses_that_do_not_exist_are_404(client, home):
    make_course(code="A3-WOG")

    for address in (
        "/katalog/tidak-ada/",
        "/katalog/a3-wog/tidak-ada/",
        "/katalog/a3-wog/materi-1/x/",
    ):
        assert client.get(address).status_code == 404


def test_drafts_are_404(client, author):
    course = make_course(code="A3-WOG")
    lesson = course.get_first_child()
    Page.objects.filter(pk__in=[course.pk, lesson.pk]).update(live=False)

    assert client.get("/katalog/a3-wog/").status_code == 404
    assert client.get("/katalog/a3-wog/materi-1/").status_code == 404


def test_course_page_of_an_admin_preview_links_its_lessons(client, author):
    course = make_course(code="A3-WOG")
    course.save_revision()

    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[course.pk]))

    assert f'href="{course.get_first_child().url}"' in response.text


@pytest.mark.parametrize("publish", [{}, {"publish_copies": "on"}])
def test_courses_are_copied_with_a_free_code(client, author, publish):
    course = make_course(code="A3-WOG")
    catalogue = course.get_parent()
    for number in (1, 2):
        response = client.post(
            reverse("wagtailadmin_pages:copy", args=[course.pk]),
            {
                "new_title": "Salinan",
                "new_slug": f"salinan-mata-{number}",
                "new_parent_page": catalogue.pk,
                "copy_subpages": "on",
            }
            | publish,
        )
        assert response.status_code == 302

    copies = CoursePage.objects.exclude(pk=course.pk).order_by("pk")
    assert [copy.code for copy in copies] == ["SALINAN-MATA", "SALINAN-MA-2"]
    assert [copy.get_children().count() for copy in copies] == [2, 2]


def test_course_of_a_taken_code_is_refused(home):
    make_course(code="A3-WOG")

    with pytest.raises(ValidationError):
        CataloguePage.objects.get().add_child(
            instance=CoursePage(title="Lain", slug="lain", code="A3-WOG", summary="Lain")
        )


def test_pinned_lesson_moved_to_another_course_stays_readable(client, author):
    world = running(courses=2, lessons=1)
    page = world.activities[0].page.lessonpage
    target = world.activities[1].page.lessonpage.get_parent()

    response = client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]), {"slug": "pindah"}
    )

    assert response.status_code == 302
    page.refresh_from_db()
    client.force_login(world.users[0])
    response = client.get(page.url)
    assert response.status_code == 200
    assert "Mata 1" in response.text

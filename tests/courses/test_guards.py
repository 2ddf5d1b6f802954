"""Content that programmes and cohorts need is not removed, and the refusal is in words."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import CoursePage, LessonPage, ProgrammeCourse
from courses.queries.holds import is_held
from tests.courses.learning_world import running
from tests.factories import UserFactory, make_course, make_programme

pytestmark = pytest.mark.django_db
REFUSAL = "Halaman ini tidak dapat dihapus atau ditarik karena dipakai oleh program atau angkatan."


@pytest.fixture(autouse=True)
def admin(client, db):
    client.force_login(UserFactory(is_superuser=True))


def held_pages():
    """The catalogue, a course of a programme, and a lesson that is only pinned."""
    world = running(courses=1, lessons=1)
    ProgrammeCourse.objects.all().delete()
    lesson = world.lessons[0].lesson
    course = lesson.get_parent()
    planned = make_programme(courses=1, lessons=1).courses.get().course
    return {
        "lesson": lesson,
        "course": course,
        "planned": planned,
        "catalogue": course.get_parent(),
    }


@pytest.mark.parametrize("which", ["lesson", "course", "planned", "catalogue"])
@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_held_page_stays(client, action, which):
    page = held_pages()[which]

    response = client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]), follow=True)

    assert REFUSAL in response.text
    assert Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_bulk_action_on_held_pages_touches_none(client, action):
    held, free = held_pages()["planned"], make_course(code="BEBAS")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

    response = client.post(f"{url}?id={held.pk}&id={free.pk}", follow=True)

    assert REFUSAL in response.text
    assert CoursePage.objects.filter(pk__in=[held.pk, free.pk], live=True).count() == 2


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_free_pages_go(client, action):
    course = make_course(code="BEBAS")

    client.post(reverse(f"wagtailadmin_pages:{action}", args=[course.pk]))

    assert not CoursePage.objects.filter(pk=course.pk, live=True).exists()


def test_free_pages_go_in_bulk(client):
    course = make_course(code="BEBAS")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    client.post(f"{url}?id={course.get_first_child().pk}")

    assert LessonPage.objects.child_of(course).count() == 1


def test_held_pages_may_be_published_in_bulk(client):
    page = held_pages()["lesson"]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{url}?id={page.pk}", follow=True)

    assert REFUSAL not in response.text


def test_nothing_is_held_by_nobody():
    assert is_held([]) is False


@pytest.mark.parametrize("pages", [1, 3])
def test_is_held_takes_three_queries(pages, django_assert_num_queries):
    course = make_course(lessons=pages)
    lessons = list(course.get_children())

    with django_assert_num_queries(3):
        assert is_held(lessons) is False

"""Content that programmes and cohorts need is not removed, and the refusal is in words."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from corpu.core import clock
from courses.enums import Hold, QuestionKind
from courses.models import CoursePage, LessonNote, LessonPage, ProgrammeCourse, Question
from courses.queries.holds import holds_on, is_held, running_cohorts_with
from courses.views.page_guards import tell_moved, tell_renamed
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
    lesson = world.activities[0].page.lessonpage
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


def test_course_with_questions_is_not_deleted_but_may_be_unpublished(client):
    course = make_course(code="BEBAS")
    Question.objects.create(course=course, kind=QuestionKind.ESSAY, name="Soal")

    deleted = client.post(reverse("wagtailadmin_pages:delete", args=[course.pk]), follow=True)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[course.pk]), follow=True)

    assert "Bank soalnya berisi soal." in deleted.text
    assert CoursePage.objects.get(pk=course.pk).live is False


def test_lesson_with_notes_of_people_is_not_deleted(client):
    lesson = make_course(code="BEBAS", lessons=1).get_children().get()
    LessonNote.objects.create(user=UserFactory(), page=lesson, text="Penting", saved_at=clock.now())

    response = client.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]), follow=True)

    assert "Peserta menyimpan catatan pribadi di dalamnya." in response.text
    assert Page.objects.filter(pk=lesson.pk).exists()


def test_questions_below_a_parent_keep_the_parent(client):
    course = make_course(code="BEBAS")
    Question.objects.create(course=course, kind=QuestionKind.ESSAY, name="Soal")

    assert holds_on([course.get_parent()]) == [Hold.QUESTIONS]


def test_moved_lesson_keeps_its_cohort_and_its_old_address(client):
    world = running(courses=2, lessons=1)
    lesson = world.activities[0].page.lessonpage
    lesson.slug, before = "pindah", f"{lesson.get_parent().url}pindah/"
    lesson.save_revision().publish()
    target = world.activities[1].page.lessonpage.get_parent()
    url = reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, target.pk])

    told = client.post(url, follow=True)
    moved = client.get(before, follow=True)

    assert f"{world.cohort.name}: tempat dan mata pelatihan halaman" in told.text
    assert world.cohort.required_courses.get(order=1).activities.get().page_id == lesson.pk
    assert moved.redirect_chain == [(f"{target.url}pindah/", 301)]


def test_lessons_moved_together_say_the_same(client):
    world = running(courses=2, lessons=1)
    lesson = world.activities[0].page.lessonpage
    lesson.slug = "pindah"
    lesson.save_revision().publish()
    target = world.activities[1].page.lessonpage.get_parent()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    told = client.post(
        f"{url}?id={lesson.pk}&next=/admin/",
        {"chooser": target.pk, "move_applicable": "on"},
        follow=True,
    )

    assert f"{world.cohort.name}: tempat dan mata pelatihan halaman" in told.text


def test_new_title_says_what_running_cohorts_see(client):
    world = running(courses=1, lessons=1)
    lesson = world.activities[0].page.lessonpage
    data = nested_form_data(
        {
            "title": "Judul baru",
            "slug": lesson.slug,
            "code": "",
            "summary": "",
            "minutes": "10",
            "is_required": "on",
            "availability": "always",
            "body": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )

    told = client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), data, follow=True)

    assert "peserta sudah membaca judul baru" in told.text


def test_pages_of_no_cohort_move_and_are_renamed_without_a_word(rf):
    course = make_course(code="BEBAS", lessons=1)

    tell_moved(rf.get("/"), [course])
    tell_renamed(rf.get("/"), course)

    assert running_cohorts_with([]) == holds_on([]) == []


def test_copy_of_a_lesson_waits_for_nothing():
    first, second = LessonPage.objects.child_of(make_course(code="BEBAS", lessons=2))
    second.available_after = first
    second.save()

    copy = second.copy(update_attrs={"slug": "salinan"})

    assert copy.available_after is None

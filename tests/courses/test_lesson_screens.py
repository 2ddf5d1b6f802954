"""The screens of learning as their reader sees them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, Site

from courses.enums import EnrolmentState
from courses.models import CoursePage, LessonPage
from courses.queries.reading import course_context, lesson_context
from courses.services.cohorts import close_cohort, start_cohort
from courses.services.enrolment import enrol, withdraw
from courses.services.learning import complete_lesson
from courses.services.teams import give_course
from tests.courses.learning_world import running
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory, make_course

pytestmark = pytest.mark.django_db
HTTP_FOUND = 302


def complete_url(world, number):
    return reverse("courses:lesson-complete", args=[world.cohort.slug, world.activities[number].pk])


def test_completing_leads_to_the_next_lesson_with_a_word(client, world):
    client.force_login(world.users[0])

    response = client.post(complete_url(world, 0), follow=True)

    assert response.redirect_chain == [(world.activities[1].page.lessonpage.url, HTTP_FOUND)]
    assert "Selesai: Materi 1 Mata 1." in response.text


def test_completing_a_course_says_so_and_leads_on(client, world):
    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[0])
    client.force_login(world.users[0])

    response = client.post(complete_url(world, 1), follow=True)

    assert response.redirect_chain == [(world.activities[2].page.lessonpage.url, HTTP_FOUND)]
    assert "Mata pelatihan Mata 1 selesai." in response.text


def test_completing_the_last_lesson_leads_to_the_cohort(client, world):
    for lesson in world.activities[:-1]:
        complete_lesson(enrolment=world.enrolments[0], activity=lesson)
    client.force_login(world.users[0])

    response = client.post(complete_url(world, 3), follow=True)

    cohort = reverse("courses:cohort-show", args=[world.cohort.slug])
    assert response.redirect_chain == [(cohort, HTTP_FOUND)]
    assert "Semua kegiatan sudah selesai." in response.text
    assert "4 dari 4 kegiatan selesai" in response.text


def test_completing_leads_back_to_what_was_skipped(client, world):
    for lesson in world.activities[1:3]:
        complete_lesson(enrolment=world.enrolments[0], activity=lesson)
    client.force_login(world.users[0])

    response = client.post(complete_url(world, 3))

    assert response.url == world.activities[0].page.lessonpage.url


def test_completing_in_a_closed_cohort_explains(client, world):
    close_cohort(cohort=world.cohort, by=None)
    client.force_login(world.users[0])

    response = client.post(complete_url(world, 0), follow=True)

    assert "Angkatan ini sudah ditutup, jadi materi hanya dapat dibaca." in response.text
    assert world.enrolments[0].completions.count() == 0


def test_opening_is_remembered_and_in_a_closed_cohort_is_not(client, world):
    url = reverse("courses:lesson-open", args=[world.cohort.slug, world.activities[1].pk])
    client.force_login(world.users[0])

    first = client.post(url)
    world.enrolments[0].refresh_from_db()
    close_cohort(cohort=world.cohort, by=None)
    second = client.post(url)

    assert (first.status_code, second.status_code) == (204, 204)
    assert world.enrolments[0].last_activity == world.activities[1]


def test_lesson_knows_its_place_across_courses(world):
    page = world.activities[1].page.lessonpage
    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[1])

    reading = lesson_context(page, world.users[0])["reading"]

    assert (reading.course_title, reading.number, len(reading.activities)) == ("Mata 1", 2, 2)
    assert (reading.previous.page, reading.following.page) == (
        world.activities[0].page_id,
        world.activities[2].page_id,
    )
    assert reading.current.is_done
    assert (reading.percent, reading.course.percent) == (25, 50)
    assert (reading.may_complete, reading.is_preview, reading.cohort) == (
        False,
        False,
        world.cohort,
    )


@pytest.mark.parametrize(("number", "sides"), [(0, (False, True)), (3, (True, False))])
def test_first_and_last_lesson_have_one_neighbour(world, number, sides):
    reading = lesson_context(world.activities[number].page.lessonpage, world.users[0])["reading"]

    assert (reading.previous is not None, reading.following is not None) == sides
    assert reading.may_complete


def test_lesson_read_in_two_cohorts_counts_for_the_running_one_started_last(world):
    user = world.users[0]
    later = CohortFactory(programme=world.cohort.programme)
    enrol(cohort=later, users=[user], by=None)
    start_cohort(cohort=later, by=None)

    assert lesson_context(world.activities[0].page.lessonpage, user)["reading"].cohort == later

    close_cohort(cohort=later, by=None)
    assert (
        lesson_context(world.activities[0].page.lessonpage, user)["reading"].cohort == world.cohort
    )


def test_words_edited_after_the_start_flow_through(client, world):
    page = world.activities[0].page.lessonpage
    page.title = "Judul baru"
    page.save_revision().publish()
    client.force_login(world.users[0])

    response = client.get(page.url)

    assert response.text.count("Judul baru") >= 2
    assert world.activities[0].title == "Materi 1 Mata 1"


def test_staff_preview_shows_all_but_the_button(client, world):
    course, author = world.activities[0].required_course.course, UserFactory()
    give_course(course=course, user=author, by=None)
    client.force_login(author)

    response = client.get(world.activities[0].page.lessonpage.url)

    assert "Anda membaca materi ini sebagai petugas." in response.text
    assert "Tandai selesai" not in response.text
    assert "hx-post" not in response.text


def test_preview_of_a_first_and_last_published_lesson_has_one_neighbour(world):
    pages = [lesson.page.lessonpage for lesson in world.activities[:2]]

    first, last = (
        lesson_context(page, world.users[0], is_preview=True)["reading"] for page in pages
    )

    assert (first.previous, first.following.page) == (None, pages[1].pk)
    assert (last.previous.page, last.following) == (pages[0].pk, None)
    assert (first.percent, first.cohort, first.may_complete) == (0, None, False)


def test_preview_of_a_page_that_is_not_saved_stands_last(world):
    course = world.activities[0].page.lessonpage.get_parent()
    draft = LessonPage(title="Belum disimpan", minutes=5)
    draft.path, draft.depth = course.path + "0009", course.depth + 1

    reading = lesson_context(draft, world.users[0])["reading"]

    assert (reading.number, reading.current.title, reading.is_preview) == (
        3,
        "Belum disimpan",
        True,
    )
    assert reading.previous.page == world.activities[1].page_id


def test_course_for_its_trainee_has_marks_and_the_lesson_to_resume(world):
    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[0])
    page = CoursePage.objects.get(title="Mata 1")

    reading = course_context(page, world.users[0])["reading"]

    assert [lesson.is_done for lesson in reading.activities] == [True, False]
    assert reading.resume.page == world.activities[1].page_id
    assert (reading.row.percent, reading.may_read, reading.minutes) == (50, True, 20)


def test_course_that_is_done_has_nothing_to_resume(world):
    for lesson in world.activities[:2]:
        complete_lesson(enrolment=world.enrolments[0], activity=lesson)

    reading = course_context(CoursePage.objects.get(title="Mata 1"), world.users[0])["reading"]

    assert (reading.resume, reading.row.is_complete) == (None, True)


def test_course_for_others_names_lessons_without_links(client, world):
    course = CoursePage.objects.get(title="Mata 1")

    response = client.get(course.url)

    assert "Materi 1 Mata 1" in response.text
    assert f'href="{world.activities[0].page.lessonpage.url}"' not in response.text
    assert f"{reverse('account_login')}?next={course.url}" in response.text
    assert course_context(course, AnonymousUser())["reading"].may_read is False


def test_course_without_lessons_says_so(client):
    course = make_course(lessons=0)

    assert "Mata pelatihan ini belum memiliki materi." in client.get(course.url).text


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda world: None, "0 dari 4 kegiatan selesai"),
        (lambda world: close_cohort(cohort=world.cohort, by=None), "Angkatan ini sudah ditutup"),
        (
            lambda world: withdraw(enrolment=world.enrolments[0], reason="Sakit", by=None),
            "Anda tidak lagi terdaftar",
        ),
    ],
)
def test_cohort_page_says_how_things_stand(client, world, prepare, words):
    prepare(world)
    client.force_login(world.users[0])

    response = client.get(reverse("courses:cohort-show", args=[world.cohort.slug]))

    assert words in response.text


def test_cohort_page_links_lessons_only_for_members(client, world):
    url = reverse("courses:cohort-show", args=[world.cohort.slug])
    lesson = f'href="{world.activities[0].page.lessonpage.url}"'
    client.force_login(world.users[0])

    assert lesson in client.get(url).text
    withdraw(enrolment=world.enrolments[0], reason="Sakit", by=None)
    assert lesson not in client.get(url).text


def test_cohort_page_before_the_start_tells_the_first_day(client):
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.user)

    response = client.get(reverse("courses:cohort-show", args=[enrolment.cohort.slug]))

    assert "Hari pertama adalah Kamis, 2 Mei 2019." in response.text


def test_cohort_page_for_staff_has_no_progress(client, world):
    client.force_login(UserFactory(is_superuser=True))

    response = client.get(reverse("courses:cohort-show", args=[world.cohort.slug]))

    assert "Anda melihat angkatan ini sebagai petugas" in response.text
    assert "kegiatan selesai" not in response.text


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("desk", 10), ("cohort", 8), ("lesson", 11), ("course", 10)],
)
def test_page_takes_the_same_queries_for_any_size(
    client, django_assert_num_queries, size, address, queries
):
    world = running(people=size, courses=size, lessons=size)
    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[0])
    url = {
        "desk": reverse("home:desk"),
        "cohort": reverse("courses:cohort-show", args=[world.cohort.slug]),
        "lesson": world.activities[0].page.lessonpage.url,
        "course": world.activities[0].page.lessonpage.get_parent().url,
    }[address]
    client.force_login(world.users[0])
    client.get(url)
    # The first request of a process fills these; the numbers are those of the second.
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(*(model for model in (Page, LessonPage, CoursePage)))
    Site.clear_site_root_paths_cache()
    Site.get_site_root_paths()
    client.get(url)

    with django_assert_num_queries(queries):
        response = client.get(url)

    assert response.status_code == 200


def test_completing_by_request_is_bounded(client, django_assert_max_num_queries, world):
    client.force_login(world.users[0])

    with django_assert_max_num_queries(20):
        client.post(complete_url(world, 0))

    world.enrolments[0].refresh_from_db()
    assert world.enrolments[0].state == EnrolmentState.ACTIVE


@pytest.fixture
def world(db):
    return running()

"""Courses at a glance, and who gives them to whom."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.enums import CohortState, Difficulty, QuestionKind, WritingState
from courses.models import (
    AssignmentPage,
    CataloguePage,
    CoursePage,
    LessonPage,
    Question,
    QuizPage,
)
from courses.queries import course_overview
from courses.queries.course_overview import course_overviews, visible_courses
from courses.queries.teams import courses_of
from courses.services.review import prepare_review
from courses.services.teams import ensure_team, give_course
from tests.courses.learning_world import running
from tests.factories import CohortFactory, UserFactory, make_course

pytestmark = pytest.mark.django_db


def again(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def roles(home):
    catalogue = CataloguePage.objects.get()
    prepare_roles(content_root=catalogue)
    prepare_review(content_root=catalogue)


def person(role):
    user = UserFactory()
    if role in Role.values:
        give_role(user=user, role=Role(role))
    return user


def glance(course):
    [overview] = course_overviews([course])
    return overview


def test_what_a_course_is_made_of(home):
    course = make_course("A3-WOG", lessons=2)
    course.add_child(instance=QuizPage(title="Kuis", slug="kuis", minutes=20))
    course.add_child(instance=AssignmentPage(title="Tugas", slug="tugas", minutes=90))
    for kind, difficulty in (("single", "easy"), ("single", "hard"), ("essay", "hard")):
        Question.objects.create(course=course, kind=kind, name=kind, difficulty=difficulty)
    Question.objects.create(course=course, kind="single", name="lama", archived_at=timezone.now())
    team = give_course(course=course, user=UserFactory(full_name="Bagas"), by=None)
    Document.objects.create(title="Lembar", file="x.txt", collection=team.collection)

    overview = glance(course)

    assert (overview.lessons, overview.quizzes, overview.assignments) == (2, 1, 1)
    assert overview.minutes == 10 + 10 + 20 + 90
    assert [(line.kind, line.by_difficulty, line.total) for line in overview.questions] == [
        (QuestionKind.SINGLE, [1, 0, 1], 2),
        (QuestionKind.ESSAY, [0, 0, 1], 1),
    ]
    assert overview.question_count == 3
    assert [author.full_name for author in overview.authors] == ["Bagas"]
    assert (overview.images, overview.documents) == (0, 1)
    assert len(Difficulty.values) == 3


def test_who_uses_a_course():
    world = running(courses=1)
    planned = CohortFactory(programme=world.cohort.programme, state=CohortState.OPEN)
    CohortFactory(programme=world.cohort.programme, state=CohortState.CLOSED)
    course = world.activities[0].required_course.course

    overview = glance(course)

    assert [place.programme for place in overview.places] == [world.cohort.programme]
    assert list(overview.cohorts) == [world.cohort, planned]
    assert overview.running == 1


def test_what_waits(roles):
    course = make_course("A3-WOG", lessons=4)
    author, reviewer = UserFactory(), person("peninjau")
    give_course(course=course, user=author, by=None)
    changed, in_review, returned, _quiet = course.get_children().specific()
    new = course.add_child(
        instance=LessonPage(title="Baru", slug="baru", live=False, code="X", draft_title="Baru")
    )
    for page in (changed, in_review, returned):
        page.title = f"{page.title} lagi"
        page.save_revision(user=author)
    for page in (in_review, returned):
        page.get_workflow().start(page, author)
    state = returned.current_workflow_state
    state.current_task_state.reject(user=reviewer, comment="Kurang sumber.")

    overview = glance(course)

    assert {page.page: page.state for page in overview.waiting} == {
        changed.pk: WritingState.CHANGED,
        in_review.pk: WritingState.REVIEW,
        returned.pk: WritingState.RETURNED,
        new.pk: WritingState.DRAFT,
    }
    assert overview.own.state == WritingState.PUBLISHED
    assert "lagi" in overview.activities[0].title


def test_overviews_take_as_many_queries_for_three_as_for_one(django_assert_num_queries, roles):
    courses = [running(courses=1).activities[0].required_course.course for _number in range(3)]
    for course in courses:
        give_course(course=course, user=UserFactory(), by=None)
        Question.objects.create(course=course, kind="single", name="x")
    Page.objects.first()
    course_overviews(courses[:1])

    for some in (courses[:1], courses):
        chosen = list(CoursePage.objects.filter(pk__in=[course.pk for course in some]))
        with django_assert_num_queries(11):
            course_overviews(chosen)


def test_reviewers_see_every_course_and_write_none(roles):
    course, reviewer = make_course("A3-WOG"), again(person("peninjau"))

    assert list(visible_courses(reviewer)) == [course]
    assert not courses_of(reviewer).exists()


# role × address × status
WHO = ("-", "trainee", "author", "other author", "peninjau", "penyelenggara", "superuser")
TABLE = [
    ("get", "courses", (302, 302, 200, 200, 200, 200, 200)),
    ("get", "course", (302, 302, 200, 404, 200, 200, 200)),
    ("post", "author-add", (302, 302, 404, 404, 404, 302, 302)),
    ("post", "author-remove", (302, 302, 404, 404, 404, 302, 302)),
    ("get", "author-add", (302, 302, 404, 404, 404, 405, 405)),
]


@pytest.mark.parametrize(("method", "name", "expected"), TABLE)
@pytest.mark.parametrize("who", WHO)
def test_who_gets_what(client, roles, method, name, expected, who):  # noqa: PLR0917  the table's columns
    course, other = make_course("A3-WOG"), make_course("A1-AKD", "Lain")
    author, candidate = person("widyaiswara"), person("widyaiswara")
    give_course(course=course, user=author, by=None)
    users = {
        "author": author,
        "other author": UserFactory(),
        "superuser": UserFactory(is_superuser=True),
    }
    give_course(course=other, user=users["other author"], by=None)
    if who != "-":
        client.force_login(users.get(who) or person(who))
    keys = {
        "courses": [],
        "author-remove": [course.pk, author.pk],
    }
    url = reverse(f"courses_admin:{name}", args=keys.get(name, [course.pk]))

    response = getattr(client, method)(url, {"author": candidate.pk})

    assert response.status_code == expected[WHO.index(who)]


def test_staff_without_a_course_have_no_list(client, roles):
    client.force_login(person("pimpinan"))

    assert client.get(reverse("courses_admin:courses")).status_code == 404
    assert reverse("courses_admin:courses") not in client.get("/admin/").text


def test_an_organiser_gives_a_course_and_takes_it_back(client, roles):
    course, author = make_course("A3-WOG"), person("widyaiswara")
    client.force_login(person("penyelenggara"))
    add = reverse("courses_admin:author-add", args=[course.pk])

    given = client.post(add, {"author": author.pk}, follow=True)
    assert list(courses_of(again(author))) == [course]
    assert author.name in given.text
    taken = client.post(
        reverse("courses_admin:author-remove", args=[course.pk, author.pk]), follow=True
    )

    assert not courses_of(again(author)).exists()
    assert "Belum ada yang menulis mata pelatihan ini." in taken.text


def test_only_instructors_can_be_given_a_course(client, roles):
    course = make_course("A3-WOG")
    client.force_login(person("penyelenggara"))

    response = client.post(
        reverse("courses_admin:author-add", args=[course.pk]), {"author": UserFactory().pk}
    )

    assert response.status_code == 200
    assert not ensure_team(course).members.exists()


def test_the_editor_and_the_explorer_lead_to_the_glance(client, roles):
    course, author = make_course("A3-WOG"), UserFactory()
    give_course(course=course, user=author, by=None)
    client.force_login(author)
    url = reverse("courses_admin:course", args=[course.pk])

    for name in ("wagtailadmin_pages:edit", "wagtailadmin_explore"):
        assert url in client.get(reverse(name, args=[course.pk])).text
    lesson = course.get_first_child()
    assert url not in client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text


def test_the_glance_shows_everything_in_words(client, roles):
    world = running(courses=1)
    course = world.activities[0].required_course.course
    Question.objects.create(course=course, kind="single", name="x")
    page = course.get_first_child().specific
    page.save_revision()
    client.force_login(person("penyelenggara"))

    text = client.get(reverse("courses_admin:course", args=[course.pk])).text
    listing = client.get(reverse("courses_admin:courses")).text

    for words in ("terbit, lalu diubah", world.cohort.name, "Pilihan tunggal", "Klasikal"):
        assert words in text
    assert course.title in listing


@pytest.mark.django_db
def test_pages_of_another_kind_below_a_course_are_no_activities():
    course = make_course(lessons=1)
    course.add_child(instance=Page(title="Halaman lain", slug="lain"))

    found = course_overview._activities([course.path])

    assert [page.title for page in found[course.path]] == ["Materi 1 Whole of Government"]

"""Who gets what answer at which address of learning."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.enums import StaffRole
from courses.models import CohortStaff, Completion
from courses.permissions import (
    is_instructor,
    is_organiser,
    may_preview,
    may_see_cohort,
    may_see_report,
)
from courses.services.cohorts import close_cohort
from courses.services.enrolment import withdraw
from tests.courses.learning_world import running
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ROLES = (
    "anonymous",
    "trainee",
    "other trainee",
    "withdrawn",
    "cohort staff",
    "instructor",
    "organiser",
    "superuser",
)


@pytest.fixture
def world(db):
    return running(people=2)


@pytest.fixture
def people(world):
    """One person of every role, seen from the world's cohort."""
    prepare_roles()
    instructor, organiser, staff = UserFactory(), UserFactory(), UserFactory()
    give_role(user=instructor, role=Role.INSTRUCTOR)
    give_role(user=organiser, role=Role.ORGANISER)
    CohortStaff.objects.create(cohort=world.cohort, user=staff, role=StaffRole.COACH)
    trainee, withdrawn = world.enrolments
    withdraw(enrolment=withdrawn, reason="Sakit", by=None)
    return {
        "trainee": trainee.user,
        "other trainee": running().enrolments[0].user,
        "withdrawn": withdrawn.user,
        "cohort staff": staff,
        "instructor": instructor,
        "organiser": organiser,
        "superuser": UserFactory(is_superuser=True),
    }


def answer_for(client, people, role, method, url):
    """The status, or LOGIN where the answer leads to the login."""
    client.logout()
    if role != "anonymous":
        client.force_login(people[role])
    response = getattr(client, method)(url)
    for close_file in response._resource_closers:
        close_file()
    is_login = response.status_code == 302 and response.url.startswith(reverse("account_login"))
    return LOGIN if is_login else response.status_code


LOGIN = "login"
TABLE = [
    # method, address, then one answer per role in the order of ROLES
    ("get", "desk", (LOGIN, 200, 200, 200, 200, 302, 302, 302)),
    ("get", "cohort", (LOGIN, 200, 404, 200, 200, 404, 200, 200)),
    ("get", "lesson", (LOGIN, 200, 404, 404, 200, 404, 200, 200)),
    ("get", "course", (200, 200, 200, 200, 200, 200, 200, 200)),
    ("get", "catalogue", (200, 200, 200, 200, 200, 200, 200, 200)),
    ("get", "document", (LOGIN, 200, 200, 200, 200, 200, 200, 200)),
    ("post", "complete", (LOGIN, 302, 404, 404, 404, 404, 404, 404)),
    ("post", "open", (LOGIN, 204, 404, 404, 404, 404, 404, 404)),
    ("get", "complete", (405, 405, 405, 405, 405, 405, 405, 405)),
    ("get", "open", (405, 405, 405, 405, 405, 405, 405, 405)),
    ("post", "desk", (405, 405, 405, 405, 405, 405, 405, 405)),
    ("post", "cohort", (405, 405, 405, 405, 405, 405, 405, 405)),
]


@pytest.mark.parametrize(("method", "address", "expected"), TABLE)
def test_answers(client, world, people, method, address, expected):  # noqa: PLR0917  the table's columns
    url = addresses(world)[address]

    answers = tuple(answer_for(client, people, role, method, url) for role in ROLES)

    assert answers == expected


def addresses(world):
    lesson = world.activities[0]
    names = {"cohort": world.cohort.slug}
    steps = names | {"activity": lesson.pk}
    document = Document.objects.create(title="Bahan", file=ContentFile(b"x", name="bahan.txt"))
    return {
        "desk": reverse("home:desk"),
        "cohort": reverse("courses:cohort-show", kwargs=names),
        "lesson": lesson.page.lessonpage.url,
        "course": lesson.page.lessonpage.get_parent().url,
        "catalogue": "/katalog/",
        "document": document.url,
        "complete": reverse("courses:lesson-complete", kwargs=steps),
        "open": reverse("courses:lesson-open", kwargs=steps),
    }


def test_login_leads_back_to_the_lesson(client, world):
    url = world.activities[0].page.lessonpage.url

    response = client.get(url)

    assert response.url == f"{reverse('account_login')}?next={url}"


def test_trainee_of_a_closed_cohort_still_reads(client, world):
    close_cohort(cohort=world.cohort, by=None)
    client.force_login(world.users[0])

    response = client.get(world.activities[0].page.lessonpage.url)

    assert response.status_code == 200
    assert "Angkatan ini sudah ditutup, jadi materi hanya dapat dibaca." in response.text
    assert "Tandai selesai" not in response.text


def test_reading_a_lesson_writes_nothing(client, world):
    client.force_login(world.users[0])

    client.get(world.activities[0].page.lessonpage.url)

    world.enrolments[0].refresh_from_db()
    assert (world.enrolments[0].last_activity, world.enrolments[0].started_at) == (None, None)


def test_lesson_of_another_cohort_cannot_be_completed_through_the_own(client, world):
    other = running()
    client.force_login(world.users[0])

    response = client.post(
        reverse("courses:lesson-complete", args=[world.cohort.slug, other.activities[0].pk])
    )

    assert response.status_code == 404
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        # is_organiser, is_instructor, may_preview the lesson, may_see_cohort, may_see_report
        ("trainee", (False, False, False, True, False)),
        ("other trainee", (False, False, False, False, False)),
        ("withdrawn", (False, False, False, True, False)),
        ("cohort staff", (False, False, True, True, False)),
        ("instructor", (False, True, False, False, False)),
        ("organiser", (True, False, True, True, True)),
        ("superuser", (True, False, True, True, True)),
    ],
)
def test_predicates(world, people, role, expected):
    user = people[role]

    assert (
        is_organiser(user),
        is_instructor(user),
        may_preview(user, world.activities[0].page),
        may_see_cohort(user, world.cohort),
        may_see_report(user),
    ) == expected


def test_leadership_sees_the_report(db):
    prepare_roles()
    user = UserFactory()
    give_role(user=user, role=Role.LEADERSHIP)

    assert (may_see_report(user), is_organiser(user), may_preview(user)) == (True, False, False)


def test_nobody_may_do_nothing(world):
    nobody = AnonymousUser()

    assert (may_preview(nobody), may_see_cohort(nobody, world.cohort), may_see_report(nobody)) == (
        False,
        False,
        False,
    )

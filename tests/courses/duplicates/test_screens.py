"""The forms of duplicating: who sees them, what they say, where they end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.enums import CohortState
from courses.forms.programme import ProgrammeEditor
from courses.models import CoursePage, Programme
from courses.services.duplicates import duplicate_programme
from courses.services.teams import give_course
from tests.courses.duplicates.duplicate_world import full_course
from tests.courses.duplicates.test_programmes import own_programme
from tests.factories import CohortFactory, UserFactory, make_course, make_programme

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"courses_admin:{name}", args=[row.pk])


@pytest.fixture
def staff(client, organiser):
    client.force_login(organiser)
    return client


def person(role, course):
    if role == "superuser":
        return UserFactory(is_superuser=True)
    user = UserFactory()
    if role == "author":
        give_role(user=user, role=Role.INSTRUCTOR)
        give_course(course=course, user=user, by=None)
    elif role in Role.values:
        give_role(user=user, role=Role(role))
    return user


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ORGANISER, 200),
        ("superuser", 200),
        ("author", 404),
        (Role.INSTRUCTOR, 404),
        (Role.REVIEWER, 404),
        (Role.LEADERSHIP, 404),
        ("trainee", 302),
        ("anonymous", 302),
    ],
)
def test_who_sees_the_forms(home, client, role, status):
    prepare_roles()
    programme = own_programme()
    course = programme.courses.first().course
    pages = CoursePage.objects.count()
    if role != "anonymous":
        client.force_login(person(str(role), course))

    for address in (
        url("course-duplicate", course),
        url("programme-duplicate", programme),
        url("programme-change", programme),
    ):
        assert client.get(address).status_code == status, address
        assert client.post(address, {}).status_code == status, address
    assert (CoursePage.objects.count(), Programme.objects.count()) == (pages, 2)


def test_buttons_lead_to_the_forms(home, staff):
    programme = own_programme()
    course = programme.courses.first().course

    glance = staff.get(url("course", course)).content.decode()
    page = staff.get(reverse("programme:inspect", args=[programme.pk])).content.decode()

    assert url("course-duplicate", course) in glance
    assert url("programme-duplicate", programme) in page
    assert url("programme-change", programme) in page


def test_a_course_is_duplicated(home, staff):
    course = full_course()
    shown = staff.get(url("course-duplicate", course))

    ended = staff.post(
        url("course-duplicate", course),
        {"title": "WoG baru", "code": "A3-WOG-G4", "slug": ""},
        follow=True,
    )

    assert shown.context["overview"].question_count == 2
    copy = CoursePage.objects.get(code="A3-WOG-G4")
    assert ended.redirect_chain == [(url("course", copy), 302)]
    assert "WoG baru" in str(next(iter(ended.context["messages"])))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "a3-wog"}, "code"),
        ({"code": " "}, "code"),
        ({"code": "X" * 13}, "code"),
        ({"slug": "a3-wog"}, "slug"),
        ({"slug": "tidak boleh"}, "slug"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_wrong_with_a_course_stands_at_its_field(home, staff, changes, field):
    course = full_course()
    data = {"title": "WoG baru", "code": "BARU", "slug": "baru"} | changes

    page = staff.post(url("course-duplicate", course), data)

    assert list(page.context["form"].errors) == [field]
    assert CoursePage.objects.count() == 1


def test_a_programme_is_duplicated_with_its_courses(home, staff):
    programme = make_programme(courses=2, lessons=1, generation=1)
    address = url("programme-duplicate", programme)
    shown = staff.get(address)
    data = {name: shown.context["form"].initial.get(name, "") for name in ("title", "ending")}
    data |= {"code": "baru", "generation": 2, "courses": "copied", "regulation": "Peraturan"}

    ended = staff.post(address, data, follow=True)

    preview = shown.context["preview"]
    assert (preview.courses, preview.activities, preview.questions) == (2, 2, 0)
    copy = Programme.objects.get(code="baru")
    assert [place.course.code for place in copy.courses.select_related("course")] == [
        new for _title, _old, new in preview.codes
    ]
    assert ended.redirect_chain == [(reverse("programme:inspect", args=[copy.pk]), 302)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "ada"}, "code"),
        ({"code": "tidak boleh"}, "code"),
        ({"title": ""}, "title"),
        ({"generation": "-1"}, "generation"),
        ({"courses": "lain"}, "courses"),
        ({"courses": "copied"}, "ending"),
        ({"courses": "copied", "ending": "-!"}, "ending"),
    ],
)
def test_what_is_wrong_with_a_programme_stands_at_its_field(home, staff, changes, field):
    programme = make_programme(courses=1, lessons=0, code="ada")
    data = {"title": "Baru", "code": "baru", "generation": "2", "courses": "same"} | changes

    page = staff.post(url("programme-duplicate", programme), data)

    assert list(page.context["form"].errors) == [field]
    assert Programme.objects.count() == 1


def filled(programme):
    """The form as a browser would send it back unchanged."""
    data = {}
    for form in ProgrammeEditor(programme).forms:
        for field in form:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value is not False and value is not None:
                data[field.html_name] = str(value)
    return data


def test_a_copy_is_finished(home, staff):
    programme = own_programme()
    new = make_course("A9-BARU", lessons=0)
    first, second = programme.courses.order_by("order")
    data = filled(programme) | {
        "jp": "600",
        "jp_mark": "V",
        "source": "Lampiran II",
        f"place-{first.pk}-is_out": "on",
        f"place-{second.pk}-jp": "9",
        "add-course": str(new.pk),
        "add-agenda": str(programme.agendas.get().pk),
    }

    ended = staff.post(url("programme-change", programme), data)

    assert ended.status_code == 302
    programme.refresh_from_db()
    assert (programme.hours.official, programme.source) == (600, "Lampiran II")
    assert [place.course.code for place in programme.courses.order_by("order")] == [
        second.course.code,
        "A9-BARU",
    ]
    second.refresh_from_db()
    assert second.hours.working == 9


@pytest.mark.parametrize(
    ("changes", "form", "field"),
    [
        ({"title": ""}, "main", "title"),
        ({"jp_mark": "V"}, "main", "source"),
        ({"add-course": "NEW"}, "add", "agenda"),
        ({"add-course": "999999"}, "add", "course"),
    ],
)
def test_what_is_wrong_with_a_change_stands_at_its_field(home, staff, changes, form, field):
    programme = own_programme(courses=1)
    new = make_course("BARU", lessons=0)
    changes = {name: str(new.pk) if value == "NEW" else value for name, value in changes.items()}

    page = staff.post(url("programme-change", programme), filled(programme) | changes)

    assert list(getattr(page.context["editor"], form).errors) == [field]


def test_packaged_and_begun_programmes_are_not_changed(home, staff):
    programme = own_programme(courses=1)
    packaged = Programme.objects.get(is_own=False)
    data = filled(programme)
    CohortFactory(programme=programme, state=CohortState.RUNNING)

    assert staff.get(url("programme-change", packaged)).status_code == 404
    for answer in (
        staff.get(url("programme-change", programme)),
        staff.post(url("programme-change", programme), data | {"title": "Lain"}),
    ):
        assert answer.url == reverse("programme:inspect", args=[programme.pk])
    programme.refresh_from_db()
    assert programme.title == "Latsar baru"


def test_queries_do_not_grow_with_the_courses(home, staff):
    for name, copy_first in (("programme-duplicate", False), ("programme-change", True)):
        counts = []
        for courses in (1, 3):
            programme = make_programme(courses=courses, lessons=1)
            if copy_first:
                programme = duplicate_programme(
                    programme=programme,
                    code=f"baru-{courses}",
                    title="Baru",
                    regulation="",
                    generation=2,
                    by=None,
                )
            staff.get(url(name, programme))
            with CaptureQueriesContext(connection) as queries:
                staff.get(url(name, programme))
            counts.append(len(queries))
        assert counts[0] == counts[1], name

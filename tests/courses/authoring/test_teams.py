"""Teams of authors: who writes a course, and what that lets them do."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, PageLogEntry

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.models import CourseTeam, TeamMember
from courses.permissions import may_write_course
from courses.queries.teams import authors_of, courses_of, possible_authors
from courses.services.teams import PersonNotActive, ensure_team, give_course, take_course
from tests.factories import UserFactory, make_course

pytestmark = pytest.mark.django_db


def again(user):
    """The person as the next request knows them, without remembered permissions."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def author():
    return UserFactory()


@pytest.fixture
def course():
    return make_course("A3-WOG")


def test_author_writes_the_own_course_only(author, course):
    other = make_course("A1-AKD", "Aktualisasi Diri")

    give_course(course=course, user=author, by=None)

    author = again(author)
    assert list(courses_of(author)) == [course]
    assert (may_write_course(author, course), may_write_course(author, other)) == (True, False)
    rights = course.permissions_for_user(author)
    assert (rights.can_add_subpage(), rights.can_publish()) == (True, False)
    assert author.has_perm("wagtailadmin.access_admin")


def test_author_chooses_files_of_the_own_course_only(author, course):
    other = ensure_team(make_course("A1-AKD", "Aktualisasi Diri"))
    team = give_course(course=course, user=author, by=None)

    assert set(
        GroupCollectionPermission.objects.filter(group__user=author).values_list(
            "collection", flat=True
        )
    ) == {team.collection_id}
    assert team.collection_id != other.collection_id


def test_giving_and_taking_twice_is_logged_once(author, course, organiser):
    for _time in range(2):
        give_course(course=course, user=author, by=organiser)
    for _time in range(2):
        take_course(course=course, user=author, by=organiser)

    logged = PageLogEntry.objects.filter(page=course, action__startswith="courses.course.")
    assert [(entry.action, entry.user, entry.data) for entry in logged.order_by("pk")] == [
        ("courses.course.given", organiser, {"user": author.pk}),
        ("courses.course.taken", organiser, {"user": author.pk}),
    ]
    assert not courses_of(again(author)).exists()
    assert not author.groups.exists()


def test_making_a_team_again_changes_nothing(course):
    def facts():
        return (
            list(CourseTeam.objects.values()),
            list(Group.objects.order_by("pk").values("name", "permissions", "user")),
            list(Collection.objects.order_by("pk").values("name", "path")),
            list(GroupPagePermission.objects.order_by("pk").values()),
            list(GroupCollectionPermission.objects.order_by("pk").values()),
        )

    ensure_team(course)
    before = facts()

    ensure_team(course)

    assert facts() == before


def test_team_follows_the_code_and_title_of_its_course(course):
    ensure_team(course)
    course.code, course.title = "A3-WOG2", "Pemerintahan yang Utuh"
    course.save()

    team = ensure_team(course)

    assert (team.group.name, team.collection.name) == (
        "Penulis A3-WOG2",
        "A3-WOG2 Pemerintahan yang Utuh",
    )


def test_team_never_takes_over_a_group_of_that_name(author, course):
    stranger = Group.objects.create(name="Penulis A3-WOG")
    stranger.user_set.add(author)

    team = ensure_team(course)

    assert team.group.name == f"Penulis A3-WOG ({course.pk})"
    assert not courses_of(again(author)).exists()
    assert ensure_team(course).group.name == team.group.name


def test_group_follows_the_members(author, course):
    team = ensure_team(course)
    team.group.user_set.add(author)

    ensure_team(course)

    assert not author.groups.exists()
    assert not TeamMember.objects.exists()


def test_who_cannot_log_in_is_not_given_a_course(course):
    with pytest.raises(PersonNotActive):
        give_course(course=course, user=UserFactory(is_active=False), by=None)

    assert not TeamMember.objects.exists()


def test_organisers_write_every_course(course, organiser):
    assert list(courses_of(organiser)) == [course]
    assert may_write_course(organiser, course)


def test_nobody_else_writes_a_course(course, author):
    assert not courses_of(author).exists()
    assert not courses_of(UserFactory(is_active=False, is_superuser=True)).exists()


def test_authors_and_who_may_become_one(course):
    prepare_roles()
    writing, waiting, gone = (UserFactory(full_name=name) for name in ("Ani", "Budi", "Citra"))
    for user in (writing, waiting, gone):
        give_role(user=user, role=Role.INSTRUCTOR)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    give_course(course=course, user=writing, by=None)

    assert [member.user for member in authors_of(course)] == [writing]
    assert list(possible_authors(course)) == [waiting]

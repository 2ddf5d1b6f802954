"""Roles: groups with their permissions, and people in them."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    ModelLogEntry,
)

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.accounts.services import roles
from corpu.accounts.services.roles import (
    PERMISSIONS,
    MissingPermission,
    give_role,
    prepare_roles,
)
from courses.models import CataloguePage
from tests.factories import UserFactory


def with_role(role):
    user = UserFactory()
    give_role(user=user, role=role)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_permissions_and_no_more(db, role):
    prepare_roles()

    assert with_role(role).get_all_permissions() == set(PERMISSIONS[role])


def test_organiser_cannot_make_administrators(db):
    """Wagtail hands out roles to whoever has `change_user`."""
    prepare_roles()

    organiser = with_role(Role.ORGANISER)

    assert [
        organiser.has_perm(f"accounts.{verb}_user") for verb in ("view", "add", "change", "delete")
    ] == [True, False, False, False]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        # edit, add below, publish: in the catalogue
        (Role.ORGANISER, (True, True, True)),
        (Role.INSTRUCTOR, (False, False, False)),
        (Role.REVIEWER, (False, False, True)),
        (Role.LEADERSHIP, (False, False, False)),
    ],
)
def test_what_roles_may_do_with_every_course(home, role, expected):
    catalogue = CataloguePage.objects.get()
    prepare_roles(content_root=catalogue)

    person = with_role(role)

    may, home_may = (page.permissions_for_user(person) for page in (catalogue, home))
    assert (may.can_edit(), may.can_add_subpage(), may.can_publish()) == expected
    assert not home_may.can_edit()
    assert not home_may.can_publish()


def test_what_instructors_once_had_is_taken_away_and_nothing_else(home):
    """Before courses were given to their authors, every instructor wrote all of them."""
    prepare_roles()
    catalogue, files = CataloguePage.objects.get(), Collection.get_first_root_node()
    group = Group.objects.get(name=Role.INSTRUCTOR.value)
    for name in ("add", "change", "publish", "lock"):
        GroupPagePermission.objects.create(group=group, page=catalogue, permission_type=name)
    GroupPagePermission.objects.create(group=group, page=home, permission_type="add")
    for name in ("add_image", "choose_document", "delete_image"):
        permission = Permission.objects.get(codename=name)
        GroupCollectionPermission.objects.create(
            group=group, collection=files, permission=permission
        )

    prepare_roles(content_root=catalogue)

    kept = group.page_permissions.values_list("page_id", "permission__codename")
    assert set(kept) == {(catalogue.pk, "lock_page"), (home.pk, "add_page")}
    files_kept = group.collection_permissions.values_list("permission__codename", flat=True)
    assert list(files_kept) == ["delete_image"]


def test_preparing_again_changes_nothing(home):
    catalogue = CataloguePage.objects.get()

    def facts():
        return (
            {group.name: set(group.permissions.all()) for group in Group.objects.all()},
            list(GroupPagePermission.objects.order_by("pk").values()),
            list(GroupCollectionPermission.objects.order_by("pk").values()),
        )

    prepare_roles(content_root=catalogue)
    before = facts()

    prepare_roles(content_root=catalogue)

    assert facts() == before


def test_unknown_permission_is_named(db, monkeypatch):
    monkeypatch.setattr(roles, "PERMISSIONS", {Role.LEADERSHIP: ("courses.can_fly",)})

    with pytest.raises(MissingPermission, match=r"courses\.can_fly"):
        prepare_roles()


def test_giving_a_role_twice_is_logged_once(db, organiser):
    user = UserFactory()

    give_role(user=user, role=Role.LEADERSHIP, by=organiser)
    give_role(user=user, role=Role.LEADERSHIP, by=organiser)

    [entry] = ModelLogEntry.objects.for_instance(user)
    assert (entry.action, entry.user, entry.data) == (
        "accounts.role.given",
        organiser,
        {"role": "pimpinan"},
    )

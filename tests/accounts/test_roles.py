"""Roles: groups with their permissions, and people in them."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, ModelLogEntry

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


def test_instructors_write_in_the_catalogue_only(home):
    catalogue = CataloguePage.objects.get()
    prepare_roles(content_root=catalogue)

    instructor = with_role(Role.INSTRUCTOR)

    may = [
        (
            page.permissions_for_user(instructor).can_edit(),
            page.permissions_for_user(instructor).can_add_subpage(),
            page.permissions_for_user(instructor).can_publish(),
        )
        for page in (catalogue, home)
    ]
    assert may == [(True, True, True), (False, False, False)]
    assert instructor.groups.get().collection_permissions.count() == 6


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

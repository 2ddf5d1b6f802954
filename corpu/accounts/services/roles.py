"""Makes the groups of the site-wide roles and gives people a role."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from corpu.core import audit

_ADMIN = "wagtailadmin.access_admin"

# Permissions by natural name: the rooms above are known here by their words only.
PERMISSIONS: Mapping[Role, Sequence[str]] = {
    Role.ORGANISER: (
        _ADMIN,
        "accounts.view_user",
        "accounts.can_manage_people",
        "accounts.view_agency",
        "accounts.add_agency",
        "accounts.change_agency",
        "courses.view_programme",
        "courses.view_cohort",
        "courses.add_cohort",
        "courses.change_cohort",
        "courses.can_start_cohort",
        "courses.can_import_roster",
        "courses.can_issue_certificates",
        "courses.can_view_report",
        "courses.view_enrolment",
        "courses.add_enrolment",
        "courses.change_enrolment",
        "certificates.view_certificate",
    ),
    Role.INSTRUCTOR: (_ADMIN,),
    Role.LEADERSHIP: (_ADMIN, "courses.can_view_report"),
    Role.AGENCY_CONTACT: (_ADMIN, "courses.can_view_agency_report"),
}
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
COLLECTION_PERMISSIONS = tuple(
    f"{app}.{verb}_{kind}"
    for app, kind in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
)


class MissingPermission(LookupError):
    """A role names a permission that the database does not have; run `migrate` first."""


@transaction.atomic
def prepare_roles(*, content_root: Page | None = None) -> None:
    """Make the groups of `Role` with their permissions; safe to repeat.

    Instructors write below `content_root`, the catalogue page, once the caller has one.
    What an administrator has added to a group stays.
    """
    for role, names in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.add(*_permissions(names))
    if content_root is not None:
        _let_instructors_write(content_root)


@transaction.atomic
def give_role(*, user: User, role: Role, by: User | None = None) -> None:
    """Put a person into the group of a role; nothing happens when they are in it."""
    group = Group.objects.get(name=Role(role).value)
    if not user.groups.filter(pk=group.pk).exists():
        user.groups.add(group)
        audit.record(user, "accounts.role.given", actor=by, role=group.name)


def _let_instructors_write(content_root: Page) -> None:
    group = Group.objects.get(name=Role.INSTRUCTOR.value)
    for permission in _permissions([f"wagtailcore.{name}" for name in PAGE_PERMISSIONS]):
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=content_root.pk, permission=permission
        )
    files = Collection.get_first_root_node()
    for permission in _permissions(COLLECTION_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=files, permission=permission
        )


def _permissions(names: Sequence[str]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in names:
        app, _, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(wanted).select_related("content_type")
    }
    missing = [name for name in names if name not in found]
    if missing:
        raise MissingPermission(", ".join(missing))
    return list(found.values())

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
        "courses.add_programme",
        "courses.change_programme",
        "courses.view_cohort",
        "courses.add_cohort",
        "courses.change_cohort",
        "courses.can_start_cohort",
        "courses.can_import_roster",
        "courses.can_issue_certificates",
        "courses.can_view_report",
        "courses.can_give_courses",
        "courses.view_enrolment",
        "courses.add_enrolment",
        "courses.change_enrolment",
        "certificates.view_certificate",
        "latsar.view_evaluationscheme",
        "latsar.add_evaluationscheme",
        "latsar.change_evaluationscheme",
        "latsar.view_gradingscheme",
        "latsar.add_gradingscheme",
        "latsar.change_gradingscheme",
        "latsar.view_remedialrule",
        "latsar.add_remedialrule",
        "latsar.change_remedialrule",
        "latsar.view_programmescheme",
        "latsar.add_programmescheme",
        "latsar.change_programmescheme",
        "latsar.view_scoringform",
        "latsar.add_scoringform",
        "latsar.change_scoringform",
    ),
    Role.INSTRUCTOR: (_ADMIN,),
    Role.REVIEWER: (_ADMIN,),
    Role.LEADERSHIP: (_ADMIN, "courses.can_view_report"),
    Role.AGENCY_CONTACT: (_ADMIN, "courses.can_view_agency_report"),
}
# What a role may do with every page below the catalogue, and with every image and document.
# Instructors have nothing here: they write the courses that are given to them.
PAGE_PERMISSIONS: Mapping[Role, Sequence[str]] = {
    Role.ORGANISER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    Role.REVIEWER: ("publish_page",),
}
ONCE_GIVEN = ("add_page", "change_page", "publish_page")
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

    `content_root` is the catalogue page, once the caller has one. What an administrator has added
    to a group stays; what instructors once had there, all courses and all files, is taken away.
    """
    for role, names in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.add(*_permissions(names))
    files = Collection.get_first_root_node()
    _give_files(Role.ORGANISER, files)
    _take_from_instructors(content_root, files)
    if content_root is not None:
        _give_pages(content_root)


@transaction.atomic
def give_role(*, user: User, role: Role, by: User | None = None) -> None:
    """Put a person into the group of a role; nothing happens when they are in it."""
    group = Group.objects.get(name=Role(role).value)
    if not user.groups.filter(pk=group.pk).exists():
        user.groups.add(group)
        audit.record(user, "accounts.role.given", actor=by, role=group.name)


def _give_pages(content_root: Page) -> None:
    for role, names in PAGE_PERMISSIONS.items():
        group = Group.objects.get(name=role.value)
        for permission in _permissions([f"wagtailcore.{name}" for name in names]):
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=content_root.pk, permission=permission
            )


def _give_files(role: Role, collection: Collection) -> None:
    group = Group.objects.get(name=role.value)
    for permission in _permissions(COLLECTION_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _take_from_instructors(content_root: Page | None, files: Collection) -> None:
    """Take back what every instructor had before courses were given to their authors."""
    group = Group.objects.get(name=Role.INSTRUCTOR.value)
    if content_root is not None:
        GroupPagePermission.objects.filter(
            group=group, page_id=content_root.pk, permission__codename__in=ONCE_GIVEN
        ).delete()
    GroupCollectionPermission.objects.filter(
        group=group, collection=files, permission__in=_permissions(COLLECTION_PERMISSIONS)
    ).delete()


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

"""Who writes a course: its team, made where missing, and people put into it or taken out."""

from collections.abc import Sequence

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from corpu.accounts.models import User
from corpu.core import audit
from courses.models import CoursePage, CourseTeam, TeamMember

# Authors write and submit; that something is published is decided in review.
PAGE_VERBS = ("add", "change")
FILE_VERBS = ("add", "change", "choose")
FILE_KINDS = (("wagtailimages", "image"), ("wagtaildocs", "document"))


class PersonNotActive(Exception):
    """Somebody who cannot log in cannot be given a course."""


@transaction.atomic
def ensure_team(course: CoursePage) -> CourseTeam:
    """Return the team of a course with all its rights, made or mended; safe to repeat.

    Group and collection follow the code and title of the course, the group its members.
    """
    Page.objects.select_for_update().get(pk=course.pk)
    team = CourseTeam.objects.filter(course=course).select_related("group", "collection").first()
    if team is None:
        team = _create(course)
    _follow_names(team, course)
    _grant(team, course)
    team.group.user_set.set(team.members.values_list("user_id", flat=True))
    return team


@transaction.atomic
def give_course(*, course: CoursePage, user: User, by: User | None) -> CourseTeam:
    """Let a person write a course; nothing happens when they do already."""
    if not user.is_active:
        raise PersonNotActive
    team = ensure_team(course)
    _member, is_new = TeamMember.objects.get_or_create(team=team, user=user)
    if is_new:
        team.group.user_set.add(user)
        audit.record(course, "courses.course.given", actor=by, user=user.pk)
    return team


@transaction.atomic
def take_course(*, course: CoursePage, user: User, by: User | None) -> CourseTeam:
    """Let a person write a course no longer; what they wrote stays."""
    team = ensure_team(course)
    gone, _rows = TeamMember.objects.filter(team=team, user=user).delete()
    if gone:
        team.group.user_set.remove(user)
        audit.record(course, "courses.course.taken", actor=by, user=user.pk)
    return team


def _create(course: CoursePage) -> CourseTeam:
    group = Group.objects.create(name=_free_name(course, None))
    root = Collection.get_first_root_node()
    collection = root.add_child(instance=Collection(name=_collection_name(course)))
    return CourseTeam.objects.create(course=course, group=group, collection=collection)


def _follow_names(team: CourseTeam, course: CoursePage) -> None:
    name = _free_name(course, team.group)
    if team.group.name != name:
        team.group.name = name
        team.group.save(update_fields=["name"])
    if team.collection.name != _collection_name(course):
        team.collection.name = _collection_name(course)
        team.collection.save(update_fields=["name"])


def _free_name(course: CoursePage, own: Group | None) -> str:
    """Return the name of the group; never that of another group, whose people are others."""
    name = f"Penulis {course.code}"
    others = Group.objects.filter(name=name)
    if own is not None:
        others = others.exclude(pk=own.pk)
    return f"{name} ({course.pk})" if others.exists() else name


def _collection_name(course: CoursePage) -> str:
    return f"{course.code} {course.title}"


def _grant(team: CourseTeam, course: CoursePage) -> None:
    team.group.permissions.add(*_permissions("wagtailadmin", ["access_admin"]))
    for permission in _permissions("wagtailcore", [f"{verb}_page" for verb in PAGE_VERBS]):
        GroupPagePermission.objects.get_or_create(
            group=team.group, page_id=course.pk, permission=permission
        )
    for app, kind in FILE_KINDS:
        for permission in _permissions(app, [f"{verb}_{kind}" for verb in FILE_VERBS]):
            GroupCollectionPermission.objects.get_or_create(
                group=team.group, collection=team.collection, permission=permission
            )


def _permissions(app: str, codenames: Sequence[str]) -> list[Permission]:
    wanted = Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
    return list(wanted.order_by("pk"))

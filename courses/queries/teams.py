"""Which courses a person writes, and who writes a course."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import page_permission_policy

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from courses.models import CoursePage, TeamMember
from courses.permissions import is_organiser


def courses_of(user: Any) -> QuerySet[CoursePage]:
    """Courses the person may write, in the order of the catalogue; organisers write all."""
    courses: QuerySet[CoursePage] = CoursePage.objects.order_by("path")
    if is_organiser(user):
        return courses
    writable = page_permission_policy.instances_user_has_permission_for(user, "change")
    return courses.filter(pk__in=writable.order_by().values("pk"))


def authors_of(course: CoursePage) -> QuerySet[TeamMember]:
    """The authors of a course, by name."""
    members = TeamMember.objects.filter(team__course=course).select_related("user")
    return members.order_by("user__full_name", "pk")


def possible_authors(course: CoursePage) -> QuerySet[User]:
    """Instructors who can log in and do not write the course yet."""
    instructors = User.objects.filter(is_active=True, groups__name=Role.INSTRUCTOR)
    return instructors.exclude(course_teams__team__course=course).order_by("full_name", "pk")

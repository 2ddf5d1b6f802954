"""Who may see and do what in the LMS; the same predicates guard views, hooks and exports."""

from typing import Any

import rules
from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from corpu.accounts.enums import Role
from courses.enums import StaffRole
from courses.models import Cohort, Enrolment

is_organiser = rules.predicate(
    rules.is_active & (rules.is_superuser | rules.is_group_member(Role.ORGANISER.value)),
    name="is_organiser",
)
is_instructor = rules.predicate(
    rules.is_active & rules.is_group_member(Role.INSTRUCTOR.value), name="is_instructor"
)


@rules.predicate
def is_cohort_staff(user: Any, cohort: Cohort) -> bool:
    """Whether the person has a role in this cohort."""
    return user.pk is not None and cohort.staff_roles.filter(user_id=user.pk).exists()


@rules.predicate
def may_preview(user: Any, page: Page | None = None) -> bool:
    """Staff who may read a course or activity as a preview that writes nothing.

    Organisers, its authors, reviewers, and the staff of cohorts that have or will have the course.
    """
    if user.pk is None or not user.is_active:
        return False
    if is_organiser(user):
        return True
    return page is not None and (_writes_or_reviews(user, page) or _serves_course(user, page))


def _writes_or_reviews(user: Any, page: Page) -> bool:
    verbs = {"add", "change", "publish"}
    may: bool = page_permission_policy.user_has_any_permission_for_instance(user, verbs, page)
    return may


def _serves_course(user: Any, page: Page) -> bool:
    paths = [page.path, page.path[: -page.steplen]]
    return (
        Cohort.objects.filter(staff_roles__user_id=user.pk)
        .filter(
            Q(required_courses__course__path__in=paths)
            | Q(programme__courses__course__path__in=paths)
        )
        .exists()
    )


@rules.predicate
def may_read_activity(user: Any, page: Page) -> bool:
    """People of a running or closed cohort that pinned the lesson, and staff who may preview."""
    own = Enrolment.objects.of(user).readable().holding_activity(page.pk)
    return own.exists() or may_preview(user, page)


@rules.predicate
def may_see_cohort(user: Any, cohort: Cohort) -> bool:
    """People who are or were enrolled, its staff, and organisers."""
    own = Enrolment.objects.of(user).filter(cohort=cohort)
    return own.exists() or is_organiser(user) or is_cohort_staff(user, cohort)


@rules.predicate
def may_mark(user: Any, cohort: Cohort) -> bool:
    """Organisers, and those who teach, coach or examine in this cohort."""
    markers = (StaffRole.INSTRUCTOR, StaffRole.COACH, StaffRole.EXAMINER)
    if not user.is_active:
        return False
    own = cohort.staff_roles.filter(user_id=user.pk, role__in=markers)
    return is_organiser(user) or own.exists()


@rules.predicate
def may_see_attendance(user: Any, cohort: Cohort) -> bool:
    """Organisers, and the instructors of this cohort."""
    if not user.is_active:
        return False
    own = cohort.staff_roles.filter(user_id=user.pk, role=StaffRole.INSTRUCTOR)
    return is_organiser(user) or own.exists()


@rules.predicate
def may_write_course(user: Any, course: Page) -> bool:
    """Organisers, and those whom Wagtail's page permissions let edit the course: its team."""
    return user.is_active and (is_organiser(user) or course.permissions_for_user(user).can_edit())


@rules.predicate
def may_see_report(user: Any) -> bool:
    """Whether the progress of every cohort is open to this person."""
    return is_organiser(user) or user.has_perm("courses.can_view_report")

"""Who may see and do what in the LMS; the same predicates guard views, hooks and exports."""

from typing import Any

import rules
from wagtail.models import Page

from corpu.accounts.enums import Role
from courses.models import Cohort, Enrolment

is_organiser = rules.predicate(
    rules.is_active & (rules.is_superuser | rules.is_group_member(Role.ORGANISER.value)),
    name="is_organiser",
)
is_instructor = rules.predicate(
    rules.is_active & rules.is_group_member(Role.INSTRUCTOR.value), name="is_instructor"
)
# Staff who may read any lesson, as a preview that writes nothing.
may_preview = rules.predicate(is_organiser | is_instructor, name="may_preview")


@rules.predicate
def is_cohort_staff(user: Any, cohort: Cohort) -> bool:
    """Whether the person has a role in this cohort."""
    return user.pk is not None and cohort.staff_roles.filter(user_id=user.pk).exists()


@rules.predicate
def may_read_lesson(user: Any, page: Page) -> bool:
    """People of a running or closed cohort that pinned the lesson, and staff who may preview."""
    own = Enrolment.objects.of(user).readable().holding_lesson(page.pk)
    return own.exists() or may_preview(user)


@rules.predicate
def may_see_cohort(user: Any, cohort: Cohort) -> bool:
    """People who are or were enrolled, its staff, and organisers."""
    own = Enrolment.objects.of(user).filter(cohort=cohort)
    return own.exists() or is_organiser(user) or is_cohort_staff(user, cohort)


@rules.predicate
def may_see_report(user: Any) -> bool:
    """Whether the progress of every cohort is open to this person."""
    return is_organiser(user) or user.has_perm("courses.can_view_report")

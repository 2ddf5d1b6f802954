"""A person's own enrolments: which cohorts and lessons are theirs."""

from typing import Any

from django.db.models import Case, IntegerField, Value, When
from wagtail.models import Page

from courses.enums import MEMBER_STATES, READABLE_COHORTS, CohortState
from courses.models import Cohort, Enrolment, RequiredLesson
from courses.models.enrolment import EnrolmentQuerySet


def own_enrolment(user: Any, cohort_slug: str) -> Enrolment | None:
    """Return the person's enrolment in this cohort, in whatever state."""
    return _own(user).filter(cohort__slug=cohort_slug).first()


def readable_enrolment(user: Any, cohort_slug: str) -> Enrolment | None:
    """Return the person's enrolment whose lessons may be read now, or None."""
    return _readable(user).filter(cohort__slug=cohort_slug).first()


def lesson_of(cohort_slug: str, pk: int) -> RequiredLesson | None:
    """Return a pinned lesson of this cohort, with its course."""
    return (
        RequiredLesson.objects.filter(required_course__cohort__slug=cohort_slug, pk=pk)
        .select_related("required_course", "lesson__page_ptr")
        .defer("lesson__body")
        .first()
    )


def reading_enrolment(user: Any, page: Page) -> Enrolment | None:
    """Return the enrolment through which a person reads a lesson or course page.

    With several: a running cohort before a closed one, then the one started last.
    """
    return _holding(user, page).first()


def holds_lesson(user: Any, page: Page) -> bool:
    """Whether one of the person's running or closed cohorts pinned this lesson."""
    return bool(user.is_authenticated) and _holding(user, page).exists()


def holds_cohort(user: Any, cohort: Cohort) -> bool:
    """Whether the person is or was enrolled in this cohort."""
    return bool(user.is_authenticated) and _own(user).filter(cohort=cohort).exists()


def _own(user: Any) -> EnrolmentQuerySet:
    return Enrolment.objects.filter(user_id=user.pk).select_related("cohort")


def _readable(user: Any) -> EnrolmentQuerySet:
    return _own(user).filter(state__in=MEMBER_STATES, cohort__state__in=READABLE_COHORTS)


def _holding(user: Any, page: Page) -> EnrolmentQuerySet:
    return (
        _readable(user)
        .filter(cohort__required_courses__lessons__lesson=page.pk)
        .order_by(
            Case(
                When(cohort__state=CohortState.RUNNING, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
            "-cohort__started_at",
            "-pk",
        )
    )

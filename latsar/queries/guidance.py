"""Who guides whom: one person's guidance, and the people of a cohort with their guides."""

from typing import Any

from django.db.models import QuerySet

from courses.enums import MEMBER_STATES
from courses.models import Cohort
from latsar.models import Guidance

_GUIDES = (
    "enrolment__user",
    "enrolment__agency",
    "enrolment__cohort__programme",
    "group__coach",
    "mentor",
    "examiner",
)


def guidances() -> QuerySet[Guidance]:
    """Return guidances of everybody who has not withdrawn, with all names at hand."""
    people = Guidance.objects.filter(enrolment__state__in=MEMBER_STATES)
    return people.select_related(*_GUIDES)


def guidances_in(cohort: Cohort) -> QuerySet[Guidance]:
    """Return the guidances of a cohort, by group and name."""
    return (
        guidances()
        .filter(enrolment__cohort=cohort)
        .order_by("group__order", "enrolment__user__full_name", "pk")
    )


def own_guidance(user: Any, cohort_slug: str) -> Guidance | None:
    """Return the person's own guidance in this cohort; None before it is arranged."""
    own = guidances().filter(enrolment__user_id=user.pk, enrolment__cohort__slug=cohort_slug)
    return own.first()

"""What one hundred percent means for a cohort, counted anew after its activities have changed."""

from django.db.models import Count, Q

from courses.models import Cohort, Enrolment, RequiredActivity, RequiredCourse
from courses.services.completion import recount


def recount_cohort(cohort: Cohort, *, may_lose: bool = False) -> dict[int, frozenset[int]]:
    """Count the totals of a locked cohort and everybody's progress anew; save both.

    Return the courses each enrolment has newly completed. `may_lose` as in `recount`.
    """
    count_totals(cohort)
    people = Enrolment.objects.select_for_update().filter(cohort=cohort).order_by("pk")
    return recount(people, may_lose=may_lose)


def count_totals(cohort: Cohort) -> None:
    """Count what a locked cohort and each of its courses ask for, and save it."""
    counted = Q(activities__is_required=True, activities__dropped_at=None)
    courses = list(
        RequiredCourse.objects.filter(cohort=cohort).annotate(
            counted=Count("activities", filter=counted)
        )
    )
    for course in courses:
        course.activity_count = course.counted
    RequiredCourse.objects.bulk_update(courses, ["activity_count"])
    asked = [course for course in courses if course.is_required and course.activity_count]
    cohort.course_count = len(asked)
    cohort.activity_count = sum(course.activity_count for course in asked)
    cohort.save(update_fields=["course_count", "activity_count"])


def renumber(cohort: Cohort, order: list[RequiredActivity]) -> None:
    """Give the standing activities of a cohort the positions of this order, from 1."""
    for position, activity in enumerate(order, start=1):
        activity.position = position
    RequiredActivity.objects.bulk_update(order, ["position"])

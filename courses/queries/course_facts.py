"""What is asked and done in each course, per person, with what is stored about it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from courses.domain.progress import CourseFacts
from courses.models import Completion, CourseProgress, Enrolment

COURSE = "cohort__required_courses"


@dataclass(frozen=True, slots=True)
class CourseCount:
    """One course for one person; `progress` is the row that stores it, if there is one."""

    facts: CourseFacts
    progress: int | None
    stored_done: int
    completed_at: dt.datetime | None


def course_counts(people: Iterable[Enrolment]) -> dict[int, list[CourseCount]]:
    """Count every course of these enrolments from the facts (one query for any number)."""
    done = (
        Completion.objects.standing()
        .filter(
            enrolment=OuterRef("pk"),
            activity__required_course=OuterRef(COURSE),
            activity__is_required=True,
            activity__dropped_at=None,
        )
        .order_by()
        .values("enrolment")
        .annotate(count=Count("pk"))
    )
    stored = CourseProgress.objects.filter(enrolment=OuterRef("pk"), course=OuterRef(COURSE))
    rows = Enrolment.objects.filter(
        pk__in=[person.pk for person in people], cohort__required_courses__isnull=False
    ).values_list(
        "pk",
        COURSE,
        f"{COURSE}__is_required",
        f"{COURSE}__activity_count",
        Coalesce(Subquery(done.values("count")), 0),
        Subquery(stored.values("pk")),
        Subquery(stored.values("activities_done")),
        Subquery(stored.values("completed_at")),
    )
    found: dict[int, list[CourseCount]] = defaultdict(list)
    for person, pk, is_required, total, count, progress, stored_done, moment in rows.order_by():
        facts = CourseFacts(pk, is_required, total, count)
        found[person].append(CourseCount(facts, progress, stored_done or 0, moment))
    return found

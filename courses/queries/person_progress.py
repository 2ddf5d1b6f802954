"""One person in one cohort, as staff see it: courses, activities with dates, and what happened."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry

from courses.domain.progress import percent
from courses.models import Completion, Enrolment, RequiredActivity, RequiredCourse
from courses.queries.report_scope import ReportScope


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One required activity and when it was completed."""

    title: str
    completed_at: dt.datetime | None
    is_required: bool = True
    pk: int = 0


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One course with its activities and how far the person is in it."""

    code: str
    title: str
    agenda: str
    is_required: bool
    done: int
    total: int
    percent: int
    activities: tuple[ActivityLine, ...]


def visible_enrolments(scope: ReportScope, cohort_slug: str) -> QuerySet[Enrolment]:
    """Return the enrolments of a cohort that may be seen, with all that a page about one shows."""
    return Enrolment.objects.filter(scope.people(), cohort__slug=cohort_slug).select_related(
        "user", "agency", "certificate", "cohort__programme"
    )


def course_lines(enrolment: Enrolment) -> list[CourseLine]:
    """Return the pinned courses with this person's completions; three queries."""
    courses = RequiredCourse.objects.filter(cohort=enrolment.cohort_id).order_by("order")
    completions = Completion.objects.standing().filter(enrolment=enrolment)
    done = dict(completions.values_list("activity_id", "completed_at"))
    activities: dict[int, list[ActivityLine]] = defaultdict(list)
    pinned = RequiredActivity.objects.standing().filter(required_course__cohort=enrolment.cohort_id)
    for activity in pinned.order_by("position"):
        line = ActivityLine(
            activity.title, done.get(activity.pk), activity.is_required, activity.pk
        )
        activities[activity.required_course_id].append(line)
    return [_course_line(course, activities[course.pk]) for course in courses]


def history(enrolment: Enrolment) -> QuerySet[ModelLogEntry]:
    """Return what was logged about this enrolment, newest first."""
    entries: QuerySet[ModelLogEntry] = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Enrolment), object_id=str(enrolment.pk)
    )
    return entries.select_related("user", "content_type").order_by("-timestamp", "-pk")


def _course_line(course: RequiredCourse, activities: list[ActivityLine]) -> CourseLine:
    done = sum(1 for activity in activities if activity.completed_at)
    return CourseLine(
        code=course.code,
        title=course.title,
        agenda=course.agenda_label,
        is_required=course.is_required,
        done=done,
        total=len(activities),
        percent=percent(done, len(activities)),
        activities=tuple(activities),
    )

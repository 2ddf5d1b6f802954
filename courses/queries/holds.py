"""Which content programmes, cohorts and people hold on to, so that it must not disappear."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import Page

from courses.enums import CohortState, Hold
from courses.models import (
    Cohort,
    LessonNote,
    ProgrammeCourse,
    Question,
    RequiredActivity,
    RequiredCourse,
)


def is_held(pages: Iterable[Page]) -> bool:
    """Whether a programme or cohort needs one of these pages or anything below them."""
    paths = [page.path for page in pages]
    return bool(paths) and (_in_programme(paths) or _in_cohort(paths))


def holds_on(pages: Iterable[Page]) -> list[Hold]:
    """Everything that keeps these pages, or anything below them, from being deleted."""
    paths = [page.path for page in pages]
    if not paths:
        return []
    found = {
        Hold.PROGRAMME: _in_programme(paths),
        Hold.COHORT: _in_cohort(paths),
        Hold.QUESTIONS: Question.objects.filter(_below("course__path", paths)).exists(),
        Hold.NOTES: LessonNote.objects.filter(_below("page__path", paths)).exists(),
    }
    return [hold for hold, holds in found.items() if holds]


def running_cohorts_with(pages: Iterable[Page]) -> list[Cohort]:
    """Return the running cohorts that have one of these activities, or one below them."""
    paths = [page.path for page in pages]
    if not paths:
        return []
    standing = RequiredActivity.objects.standing().filter(_below("page__path", paths))
    return list(
        Cohort.objects.filter(
            state=CohortState.RUNNING, required_courses__activities__in=standing
        ).distinct()
    )


def _in_programme(paths: list[str]) -> bool:
    return ProgrammeCourse.objects.filter(_below("course__path", paths)).exists()


def _in_cohort(paths: list[str]) -> bool:
    return (
        RequiredCourse.objects.filter(_below("course__path", paths)).exists()
        or RequiredActivity.objects.filter(_below("page__path", paths)).exists()
    )


def _below(field: str, paths: list[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths))

"""The courses a cohort has with their JP: pinned once it has started, the programme's before."""

from dataclasses import dataclass

from corpu.core.domain.figures import Figure
from courses.enums import READABLE_COHORTS
from courses.models import Cohort, ProgrammeCourse, RequiredCourse


@dataclass(frozen=True, slots=True)
class CurriculumCourse:
    """One course of the curriculum; `page` is its course page, `phase` the code of its phase."""

    page: int
    code: str
    title: str
    phase: str
    hours: Figure


def curriculum_of(cohort: Cohort) -> list[CurriculumCourse]:
    """Return the courses of a cohort in their order (one query)."""
    if cohort.state in READABLE_COHORTS:
        pinned = RequiredCourse.objects.filter(cohort=cohort).order_by("order", "pk")
        return [_pinned(row) for row in pinned]
    places = (
        ProgrammeCourse.objects.filter(programme=cohort.programme_id, course__live=True)
        .select_related("phase", "course")
        .defer("course__introduction", "course__objectives", "course__assessments")
    )
    return [_planned(row) for row in places.order_by("order", "pk")]


def _pinned(row: RequiredCourse) -> CurriculumCourse:
    return CurriculumCourse(row.course_id, row.code, row.title, row.phase_code, row.hours)


def _planned(row: ProgrammeCourse) -> CurriculumCourse:
    phase = row.phase.code if row.phase else ""
    return CurriculumCourse(row.course_id, row.course.code, row.course.title, phase, row.hours)

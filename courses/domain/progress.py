"""How far someone is: percentages, finished courses, finished cohorts. Whole numbers only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in one cohort and in one of its courses."""

    course_done: int
    course_total: int
    course_is_required: bool
    lessons_done: int
    lessons_total: int
    courses_done: int
    courses_total: int


@dataclass(frozen=True, slots=True)
class Advance:
    """Where one more lesson of that course leads."""

    course_done: int
    course_is_complete: bool
    lessons_done: int
    courses_done: int
    is_complete: bool


def percent(done: int, total: int) -> int:
    """Whole percent, rounded down, so that 100 means all done; nothing to do is 0."""
    return min(done, total) * 100 // total if total > 0 and done > 0 else 0


def is_complete(done: int, total: int) -> bool:
    """Whether all is done; where nothing is asked, nothing can be completed."""
    return total > 0 and done >= total


def advance(standing: Standing) -> Advance:
    """Count one lesson more; only required courses count for the cohort."""
    course_done = standing.course_done + 1
    newly = is_complete(course_done, standing.course_total) and not is_complete(
        standing.course_done, standing.course_total
    )
    counts = int(standing.course_is_required)
    lessons_done = standing.lessons_done + counts
    courses_done = standing.courses_done + counts * int(newly)
    return Advance(
        course_done=course_done,
        course_is_complete=is_complete(course_done, standing.course_total),
        lessons_done=lessons_done,
        courses_done=courses_done,
        is_complete=is_complete(lessons_done, standing.lessons_total)
        and is_complete(courses_done, standing.courses_total),
    )

"""How far someone is: percentages, finished courses, finished cohorts. Whole numbers only."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """One pinned course for one person; `total` and `done` count its required activities."""

    id: int
    is_required: bool
    total: int
    done: int

    @property
    def is_complete(self) -> bool:
        return is_complete(self.done, self.total)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in one cohort: what counts and whether it is all."""

    activities_done: int
    courses_done: int
    is_complete: bool


def percent(done: int, total: int) -> int:
    """Whole percent, rounded down, so that 100 means all done; nothing to do is 0."""
    return min(done, total) * 100 // total if total > 0 and done > 0 else 0


def is_complete(done: int, total: int) -> bool:
    """Whether all is done; where nothing is asked, nothing can be completed."""
    return total > 0 and done >= total


def standing(courses: Iterable[CourseFacts]) -> Standing:
    """Count what required courses have done; those without an activity cannot be completed."""
    counted = [course for course in courses if course.is_required and course.total > 0]
    complete = sum(course.is_complete for course in counted)
    return Standing(
        activities_done=sum(course.done for course in counted),
        courses_done=complete,
        is_complete=bool(counted) and complete == len(counted),
    )

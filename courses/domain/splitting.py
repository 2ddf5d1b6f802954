"""How a list of people is split over cohorts: in the order of the file, as evenly as possible."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def cohort_sizes(people: int, size: int) -> tuple[int, ...]:
    """Sizes of the fewest cohorts of at most `size`; they differ by one at most, larger first."""
    if size < 1:
        raise ValueError("a cohort needs at least one place")
    cohorts = -(-people // size)
    if not cohorts:
        return ()
    smaller, more = divmod(people, cohorts)
    return tuple(smaller + (index < more) for index in range(cohorts))


def split(people: Sequence[T], size: int) -> tuple[tuple[T, ...], ...]:
    """Cut a list into cohorts of at most `size` without changing its order."""
    parts = []
    start = 0
    for count in cohort_sizes(len(people), size):
        parts.append(tuple(people[start : start + count]))
        start += count
    return tuple(parts)

"""Figures of a programme as an organiser states them, and what has to be stated with them."""

from collections.abc import Iterable

from corpu.core.domain.figures import OFFICIAL_MARKS, Figure

UNVERIFIED = "M"


def stated(value: int | None, mark: str) -> Figure:
    """Return a number as it is kept: without a source only as a working value."""
    if value is None or mark not in OFFICIAL_MARKS:
        return Figure(None, value, UNVERIFIED)
    return Figure(value, None, mark)


def unconfirmed(figure: Figure) -> Figure:
    """Return a figure for another regulation: to plan with, not to print."""
    return Figure(None, figure.working, UNVERIFIED)


def needs_source(figures: Iterable[Figure]) -> bool:
    """Whether any of the figures may be printed, so that its source has to be named."""
    return any(figure.official is not None for figure in figures)

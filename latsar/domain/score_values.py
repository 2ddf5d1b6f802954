"""A score as people write it, the mean of several raters, and how far they lie apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from latsar.domain.banding import two_decimals
from latsar.enums import ScoreFault

LEAST, MOST = Decimal(0), Decimal(100)
# Long enough for 100,00 with digits a spreadsheet adds; longer is not a score.
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{0,20})?")


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """What was written: a score, nothing at all, or no score and why.

    `was_rounded` says that more than two decimals were written.
    """

    value: Decimal | None = None
    fault: ScoreFault | None = None
    was_rounded: bool = False


def read_score(text: str) -> ScoreReading:
    """Read a score with a comma or a point; white space is nothing, which is not zero."""
    written = "".join(text.split())
    if not written:
        return ScoreReading()
    if not _NUMBER.fullmatch(written):
        return ScoreReading(fault=ScoreFault.NOT_A_NUMBER)
    exact = Decimal(written.replace(",", "."))
    if not LEAST <= exact <= MOST:
        return ScoreReading(fault=ScoreFault.OUT_OF_RANGE)
    value = two_decimals(exact)
    return ScoreReading(value, was_rounded=value != exact)


def mean_of(values: Sequence[Decimal]) -> Decimal | None:
    """Return the mean, rounded half up to two decimals; None of nothing."""
    if not values:
        return None
    return two_decimals(sum(values, Decimal(0)) / len(values))


def spread_of(values: Sequence[Decimal]) -> Decimal | None:
    """Return how far the highest lies above the lowest; None where there are not two."""
    if len(values) < 2:  # noqa: PLR2004
        return None
    return max(values) - min(values)

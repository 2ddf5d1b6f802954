"""Which band a score falls into; rounding comes first, because bands are open below at .01."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from latsar.domain.evaluation import BandPolicy
from latsar.enums import BandOutcome

_HUNDREDTH = Decimal("0.01")


def two_decimals(score: Decimal) -> Decimal:
    """Round half up to two decimals: the one rounding of a final score."""
    return score.quantize(_HUNDREDTH, ROUND_HALF_UP)


def band_of(bands: Iterable[BandPolicy], score: Decimal) -> BandPolicy | None:
    """Return the band of a score, rounded before it is looked up; None where there are none."""
    rounded = two_decimals(score)
    reached = [band for band in bands if band.minimum <= rounded]
    return max(reached, key=lambda band: band.minimum, default=None)


def pass_minimum(bands: Iterable[BandPolicy]) -> Decimal | None:
    """Return the lowest score with which one passes."""
    passing = [band.minimum for band in bands if band.outcome == BandOutcome.PASSED]
    return min(passing, default=None)

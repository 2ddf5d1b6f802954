"""What several attempts amount to: the percent that counts, and whether it is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from courses.enums import Counting

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """One attempt that was handed in; without a percent it still waits for a person."""

    number: int
    percent: Decimal | None


def percent_of(score: Decimal, points: Decimal) -> Decimal:
    """Return the percent with two decimals, half up; a quiz without points earns none."""
    return _rounded(score * 100 / points) if points else Decimal(0).quantize(_HUNDREDTH)


def counted_percent(results: Sequence[AttemptResult], counting: Counting) -> Decimal | None:
    """Return the percent that counts, or None as long as it is not certain.

    The best attempt is known as soon as one is marked; what still waits can only raise it. First,
    last and mean wait until everything they look at is marked.
    """
    looked_at = counted_attempts(results, counting)
    known = [row.percent for row in looked_at if row.percent is not None]
    if not known or len(known) < len(looked_at):
        return None
    return _rounded(sum(known, Decimal(0)) / len(known))


def counted_attempts(
    results: Sequence[AttemptResult], counting: Counting
) -> tuple[AttemptResult, ...]:
    """Return the attempts that make up what counts; of equally good ones the earliest."""
    rows = sorted(results, key=lambda row: row.number)
    if counting == Counting.BEST:
        marked = [row for row in rows if row.percent is not None]
        return tuple(sorted(marked, key=lambda row: -(row.percent or Decimal(0)))[:1])
    if counting == Counting.MEAN:
        return tuple(rows)
    return tuple(rows[:1] if counting == Counting.FIRST else rows[-1:])


def is_passed(percent: Decimal | None, pass_mark: Decimal) -> bool:
    """Whether a percent, as rounded, reaches the pass mark."""
    return percent is not None and percent >= pass_mark


def attempts_left(*, allowed: int, extra: int, used: int) -> int | None:
    """Return how many attempts may still be started; None where any number is allowed."""
    return None if allowed == 0 else max(0, allowed + extra - used)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_HUNDREDTH, ROUND_HALF_UP)

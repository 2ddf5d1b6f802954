"""How a question did its work: how hard it was, whether it told people apart, what was chosen.

The formulas are stated in docs/rules/item-statistics.md.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from courses.domain.answer_texts import normalised

# Fewer people say nothing about a question; a percent of three people would only pretend to.
MIN_PEOPLE = 10
TOP_TEXTS = 5
_TENTH = Decimal("0.1")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answer to the question: its score, and that of the rest of the attempt."""

    score: Decimal
    points: Decimal
    rest_score: Decimal
    rest_points: Decimal
    answer: Any = None


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What the answers of `people` persons say; None where they are too few or all alike.

    `facility` is a percent, `discrimination` a correlation from -1 to 1. `chosen` counts options by
    identifier, or the most frequent typed answers; `unanswered` who left it out.
    """

    people: int
    facility: Decimal | None
    discrimination: Decimal | None
    chosen: tuple[tuple[str, int], ...]
    unanswered: int

    @property
    def is_enough(self) -> bool:
        return self.people >= MIN_PEOPLE


def item_statistics(responses: Sequence[Response]) -> ItemStatistics:
    """Describe a question by the answers of different people."""
    is_enough = len(responses) >= MIN_PEOPLE
    return ItemStatistics(
        people=len(responses),
        facility=_facility(responses) if is_enough else None,
        discrimination=_discrimination(responses) if is_enough else None,
        chosen=_chosen(responses),
        unanswered=sum(response.answer is None for response in responses),
    )


def _facility(responses: Sequence[Response]) -> Decimal | None:
    shares = [one.score / one.points for one in responses if one.points]
    if not shares:
        return None
    return (100 * _mean(shares)).quantize(_TENTH, ROUND_HALF_UP)


def _discrimination(responses: Sequence[Response]) -> Decimal | None:
    """The correlation between the question and the rest of the attempt (Pearson)."""
    pairs = [
        (one.score / one.points, one.rest_score / one.rest_points)
        for one in responses
        if one.points and one.rest_points
    ]
    if len(pairs) < MIN_PEOPLE:
        return None
    item, rest = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    item_mean, rest_mean = _mean(item), _mean(rest)
    both = sum(((x - item_mean) * (y - rest_mean) for x, y in pairs), Decimal(0))
    spread = _squares(item, item_mean) * _squares(rest, rest_mean)
    return (both / spread.sqrt()).quantize(_HUNDREDTH, ROUND_HALF_UP) if spread else None


def _chosen(responses: Sequence[Response]) -> tuple[tuple[str, int], ...]:
    options: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for response in responses:
        given = response.answer or {}
        options.update([given["option"]] if "option" in given else given.get("options", ()))
        if "text" in given:
            texts[normalised(given["text"], is_case_sensitive=False)] += 1
    return (*sorted(options.items()), *texts.most_common(TOP_TEXTS))


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _squares(values: Sequence[Decimal], mean: Decimal) -> Decimal:
    return sum(((value - mean) ** 2 for value in values), Decimal(0))

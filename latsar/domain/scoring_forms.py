"""A scoring form: items from 0 to 100, each with a weight, and what they add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from latsar.domain.banding import two_decimals


@dataclass(frozen=True, slots=True)
class FormItem:
    """One thing a rater scores; its key stays when its words change."""

    key: str
    label: str
    weight: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class FormResult:
    """What was given so far; the total stands only where no item is missing."""

    total: Decimal | None
    missing: tuple[str, ...]


def total_of(items: Sequence[FormItem], given: Mapping[str, Decimal | None]) -> FormResult:
    """Weigh the items against each other; two decimals, half up."""
    missing = tuple(item.key for item in items if given.get(item.key) is None)
    weights = sum(item.weight for item in items)
    if missing or not weights:
        return FormResult(None, missing)
    points = sum((item.weight * (given[item.key] or Decimal(0)) for item in items), Decimal(0))
    return FormResult(two_decimals(points / weights), ())


def items_to_json(items: Iterable[FormItem]) -> list[dict[str, Any]]:
    """Return what is stored with a component when its form is chosen."""
    return [asdict(item) for item in items]


def items_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[FormItem, ...]:
    """Return the items that `items_to_json` stored."""
    return tuple(FormItem(**one) for one in stored)

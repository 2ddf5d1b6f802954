"""The rubric: criteria with levels, and what the chosen levels add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion: what it is called, what it earns, what the work then shows."""

    label: str
    points: int
    description: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing the work is judged by; levels are named by their place, from 0."""

    key: str
    title: str
    levels: tuple[Level, ...]

    @property
    def most(self) -> int:
        """The points of its best level."""
        return max((level.points for level in self.levels), default=0)


Rubric = tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class RubricResult:
    """What was chosen so far; `percent` stands only where nothing is missing."""

    points: int
    possible: int
    percent: Decimal | None
    missing: tuple[Criterion, ...]


def judge(rubric: Rubric, chosen: Mapping[str, int]) -> RubricResult:
    """Add up the chosen levels; percent has two decimals, rounded half up."""
    picked = {one.key: _level(one, chosen) for one in rubric}
    missing = tuple(one for one in rubric if picked[one.key] is None)
    points = sum(level.points for level in picked.values() if level is not None)
    possible = sum(one.most for one in rubric)
    is_whole = possible > 0 and not missing
    return RubricResult(
        points=points,
        possible=possible,
        percent=_percent(points, possible) if is_whole else None,
        missing=missing,
    )


def known_levels(rubric: Rubric, chosen: Mapping[str, int]) -> dict[str, int]:
    """Keep the choices that the rubric has."""
    return {one.key: chosen[one.key] for one in rubric if _level(one, chosen) is not None}


def to_json(rubric: Rubric) -> list[dict[str, Any]]:
    """Return what is stored with an assessment."""
    return [
        {
            "key": one.key,
            "title": one.title,
            "levels": [
                {"label": level.label, "points": level.points, "description": level.description}
                for level in one.levels
            ],
        }
        for one in rubric
    ]


def from_json(stored: Iterable[Mapping[str, Any]]) -> Rubric:
    """Return the rubric that `to_json` stored."""
    return tuple(
        Criterion(one["key"], one["title"], tuple(Level(**level) for level in one["levels"]))
        for one in stored
    )


def _level(criterion: Criterion, chosen: Mapping[str, int]) -> Level | None:
    place = chosen.get(criterion.key, -1)
    return criterion.levels[place] if 0 <= place < len(criterion.levels) else None


def _percent(points: int, possible: int) -> Decimal:
    return (Decimal(points * 100) / Decimal(possible)).quantize(CENT, rounding=ROUND_HALF_UP)

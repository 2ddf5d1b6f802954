"""The rubric in the front matter of an assignment: criteria, each with its levels."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from latsar.exchange.front_matter import FrontMatter
from latsar.exchange.located_yaml import Entry

CRITERION_LIMIT = 120
LEVEL_LIMIT = 60
DESCRIPTION_LIMIT = 500
MOST_POINTS = 100
_FEWEST_LEVELS, _MOST_LEVELS = 2, 6


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion: what it earns and what the work shows there."""

    label: str
    points: int
    description: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing the work is judged by."""

    title: str
    levels: tuple[Level, ...]


def read_rubric(matter: FrontMatter) -> tuple[Criterion, ...]:
    """Return the criteria; each problem is noted at the line of its entry."""
    return tuple(_criterion(matter, entry) for entry in matter.entries("rubric"))


def _criterion(matter: FrontMatter, entry: Entry) -> Criterion:
    title = _text(matter, entry, "criterion", CRITERION_LIMIT)
    levels = [level for level in entry.get("levels") or [] if isinstance(level, Entry)]
    if not _FEWEST_LEVELS <= len(levels) <= _MOST_LEVELS:
        matter.problems.add(entry.line, _("rubric: a criterion has two to six levels"))
    return Criterion(title, tuple(_level(matter, level) for level in levels))


def _level(matter: FrontMatter, entry: Entry) -> Level:
    points = entry.get("points")
    if not isinstance(points, int) or isinstance(points, bool) or not 0 <= points <= MOST_POINTS:
        matter.problems.add(entry.line, _("rubric: points are a whole number from 0 to 100"))
        points = 0
    return Level(
        _text(matter, entry, "level", LEVEL_LIMIT),
        points,
        _text(matter, entry, "shows", DESCRIPTION_LIMIT),
    )


def _text(matter: FrontMatter, entry: Entry, name: str, longest: int) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= longest:
        matter.problems.add(
            entry.line,
            _("rubric: %(name)s is a text of at most %(longest)d characters")
            % {"name": name, "longest": longest},
        )
        return ""
    return value.strip()

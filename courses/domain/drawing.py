"""Which questions an attempt asks, and in which order they and their choices are shown.

Chance is an argument (`random.Random`), so that a test can repeat it.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.domain.questions import QuestionContent
from courses.enums import QuestionKind, QuizPartKind


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a quiz: a certain question, or `count` of those with a tag and a difficulty.

    An empty tag or difficulty allows any.
    """

    kind: str
    question: int | None = None
    count: int = 1
    tag: str = ""
    difficulty: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked, with its current version."""

    question: int
    version: int
    difficulty: str = ""
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draw:
    """The questions drawn, none twice, in the order of the parts; and how many were not there."""

    chosen: tuple[Candidate, ...]
    missing: int


def draw(parts: Sequence[Part], candidates: Sequence[Candidate], chance: random.Random) -> Draw:
    """Draw as many different questions as the parts can get at all.

    A part never takes what another one needs more: where a choice would leave a later part without
    a question, the earlier part gives its own up for another.
    """
    slots = [part for part in parts for _ in range(_places(part))]
    wishes = [_wishes(part, candidates, chance) for part in slots]
    taken: dict[int, int] = {}
    # The certain questions come first: a random draw must not take them away.
    certain_first = sorted(range(len(slots)), key=lambda place: _is_random(slots[place]))
    for place in certain_first:
        _seat(place, wishes, taken)
    by_place = {place: question for question, place in taken.items()}
    known = {candidate.question: candidate for candidate in candidates}
    chosen = [known[by_place[place]] for place in range(len(slots)) if place in by_place]
    return Draw(tuple(chosen), missing=len(slots) - len(chosen))


def question_order(
    chosen: Sequence[Candidate], *, shuffle: bool, chance: random.Random
) -> tuple[Candidate, ...]:
    """Return the questions in the order in which they are asked."""
    return tuple(chance.sample(chosen, len(chosen))) if shuffle else tuple(chosen)


def layout(
    content: QuestionContent, *, shuffle: bool, chance: random.Random
) -> dict[str, list[str]]:
    """Return the order in which the choices of a question are shown, by their identifiers.

    Matches and things to order are always shuffled, because their own order is the right answer.
    """
    if content.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        options = [option.id for option in content.options]
        return {"options": _mixed(options, chance) if shuffle and content.may_shuffle else options}
    if content.kind == QuestionKind.TRUE_FALSE:
        return {"options": [option.id for option in content.options]}
    if content.kind == QuestionKind.MATCHING:
        return {"matches": _mixed(_different_matches(content), chance)}
    if content.kind == QuestionKind.ORDERING:
        return {"items": _mixed([item.id for item in content.items], chance)}
    return {}


def _places(part: Part) -> int:
    return part.count if _is_random(part) else 1


def _is_random(part: Part) -> bool:
    return part.kind == QuizPartKind.DRAW


def _wishes(part: Part, candidates: Sequence[Candidate], chance: random.Random) -> list[int]:
    fitting = [candidate.question for candidate in candidates if _fits(part, candidate)]
    return chance.sample(fitting, len(fitting))


def _fits(part: Part, candidate: Candidate) -> bool:
    if not _is_random(part):
        return candidate.question == part.question
    return (not part.tag or part.tag.casefold() in candidate.tags) and (
        not part.difficulty or part.difficulty == candidate.difficulty
    )


def _seat(place: int, wishes: Sequence[Sequence[int]], taken: dict[int, int]) -> None:
    """Give a place one of its questions, moving others along where that frees one.

    A breadth-first search for the shortest chain of moves (augmenting path of a matching).
    """
    came_from: dict[int, tuple[int, int | None]] = {}
    waiting: list[tuple[int, int | None]] = [(place, None)]
    for asking, through in waiting:
        free = next((one for one in wishes[asking] if one not in taken), None)
        if free is not None:
            _move(free, asking, through, came_from, taken)
            return
        for question in wishes[asking]:
            if question not in came_from:
                came_from[question] = (asking, through)
                waiting.append((taken[question], question))


def _move(
    question: int,
    asking: int,
    through: int | None,
    came_from: Mapping[int, tuple[int, int | None]],
    taken: dict[int, int],
) -> None:
    taken[question] = asking
    while through is not None:
        asking, before = came_from[through]
        taken[through] = asking
        through = before


def _mixed(names: list[str], chance: random.Random) -> list[str]:
    return chance.sample(names, len(names))


def _different_matches(content: QuestionContent) -> list[str]:
    """Two prompts with the same match share one choice."""
    first = {pair.match: pair.match_id for pair in reversed(content.pairs)}
    return list(first.values())

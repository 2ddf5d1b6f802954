"""What a question is made of; one version of it is a frozen value, stored as JSON.

Texts are rich text as Wagtail stores it; only `Pair.match` and `Accepted.text` are plain, because
they are chosen and typed. Identifiers of options, pairs and items are random, so that they tell a
browser nothing about what is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.enums import QuestionKind

FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; `weight` is the percent of the points it earns, from -100 to 100."""

    id: str
    text: str
    weight: Decimal
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A prompt and what matches it; without a prompt, the match only distracts."""

    id: str
    prompt: str
    match_id: str
    match: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to put in order; the version lists its items in the right order."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Accepted:
    r"""A form of a short answer; `*` stands for any characters, `\*` for an asterisk."""

    text: str
    weight: Decimal = FULL
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, both included."""

    low: Decimal
    high: Decimal
    weight: Decimal = FULL
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """One version of a question: what is asked, what is right, what is said about it."""

    kind: QuestionKind
    text: str
    points: Decimal = Decimal(1)
    feedback: str = ""
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    items: tuple[Item, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    spans: tuple[Span, ...] = ()
    is_case_sensitive: bool = False
    may_shuffle: bool = True
    # For who marks an essay; never shown before the answers may be.
    guidance: str = ""


def content_to_json(content: QuestionContent) -> dict[str, Any]:
    """Return what is stored; decimals become text, so that they stay exact."""
    parts = {name: [_row(part) for part in getattr(content, name)] for name in _PARTS}
    return {
        "kind": str(content.kind),
        "text": content.text,
        "points": str(content.points),
        "feedback": content.feedback,
        "is_case_sensitive": content.is_case_sensitive,
        "may_shuffle": content.may_shuffle,
        "guidance": content.guidance,
        **{name: rows for name, rows in parts.items() if rows},
    }


def content_from_json(stored: Mapping[str, Any]) -> QuestionContent:
    """Return the value that `content_to_json` stored."""
    parts = {
        name: tuple(_part(kind, row) for row in stored.get(name, ()))
        for name, kind in _PARTS.items()
    }
    return QuestionContent(
        kind=QuestionKind(stored["kind"]),
        text=stored["text"],
        points=Decimal(stored["points"]),
        feedback=stored["feedback"],
        is_case_sensitive=stored["is_case_sensitive"],
        may_shuffle=stored["may_shuffle"],
        guidance=stored["guidance"],
        **parts,
    )


_PARTS: dict[str, type] = {
    "options": Option,
    "pairs": Pair,
    "items": Item,
    "accepted": Accepted,
    "spans": Span,
}
_DECIMALS = frozenset({"weight", "low", "high"})


def _row(part: Any) -> dict[str, str]:
    return {name: str(getattr(part, name)) for name in part.__slots__}


def _part(kind: type, row: Mapping[str, str]) -> Any:
    return kind(
        **{name: Decimal(value) if name in _DECIMALS else value for name, value in row.items()}
    )

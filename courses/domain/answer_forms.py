"""Answers as a plain HTML form sends them, read into the shape in which attempts store them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.enums import QuestionKind

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """One answer from a form; `base` is the sequence that the form was made with.

    An order with missing or doubled numbers is unclear: it says something, but is no answer.
    """

    position: int
    base: int
    answer: Any
    is_changed: bool
    is_unclear: bool = False


def field_name(position: int, part: str = "") -> str:
    """Name the field of a question, or of one of its parts."""
    return f"soal-{position}.{part}" if part else f"soal-{position}-jawaban"


def answer_from_fields(
    kind: str, position: int, parts: Sequence[str], fields: Fields
) -> tuple[Any, bool]:
    """Return the answer, None where there is none, and whether it is unclear.

    `parts` are the pairs to match or the items to order.
    """
    values = [value for value in fields.get(field_name(position), ()) if value.strip()]
    if kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE):
        return ({"option": values[0]} if values else None), False
    if kind == QuestionKind.MULTIPLE:
        return ({"options": values} if values else None), False
    if kind == QuestionKind.MATCHING:
        pairs = {part: value for part, value in _by_part(position, parts, fields) if value}
        return ({"pairs": pairs} if pairs else None), False
    if kind == QuestionKind.ORDERING:
        return _order(dict(_by_part(position, parts, fields)))
    # Forms send line ends as CR LF, scripts as LF.
    return ({"text": values[0].replace("\r\n", "\n")} if values else None), False


def is_same(one: Any, other: Any) -> bool:
    """Whether two answers say the same; the order in which options are ticked says nothing."""
    return bool(_plain(one) == _plain(other))


def _by_part(position: int, parts: Sequence[str], fields: Fields) -> list[tuple[str, str]]:
    return [(part, (fields.get(field_name(position, part)) or [""])[0]) for part in parts]


def _order(places: Mapping[str, str]) -> tuple[Any, bool]:
    if not any(places.values()):
        return None, False
    wanted = [str(number) for number in range(1, len(places) + 1)]
    if sorted(places.values()) != sorted(wanted):
        return None, True
    return {"order": sorted(places, key=lambda part: int(places[part]))}, False


def _plain(answer: Any) -> Any:
    if answer and "options" in answer:
        return sorted(answer["options"])
    return answer or None

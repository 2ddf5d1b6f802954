"""Says what one version of a question changed against the one before, in words and numbers."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from courses.domain.question_text import plain
from courses.domain.questions import QuestionContent
from courses.enums import QuestionPart


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed, came or went."""

    text: str
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of a question that reads differently; `number` counts rows from 1."""

    part: QuestionPart
    number: int
    pieces: tuple[Piece, ...]


def changes(before: QuestionContent, after: QuestionContent) -> tuple[PartChange, ...]:
    """Return what differs, in the order in which a question is read."""
    old, new = dict(_lines(before)), dict(_lines(after))
    keys = [*new, *(key for key in old if key not in new)]
    found = [
        PartChange(part, number, pieces(old.get((part, number), ""), new.get((part, number), "")))
        for part, number in keys
        if old.get((part, number), "") != new.get((part, number), "")
    ]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.part], one.number)))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, word by word: what stayed, what went, what came."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(" ".join(new[new_from:new_to])))
            continue
        if old_to > old_from:
            found.append(Piece(" ".join(old[old_from:old_to]), is_gone=True))
        if new_to > new_from:
            found.append(Piece(" ".join(new[new_from:new_to]), is_new=True))
    return tuple(found)


_IMAGE = re.compile(r'<embed\b[^>]*?\sid="(\d+)"[^>]*>')
_ORDER = {part: place for place, part in enumerate(QuestionPart)}

Line = tuple[tuple[QuestionPart, int], str]


def _lines(content: QuestionContent) -> Iterator[Line]:
    yield (QuestionPart.TEXT, 0), _words(content.text)
    for number, row in enumerate(_rows(content), start=1):
        yield (QuestionPart.ROW, number), row
    for number, feedback in enumerate(_row_feedback(content), start=1):
        yield (QuestionPart.ROW_FEEDBACK, number), _words(feedback)
    yield (QuestionPart.FEEDBACK, 0), _words(content.feedback)
    yield (QuestionPart.GUIDANCE, 0), _words(content.guidance)
    yield (QuestionPart.POINTS, 0), _number(content.points)
    yield (QuestionPart.CASE, 0), "✓" if content.is_case_sensitive else "–"
    yield (QuestionPart.SHUFFLE, 0), "✓" if content.may_shuffle else "–"


def _rows(content: QuestionContent) -> list[str]:
    return [
        *(f"{_words(one.text)} ({_number(one.weight)} %)" for one in content.options),
        *(f"{one.text} ({_number(one.weight)} %)" for one in content.accepted),
        *(
            f"{_number(one.low)} – {_number(one.high)} ({_number(one.weight)} %)"
            for one in content.spans
        ),
        *(f"{_words(one.prompt)} → {one.match}" for one in content.pairs),
        *(_words(one.text) for one in content.items),
    ]


def _row_feedback(content: QuestionContent) -> list[str]:
    return [
        *(one.feedback for one in content.options),
        *(one.feedback for one in content.accepted),
        *(one.feedback for one in content.spans),
    ]


def _words(text: str) -> str:
    """Return the words of a text; an image stands as a frame with its number."""
    return plain(_IMAGE.sub(r" [▣ \1] ", text))


def _number(number: Decimal) -> str:
    return f"{number.normalize():f}"

"""What an answer earns: pure marking of the version of a question that a person was given.

The rules of each kind are stated in docs/rules/marking.md, in the order of this module.
"""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from courses.domain.answer_shapes import answer_fault
from courses.domain.answer_texts import matches_form, readings
from courses.domain.questions import FULL, QuestionContent
from courses.enums import QuestionKind

__all__ = ["Mark", "answer_fault", "is_blank", "mark", "right_answer", "rounded"]

_SMALLEST = Decimal("0.00001")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule can say of an answer: its score, or that a person must judge."""

    score: Decimal | None
    needs_person: bool


def mark(content: QuestionContent, answer: Any, points: Decimal) -> Mark:
    """Mark an answer whose shape `answer_fault` has let through; between nothing and `points`."""
    if is_blank(answer):
        return Mark(rounded(_NOTHING), needs_person=False)
    if content.kind == QuestionKind.ESSAY:
        return Mark(None, needs_person=True)
    share = min(max(_SHARES[content.kind](content, answer), _NOTHING), FULL)
    return Mark(rounded(points * share / FULL), needs_person=False)


def rounded(score: Decimal) -> Decimal:
    """Return a score with five decimals, half up."""
    return score.quantize(_SMALLEST, ROUND_HALF_UP)


def is_blank(answer: Any) -> bool:
    """Whether nothing was answered: never touched, emptied, or only spaces."""
    if answer is None:
        return True
    value = next(iter(answer.values()), None)
    return not (value.strip() if isinstance(value, str) else value)


def right_answer(content: QuestionContent) -> Any:
    """Return an answer that earns everything; None where only a person can tell."""
    return _RIGHT[content.kind](content)


def _single(content: QuestionContent, answer: Any) -> Decimal:
    return _best(part.weight for part in content.options if part.id == answer["option"])


def _multiple(content: QuestionContent, answer: Any) -> Decimal:
    chosen = set(answer["options"])
    if chosen == _earning(content):
        # Weights such as 33.33333 need not add up to a hundred exactly.
        return FULL
    return sum((part.weight for part in content.options if part.id in chosen), _NOTHING)


def _short(content: QuestionContent, answer: Any) -> Decimal:
    return _best(
        form.weight
        for form in content.accepted
        if matches_form(form.text, answer["text"], is_case_sensitive=content.is_case_sensitive)
    )


def _numeric(content: QuestionContent, answer: Any) -> Decimal:
    numbers = readings(answer["text"])
    return _best(
        span.weight
        for span in content.spans
        if any(span.low <= number <= span.high for number in numbers)
    )


def _matching(content: QuestionContent, answer: Any) -> Decimal:
    text_of = {pair.match_id: pair.match for pair in content.pairs}
    asked = [pair for pair in content.pairs if pair.prompt]
    chosen = answer["pairs"]
    right = sum(text_of.get(chosen.get(pair.id)) == pair.match for pair in asked)
    return FULL * right / max(len(asked), 1)


def _ordering(content: QuestionContent, answer: Any) -> Decimal:
    order = [item.id for item in content.items]
    follows = set(itertools.pairwise(order))
    given = answer["order"]
    if not follows:
        return FULL
    return FULL * len(follows & set(itertools.pairwise(given))) / len(follows)


def _best(weights: Iterable[Decimal]) -> Decimal:
    return max(weights, default=_NOTHING)


def _earning(content: QuestionContent) -> set[str]:
    return {part.id for part in content.options if part.weight > 0}


def _right_option(content: QuestionContent) -> Any:
    return {"option": max(content.options, key=lambda part: part.weight).id}


def _right_text(content: QuestionContent) -> Any:
    form = max(content.accepted, key=lambda part: part.weight)
    return {"text": form.text.replace("\\*", "*")}


def _right_number(content: QuestionContent) -> Any:
    span = max(content.spans, key=lambda part: part.weight)
    return {"text": f"{(span.low + span.high) / 2:f}"}


_SHARES: dict[QuestionKind, Callable[[QuestionContent, Any], Decimal]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.TRUE_FALSE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SHORT: _short,
    QuestionKind.NUMERIC: _numeric,
    QuestionKind.MATCHING: _matching,
    QuestionKind.ORDERING: _ordering,
}
_RIGHT: dict[QuestionKind, Callable[[QuestionContent], Any]] = {
    QuestionKind.SINGLE: _right_option,
    QuestionKind.TRUE_FALSE: _right_option,
    QuestionKind.MULTIPLE: lambda content: {
        "options": [part.id for part in content.options if part.weight > 0]
    },
    QuestionKind.SHORT: _right_text,
    QuestionKind.NUMERIC: _right_number,
    QuestionKind.MATCHING: lambda content: {
        "pairs": {pair.id: pair.match_id for pair in content.pairs if pair.prompt}
    },
    QuestionKind.ORDERING: lambda content: {"order": [item.id for item in content.items]},
    QuestionKind.ESSAY: lambda _content: None,
}

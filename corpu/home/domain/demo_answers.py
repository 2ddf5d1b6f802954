"""What people of the demonstration answer: right or wrong as their story says, never by chance."""

from collections.abc import Callable
from typing import Any

from corpu.home.domain.demo_plan import draw
from corpu.home.domain.demo_texts import ESSAYS
from courses.domain.questions import FULL, QuestionContent
from courses.enums import QuestionKind


def answer_to(content: QuestionContent, *, is_right: bool, key: str) -> dict[str, Any]:
    """Return an answer to a question; an essay is one of a few, whatever is asked."""
    if content.kind == QuestionKind.ESSAY:
        return {"text": ESSAYS[draw(key, "essay", len(ESSAYS))]}
    return _ANSWERS[content.kind](content, is_right)


def wrong_positions(key: str, count: int, wrong: int) -> frozenset[int]:
    """Return which of `count` questions, counted from 1, this person gets wrong."""
    order = sorted(range(1, count + 1), key=lambda place: draw(f"{key}:{place}", "wrong", 10_000))
    return frozenset(order[:wrong])


def _option(content: QuestionContent, is_right: bool) -> dict[str, Any]:  # noqa: FBT001  table of functions
    fitting = [one.id for one in content.options if (one.weight == FULL) == is_right]
    return {"option": fitting[0]}


def _options(content: QuestionContent, is_right: bool) -> dict[str, Any]:  # noqa: FBT001
    chosen = [one.id for one in content.options if (one.weight > 0) == is_right]
    return {"options": chosen}


def _short(content: QuestionContent, is_right: bool) -> dict[str, Any]:  # noqa: FBT001
    return {"text": content.accepted[0].text if is_right else "belum tahu"}


def _number(content: QuestionContent, is_right: bool) -> dict[str, Any]:  # noqa: FBT001
    right = next(span.low for span in content.spans if span.weight == FULL)
    return {"text": str(right if is_right else right + 1)}


def _pairs(content: QuestionContent, is_right: bool) -> dict[str, Any]:  # noqa: FBT001
    asked = [pair for pair in content.pairs if pair.prompt]
    matches = [pair.match_id for pair in asked]
    if not is_right:
        matches = matches[1:] + matches[:1]
    return {"pairs": {pair.id: match for pair, match in zip(asked, matches, strict=True)}}


def _order(content: QuestionContent, is_right: bool) -> dict[str, Any]:  # noqa: FBT001
    items = [item.id for item in content.items]
    return {"order": items if is_right else items[::-1]}


_ANSWERS: dict[QuestionKind, Callable[[QuestionContent, bool], dict[str, Any]]] = {
    QuestionKind.SINGLE: _option,
    QuestionKind.TRUE_FALSE: _option,
    QuestionKind.MULTIPLE: _options,
    QuestionKind.SHORT: _short,
    QuestionKind.NUMERIC: _number,
    QuestionKind.MATCHING: _pairs,
    QuestionKind.ORDERING: _order,
}

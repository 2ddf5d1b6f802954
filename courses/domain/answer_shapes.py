"""Whether something that a browser sent is an answer to a question at all.

| kind | answer |
| --- | --- |
| single choice, true or false | `{"option": id}` |
| multiple choice | `{"options": [ids]}`, none twice |
| short answer, number, essay | `{"text": str}` |
| matching | `{"pairs": {pair id: match id}}`, some pairs may be missing |
| ordering | `{"order": [all item ids]}` |

None stands for no answer.
"""

from collections.abc import Callable
from typing import Any

from courses.domain.questions import QuestionContent
from courses.enums import AnswerFault, QuestionKind

# Characters of a text; what a person types in one sitting fits several times.
TEXT_LIMITS = {
    QuestionKind.SHORT: 500,
    QuestionKind.NUMERIC: 60,
    QuestionKind.ESSAY: 20_000,
}
FIELDS = {
    QuestionKind.SINGLE: "option",
    QuestionKind.TRUE_FALSE: "option",
    QuestionKind.MULTIPLE: "options",
    QuestionKind.SHORT: "text",
    QuestionKind.NUMERIC: "text",
    QuestionKind.ESSAY: "text",
    QuestionKind.MATCHING: "pairs",
    QuestionKind.ORDERING: "order",
}


def answer_fault(content: QuestionContent, answer: Any) -> AnswerFault | None:
    """Return what is wrong with the shape of an answer, whatever it says; None where nothing is."""
    if answer is None:
        return None
    field = FIELDS[content.kind]
    if not isinstance(answer, dict) or set(answer) != {field}:
        return AnswerFault.WRONG_SHAPE
    return _CHECKS[field](content, answer[field])


def _option(content: QuestionContent, value: Any) -> AnswerFault | None:
    if not isinstance(value, str):
        return AnswerFault.WRONG_SHAPE
    return _known([value], [option.id for option in content.options])


def _options(content: QuestionContent, value: Any) -> AnswerFault | None:
    if not _is_set_of_names(value):
        return AnswerFault.WRONG_SHAPE
    return _known(value, [option.id for option in content.options])


def _text(content: QuestionContent, value: Any) -> AnswerFault | None:
    if not isinstance(value, str) or not _is_storable(value):
        return AnswerFault.WRONG_SHAPE
    return AnswerFault.TOO_LONG if len(value) > TEXT_LIMITS[content.kind] else None


def _pairs(content: QuestionContent, value: Any) -> AnswerFault | None:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        return AnswerFault.WRONG_SHAPE
    asked = [pair.id for pair in content.pairs if pair.prompt]
    matches = [pair.match_id for pair in content.pairs]
    return _known(list(value), asked) or _known(list(value.values()), matches)


def _order(content: QuestionContent, value: Any) -> AnswerFault | None:
    if not _is_set_of_names(value):
        return AnswerFault.WRONG_SHAPE
    items = [item.id for item in content.items]
    fault = _known(value, items)
    return fault or (AnswerFault.WRONG_SHAPE if len(value) != len(items) else None)


def _is_set_of_names(value: Any) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(one, str) for one in value)
        and len(set(value)) == len(value)
    )


def _is_storable(text: str) -> bool:
    """No database keeps a NUL, and half a surrogate pair is no character."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _known(given: list[str], allowed: list[str]) -> AnswerFault | None:
    return None if set(given) <= set(allowed) else AnswerFault.UNKNOWN_CHOICE


_CHECKS: dict[str, Callable[[QuestionContent, Any], AnswerFault | None]] = {
    "option": _option,
    "options": _options,
    "text": _text,
    "pairs": _pairs,
    "order": _order,
}

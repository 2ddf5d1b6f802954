"""Says whether a question is well made: which faults its content has, in the order of the form."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal

from courses.domain.question_text import is_empty
from courses.domain.questions import FULL, QuestionContent
from courses.enums import QuestionFault, QuestionKind

MAX_TEXT = 20_000
MAX_ROWS = 50
MAX_POINTS = Decimal(100)
MAX_DIGITS = 20

ROWS_OF: dict[QuestionKind, str] = {
    QuestionKind.SINGLE: "options",
    QuestionKind.MULTIPLE: "options",
    QuestionKind.TRUE_FALSE: "options",
    QuestionKind.SHORT: "accepted",
    QuestionKind.NUMERIC: "spans",
    QuestionKind.MATCHING: "pairs",
    QuestionKind.ORDERING: "items",
}
ALL_ROWS = ("options", "accepted", "spans", "pairs", "items")

Checks = dict[QuestionFault, bool]


def faults(content: QuestionContent) -> tuple[QuestionFault, ...]:
    """Return what is wrong with a question; nothing means that it can be given."""
    own = ROWS_OF.get(content.kind)
    checks: Checks = {
        QuestionFault.TEXT_MISSING: is_empty(content.text),
        QuestionFault.TEXT_TOO_LONG: any(len(text) > MAX_TEXT for text in _texts(content)),
        QuestionFault.POINTS_WRONG: not _is_within(content.points, Decimal(0), MAX_POINTS)
        or content.points == 0,
        QuestionFault.ROWS_FOREIGN: any(getattr(content, rows) for rows in ALL_ROWS if rows != own),
        QuestionFault.ROWS_TOO_MANY: any(
            len(getattr(content, rows)) > MAX_ROWS for rows in ALL_ROWS
        ),
        QuestionFault.WEIGHT_WRONG: not all(
            _is_within(weight, -FULL, FULL) for weight in _weights(content)
        ),
    }
    found = [fault for fault, is_found in checks.items() if is_found]
    # Sums and comparisons of weights mean something only where each of them does.
    if own and QuestionFault.WEIGHT_WRONG not in found:
        found += [fault for fault, is_found in _CHECKS[content.kind](content).items() if is_found]
    return tuple(found)


def _choice(content: QuestionContent) -> Checks:
    options = content.options
    return {
        QuestionFault.OPTIONS_TOO_FEW: len(options) < 2,  # noqa: PLR2004
        QuestionFault.ROW_EMPTY: any(is_empty(one.text) for one in options),
        QuestionFault.ROWS_ALIKE: _repeats(one.text for one in options),
        QuestionFault.IDS_WRONG: _are_bad_ids(one.id for one in options),
    }


def _single(content: QuestionContent) -> Checks:
    right = sum(one.weight == FULL for one in content.options)
    return _choice(content) | {
        QuestionFault.RIGHT_MISSING: right == 0,
        QuestionFault.RIGHT_SEVERAL: right > 1,
    }


def _true_false(content: QuestionContent) -> Checks:
    others = [one for one in content.options if one.weight not in (0, FULL)]
    return _single(content) | {
        QuestionFault.OPTIONS_TOO_FEW: False,
        QuestionFault.OPTIONS_NOT_TWO: len(content.options) != 2,  # noqa: PLR2004
        QuestionFault.WEIGHT_WRONG: bool(others),
    }


def _multiple(content: QuestionContent) -> Checks:
    right = [one.weight for one in content.options if one.weight > 0]
    return _choice(content) | {
        QuestionFault.RIGHT_MISSING: not right,
        QuestionFault.WEIGHTS_SUM: bool(right) and sum(right) != FULL,
    }


def _short(content: QuestionContent) -> Checks:
    forms = content.accepted
    texts = [one.text if content.is_case_sensitive else one.text.casefold() for one in forms]
    return {
        QuestionFault.ROW_EMPTY: any(not text.strip() for text in texts),
        QuestionFault.ROWS_ALIKE: _repeats(texts),
        QuestionFault.ANSWER_MISSING: all(one.weight != FULL for one in forms),
        QuestionFault.WEIGHT_WRONG: any(one.weight < 0 for one in forms),
        QuestionFault.ANSWER_ANYTHING: any(
            one.weight > 0 and bool(one.text.strip()) and not one.text.strip("* ") for one in forms
        ),
    }


def _numeric(content: QuestionContent) -> Checks:
    ends = [(one.low, one.high) for one in content.spans]
    are_numbers = all(_is_number(low) and _is_number(high) for low, high in ends)
    return {
        QuestionFault.NUMBER_WRONG: not are_numbers,
        QuestionFault.RANGE_REVERSED: are_numbers and any(low > high for low, high in ends),
        QuestionFault.ROWS_ALIKE: are_numbers and _repeats(ends),
        QuestionFault.ANSWER_MISSING: all(one.weight != FULL for one in content.spans),
        QuestionFault.WEIGHT_WRONG: any(one.weight < 0 for one in content.spans),
    }


def _matching(content: QuestionContent) -> Checks:
    asked = [one for one in content.pairs if not is_empty(one.prompt)]
    # One match may serve several prompts; then it is one match, with one identifier.
    matches = {(one.match_id, one.match.strip()) for one in content.pairs}
    return {
        QuestionFault.PAIRS_TOO_FEW: len(asked) < 2,  # noqa: PLR2004
        QuestionFault.ROW_EMPTY: any(not one.match.strip() for one in content.pairs),
        QuestionFault.ROWS_ALIKE: _repeats(one.prompt for one in asked)
        or _repeats(match for _id, match in matches),
        QuestionFault.IDS_WRONG: _are_bad_ids(one.id for one in content.pairs)
        or _are_bad_ids(match_id for match_id, _match in matches),
    }


def _ordering(content: QuestionContent) -> Checks:
    return {
        QuestionFault.ITEMS_TOO_FEW: len(content.items) < 2,  # noqa: PLR2004
        QuestionFault.ROW_EMPTY: any(is_empty(one.text) for one in content.items),
        QuestionFault.ROWS_ALIKE: _repeats(one.text for one in content.items),
        QuestionFault.IDS_WRONG: _are_bad_ids(one.id for one in content.items),
    }


_CHECKS: dict[QuestionKind, Callable[[QuestionContent], Checks]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.SHORT: _short,
    QuestionKind.NUMERIC: _numeric,
    QuestionKind.MATCHING: _matching,
    QuestionKind.ORDERING: _ordering,
}


def _repeats(values: Iterable[object]) -> bool:
    """Whether two rows say the same; two empty rows are another fault."""
    counts = Counter(value for value in values if value)
    return any(count > 1 for count in counts.values())


def _are_bad_ids(ids: Iterable[str]) -> bool:
    known = list(ids)
    return "" in known or len(known) != len(set(known))


def _is_within(number: Decimal, low: Decimal, high: Decimal) -> bool:
    return number.is_finite() and low <= number <= high


def _is_number(number: Decimal) -> bool:
    return number.is_finite() and len(f"{abs(number):f}".replace(".", "")) <= MAX_DIGITS


def _weights(content: QuestionContent) -> list[Decimal]:
    return [
        *(one.weight for one in content.options),
        *(one.weight for one in content.accepted),
        *(one.weight for one in content.spans),
    ]


def _texts(content: QuestionContent) -> list[str]:
    return [
        *(content.text, content.feedback, content.guidance),
        *(text for one in content.options for text in (one.text, one.feedback)),
        *(text for one in content.pairs for text in (one.prompt, one.match)),
        *(one.text for one in content.items),
        *(text for one in content.accepted for text in (one.text, one.feedback)),
        *(one.feedback for one in content.spans),
    ]

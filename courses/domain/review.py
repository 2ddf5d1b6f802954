"""What a person may see of an own attempt after handing it in, and from when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from courses.domain.answer_texts import matches_form, readings
from courses.domain.marking import right_answer
from courses.domain.policies import QuizPolicy
from courses.domain.question_text import plain
from courses.domain.questions import QuestionContent
from courses.enums import QuestionKind, ReviewTime


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Where a person stands with a quiz; `is_handed_in` is about the attempt looked at.

    `has_open_attempt` is about any attempt, `is_passed` about what counts.
    """

    is_handed_in: bool
    has_open_attempt: bool
    is_passed: bool
    attempts_left: int | None
    closes_at: dt.datetime | None
    is_cohort_closed: bool
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """Which parts of an attempt may be seen."""

    score: bool = False
    answers: bool = False
    right: bool = False
    feedback: bool = False


@dataclass(frozen=True, slots=True)
class Reveal:
    """What may be said about one answer; what may not be seen is None or empty.

    `right` is an answer that earns everything, `right_words` the same written out, because the key
    may be of a version whose options the person was not shown; `right_options` is every option that
    earns points; `choice_feedback` is by option.
    """

    answer: Any = None
    score: Decimal | None = None
    comment: str = ""
    right: Any = None
    right_words: str = ""
    right_options: frozenset[str] = frozenset()
    feedback: str = ""
    choice_feedback: Mapping[str, str] = field(default_factory=dict)
    answer_feedback: str = ""


def shown(policy: QuizPolicy, facts: ReviewFacts) -> Shown:
    """Return what may be seen now; of an attempt in progress nothing.

    While any attempt is in progress, right answers and feedback stay hidden whatever the rules say:
    the next attempt may ask the same questions.
    """
    if not facts.is_handed_in:
        return Shown()
    keys_allowed = not facts.has_open_attempt
    return Shown(
        score=_is_time(policy.show_score, facts),
        answers=_is_time(policy.show_answers, facts),
        right=keys_allowed and _is_time(policy.show_right, facts),
        feedback=keys_allowed and _is_time(policy.show_feedback, facts),
    )


def reveal(
    content: QuestionContent, *, answer: Any, score: Decimal | None, comment: str, may: Shown
) -> Reveal:
    """Return what may be said about one answer; a person's comment comes with the score."""
    return Reveal(
        answer=answer if may.answers else None,
        score=score if may.score else None,
        comment=comment if may.score or may.feedback else "",
        right=right_answer(content) if may.right else None,
        right_words=right_words(content) if may.right else "",
        right_options=_right_options(content) if may.right else frozenset(),
        feedback=content.feedback if may.feedback else "",
        choice_feedback=_choice_feedback(content, answer) if may.feedback else {},
        answer_feedback=_answer_feedback(content, answer) if may.feedback else "",
    )


def right_words(content: QuestionContent) -> str:
    """Write out on one line what is right; nothing for an essay, which only a person can judge."""
    if content.options:
        return "; ".join(plain(part.text) for part in content.options if part.weight > 0)
    if content.pairs:
        asked = [pair for pair in content.pairs if pair.prompt]
        return "; ".join(f"{plain(pair.prompt)}: {pair.match}" for pair in asked)
    if content.items:
        places = enumerate(content.items, start=1)
        return "; ".join(f"{place}. {plain(item.text)}" for place, item in places)
    return str((right_answer(content) or {}).get("text", ""))


def _is_time(when: ReviewTime, facts: ReviewFacts) -> bool:
    if when == ReviewTime.NO_ATTEMPT_LEFT:
        return facts.is_passed or (facts.attempts_left == 0 and not facts.has_open_attempt)
    if when == ReviewTime.CLOSED:
        is_past = facts.closes_at is not None and facts.now > facts.closes_at
        return is_past or facts.is_cohort_closed
    return when == ReviewTime.HANDED_IN


def _right_options(content: QuestionContent) -> frozenset[str]:
    return frozenset(option.id for option in content.options if option.weight > 0)


def _choice_feedback(content: QuestionContent, answer: Any) -> dict[str, str]:
    """Only of what was chosen: the feedback of another option would tell whether it is right."""
    given = answer or {}
    chosen = {given.get("option"), *given.get("options", ())}
    return {part.id: part.feedback for part in content.options if part.id in chosen}


def _answer_feedback(content: QuestionContent, answer: Any) -> str:
    """What the author says to the accepted form or the numbers that a typed answer is of."""
    text = (answer or {}).get("text", "")
    if content.kind == QuestionKind.SHORT:
        forms = (
            form.feedback
            for form in content.accepted
            if matches_form(form.text, text, is_case_sensitive=content.is_case_sensitive)
        )
        return next(forms, "")
    if content.kind == QuestionKind.NUMERIC:
        numbers = readings(text)
        spans = (
            span.feedback
            for span in content.spans
            if any(span.low <= number <= span.high for number in numbers)
        )
        return next(spans, "")
    return ""

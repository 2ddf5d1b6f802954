"""Attempts as their owner sees them: the review, the list of own attempts, what counts.

Right answers, scores and feedback are in none of these values before `courses.domain.review` lets
them; the sheet to work on is `courses.queries.attempt_sheets`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corpu.core import clock
from courses.domain.counting import (
    AttemptResult,
    attempts_left,
    counted_attempts,
    counted_percent,
    is_passed,
)
from courses.domain.policies import QuizPolicy
from courses.domain.review import Reveal, ReviewFacts, Shown, reveal, shown
from courses.enums import AttemptState, CohortState, HandedInBy, MarkState
from courses.models import AttemptQuestion, Enrolment, QuizAttempt, RequiredActivity
from courses.queries.attempt_sheets import (
    AttemptSheet,
    SheetQuestion,
    attempt_sheet,
    is_attempt_over,
    own_attempt,
    questions_of,
    sheet_question,
)
from courses.queries.availability import Access, access_of

__all__ = [
    "AttemptReview",
    "AttemptSheet",
    "OwnAttempt",
    "OwnAttempts",
    "ReviewedQuestion",
    "attempt_review",
    "attempt_sheet",
    "own_attempts",
]


@dataclass(frozen=True, slots=True)
class ReviewedQuestion:
    """A question after handing in, with what may be said about the answer."""

    question: SheetQuestion
    mark_state: MarkState
    reveal: Reveal


@dataclass(frozen=True, slots=True)
class AttemptReview:
    """An attempt after handing in; score, percent and passed are None while they may not be seen.

    `questions` is empty where nothing of single questions may be seen.
    """

    attempt: QuizAttempt
    activity: RequiredActivity
    enrolment: Enrolment
    shown: Shown
    score: Decimal | None
    percent: Decimal | None
    is_passed: bool | None
    questions: tuple[ReviewedQuestion, ...]
    policy: QuizPolicy

    @property
    def is_waiting(self) -> bool:
        """Whether an answer still waits for a person."""
        return self.attempt.state == AttemptState.HANDED_IN


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """One line of the list of own attempts; percent and passed only once they may be seen.

    An attempt whose time is up is shown as handed in, also before that is written down.
    """

    number: int
    state: AttemptState
    started_at: dt.datetime
    deadline_at: dt.datetime | None
    handed_in_at: dt.datetime | None
    handed_in_by: str
    percent: Decimal | None
    is_passed: bool | None
    is_counted: bool


@dataclass(frozen=True, slots=True)
class OwnAttempts:
    """Where a person stands with a quiz; `left` is None where any number of attempts is allowed.

    `open_number` is the attempt to go on with; one whose time is up is not.
    """

    rows: tuple[OwnAttempt, ...]
    policy: QuizPolicy
    access: Access
    allowed: int | None
    left: int | None
    open_number: int | None
    percent: Decimal | None
    is_passed: bool
    # Handed in by the clock, and not marked yet even where no person is needed for it.
    is_settling: bool = False

    @property
    def may_start(self) -> bool:
        """Whether a new attempt may be started now."""
        return self.access.is_open and self.open_number is None and self.left != 0


def attempt_review(
    user: Any, cohort_slug: str, activity_id: int, number: int
) -> AttemptReview | None:
    """Return an own attempt as it may be seen now, or None; the same queries for any length."""
    attempt = own_attempt(user, cohort_slug, activity_id, number)
    if attempt is None:
        return None
    enrolment, activity = attempt.enrolment, attempt.activity
    own = own_attempts(enrolment, activity)
    may = _shown(attempt, own)
    has_detail = may.answers or may.right or may.feedback
    return AttemptReview(
        attempt=attempt,
        activity=activity,
        enrolment=enrolment,
        shown=may,
        score=attempt.score if may.score else None,
        percent=attempt.percent if may.score else None,
        is_passed=attempt.is_passed if may.score else None,
        questions=tuple(_reviewed(row, may) for row in questions_of(attempt)) if has_detail else (),
        policy=QuizPolicy.from_json(attempt.policy),
    )


def own_attempts(
    enrolment: Enrolment, activity: RequiredActivity, access: Access | None = None
) -> OwnAttempts:
    """Return a person's attempts at a quiz; one query, and those of an access not known yet."""
    attempts = list(
        QuizAttempt.objects.filter(enrolment=enrolment, activity=activity).order_by("number")
    )
    policy = QuizPolicy.from_json(activity.policy)
    access = access or access_of(enrolment, activity)
    results = _results(attempts)
    counted = counted_percent(results, policy.counting)
    allowed = policy.attempts + access.extra_attempts if policy.attempts else None
    bare = OwnAttempts(
        rows=(),
        policy=policy,
        access=access,
        allowed=allowed,
        left=attempts_left(
            allowed=policy.attempts, extra=access.extra_attempts, used=len(attempts)
        ),
        open_number=_open_number(attempts),
        percent=counted,
        is_passed=is_passed(counted, policy.pass_mark),
    )
    looked_at = {row.number for row in counted_attempts(results, policy.counting)}
    rows = []
    for attempt in attempts:
        attempt.enrolment = enrolment
        may = _shown(attempt, bare)
        rows.append(_own_row(attempt, may, is_counted=attempt.number in looked_at))
    sees_all = all(
        row.percent is not None or row.state != AttemptState.MARKED
        for row in rows
        if row.number in looked_at
    )
    return OwnAttempts(
        rows=tuple(rows),
        policy=policy,
        access=access,
        allowed=allowed,
        left=bare.left,
        open_number=bare.open_number,
        percent=counted if sees_all else None,
        is_passed=bare.is_passed,
        is_settling=any(map(_is_settling, attempts)),
    )


def _is_settling(attempt: QuizAttempt) -> bool:
    return attempt.state == AttemptState.OPEN and is_attempt_over(attempt)


def _reviewed(row: AttemptQuestion, may: Shown) -> ReviewedQuestion:
    content = row.version.content
    # After a correction the key that holds is the one by which the answer was marked.
    key = row.marked_version or row.version
    said = reveal(key.content, answer=row.answer, score=row.score, comment=row.comment, may=may)
    return ReviewedQuestion(
        sheet_question(row, content, said.answer), MarkState(row.mark_state), said
    )


def _open_number(attempts: Sequence[QuizAttempt]) -> int | None:
    numbers = (
        attempt.number
        for attempt in attempts
        if attempt.state == AttemptState.OPEN and not is_attempt_over(attempt)
    )
    return next(numbers, None)


def _results(attempts: Sequence[QuizAttempt]) -> list[AttemptResult]:
    ended = (attempt for attempt in attempts if attempt.state != AttemptState.OPEN)
    return [AttemptResult(attempt.number, attempt.percent) for attempt in ended]


def _shown(attempt: QuizAttempt, own: OwnAttempts) -> Shown:
    facts = ReviewFacts(
        is_handed_in=attempt.state != AttemptState.OPEN,
        has_open_attempt=own.open_number is not None,
        is_passed=own.is_passed,
        attempts_left=own.left,
        closes_at=own.access.closes_at,
        is_cohort_closed=attempt.enrolment.cohort.state == CohortState.CLOSED,
        now=clock.now(),
    )
    return shown(QuizPolicy.from_json(attempt.policy), facts)


def _own_row(attempt: QuizAttempt, may: Shown, *, is_counted: bool) -> OwnAttempt:
    by_clock = _is_settling(attempt)
    return OwnAttempt(
        number=attempt.number,
        state=AttemptState.HANDED_IN if by_clock else AttemptState(attempt.state),
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        handed_in_at=attempt.deadline_at if by_clock else attempt.handed_in_at,
        handed_in_by=HandedInBy.CLOCK if by_clock else attempt.handed_in_by,
        percent=attempt.percent if may.score else None,
        is_passed=attempt.is_passed if may.score else None,
        is_counted=is_counted,
    )

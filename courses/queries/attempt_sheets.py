"""The sheet of an attempt: exactly what a browser may know while a person works on it.

Weights, right answers and feedback are in none of these values.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from corpu.core import clock
from courses.domain.deadlines import is_over
from courses.domain.policies import QuizPolicy
from courses.domain.questions import QuestionContent
from courses.enums import AttemptState, CohortState, QuestionKind
from courses.models import AttemptQuestion, Enrolment, QuizAttempt, RequiredActivity


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose or to place, as shown."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question as a browser may know it, in the order shown."""

    position: int
    kind: QuestionKind
    text: str
    points: Decimal
    options: tuple[Choice, ...]
    prompts: tuple[Choice, ...]
    matches: tuple[Choice, ...]
    items: tuple[Choice, ...]
    answer: Any
    sequence: int
    answered_at: dt.datetime | None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None


@dataclass(frozen=True, slots=True)
class AttemptSheet:
    """An attempt to work on; `is_open` is false once it is handed in or its time is up."""

    attempt: QuizAttempt
    activity: RequiredActivity
    enrolment: Enrolment
    questions: tuple[SheetQuestion, ...]
    is_open: bool
    now: dt.datetime

    @property
    def deadline_at(self) -> dt.datetime | None:
        return self.attempt.deadline_at

    @property
    def seconds_left(self) -> int | None:
        """Whole seconds to the deadline, without the grace."""
        if self.attempt.deadline_at is None:
            return None
        return max(0, int((self.attempt.deadline_at - self.now).total_seconds()))


def attempt_sheet(
    user: Any, cohort_slug: str, activity_id: int, number: int
) -> AttemptSheet | None:
    """Return an own attempt to work on, or None; two queries."""
    attempt = own_attempt(user, cohort_slug, activity_id, number)
    if attempt is None:
        return None
    is_running = attempt.enrolment.cohort.state == CohortState.RUNNING
    return AttemptSheet(
        attempt=attempt,
        activity=attempt.activity,
        enrolment=attempt.enrolment,
        questions=tuple(
            sheet_question(row, row.version.content, row.answer) for row in questions_of(attempt)
        ),
        is_open=attempt.state == AttemptState.OPEN and is_running and not is_attempt_over(attempt),
        now=clock.now(),
    )


def own_attempt(user: Any, cohort_slug: str, activity_id: int, number: int) -> QuizAttempt | None:
    readable = Enrolment.objects.of(user).readable()
    return (
        QuizAttempt.objects.select_related(
            "enrolment__cohort", "activity__required_course", "activity__page"
        )
        .filter(
            enrolment__in=readable,
            enrolment__cohort__slug=cohort_slug,
            activity=activity_id,
            number=number,
        )
        .order_by("pk")
        .first()
    )


def questions_of(attempt: QuizAttempt) -> QuerySet[AttemptQuestion]:
    """Return the questions of an attempt in order, with the versions given and marked by."""
    return attempt.questions.select_related("version", "marked_version").order_by("position")


def sheet_question(row: AttemptQuestion, content: QuestionContent, answer: Any) -> SheetQuestion:
    options = {option.id: option.text for option in content.options}
    matches = {pair.match_id: pair.match for pair in content.pairs}
    items = {item.id: item.text for item in content.items}
    return SheetQuestion(
        position=row.position,
        kind=content.kind,
        text=content.text,
        points=row.points,
        options=_shown_in(row.layout.get("options"), options),
        prompts=tuple(Choice(pair.id, pair.prompt) for pair in content.pairs if pair.prompt),
        matches=_shown_in(row.layout.get("matches"), matches),
        items=_shown_in(row.layout.get("items"), items),
        answer=answer,
        sequence=row.sequence,
        answered_at=row.answered_at,
    )


def _shown_in(order: list[str] | None, texts: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, texts[name]) for name in order or ())


def is_attempt_over(attempt: QuizAttempt) -> bool:
    return is_over(
        deadline_at=attempt.deadline_at,
        grace_seconds=QuizPolicy.from_json(attempt.policy).grace_seconds,
        now=clock.now(),
    )

"""The page of a quiz as one person sees it: what it asks for, where the person stands with it."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, Sum, When
from django.db.models.functions import Coalesce

from courses.domain.drawing import Part, draw, layout, question_order
from courses.domain.policies import QuizPolicy
from courses.domain.quiz_standing import QuizFacts, QuizStanding, quiz_standing
from courses.enums import AttemptState, QuizPartKind
from courses.models import AttemptQuestion, QuestionVersion, QuizPage, QuizPart, RequiredActivity
from courses.queries.attempt_sheets import SheetQuestion, sheet_question
from courses.queries.attempts import OwnAttempts, own_attempts
from courses.queries.availability import with_grants
from courses.queries.quiz_questions import candidates_for
from courses.queries.reading import activity_reading

PART_COUNT = "page__quizpage__parts__count"
# An author who looks again sees the same draw.
PREVIEW_SEED = 1


@dataclass(frozen=True, slots=True)
class QuizReading:
    """A quiz for one reader; staff without an enrolment have `own` empty and see an example."""

    policy: QuizPolicy
    question_count: int
    own: OwnAttempts | None
    standing: QuizStanding | None
    example: tuple[SheetQuestion, ...] = ()

    @property
    def minutes(self) -> int | None:
        """The time limit of this person, with what was granted."""
        if self.policy.minutes is None or self.own is None:
            return self.policy.minutes
        return self.policy.minutes + self.own.access.extra_minutes


def quiz_context(page: QuizPage, user: Any, *, is_preview: bool = False) -> dict[str, Any]:
    """Return `reading`, the frame of the page, and `quiz`; a preview writes nothing."""
    reading = activity_reading(page, user, is_preview=is_preview)
    if reading.enrolment is None:
        parts = list(page.parts.all())
        count = sum(part.count if part.kind == QuizPartKind.DRAW else 1 for part in parts)
        example = _example(page, parts)
        return {"reading": reading, "quiz": QuizReading(page.policy, count, None, None, example)}
    activity, count = _with_count(reading.current.pinned or 0)
    access = reading.current.access
    known = with_grants(access, reading.enrolment) if access else None
    own = own_attempts(reading.enrolment, activity, known)
    return {
        "reading": reading,
        "quiz": QuizReading(own.policy, count, own, quiz_standing(_facts(own))),
    }


def _with_count(pinned: int) -> tuple[RequiredActivity, int]:
    """Return a pinned quiz and how many questions it asks (one query)."""
    asked = Case(When(page__quizpage__parts__kind=QuizPartKind.DRAW, then=PART_COUNT), default=1)
    counted = RequiredActivity.objects.annotate(
        question_count=Coalesce(Sum(asked, filter=Q(page__quizpage__parts__isnull=False)), 0)
    )
    activity: Any = counted.get(pk=pinned)
    return activity, activity.question_count


def _facts(own: OwnAttempts) -> QuizFacts:
    return QuizFacts(
        is_open=own.access.is_open,
        is_underway=own.open_number is not None,
        is_waiting=any(row.state == AttemptState.HANDED_IN for row in own.rows),
        is_passed=own.is_passed,
        used=len(own.rows),
        left=own.left,
    )


def _example(page: QuizPage, rows: Iterable[QuizPart]) -> tuple[SheetQuestion, ...]:
    """Return the questions an attempt could ask, as a browser may know them (two queries)."""
    chance = random.Random(PREVIEW_SEED)  # noqa: S311  nothing is to be guessed here
    parts = [
        Part(part.kind, part.question_id, part.count, part.tag.strip(), part.difficulty)
        for part in rows
    ]
    course = page.get_parent()
    drawn = draw(parts, candidates_for(course.pk, parts), chance).chosen
    chosen = question_order(drawn, shuffle=page.shuffle_questions, chance=chance)
    versions = QuestionVersion.objects.in_bulk([candidate.version for candidate in chosen])
    example = []
    for position, candidate in enumerate(chosen, start=1):
        content = versions[candidate.version].content
        shown = layout(content, shuffle=page.shuffle_options, chance=chance)
        row = AttemptQuestion(position=position, layout=shown, points=content.points)
        example.append(sheet_question(row, content, None))
    return tuple(example)

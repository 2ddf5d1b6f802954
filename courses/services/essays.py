"""Marks that a person sets on an essay."""

from decimal import Decimal

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.marking import rounded
from courses.enums import MarkState
from courses.models import AttemptQuestion, Enrolment, MarkChange, QuizAttempt
from courses.services.attempt_marking import count_attempts, sum_up


class NotForPeople(Exception):
    """Only an answer that waits for a person, or was marked by one, is marked by a person."""


class ScoreOutOfRange(Exception):
    """A score lies between nothing and the points of the question."""


class MarkedMeanwhile(Exception):
    """Somebody else has marked the answer since it was shown."""


@transaction.atomic
def mark_essay(
    *,
    question: AttemptQuestion,
    score: Decimal,
    comment: str,
    seen_marks: int,
    by: User,
    reason: str = "",
) -> AttemptQuestion:
    """Set a mark; with the last one that was missing, the attempt is summed up and counts.

    `seen_marks` is how many marks the answer had when it was shown. Every mark stays in history. A
    lower mark later takes no completion back. Locks: enrolment, attempt, question.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(attempts__questions=question.pk)
    )
    attempt = (
        QuizAttempt.objects.select_for_update(of=("self",))
        .select_related("activity__required_course")
        .get(questions=question.pk)
    )
    rows = {row.pk: row for row in attempt.questions.select_for_update().order_by("position")}
    locked = rows[question.pk]
    if locked.mark_state not in (MarkState.WAITING, MarkState.PERSON):
        raise NotForPeople
    if locked.changes.count() != seen_marks:
        raise MarkedMeanwhile
    if not 0 <= score <= locked.points:
        raise ScoreOutOfRange
    before, locked.score = locked.score, rounded(score)
    locked.mark_state, locked.comment = MarkState.PERSON, comment.strip()
    locked.save(update_fields=["score", "mark_state", "comment"])
    MarkChange.objects.create(
        question=locked,
        before=before,
        after=locked.score,
        version_id=locked.version_id,
        reason=reason,
        marked_by=by,
        marked_at=clock.now(),
    )
    sum_up(attempt, rows.values())
    attempt.save()
    count_attempts(enrolment, attempt.activity)
    audit.record(
        enrolment,
        "courses.essay.marked",
        actor=by,
        activity=attempt.activity_id,
        title=attempt.activity.title,
        position=locked.position,
        before=None if before is None else str(before),
        after=str(locked.score),
    )
    return locked

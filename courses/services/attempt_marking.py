"""Marks of an attempt: set by rule or by a person, summed, and counted for the quiz."""

from collections.abc import Iterable
from decimal import Decimal

from corpu.core import clock
from courses.domain.counting import AttemptResult, counted_percent, is_passed, percent_of
from courses.domain.marking import mark
from courses.domain.policies import QuizPolicy
from courses.enums import AttemptState, CohortState, CompletionHow, EnrolmentState, MarkState
from courses.models import AttemptQuestion, Enrolment, MarkChange, QuizAttempt, RequiredActivity
from courses.services.completion import record_completion


def mark_by_rule(attempt: QuizAttempt) -> None:
    """Mark every answer of a locked attempt as its version says, and sum up.

    What needs a person waits. The rows are locked, so an answer that is acknowledged is marked.
    """
    questions = list(
        AttemptQuestion.objects.select_for_update(of=("self",))
        .select_related("version")
        .filter(attempt=attempt)
        .order_by("position")
    )
    changes = []
    for question in questions:
        outcome = mark(question.version.content, question.answer, question.points)
        question.marked_version = question.version
        question.score = outcome.score
        question.mark_state = MarkState.WAITING if outcome.needs_person else MarkState.AUTOMATIC
        if outcome.score is not None:
            changes.append(_first_mark(question, outcome.score))
    AttemptQuestion.objects.bulk_update(questions, ["score", "mark_state", "marked_version"])
    MarkChange.objects.bulk_create(changes)
    sum_up(attempt, questions)
    attempt.save()


def sum_up(attempt: QuizAttempt, questions: Iterable[AttemptQuestion]) -> None:
    """Set the sums of a locked attempt; there are none while an answer waits for a person."""
    questions = list(questions)
    if any(question.mark_state == MarkState.WAITING for question in questions):
        attempt.state = AttemptState.HANDED_IN
        attempt.score = attempt.percent = attempt.is_passed = None
    else:
        policy = QuizPolicy.from_json(attempt.policy)
        attempt.state = AttemptState.MARKED
        attempt.score = sum((question.score or Decimal(0) for question in questions), Decimal(0))
        attempt.percent = percent_of(attempt.score, attempt.points)
        attempt.is_passed = is_passed(attempt.percent, policy.pass_mark)


def count_attempts(enrolment: Enrolment, activity: RequiredActivity) -> bool:
    """Complete the quiz if what counts now is enough; return whether it is.

    `enrolment` is locked, with its cohort. A completion is never taken back here, and none is
    recorded where the cohort does not run, the person is out of it or the quiz is dropped.
    """
    policy = QuizPolicy.from_json(activity.policy)
    rows = QuizAttempt.objects.filter(enrolment=enrolment, activity=activity)
    results = [
        AttemptResult(number, percent)
        for number, percent in rows.exclude(state=AttemptState.OPEN).values_list(
            "number", "percent"
        )
    ]
    enough = is_passed(counted_percent(results, policy.counting), policy.pass_mark)
    if enough and _may_complete(enrolment, activity):
        record_completion(enrolment=enrolment, activity=activity, how=CompletionHow.PASSED)
    return enough


def _may_complete(enrolment: Enrolment, activity: RequiredActivity) -> bool:
    return (
        enrolment.cohort.state == CohortState.RUNNING
        and enrolment.state != EnrolmentState.WITHDRAWN
        and activity.dropped_at is None
    )


def _first_mark(question: AttemptQuestion, score: Decimal) -> MarkChange:
    return MarkChange(
        question=question, after=score, version=question.version, marked_at=clock.now()
    )

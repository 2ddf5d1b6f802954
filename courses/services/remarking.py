"""Marking anew after a key was corrected: old marks stay in history, nobody loses unasked."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import CompletionHow
from courses.models import (
    AttemptQuestion,
    Enrolment,
    MarkChange,
    Question,
    QuestionVersion,
    QuizAttempt,
    RequiredActivity,
)
from courses.queries.remarking import NewMark, RemarkPreview, remark_preview
from courses.queries.rule_changes import holds_certificate
from courses.services.attempt_marking import sum_up
from courses.services.completion import recount
from courses.services.decisions import (
    CertificateHeld,
    Decision,
    lock_cohort,
    need_reason,
    stand,
    take_back_from,
)


class DifferenceMoved(Exception):
    """Marks have changed since the difference was shown."""


@dataclass(frozen=True, slots=True)
class Remarked:
    """How many answers were marked anew, and whose passing was gained or taken back."""

    answers: int
    gained: int
    lost: int


@transaction.atomic
def remark(
    *,
    activity: RequiredActivity,
    question: Question,
    version: QuestionVersion,
    seen: str,
    take_back: Collection[int] = (),
    reason: str,
    by: User,
) -> Remarked:
    """Mark every answer to a question by another of its versions, as the preview showed.

    `seen` is the digest of that preview. Who now passes has passed; of those who no longer do, only
    the enrolments in `take_back` lose it, because a person decided so. In a cohort that is closed
    only marks change: nobody gains or loses.
    """
    why = need_reason(reason)
    _cohort, members = lock_cohort(activity.required_course.cohort_id)
    _lock_answers(activity, question)
    preview = remark_preview(activity, question, version)
    if preview.digest != seen:
        raise DifferenceMoved
    _write(preview.marks, version, Decision(why, by))
    gained, lost = _who_gains_and_loses(preview, members, take_back)
    stand(gained, activity, CompletionHow.PASSED)
    recount(gained)
    if lost:
        take_back_from(lost, activity, Decision(why, by))
    audit.record(
        question,
        "courses.question.remarked",
        actor=by,
        activity=activity.pk,
        title=activity.title,
        version=version.number,
        answers=len(preview.marks),
        gained=len(gained),
        lost=len(lost),
        reason=why,
    )
    return Remarked(len(preview.marks), len(gained), len(lost))


def _lock_answers(activity: RequiredActivity, question: Question) -> None:
    """Attempts before their questions, as everywhere."""
    attempts = QuizAttempt.objects.select_for_update().filter(activity=activity)
    list(attempts.order_by("pk").values_list("pk", flat=True))
    rows = AttemptQuestion.objects.select_for_update(of=("self",)).filter(
        attempt__activity=activity, version__question=question
    )
    list(rows.order_by("pk").values_list("pk", flat=True))


def _write(marks: Collection[NewMark], version: QuestionVersion, decision: Decision) -> None:
    moment = clock.now()
    MarkChange.objects.bulk_create(
        [
            MarkChange(
                question=one.question,
                before=one.question.score,
                after=one.after,
                version=version,
                reason=decision.reason,
                marked_by=decision.by,
                marked_at=moment,
            )
            for one in marks
        ]
    )
    for one in marks:
        one.question.score, one.question.marked_version = one.after, version
    AttemptQuestion.objects.bulk_update(
        [one.question for one in marks], ["score", "marked_version"], batch_size=200
    )
    _sum_up({one.question.attempt_id for one in marks})


def _sum_up(attempt_ids: Collection[int]) -> None:
    questions = defaultdict(list)
    for row in AttemptQuestion.objects.filter(attempt__in=attempt_ids):
        questions[row.attempt_id].append(row)
    attempts = list(QuizAttempt.objects.filter(pk__in=attempt_ids))
    for attempt in attempts:
        sum_up(attempt, questions[attempt.pk])
    QuizAttempt.objects.bulk_update(
        attempts, ["state", "score", "percent", "is_passed"], batch_size=200
    )


def _who_gains_and_loses(
    preview: RemarkPreview, members: Collection[Enrolment], take_back: Collection[int]
) -> tuple[list[Enrolment], list[Enrolment]]:
    locked = {member.pk: member for member in members}
    gained = [locked[row.enrolment.pk] for row in preview.rows if row.gains]
    lost = [
        locked[row.enrolment.pk]
        for row in preview.rows
        if row.may_lose and row.enrolment.pk in take_back
    ]
    held = [enrolment for enrolment in lost if holds_certificate(enrolment)]
    if held:
        raise CertificateHeld(held)
    return gained, lost

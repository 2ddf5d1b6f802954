"""Attempts at a quiz: start, save an answer, hand in; the clock of the server decides."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from corpu.core import clock
from courses.domain.answer_saves import MAX_SEQUENCE, IncomingAnswer, StoredAnswer, judge
from courses.domain.answer_shapes import answer_fault
from courses.domain.counting import attempts_left
from courses.domain.deadlines import is_over
from courses.domain.policies import QuizPolicy
from courses.enums import (
    MEMBER_STATES,
    AnswerFault,
    AttemptState,
    CohortState,
    HandedInBy,
    MarkState,
    SaveVerdict,
)
from courses.models import (
    AttemptQuestion,
    Enrolment,
    QuizAttempt,
    RequiredActivity,
)
from courses.queries.availability import Access, access_of
from courses.services.attempt_making import NoQuestions, create_attempt, deadline_of
from courses.services.attempt_marking import count_attempts, mark_by_rule
from courses.services.completion import begin, lock_learner, need_own

__all__ = [
    "AnswerInvalid",
    "AttemptOver",
    "NoAttemptLeft",
    "NoQuestions",
    "NotInAttempt",
    "NotOpen",
    "SavedAnswer",
    "hand_in",
    "hand_in_overdue",
    "refresh_deadline",
    "save_answer",
    "settle_if_over",
    "start_attempt",
]

SWEEP_SIZE = 1000
CLIENT_LENGTH = 36


class NotOpen(Exception):
    """The quiz is not open to this person now; `access` says why."""

    def __init__(self, access: Access) -> None:
        super().__init__(access.reason)
        self.access = access


class NoAttemptLeft(Exception):
    """Every attempt allowed has been used."""


class NotInAttempt(Exception):
    """The person has no such attempt, or the attempt no such question."""


class AttemptOver(Exception):
    """The attempt has been handed in or its time is up; `attempt` is how it stands now."""

    def __init__(self, attempt: QuizAttempt) -> None:
        super().__init__(attempt.pk)
        self.attempt = attempt


class AnswerInvalid(Exception):
    """What came is not an answer to this question; `fault` says why."""

    def __init__(self, fault: AnswerFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What became of an answer, and what is stored now."""

    verdict: SaveVerdict
    sequence: int
    answer: Any
    answered_at: dt.datetime | None


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, activity: RequiredActivity) -> QuizAttempt:
    """Start an attempt, or return the one in progress; the lock makes two starts one attempt."""
    locked = lock_learner(enrolment)
    need_own(locked, activity)
    current = QuizAttempt.objects.filter(
        enrolment=locked, activity=activity, state=AttemptState.OPEN
    ).first()
    if current is not None:
        current.enrolment = locked
        current = settle_if_over(current)
        if current.state == AttemptState.OPEN:
            return current
    access = access_of(locked, activity)
    if not access.is_open:
        raise NotOpen(access)
    policy = QuizPolicy.from_json(activity.policy)
    used = QuizAttempt.objects.filter(enrolment=locked, activity=activity)
    left = attempts_left(allowed=policy.attempts, extra=access.extra_attempts, used=used.count())
    if left == 0:
        raise NoAttemptLeft
    attempt = create_attempt(locked, activity, policy, access)
    begin(locked, activity)
    locked.save(update_fields=["state", "started_at", "last_activity"])
    return attempt


def save_answer(
    *,
    user: Any,
    cohort_slug: str,
    activity_id: int,
    number: int,
    position: int,
    answer: Any,
    sequence: int,
    base: int,
    client: str,
) -> SavedAnswer:
    """Save one answer unless a newer one is stored; one read and one write, without a lock.

    The write holds only if the row is still as it was read; if not, somebody else has made
    progress, and the newer state is judged. It is one statement, so it needs no transaction. A row
    that is being marked changes its `mark_state`, so no answer slips in after its mark.
    """
    if not (0 < sequence <= MAX_SEQUENCE and 0 < len(client) <= CLIENT_LENGTH):
        raise AnswerInvalid(AnswerFault.WRONG_SHAPE)
    incoming = IncomingAnswer(sequence, base, client, answer)
    while True:
        row = _own_question(user, cohort_slug, activity_id, number, position)
        _need_open(row.attempt)
        fault = answer_fault(row.version.content, answer)
        if fault is not None:
            raise AnswerInvalid(fault)
        verdict = judge(StoredAnswer(row.sequence, row.client, row.answer), incoming)
        if verdict != SaveVerdict.ACCEPTED:
            return SavedAnswer(verdict, row.sequence, row.answer, row.answered_at)
        moment = clock.now()
        if AttemptQuestion.objects.filter(
            pk=row.pk, sequence=row.sequence, client=row.client, mark_state=MarkState.NONE
        ).update(answer=answer, sequence=sequence, client=client, answered_at=moment):
            return SavedAnswer(verdict, sequence, answer, moment)


def hand_in(*, user: Any, cohort_slug: str, activity_id: int, number: int) -> QuizAttempt:
    """End an own attempt and mark it; a second call changes nothing."""
    own = QuizAttempt.objects.filter(
        enrolment__user=user,
        enrolment__state__in=MEMBER_STATES,
        enrolment__cohort__slug=cohort_slug,
        activity=activity_id,
        number=number,
    )
    attempt = own.order_by("pk").first()
    if attempt is None:
        raise NotInAttempt
    return _end(attempt, is_asked=True) or attempt


def settle_if_over(attempt: QuizAttempt) -> QuizAttempt:
    """Hand in an attempt whose time is up, as of its deadline; return how it stands."""
    if attempt.state != AttemptState.OPEN or not _is_time_up(attempt):
        return attempt
    return _end(attempt, is_asked=False) or attempt


def hand_in_overdue() -> int:
    """Hand in what is overdue and nobody has read since; return how many.

    Each in a transaction of its own; who is locked is being dealt with by somebody else, or is met
    the next time.
    """
    overdue = QuizAttempt.objects.filter(
        Q(deadline_at__lt=clock.now()) | Q(enrolment__cohort__state=CohortState.CLOSED),
        state=AttemptState.OPEN,
    )
    rows = overdue.select_related("enrolment__cohort").order_by("deadline_at", "pk")[:SWEEP_SIZE]
    ended = [
        _end(attempt, is_asked=False, skip_locked=True) for attempt in rows if _is_time_up(attempt)
    ]
    return sum(attempt is not None for attempt in ended)


def refresh_deadline(*, enrolment: Enrolment, activity: RequiredActivity) -> None:
    """Give the attempt in progress what was granted since it began.

    `enrolment` comes from `lock_learner`, in the same transaction.
    """
    for attempt in QuizAttempt.objects.select_for_update().filter(
        enrolment=enrolment, activity=activity, state=AttemptState.OPEN
    ):
        access = access_of(enrolment, activity)
        attempt.deadline_at = deadline_of(
            attempt.started_at, QuizPolicy.from_json(attempt.policy), access
        )
        attempt.save(update_fields=["deadline_at"])


def _own_question(
    user: Any, cohort_slug: str, activity_id: int, number: int, position: int
) -> AttemptQuestion:
    rows = AttemptQuestion.objects.select_related("attempt__enrolment__cohort", "version")
    try:
        # `get` drops the ordering, which would join people and cohorts for one row.
        return rows.get(
            attempt__enrolment__user=user,
            attempt__enrolment__state__in=MEMBER_STATES,
            attempt__enrolment__cohort__slug=cohort_slug,
            attempt__activity=activity_id,
            attempt__number=number,
            position=position,
        )
    except AttemptQuestion.DoesNotExist as error:
        raise NotInAttempt from error


def _need_open(attempt: QuizAttempt) -> None:
    current = settle_if_over(attempt)
    if current.state != AttemptState.OPEN:
        raise AttemptOver(current)


def _is_time_up(attempt: QuizAttempt) -> bool:
    """Whether nothing can be answered anymore; needs the enrolment with its cohort."""
    return attempt.enrolment.cohort.state != CohortState.RUNNING or is_over(
        deadline_at=attempt.deadline_at,
        grace_seconds=QuizPolicy.from_json(attempt.policy).grace_seconds,
        now=clock.now(),
    )


@transaction.atomic
def _end(attempt: QuizAttempt, *, is_asked: bool, skip_locked: bool = False) -> QuizAttempt | None:
    """Hand in and mark under the locks of the person and the attempt; None if that is locked.

    Locks are always taken in this order: enrolment, attempt, questions.
    """
    people = Enrolment.objects.select_for_update(of=("self",), skip_locked=skip_locked)
    enrolment = people.select_related("cohort").filter(pk=attempt.enrolment_id).first()
    if enrolment is None:
        return None
    locked = (
        QuizAttempt.objects.select_for_update(of=("self",))
        .select_related("activity__required_course")
        .get(pk=attempt.pk)
    )
    locked.enrolment = enrolment
    is_time_up = _is_time_up(locked)
    if locked.state != AttemptState.OPEN or not (is_asked or is_time_up):
        return locked
    locked.handed_in_by = HandedInBy.CLOCK if is_time_up else HandedInBy.PERSON
    locked.handed_in_at = _last_moment(locked) if is_time_up else clock.now()
    mark_by_rule(locked)
    count_attempts(enrolment, locked.activity)
    return locked


def _last_moment(attempt: QuizAttempt) -> dt.datetime:
    """The moment at which the time of an attempt was up."""
    ends = (attempt.deadline_at, attempt.enrolment.cohort.closed_at, clock.now())
    return min(end for end in ends if end is not None)

"""What came back to a person from marking: work with its decision, quizzes with their result."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse

from corpu.core import clock
from courses.domain.availability import extended
from courses.domain.counting import AttemptResult, attempts_left, counted_percent, is_passed
from courses.domain.policies import QuizPolicy
from courses.domain.review import ReviewFacts, shown
from courses.enums import ActivityKind, AttemptState, CohortState, Outcome, Verdict
from courses.models import Enrolment, Extension, QuizAttempt
from courses.queries.assignment_feedback import ReturnedWork, returned_work
from courses.queries.availability import extensions_of

_VERDICTS = {Outcome.RETURN: Verdict.RETURNED, Outcome.ACCEPT: Verdict.ACCEPTED}


@dataclass(frozen=True, slots=True)
class CameBack:
    """One result; `waits` as long as the person is asked for a revision."""

    kind: ActivityKind
    title: str
    cohort: str
    url: str
    at: dt.datetime
    verdict: Verdict
    percent: Decimal | None
    comment: str = ""
    waits: bool = False


def came_back(user: Any, limit: int = 5) -> list[CameBack]:
    """Return the newest results first (four queries at most).

    A return that was answered since says nothing any more.
    """
    works = returned_work(user, limit)
    found = [_of_work(work) for work in works if work.waits or work.outcome == Outcome.ACCEPT]
    found += _of_quizzes(user)
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def _of_work(work: ReturnedWork) -> CameBack:
    return CameBack(
        kind=ActivityKind.ASSIGNMENT,
        title=work.title,
        cohort=work.cohort,
        url=work.url,
        at=work.decided_at,
        verdict=_VERDICTS[work.outcome],
        percent=work.percent,
        comment=work.comment,
        waits=work.waits,
    )


def _of_quizzes(user: Any) -> list[CameBack]:
    """The newest result of each quiz, as far as its rules let the person see it."""
    by_person = Q(questions__changes__marked_by__isnull=False)
    rows = (
        QuizAttempt.objects.filter(
            enrolment__in=Enrolment.objects.of(user).readable(), activity__dropped_at=None
        )
        .select_related("enrolment__cohort", "activity__page")
        .annotate(looked_at=Max("questions__changes__marked_at", filter=by_person))
        .order_by("number")
    )
    quizzes: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for attempt in rows:
        quizzes[attempt.enrolment_id, attempt.activity_id].append(attempt)
    marked = {
        key: own
        for key, own in quizzes.items()
        if any(attempt.state == AttemptState.MARKED for attempt in own)
    }
    given = extensions_of([own[0].enrolment for own in marked.values()])
    results = (
        _of_quiz(own, given[enrolment].get(activity, ()))
        for (enrolment, activity), own in marked.items()
    )
    return [result for result in results if result is not None]


def _of_quiz(attempts: Sequence[Any], given: Iterable[Extension]) -> CameBack | None:
    newest = [attempt for attempt in attempts if attempt.state == AttemptState.MARKED][-1]
    sees_score = shown(QuizPolicy.from_json(newest.policy), _facts(attempts, list(given))).score
    if not sees_score and newest.looked_at is None:
        return None
    verdict = Verdict.PASSED if newest.is_passed else Verdict.FAILED
    cohort, activity = newest.enrolment.cohort, newest.activity
    return CameBack(
        kind=ActivityKind.QUIZ,
        title=activity.page.title,
        cohort=cohort.name,
        url=reverse("courses:quiz-review", args=[cohort.slug, activity.pk, newest.number]),
        at=newest.looked_at or newest.handed_in_at,
        verdict=verdict if sees_score else Verdict.MARKED,
        percent=newest.percent if sees_score else None,
    )


def _facts(attempts: Sequence[Any], given: Sequence[Extension]) -> ReviewFacts:
    activity, cohort = attempts[0].activity, attempts[0].enrolment.cohort
    policy = QuizPolicy.from_json(activity.policy)
    ended = [one for one in attempts if one.state != AttemptState.OPEN]
    results = [AttemptResult(one.number, one.percent) for one in ended]
    return ReviewFacts(
        is_handed_in=True,
        has_open_attempt=len(ended) < len(attempts),
        is_passed=is_passed(counted_percent(results, policy.counting), policy.pass_mark),
        attempts_left=attempts_left(
            allowed=policy.attempts,
            extra=sum(extension.attempts for extension in given),
            used=len(attempts),
        ),
        closes_at=extended(activity.closes_at, [extension.until for extension in given]),
        is_cohort_closed=cohort.state == CohortState.CLOSED,
        now=clock.now(),
    )

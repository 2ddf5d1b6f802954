"""How a quiz went in a cohort: results per person, and how each question did its work."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q

from courses.domain.counting import AttemptResult, counted_percent, is_passed
from courses.domain.item_statistics import ItemStatistics, Response, item_statistics
from courses.domain.policies import QuizPolicy
from courses.domain.questions import QuestionContent
from courses.enums import MEMBER_STATES, ActivityKind, AttemptState, MarkState
from courses.models import (
    AttemptQuestion,
    Cohort,
    Completion,
    Enrolment,
    QuestionVersion,
    QuizAttempt,
    RequiredActivity,
)


@dataclass(frozen=True, slots=True)
class QuizLine:
    """One quiz of a cohort with how far its people are."""

    activity: RequiredActivity
    begun: int
    passed: int
    waiting: int


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One person: attempts handed in, what counts, whether it is enough, what still waits."""

    enrolment: Enrolment
    attempts: int
    is_underway: bool
    percent: Decimal | None
    is_passed: bool
    has_completion: bool
    waiting: int

    @property
    def name(self) -> str:
        return self.enrolment.user.name


@dataclass(frozen=True, slots=True)
class ChosenOption:
    """An option or a typed answer and how many chose it; `is_right` is None for typed ones."""

    text: str
    count: int
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question in one version with its statistics."""

    version: QuestionVersion
    content: QuestionContent
    statistics: ItemStatistics
    chosen: tuple[ChosenOption, ...]


def cohort_quizzes(cohort: Cohort) -> list[QuizLine]:
    """Return the quizzes of a cohort, in order (one query)."""
    members = Q(attempts__enrolment__state__in=MEMBER_STATES)
    waiting = Q(attempts__questions__mark_state=MarkState.WAITING)
    passed = Q(completions__taken_back_at=None, completions__enrolment__state__in=MEMBER_STATES)
    rows = (
        RequiredActivity.objects.standing()
        .filter(required_course__cohort=cohort, kind=ActivityKind.QUIZ)
        .annotate(
            begun=Count("attempts__enrolment", filter=members, distinct=True),
            passed=Count("completions", filter=passed, distinct=True),
            waiting=Count("attempts__questions", filter=members & waiting, distinct=True),
        )
        .select_related("required_course")
    )
    return [
        QuizLine(row, row.begun, row.passed, row.waiting)  # type: ignore[attr-defined]
        for row in rows.order_by("position", "pk")
    ]


def cohort_quiz(cohort: Cohort, pk: int) -> RequiredActivity | None:
    """Return a quiz that this cohort has or had."""
    found = RequiredActivity.objects.filter(
        required_course__cohort=cohort, kind=ActivityKind.QUIZ, pk=pk
    )
    return found.select_related("required_course", "page").first()


def quiz_results(activity: RequiredActivity) -> list[ResultRow]:
    """Return every member with what the attempts amount to; four queries for any number."""
    cohort = activity.required_course.cohort_id
    attempts: dict[int, list[QuizAttempt]] = defaultdict(list)
    for attempt in QuizAttempt.objects.filter(activity=activity).order_by("number"):
        attempts[attempt.enrolment_id].append(attempt)
    completed = set(
        Completion.objects.standing()
        .filter(activity=activity)
        .values_list("enrolment_id", flat=True)
    )
    waiting = dict(
        AttemptQuestion.objects.filter(attempt__activity=activity, mark_state=MarkState.WAITING)
        .values_list("attempt__enrolment")
        .annotate(count=Count("pk"))
        .order_by()
    )
    policy = QuizPolicy.from_json(activity.policy)
    people = Enrolment.objects.members().filter(cohort=cohort).select_related("user")
    return [
        _result(
            person,
            attempts[person.pk],
            policy,
            has_completion=person.pk in completed,
            waiting=waiting.get(person.pk, 0),
        )
        for person in people.order_by("user__full_name", "pk")
    ]


def quiz_items(activity: RequiredActivity) -> list[ItemRow]:
    """Return the statistics of every question given; two queries for any number.

    Of each person the first answer that was marked counts, so that everybody counts once.
    """
    rows = (
        AttemptQuestion.objects.filter(
            attempt__activity=activity,
            attempt__state=AttemptState.MARKED,
            attempt__enrolment__state__in=MEMBER_STATES,
        )
        .order_by("attempt__number", "position")
        .values(
            "version_id",
            "answer",
            "score",
            "points",
            person=F("attempt__enrolment"),
            total=F("attempt__score"),
            total_points=F("attempt__points"),
        )
    )
    answers: dict[int, dict[int, Response]] = defaultdict(dict)
    for row in rows:
        answers[row["version_id"]].setdefault(row["person"], _response(row))
    versions = QuestionVersion.objects.select_related("question").in_bulk(list(answers))
    items = [
        _item(versions[pk], item_statistics(list(people.values())))
        for pk, people in answers.items()
    ]
    return sorted(items, key=lambda item: (item.version.question.name, item.version.number))


def _result(
    person: Enrolment,
    attempts: list[QuizAttempt],
    policy: QuizPolicy,
    *,
    has_completion: bool,
    waiting: int,
) -> ResultRow:
    ended = [attempt for attempt in attempts if attempt.state != AttemptState.OPEN]
    results = [AttemptResult(attempt.number, attempt.percent) for attempt in ended]
    percent = counted_percent(results, policy.counting)
    return ResultRow(
        enrolment=person,
        attempts=len(ended),
        is_underway=len(ended) < len(attempts),
        percent=percent,
        is_passed=is_passed(percent, policy.pass_mark),
        has_completion=has_completion,
        waiting=waiting,
    )


def _response(row: Mapping[str, Any]) -> Response:
    return Response(
        score=row["score"],
        points=row["points"],
        rest_score=row["total"] - row["score"],
        rest_points=row["total_points"] - row["points"],
        answer=row["answer"],
    )


def _item(version: QuestionVersion, statistics: ItemStatistics) -> ItemRow:
    content = version.content
    counts = dict(statistics.chosen)
    if content.options:
        chosen = [
            ChosenOption(option.text, counts.get(option.id, 0), option.weight > 0)
            for option in content.options
        ]
    else:
        chosen = [ChosenOption(text, count, None) for text, count in statistics.chosen]
    return ItemRow(version, content, statistics, tuple(chosen))

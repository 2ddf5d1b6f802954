"""Essays that wait for a person, whoever waits longest first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from courses.domain.questions import QuestionContent
from courses.enums import MEMBER_STATES, READABLE_COHORTS, MarkState
from courses.models import AttemptQuestion, Cohort, CohortStaff
from courses.permissions import is_organiser
from courses.queries.marking_queue import MARKERS


@dataclass(frozen=True, slots=True)
class WaitingEssay:
    """One line of the queue."""

    id: int
    person: str
    question: str
    quiz: str
    cohort: str
    waiting_since: dt.datetime | None


@dataclass(frozen=True, slots=True)
class EssaySheet:
    """One essay to mark, its neighbours in the queue, and how many marks it has had so far.

    `place` counts from 1; it is None for one that does not wait anymore.
    """

    question: AttemptQuestion
    content: QuestionContent
    person: str
    quiz: str
    cohort: Cohort
    text: str
    marks: int
    previous: int | None
    following: int | None
    place: int | None
    waiting: int

    @property
    def points(self) -> Decimal:
        return self.question.points

    @property
    def is_waiting(self) -> bool:
        return self.question.mark_state == MarkState.WAITING


def essay_queue(user: Any) -> QuerySet[AttemptQuestion]:
    """Return the answers that wait for this person, the longest wait first."""
    return _markable(user).filter(mark_state=MarkState.WAITING)


def essay_count(user: Any) -> int:
    """How many essays wait for this person."""
    return essay_queue(user).count()


def marks_somewhere(user: Any) -> bool:
    """Whether this person marks in any cohort that has begun."""
    return _cohorts(user).exists()


def essay_rows(essays: Iterable[AttemptQuestion]) -> list[WaitingEssay]:
    """Return essays of `essay_queue` as lines."""
    return [
        WaitingEssay(
            id=essay.pk,
            person=essay.attempt.enrolment.user.name,
            question=essay.version.question.name,
            quiz=essay.attempt.activity.title,
            cohort=essay.attempt.enrolment.cohort.name,
            waiting_since=essay.attempt.handed_in_at,
        )
        for essay in essays
    ]


def essay_sheet(user: Any, pk: int) -> EssaySheet | None:
    """Return an essay that this person may mark or has marked, with its place in the queue."""
    essay = (
        _markable(user)
        .filter(pk=pk, mark_state__in=(MarkState.WAITING, MarkState.PERSON))
        .annotate(marks=Count("changes"))
        .first()
    )
    if essay is None:
        return None
    waiting = list(essay_queue(user).values_list("pk", flat=True))
    place = waiting.index(pk) if pk in waiting else None
    before = waiting[:place] if place is not None else []
    after = waiting[place + 1 :] if place is not None else waiting
    return EssaySheet(
        question=essay,
        content=essay.version.content,
        person=essay.attempt.enrolment.user.name,
        quiz=essay.attempt.activity.title,
        cohort=essay.attempt.enrolment.cohort,
        text=str((essay.answer or {}).get("text", "")),
        marks=essay.marks,
        previous=before[-1] if before else None,
        following=after[0] if after else None,
        place=None if place is None else place + 1,
        waiting=len(waiting),
    )


def _cohorts(user: Any) -> QuerySet[Cohort]:
    """The cohorts that have begun and in which this person marks."""
    begun = Cohort.objects.filter(state__in=READABLE_COHORTS)
    if is_organiser(user):
        return begun
    own = CohortStaff.objects.filter(user_id=user.pk, role__in=MARKERS, user__is_active=True)
    return begun.filter(pk__in=own.values("cohort_id"))


def _markable(user: Any) -> QuerySet[AttemptQuestion]:
    return (
        AttemptQuestion.objects.filter(
            attempt__enrolment__cohort__in=_cohorts(user),
            attempt__enrolment__state__in=MEMBER_STATES,
        )
        .select_related(
            "attempt__enrolment__user",
            "attempt__enrolment__cohort",
            "attempt__activity",
            "version__question",
        )
        .order_by("attempt__handed_in_at", "pk")
    )

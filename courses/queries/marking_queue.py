"""What waits to be marked, and how far the assignments of a cohort are."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.domain.policies import AssignmentPolicy
from courses.domain.submission_states import hides_names
from courses.enums import (
    MEMBER_STATES,
    ActivityKind,
    CohortState,
    StaffRole,
    SubmissionState,
)
from courses.models import (
    Cohort,
    CohortStaff,
    RequiredActivity,
    Submission,
    SubmissionVersion,
)
from courses.permissions import is_organiser

MARKERS = (StaffRole.INSTRUCTOR, StaffRole.COACH, StaffRole.EXAMINER)


@dataclass(frozen=True, slots=True)
class WorkName:
    """Whose work it is; without a name only its stable number is known."""

    name: str
    number: int
    is_group: bool


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """One work that waits."""

    id: int
    name: WorkName
    title: str
    cohort: str
    waiting_since: dt.datetime
    version: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """One cohort or assignment with how much waits there."""

    id: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class AssignmentCount:
    """One assignment of one cohort and how far its works are."""

    activity: RequiredActivity
    cohort: Cohort
    waiting: int
    returned: int
    accepted: int


def markable_cohorts(user: Any) -> QuerySet[Cohort]:
    """Return the running cohorts in which this person marks."""
    running = Cohort.objects.filter(state=CohortState.RUNNING)
    if is_organiser(user):
        return running
    if user.pk is None or not user.is_active:
        return running.none()
    own = CohortStaff.objects.filter(user_id=user.pk, role__in=MARKERS)
    return running.filter(pk__in=own.values("cohort_id"))


def waiting_works(user: Any) -> QuerySet[Submission]:
    """Return the works that wait for this person, the longest wait first."""
    return all_waiting().filter(activity__required_course__cohort__in=markable_cohorts(user))


def waiting_count(user: Any) -> int:
    """How many works wait for this person (two queries at most)."""
    return waiting_works(user).count()


def waiting_rows(works: Iterable[Submission]) -> list[WaitingWork]:
    """Return works as lines of the list; `works` come from `waiting_works` and `numbered`."""
    return [
        WaitingWork(
            id=work.pk,
            name=work_name(work),
            title=work.activity.title,
            cohort=work.activity.required_course.cohort.name,
            waiting_since=cast("dt.datetime", work.waiting_since),
            version=work.last_number,  # type: ignore[attr-defined]
            is_late=work.last_is_late,  # type: ignore[attr-defined]
        )
        for work in works
    ]


def numbered(works: QuerySet[Submission]) -> QuerySet[Submission]:
    """Add what a line shows: the work's stable number in its assignment, its newest version."""
    up_to_here = (
        Submission.objects.filter(activity=OuterRef("activity"), pk__lte=OuterRef("pk"))
        .order_by()
        .values("activity")
        .annotate(count=Count("pk"))
        .values("count")
    )
    last = SubmissionVersion.objects.filter(
        submission=OuterRef("pk"), submitted_at__isnull=False
    ).order_by("-number")
    return works.annotate(
        number=Subquery(up_to_here, output_field=IntegerField()),
        last_number=Coalesce(Subquery(last.values("number")[:1]), 0),
        last_is_late=Subquery(last.values("is_late")[:1]),
    ).select_related("enrolment__user", "group", "activity__required_course__cohort__programme")


def work_name(work: Submission) -> WorkName:
    """Return whose work a `numbered` one is, as far as markers may know."""
    policy = AssignmentPolicy.from_json(work.activity.policy)
    state = SubmissionState(work.state)
    name = ""
    if not hides_names(is_anonymous=policy.is_anonymous, state=state):
        name = work.group.name if work.group else work.enrolment.user.name  # type: ignore[union-attr]
    return WorkName(name, work.number, work.group is not None)  # type: ignore[attr-defined]


def waiting_tallies(user: Any) -> tuple[list[Tally], list[Tally]]:
    """Return the cohorts and the assignments where something waits, with how much."""
    cohorts: Counter[tuple[int, str]] = Counter()
    titles: Counter[tuple[int, str]] = Counter()
    for work in waiting_works(user).select_related("activity__required_course__cohort"):
        cohort = work.activity.required_course.cohort
        cohorts[cohort.pk, cohort.name] += 1
        titles[work.activity.page_id, work.activity.title] += 1
    return _tallies(cohorts), _tallies(titles)


def assignment_counts(user: Any) -> list[AssignmentCount]:
    """Return every assignment of the cohorts in which this person marks (one query)."""
    activities = RequiredActivity.objects.standing().filter(
        kind=ActivityKind.ASSIGNMENT, required_course__cohort__in=markable_cohorts(user)
    )
    rows = activities.select_related("required_course__cohort").annotate(
        **{
            state.value: Count("submissions", filter=Q(submissions__state=state), distinct=True)
            for state in SubmissionState
        }
    )
    return [
        AssignmentCount(
            activity=row,
            cohort=row.required_course.cohort,
            waiting=row.submitted,  # type: ignore[attr-defined]
            returned=row.returned,  # type: ignore[attr-defined]
            accepted=row.accepted,  # type: ignore[attr-defined]
        )
        for row in rows.order_by("-required_course__cohort__started_at", "position")
    ]


def all_waiting() -> QuerySet[Submission]:
    """Return every work that waits, the longest wait first."""
    present = Q(enrolment=None) | Q(enrolment__state__in=MEMBER_STATES)
    return Submission.objects.filter(
        present, state=SubmissionState.SUBMITTED, activity__dropped_at=None
    ).order_by(F("waiting_since").asc(nulls_last=True), "pk")


def _tallies(counts: Counter[tuple[int, str]]) -> list[Tally]:
    return [Tally(pk, label, count) for (pk, label), count in sorted(counts.items())]

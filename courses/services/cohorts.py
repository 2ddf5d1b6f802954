"""Cohorts: made, opened, started (which pins the curriculum) and closed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from django.db import IntegrityError, transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.cohort_states import CohortFacts, Verdict, take
from courses.domain.numbering import cohort_number
from courses.enums import CohortObstacle, CohortState, CohortStep, NumberStyle
from courses.models import AttendanceRule, Cohort, Programme, RequiredActivity, RequiredCourse
from courses.queries.absence import policy_of
from courses.queries.pinning import PinnedActivity, PinnedCourse, Pinning, pinning_of
from courses.signals import cohort_started

# Titles of pages may be longer than what a requirement row keeps.
TITLE_LENGTH = 200


class CohortNumberTaken(Exception):
    """There is a cohort of this number in this year already."""


class CohortDatesWrong(Exception):
    """The last day lies before the first."""


class StepRefused(Exception):
    """A cohort may not take a step; `obstacles` say why, `str()` says it in words."""

    def __init__(self, obstacles: tuple[CohortObstacle, ...]) -> None:
        super().__init__(obstacles)
        self.obstacles = obstacles

    def __str__(self) -> str:
        return " ".join(str(obstacle.label) for obstacle in self.obstacles)


@transaction.atomic
def create_cohort(
    *,
    programme: Programme,
    number: int,
    year: int,
    starts_on: dt.date,
    ends_on: dt.date,
    capacity: int = 40,
    place: str = "",
    number_style: str = NumberStyle.ROMAN,
    attendance_rule: AttendanceRule | None = None,
    by: User | None,
) -> Cohort:
    """Make a draft cohort; its address is made of number and year."""
    if ends_on < starts_on:
        raise CohortDatesWrong
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(
                programme=programme,
                number=number,
                year=year,
                slug=f"angkatan-{cohort_number(number, number_style).lower()}-{year}",
                starts_on=starts_on,
                ends_on=ends_on,
                capacity=capacity,
                place=place,
                number_style=number_style,
                attendance_rule=attendance_rule,
            )
    except IntegrityError as error:
        if not Cohort.objects.filter(year=year, number=number).exists():
            raise
        raise CohortNumberTaken from error
    audit.record(cohort, "courses.cohort.created", actor=by)
    return cohort


@transaction.atomic
def open_cohort(*, cohort: Cohort, by: User | None) -> Cohort:
    """Let people be enrolled."""
    locked = _lock(cohort)
    _move(locked, _allow(CohortStep.OPEN, locked), by)
    locked.save(update_fields=["state"])
    return locked


@transaction.atomic
def start_cohort(*, cohort: Cohort, by: User | None) -> Cohort:
    """Begin: pin what must be completed, the programme's published courses and activities.

    Required courses without an activity are pinned but not counted: nothing could complete them.
    The attendance rule is frozen as it reads now.
    """
    locked = _lock(cohort)
    pinning = pinning_of(locked.programme_id)
    people = locked.enrolments.members().count()
    verdict = _allow(CohortStep.START, locked, activities=pinning.activity_count, people=people)
    _pin(locked, pinning)
    locked.attendance_policy = policy_of(locked).to_json()
    locked.started_at = clock.now()
    locked.course_count = pinning.course_count
    locked.activity_count = pinning.activity_count
    _move(
        locked,
        verdict,
        by,
        courses=pinning.course_count,
        activities=pinning.activity_count,
        people=people,
    )
    locked.save(
        update_fields=[
            "state",
            "started_at",
            "course_count",
            "activity_count",
            "attendance_policy",
        ]
    )
    transaction.on_commit(partial(cohort_started.send_robust, sender=Cohort, cohort_id=locked.pk))
    return locked


@transaction.atomic
def close_cohort(*, cohort: Cohort, by: User | None) -> Cohort:
    """End it: everything stays readable, nothing can be completed any more."""
    locked = _lock(cohort)
    verdict = _allow(CohortStep.CLOSE, locked)
    locked.closed_at = clock.now()
    _move(locked, verdict, by)
    locked.save(update_fields=["state", "closed_at"])
    return locked


def _lock(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_for_update().get(pk=cohort.pk)


def _allow(
    step: CohortStep, cohort: Cohort, *, activities: int = 0, people: int = 0
) -> CohortState:
    verdict: Verdict = take(step, CohortFacts(cohort.state, activities, people))
    if verdict.state is None:
        raise StepRefused(verdict.obstacles)
    return verdict.state


_ACTIONS = {
    CohortState.OPEN: "courses.cohort.opened",
    CohortState.RUNNING: "courses.cohort.started",
    CohortState.CLOSED: "courses.cohort.closed",
}


def _move(cohort: Cohort, state: CohortState, by: User | None, **data: int) -> None:
    before, cohort.state = cohort.state, state
    audit.record(cohort, _ACTIONS[state], actor=by, before=str(before), after=str(state), **data)


def _pin(cohort: Cohort, pinning: Pinning) -> None:
    required = RequiredCourse.objects.bulk_create(
        [requirement_of_course(cohort, course) for course in pinning.courses]
    )
    places = [
        (requirement, activity)
        for requirement, course in zip(required, pinning.courses, strict=True)
        for activity in course.activities
    ]
    pinned = RequiredActivity.objects.bulk_create(
        requirement_of(requirement, activity, position)
        for position, (requirement, activity) in enumerate(places, start=1)
    )
    link_followers(pinned, {activity.page: activity for _requirement, activity in places})


def requirement_of(
    course: RequiredCourse, activity: PinnedActivity, position: int
) -> RequiredActivity:
    """Return an activity as a cohort copies it; `link_followers` ties those that wait."""
    return RequiredActivity(
        required_course=course,
        page_id=activity.page,
        kind=activity.kind,
        title=activity.title[:TITLE_LENGTH],
        position=position,
        is_required=activity.is_required,
        availability=activity.availability,
        policy=activity.policy,
    )


def link_followers(
    pinned: Sequence[RequiredActivity], source: Mapping[int, PinnedActivity]
) -> None:
    """Tie activities of one cohort to the one they come after, where the cohort has it."""
    by_page = {row.page_id: row for row in pinned}
    followers = []
    for row in pinned:
        after = source[row.page_id].after
        if after in by_page:
            row.after = by_page[after]
            followers.append(row)
    RequiredActivity.objects.bulk_update(followers, ["after"])


def requirement_of_course(cohort: Cohort, course: PinnedCourse) -> RequiredCourse:
    return RequiredCourse(
        cohort=cohort,
        course_id=course.page,
        code=course.code,
        title=course.title[:TITLE_LENGTH],
        agenda_code=course.agenda_code,
        agenda_label=course.agenda_label,
        phase_code=course.phase_code,
        phase_label=course.phase_label,
        order=course.order,
        jp=course.hours.value,
        jp_unverified=course.hours.unverified,
        jp_mark=course.hours.mark,
        is_required=course.is_required,
        activity_count=course.activity_count,
    )

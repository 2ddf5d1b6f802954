"""Completions and everything counted from them, written in one transaction under one lock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from corpu.core import clock
from courses.domain.progress import standing
from courses.enums import CohortState, CompletionHow, EnrolmentState
from courses.models import (
    Completion,
    CourseProgress,
    Enrolment,
    RequiredActivity,
    RequiredCourse,
)
from courses.queries.course_facts import CourseCount, course_counts
from courses.signals import course_completed

PROGRESS_FIELDS = ("activities_done", "completed_at")
COUNTED_FIELDS = (
    "activities_done",
    "courses_done",
    "state",
    "started_at",
    "completed_at",
    "last_activity",
)


class CohortNotRunning(Exception):
    """Nothing can be completed before the start or after the close of a cohort."""


class EnrolmentWithdrawn(Exception):
    """Who has withdrawn cannot complete anything."""


class ActivityNotRequired(Exception):
    """The activity is not part of what this cohort has."""


@dataclass(frozen=True, slots=True)
class CompletionResult:
    """What one call did, and where the person stands after it."""

    enrolment: Enrolment
    is_new: bool
    course_completed: bool
    all_completed: bool


def lock_learner(enrolment: Enrolment) -> Enrolment:
    """Lock a person's enrolment for a change; the cohort must run and the person be in it."""
    locked = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=enrolment.pk)
    )
    if locked.state == EnrolmentState.WITHDRAWN:
        raise EnrolmentWithdrawn
    if locked.cohort.state != CohortState.RUNNING:
        raise CohortNotRunning
    return locked


def need_own(enrolment: Enrolment, activity: RequiredActivity) -> RequiredCourse:
    """Return the course of an activity that this person's cohort still has."""
    course = activity.required_course
    if course.cohort_id != enrolment.cohort_id or activity.dropped_at is not None:
        raise ActivityNotRequired
    return course


def begin(enrolment: Enrolment, activity: RequiredActivity) -> None:
    """Note on a locked enrolment that its person works on this; the caller saves it."""
    enrolment.last_activity = activity
    enrolment.started_at = enrolment.started_at or clock.now()
    if enrolment.state == EnrolmentState.ENROLLED:
        enrolment.state = EnrolmentState.ACTIVE


def record_completion(
    *,
    enrolment: Enrolment,
    activity: RequiredActivity,
    how: CompletionHow,
    reason: str = "",
) -> CompletionResult:
    """Record that a person completed an activity, and count; a second call changes nothing.

    `enrolment` comes from `lock_learner`, in the same transaction. What a person had taken back
    stands again, with its first date.
    """
    need_own(enrolment, activity)
    before = Completion.objects.filter(enrolment=enrolment, activity=activity).first()
    if before is not None and before.taken_back_at is None:
        return CompletionResult(
            enrolment, is_new=False, course_completed=False, all_completed=False
        )
    completion = before or Completion(
        enrolment=enrolment, activity=activity, completed_at=clock.now()
    )
    completion.how, completion.reason = how, reason
    completion.taken_back_at = completion.taken_back_by = None
    completion.save()
    begin(enrolment, activity)
    was_complete = enrolment.completed_at is not None
    newly = recount([enrolment])[enrolment.pk]
    return CompletionResult(
        enrolment,
        is_new=True,
        course_completed=activity.required_course_id in newly,
        all_completed=enrolment.completed_at is not None and not was_complete,
    )


def recount(
    enrolments: Iterable[Enrolment],
    *,
    may_lose: bool = False,
    courses: Collection[int] | None = None,
) -> dict[int, frozenset[int]]:
    """Count everything of these locked enrolments anew and save it.

    Return the courses each has newly completed; who has withdrawn completes none. First dates stay.
    A course or cohort once completed stays so, whatever is asked now, unless `may_lose`: then a
    person has decided to take it back, in these `courses` or in all.
    One query and two writes for any number of enrolments.
    """
    people = list(enrolments)
    rows: list[CourseProgress] = []
    newly: dict[int, frozenset[int]] = {}
    facts = course_counts(people)
    losing = _Losing(may_lose, courses)
    for person in people:
        changed, completed = _count(person, facts[person.pk], losing)
        rows += changed
        newly[person.pk] = completed
    _save_progress(rows)
    _save_people(people)
    for person in people:
        for course in newly[person.pk]:
            transaction.on_commit(
                partial(
                    course_completed.send_robust,
                    sender=CourseProgress,
                    enrolment_id=person.pk,
                    required_course_id=course,
                )
            )
    return newly


@dataclass(frozen=True, slots=True)
class _Losing:
    """Whether completions may be lost, and in which courses (None: in all)."""

    is_decided: bool
    courses: Collection[int] | None

    def covers(self, course: int) -> bool:
        return self.is_decided and (self.courses is None or course in self.courses)


def _count(
    person: Enrolment, courses: list[CourseCount], losing: _Losing
) -> tuple[list[CourseProgress], frozenset[int]]:
    """Count one person; return the rows to write and the courses newly completed."""
    moment = clock.now()
    is_member = person.state != EnrolmentState.WITHDRAWN
    rows, newly = [], set()
    loses_all = losing.is_decided and losing.courses is None
    for course in courses:
        completed_at = course.completed_at
        if is_member and course.facts.is_complete and completed_at is None:
            completed_at = moment
            newly.add(course.facts.id)
        elif losing.covers(course.facts.id) and not course.facts.is_complete:
            loses_all |= course.facts.is_required and completed_at is not None
            completed_at = None
        if (course.facts.done, completed_at) != (course.stored_done, course.completed_at):
            rows.append(
                CourseProgress(
                    pk=course.progress,
                    enrolment=person,
                    course_id=course.facts.id,
                    activities_done=course.facts.done,
                    completed_at=completed_at,
                )
            )
    now = standing(course.facts for course in courses)
    person.activities_done, person.courses_done = now.activities_done, now.courses_done
    if is_member and now.is_complete and person.completed_at is None:
        person.state, person.completed_at = EnrolmentState.COMPLETED, moment
    elif loses_all and not now.is_complete and person.completed_at is not None:
        person.completed_at = None
        person.state = EnrolmentState.ACTIVE if is_member else person.state
    return rows, frozenset(newly)


def _save_progress(rows: list[CourseProgress]) -> None:
    new = [row for row in rows if row.pk is None]
    known = [row for row in rows if row.pk is not None]
    if new:
        CourseProgress.objects.bulk_create(new)
    if len(known) == 1:
        known[0].save(update_fields=PROGRESS_FIELDS)
    elif known:
        CourseProgress.objects.bulk_update(known, PROGRESS_FIELDS)


def _save_people(people: list[Enrolment]) -> None:
    if len(people) == 1:
        people[0].save(update_fields=COUNTED_FIELDS)
    else:
        Enrolment.objects.bulk_update(people, COUNTED_FIELDS)

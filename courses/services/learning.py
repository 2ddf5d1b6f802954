"""Learning: a person opens and completes lessons; every number follows in the same transaction."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction

from corpu.core import clock
from courses.domain.progress import Standing, advance
from courses.enums import CohortState, EnrolmentState
from courses.models import (
    CourseProgress,
    Enrolment,
    LessonCompletion,
    RequiredCourse,
    RequiredLesson,
)
from courses.signals import course_completed


class CohortNotRunning(Exception):
    """Nothing can be completed before the start or after the close of a cohort."""


class EnrolmentWithdrawn(Exception):
    """Who has withdrawn cannot complete anything."""


class LessonNotRequired(Exception):
    """The lesson is not part of what this cohort pinned."""


@dataclass(frozen=True, slots=True)
class CompletionResult:
    """What one call did, and where the person stands after it."""

    enrolment: Enrolment
    is_new: bool
    course_completed: bool
    all_completed: bool


@transaction.atomic
def complete_lesson(*, enrolment: Enrolment, lesson: RequiredLesson) -> CompletionResult:
    """Record that a person completed a lesson; a second call changes nothing.

    The lock on the enrolment makes the counters exact under any number of parallel requests.
    """
    locked = _lock(enrolment)
    course = _course_of(locked, lesson)
    if locked.completions.filter(lesson=lesson).exists():
        return CompletionResult(locked, is_new=False, course_completed=False, all_completed=False)
    moment = clock.now()
    LessonCompletion.objects.create(enrolment=locked, lesson=lesson, completed_at=moment)
    progress = CourseProgress.objects.filter(
        enrolment=locked, course=course
    ).first() or CourseProgress(enrolment=locked, course=course)
    after = advance(
        Standing(
            course_done=progress.lessons_done,
            course_total=course.lesson_count,
            course_is_required=course.is_required,
            lessons_done=locked.lessons_done,
            lessons_total=locked.cohort.lesson_count,
            courses_done=locked.courses_done,
            courses_total=locked.cohort.course_count,
        )
    )
    newly_complete = after.course_is_complete and progress.completed_at is None
    progress.lessons_done = after.course_done
    progress.completed_at = moment if newly_complete else progress.completed_at
    progress.save()
    locked.lessons_done = after.lessons_done
    locked.courses_done = after.courses_done
    newly_all = after.is_complete and locked.completed_at is None
    if newly_all:
        locked.state, locked.completed_at = EnrolmentState.COMPLETED, moment
    _begin(locked, lesson)
    locked.save(
        update_fields=[
            "lessons_done",
            "courses_done",
            "state",
            "started_at",
            "completed_at",
            "last_lesson",
        ]
    )
    if newly_complete:
        transaction.on_commit(
            partial(
                course_completed.send_robust,
                sender=CourseProgress,
                enrolment_id=locked.pk,
                required_course_id=course.pk,
            )
        )
    return CompletionResult(locked, True, newly_complete, newly_all)


@transaction.atomic
def record_opening(*, enrolment: Enrolment, lesson: RequiredLesson) -> Enrolment:
    """Remember the lesson as the one to resume with; the first opening begins the learning."""
    locked = _lock(enrolment)
    _course_of(locked, lesson)
    if locked.last_lesson_id != lesson.pk or locked.started_at is None:
        _begin(locked, lesson)
        locked.save(update_fields=["state", "started_at", "last_lesson"])
    return locked


def _lock(enrolment: Enrolment) -> Enrolment:
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


def _course_of(enrolment: Enrolment, lesson: RequiredLesson) -> RequiredCourse:
    course = lesson.required_course
    if course.cohort_id != enrolment.cohort_id:
        raise LessonNotRequired
    return course


def _begin(enrolment: Enrolment, lesson: RequiredLesson) -> None:
    enrolment.last_lesson = lesson
    enrolment.started_at = enrolment.started_at or clock.now()
    if enrolment.state == EnrolmentState.ENROLLED:
        enrolment.state = EnrolmentState.ACTIVE

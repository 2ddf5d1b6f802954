"""Learning: a person opens and completes lessons; every number follows in the same transaction."""

from django.db import transaction

from courses.enums import ActivityKind, CompletionHow
from courses.models import Enrolment, RequiredActivity
from courses.queries.availability import Access, access_of
from courses.services.completion import (
    CompletionResult,
    begin,
    lock_learner,
    need_own,
    record_completion,
)


class NotALesson(Exception):
    """Only a lesson is completed by saying so; a quiz is passed, an assignment accepted."""


class ActivityClosed(Exception):
    """The activity is not open to this person now; `access` says why."""

    def __init__(self, access: Access) -> None:
        super().__init__(access.reason)
        self.access = access


@transaction.atomic
def complete_lesson(*, enrolment: Enrolment, activity: RequiredActivity) -> CompletionResult:
    """Record that a person has read a lesson and says so; a second call changes nothing.

    The lock on the enrolment makes the counters exact under any number of parallel requests. What
    is completed already may be confirmed again, also after it has closed.
    """
    if activity.kind != ActivityKind.LESSON:
        raise NotALesson
    locked = lock_learner(enrolment)
    need_open(locked, activity)
    return record_completion(enrolment=locked, activity=activity, how=CompletionHow.CONFIRMED)


@transaction.atomic
def record_opening(*, enrolment: Enrolment, activity: RequiredActivity) -> Enrolment:
    """Remember the activity as the one to resume with; the first opening begins the learning."""
    locked = lock_learner(enrolment)
    need_open(locked, activity)
    if locked.last_activity_id != activity.pk or locked.started_at is None:
        begin(locked, activity)
        locked.save(update_fields=["state", "started_at", "last_activity"])
    return locked


def need_open(enrolment: Enrolment, activity: RequiredActivity) -> None:
    """Refuse what is not open to the person of this locked enrolment, unless it may be read."""
    need_own(enrolment, activity)
    access = access_of(enrolment, activity)
    if not (access.is_open or access.may_read):
        raise ActivityClosed(access)

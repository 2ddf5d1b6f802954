"""What a person should do now, from the facts of all their enrolments."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from courses.enums import (
    CertificateStage,
    CohortState,
    EnrolmentState,
    NextKind,
    NextReason,
    WorkStage,
)


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """One activity of the pinned curriculum, in its order."""

    id: int
    is_done: bool
    is_required: bool = True
    is_open: bool = True
    # Of a closed one: when it opens by itself, where that is known.
    opens_at: dt.datetime | None = None
    stage: WorkStage = WorkStage.NONE


@dataclass(frozen=True, slots=True)
class EnrolmentFacts:
    """One enrolment with what matters for the choice."""

    id: int
    state: str
    cohort_state: str
    starts_on: dt.date
    activities: tuple[ActivityFacts, ...] = ()
    last_activity: int | None = None
    certificate: CertificateStage = CertificateStage.NONE


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, for which enrolment and activity, and why."""

    kind: NextKind
    reason: NextReason
    enrolment: int | None = None
    activity: int | None = None


# What is asked of the person first, what only informs after it.
PRIORITY = (
    NextKind.CONTINUE,
    NextKind.START,
    NextKind.DOWNLOAD,
    NextKind.AWAIT_CERTIFICATE,
    NextKind.AWAIT_MARKING,
    NextKind.AWAIT_OPENING,
    NextKind.AWAIT_START,
    NextKind.UNFINISHED,
    NextKind.WITHDRAWN,
)


# What a person waits for where nothing can be done.
WAITING_KINDS = {
    NextReason.BEING_MARKED: NextKind.AWAIT_MARKING,
    NextReason.NOTHING_OPEN: NextKind.AWAIT_OPENING,
}
# Nothing can be done there, although it is open.
PAUSED = (WorkStage.WAITING, WorkStage.SPENT)
# What comes before new work: an attempt whose time runs, then what a marker sent back.
URGENT = (
    (WorkStage.UNDERWAY, NextReason.UNDERWAY),
    (WorkStage.RETURNED, NextReason.RETURNED),
)


def resume_activity(
    activities: Sequence[ActivityFacts], last_opened: int | None
) -> tuple[int | None, NextReason]:
    """The activity to go on with: work that presses, then the order of the course.

    Nobody is sent to what is closed or being marked; where nothing else is left, what is being
    marked is named, or what opens first.
    """
    required = [activity for activity in activities if activity.is_required]
    left = [activity for activity in required if not activity.is_done]
    if not left:
        return None, NextReason.ALL_DONE
    doable = [one for one in left if one.is_open and one.stage not in PAUSED]
    if not doable:
        return _waiting_for(left)
    for stage, reason in URGENT:
        for activity in doable:
            if activity.stage == stage:
                return activity.id, reason
    return _in_order([one.id for one in required], [one.id for one in doable], last_opened)


def _in_order(
    order: Sequence[int], doable: Sequence[int], last_opened: int | None
) -> tuple[int | None, NextReason]:
    """The one left open, else the next after it, else the first that was left behind."""
    if last_opened in doable:
        return last_opened, NextReason.LEFT_OPEN
    reached = order.index(last_opened) if last_opened in order else -1
    after = [activity for activity in order[reached + 1 :] if activity in doable]
    if after:
        return after[0], NextReason.NEXT_IN_ORDER
    return doable[0], NextReason.LEFT_BEHIND


def step_of(enrolment: EnrolmentFacts) -> NextStep:
    """What this one enrolment asks for."""
    if enrolment.state == EnrolmentState.WITHDRAWN:
        return NextStep(NextKind.WITHDRAWN, NextReason.WITHDRAWN, enrolment.id)
    if enrolment.certificate == CertificateStage.READY:
        return NextStep(NextKind.DOWNLOAD, NextReason.CERTIFICATE_READY, enrolment.id)
    if enrolment.state == EnrolmentState.COMPLETED:
        return NextStep(NextKind.AWAIT_CERTIFICATE, NextReason.ALL_DONE, enrolment.id)
    if enrolment.cohort_state == CohortState.CLOSED:
        return NextStep(NextKind.UNFINISHED, NextReason.COHORT_CLOSED, enrolment.id)
    if enrolment.cohort_state != CohortState.RUNNING:
        return NextStep(NextKind.AWAIT_START, NextReason.COHORT_NOT_STARTED, enrolment.id)
    return _learning_step(enrolment)


def _learning_step(enrolment: EnrolmentFacts) -> NextStep:
    activity, reason = resume_activity(enrolment.activities, enrolment.last_activity)
    if reason in WAITING_KINDS:
        return NextStep(WAITING_KINDS[reason], reason, enrolment.id, activity)
    has_begun = enrolment.last_activity is not None or any(
        one.is_done or one.stage != WorkStage.NONE for one in enrolment.activities
    )
    kind = NextKind.CONTINUE if has_begun else NextKind.START
    return NextStep(kind, reason, enrolment.id, activity)


def _waiting_for(left: Sequence[ActivityFacts]) -> tuple[int | None, NextReason]:
    marked = [one.id for one in left if one.stage == WorkStage.WAITING]
    if marked:
        return marked[0], NextReason.BEING_MARKED
    return _opening_first(left), NextReason.NOTHING_OPEN


def _opening_first(closed: Sequence[ActivityFacts]) -> int | None:
    dated = [(one.opens_at, one.id) for one in closed if one.opens_at is not None]
    # Of several that open at one moment the first in order.
    return min(dated, key=lambda found: found[0])[1] if dated else None


def next_step(enrolments: Sequence[EnrolmentFacts]) -> NextStep:
    """Choose among all enrolments: learning before papers, papers before waiting, newest first."""
    if not enrolments:
        return NextStep(NextKind.NOTHING, NextReason.NO_ENROLMENT)
    newest_first = sorted(enrolments, key=lambda one: (one.starts_on, one.id), reverse=True)
    return min(
        (step_of(enrolment) for enrolment in newest_first),
        key=lambda step: PRIORITY.index(step.kind),
    )

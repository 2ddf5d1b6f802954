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
)


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """One lesson of the pinned curriculum, in its order."""

    id: int
    is_done: bool
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class EnrolmentFacts:
    """One enrolment with what matters for the choice."""

    id: int
    state: str
    cohort_state: str
    starts_on: dt.date
    lessons: tuple[LessonFacts, ...] = ()
    last_lesson: int | None = None
    certificate: CertificateStage = CertificateStage.NONE


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, for which enrolment and lesson, and why."""

    kind: NextKind
    reason: NextReason
    enrolment: int | None = None
    lesson: int | None = None


# What is asked of the person first, what only informs after it.
PRIORITY = (
    NextKind.CONTINUE,
    NextKind.START,
    NextKind.DOWNLOAD,
    NextKind.AWAIT_CERTIFICATE,
    NextKind.AWAIT_START,
    NextKind.UNFINISHED,
    NextKind.WITHDRAWN,
)


def resume_lesson(
    lessons: Sequence[LessonFacts], last_opened: int | None
) -> tuple[int | None, NextReason]:
    """The lesson to go on with: the one left open, else the next undone, else any left behind."""
    required = [lesson for lesson in lessons if lesson.is_required]
    undone = [lesson.id for lesson in required if not lesson.is_done]
    if not undone:
        return None, NextReason.ALL_DONE
    if last_opened in undone:
        return last_opened, NextReason.LEFT_OPEN
    order = [lesson.id for lesson in required]
    reached = order.index(last_opened) if last_opened in order else -1
    after = [lesson for lesson in order[reached + 1 :] if lesson in undone]
    if after:
        return after[0], NextReason.NEXT_IN_ORDER
    return undone[0], NextReason.LEFT_BEHIND


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
    lesson, reason = resume_lesson(enrolment.lessons, enrolment.last_lesson)
    has_begun = enrolment.last_lesson is not None or any(one.is_done for one in enrolment.lessons)
    kind = NextKind.CONTINUE if has_begun else NextKind.START
    return NextStep(kind, reason, enrolment.id, lesson)


def next_step(enrolments: Sequence[EnrolmentFacts]) -> NextStep:
    """Choose among all enrolments: learning before papers, papers before waiting, newest first."""
    if not enrolments:
        return NextStep(NextKind.NOTHING, NextReason.NO_ENROLMENT)
    newest_first = sorted(enrolments, key=lambda one: (one.starts_on, one.id), reverse=True)
    return min(
        (step_of(enrolment) for enrolment in newest_first),
        key=lambda step: PRIORITY.index(step.kind),
    )

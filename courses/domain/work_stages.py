"""How far a person is with a quiz or an assignment, as the desk and the outlines say it."""

from collections.abc import Sequence

from courses.domain.counting import attempts_left
from courses.enums import AttemptState, Lateness, SubmissionState, WorkStage

_STAGES = {
    SubmissionState.SUBMITTED: WorkStage.WAITING,
    SubmissionState.RETURNED: WorkStage.RETURNED,
}


def quiz_stage(attempts: Sequence[AttemptState], *, allowed: int, extra: int) -> WorkStage:
    """The stage of a quiz that is not passed; `allowed` 0 means any number of attempts."""
    if not attempts:
        return WorkStage.NONE
    if AttemptState.OPEN in attempts:
        return WorkStage.UNDERWAY
    if AttemptState.HANDED_IN in attempts:
        return WorkStage.WAITING
    left = attempts_left(allowed=allowed, extra=extra, used=len(attempts))
    return WorkStage.SPENT if left == 0 else WorkStage.FAILED


def assignment_stage(state: SubmissionState | None, lateness: Lateness) -> WorkStage:
    """The stage of an assignment that is not accepted; `lateness` is that of work handed in now.

    Returned work may always come back: its first version met the due date.
    """
    if state in _STAGES:
        return _STAGES[state]
    if lateness == Lateness.REFUSED:
        return WorkStage.SPENT
    return WorkStage.NONE if state is None else WorkStage.DRAFT

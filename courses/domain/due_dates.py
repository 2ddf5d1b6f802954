"""Which dates still matter to a person, how near each is, and in which order they come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from courses.enums import DueState, WorkStage

# From then on a date is near.
SOON = dt.timedelta(days=3)
_NOTHING_TO_DO = (WorkStage.WAITING, WorkStage.SPENT)


@dataclass(frozen=True, slots=True)
class DatedActivity:
    """One activity with its dates for one person."""

    id: int
    due_at: dt.datetime | None
    closes_at: dt.datetime | None
    is_done: bool = False
    is_required: bool = True
    stage: WorkStage = WorkStage.NONE


@dataclass(frozen=True, slots=True)
class Due:
    """The date of one activity that counts now."""

    activity: int
    at: dt.datetime
    state: DueState


def due_dates(activities: Iterable[DatedActivity], *, now: dt.datetime) -> tuple[Due, ...]:
    """Return what is due to a person, soonest first; of equal moments in the order given."""
    found = (_due(activity, now) for activity in activities)
    return tuple(sorted((due for due in found if due is not None), key=lambda due: due.at))


def _due(activity: DatedActivity, now: dt.datetime) -> Due | None:
    """Done, handed in or beyond doing is due no more; what is optional is never overdue.

    Returned work has met its due date with its first version.
    """
    if activity.is_done or activity.stage in _NOTHING_TO_DO:
        return None
    due_at = None if activity.stage == WorkStage.RETURNED else activity.due_at
    if activity.closes_at is not None and activity.closes_at < now:
        due = Due(activity.id, activity.closes_at, DueState.CLOSED)
    elif (moment := due_at or activity.closes_at) is None:
        return None
    else:
        due = Due(activity.id, moment, _state(moment, now))
    is_past = due.state in {DueState.CLOSED, DueState.OVERDUE}
    return None if is_past and not activity.is_required else due


def _state(moment: dt.datetime, now: dt.datetime) -> DueState:
    if moment < now:
        return DueState.OVERDUE
    return DueState.SOON if moment - now <= SOON else DueState.AHEAD

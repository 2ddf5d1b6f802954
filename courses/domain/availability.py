"""When an activity is open to a person, and why it is not: states, dates, what comes first.

Dates are moments that count themselves: an activity is open from `opens_at` up to and including
`closes_at`, and work that comes at `due_at` is on time.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from courses.enums import ActivityKind, Availability, Closed, CohortState, EnrolmentState


@dataclass(frozen=True, slots=True)
class PinnedFacts:
    """One pinned activity: its place in its course (by order) and when it opens."""

    id: int
    course: int
    is_required: bool = True
    availability: str = Availability.ALWAYS
    after: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityAccess:
    """What decides whether one activity is open to one person.

    `missing` are the activities to complete first that are not completed, in order.
    """

    cohort_state: str
    enrolment_state: str
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    missing: tuple[int, ...] = ()


def missing_before(
    activity: PinnedFacts, pinned: Sequence[PinnedFacts], done: Collection[int]
) -> tuple[int, ...]:
    """The activities that this one waits for and that are not done; `pinned` is in order.

    An activity that the cohort no longer has is not among `pinned`, and nobody waits for it.
    """
    return tuple(one for one in needed_before(activity, pinned) if one not in done)


def needed_before(activity: PinnedFacts, pinned: Sequence[PinnedFacts]) -> tuple[int, ...]:
    """Everything this activity waits for by its rule."""
    if activity.availability == Availability.ACTIVITY:
        return tuple(one.id for one in pinned if one.id == activity.after)
    if activity.availability != Availability.SEQUENCE:
        return ()
    course = [one for one in pinned if one.course == activity.course]
    earlier = course[: [one.id for one in course].index(activity.id)]
    return tuple(one.id for one in earlier if one.is_required)


def never_open(pinned: Sequence[PinnedFacts]) -> frozenset[int]:
    """The activities that nobody could ever open, because they wait for each other."""
    reachable: set[int] = set()
    waiting = list(pinned)
    while opened := [one for one in waiting if not missing_before(one, pinned, reachable)]:
        reachable.update(one.id for one in opened)
        waiting = [one for one in waiting if one.id not in reachable]
    return frozenset(one.id for one in waiting)


def closed_because(facts: ActivityAccess, *, now: dt.datetime) -> Closed | None:
    """Why nothing can be done in the activity now; None where it is open."""
    if facts.enrolment_state == EnrolmentState.WITHDRAWN:
        return Closed.WITHDRAWN
    if facts.cohort_state != CohortState.RUNNING:
        return Closed.COHORT_CLOSED
    if facts.opens_at is not None and now < facts.opens_at:
        return Closed.NOT_YET
    if facts.closes_at is not None and now > facts.closes_at:
        return Closed.OVER
    return Closed.BEFORE if facts.missing else None


def may_read(closed: Closed | None, kind: str, *, has_worked: bool) -> bool:
    """Whether the activity is shown although nothing can be done in it.

    What a person has completed or begun stays open for reading, and so does everything once the
    cohort is closed. A quiz or assignment that is over still shows that it is; its questions are
    not on its page.
    """
    if closed is None or closed == Closed.COHORT_CLOSED:
        return True
    if closed == Closed.WITHDRAWN:
        return False
    return has_worked or (closed == Closed.OVER and kind != ActivityKind.LESSON)


def is_late(moment: dt.datetime, due_at: dt.datetime | None) -> bool:
    """Whether work that came at this moment came after the due date."""
    return due_at is not None and moment > due_at


def extended(
    moment: dt.datetime | None, untils: Iterable[dt.datetime | None]
) -> dt.datetime | None:
    """The later of a limit and the personal ones; where nothing limits, nothing is added."""
    if moment is None:
        return None
    return max(moment, *(until for until in untils if until is not None), moment)

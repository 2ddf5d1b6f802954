"""Whether work comes in time, late, or too late."""

import datetime as dt

from courses.enums import Lateness, LatePolicy


def lateness(
    *, now: dt.datetime, due_at: dt.datetime | None, late: LatePolicy, is_revision: bool
) -> Lateness:
    """Judge work that is handed in now; at the due moment itself it is still in time.

    A revision answers a marker: the first version has met the due date, so this one is not late.
    """
    if due_at is None or is_revision or now <= due_at:
        return Lateness.IN_TIME
    return Lateness.REFUSED if late == LatePolicy.REFUSE else Lateness.LATE

"""How long an attempt lasts, and when it is over."""

import datetime as dt


def deadline(
    *,
    started_at: dt.datetime,
    minutes: int | None,
    extra_minutes: int,
    closes_at: dt.datetime | None,
) -> dt.datetime | None:
    """Return the last moment for answers: the end of the person's time or of the quiz.

    `closes_at` is the person's own; more minutes do not reach beyond it. None means no limit.
    """
    ends = [] if closes_at is None else [closes_at]
    if minutes is not None:
        ends.append(started_at + dt.timedelta(minutes=minutes + extra_minutes))
    return min(ends, default=None)


def is_over(*, deadline_at: dt.datetime | None, grace_seconds: int, now: dt.datetime) -> bool:
    """Whether an answer that arrives now comes too late, the grace for slow networks included."""
    if deadline_at is None:
        return False
    return now > deadline_at + dt.timedelta(seconds=grace_seconds)

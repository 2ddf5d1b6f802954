"""The one clock: services ask it for the time, tests and the demo may set it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_set_time: ContextVar[dt.datetime | None] = ContextVar("set_time", default=None)


def now() -> dt.datetime:
    """Return the aware time at which the current work is taken to happen."""
    return _set_time.get() or timezone.now()


def today() -> dt.date:
    """Return the calendar day of `now()` in the site's time zone."""
    return timezone.localdate(now())


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let `now()` answer `moment` (aware) inside the block."""
    if timezone.is_naive(moment):
        raise ValueError("the clock needs an aware datetime")
    token = _set_time.set(moment)
    try:
        yield
    finally:
        _set_time.reset(token)

"""Which sessions matter now: those that run, those of today, or those of the next day."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from courses.enums import SessionMoment


class Timed(Protocol):
    """What the rule needs to know of a session."""

    @property
    def starts_at(self) -> dt.datetime: ...
    @property
    def ends_at(self) -> dt.datetime: ...
    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def is_cancelled(self) -> bool: ...


S = TypeVar("S", bound=Timed)


def moment_of(session: Timed, now: dt.datetime) -> SessionMoment:
    """Say whether a session runs; its end no longer belongs to it."""
    if session.ends_at <= now:
        return SessionMoment.OVER
    return SessionMoment.NOW if session.starts_at <= now else SessionMoment.AHEAD


def day_of(session: Timed) -> dt.date:
    """Return the day on which people meet, in the session's own time zone."""
    return session.starts_at.astimezone(session.zone).date()


def is_today(session: Timed, now: dt.datetime) -> bool:
    """Whether it begins on the day that it is now where people meet."""
    return day_of(session) == now.astimezone(session.zone).date()


def near_sessions(sessions: Sequence[S], now: dt.datetime) -> list[S]:
    """Return what is not over up to the end of the day of the next session that takes place.

    Cancelled ones before it are among them, so that nobody travels to one. Where nothing takes
    place any more, nothing is near.
    """
    left = sorted(
        (one for one in sessions if moment_of(one, now) != SessionMoment.OVER),
        key=lambda one: (one.starts_at, one.ends_at),
    )
    first = next((one for one in left if not one.is_cancelled), None)
    if first is None:
        return []
    return [one for one in left if day_of(one) <= day_of(first)]

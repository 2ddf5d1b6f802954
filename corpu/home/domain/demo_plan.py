"""How far each person of the demonstration has come: uneven, plausible, the same every time."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum, auto

WORKDAY_STARTS_AT = 8
WORKDAY_MINUTES = 8 * 60
# Share of the whole way, in percent, between which the people of a stage are spread.
_EVERYTHING = (100, 100)


@dataclass(frozen=True, slots=True)
class Stage:
    """One moment in the life of a cohort: who is how far, in percent of the lessons."""

    name: str
    slowest: int
    fastest: int
    # Of a hundred people, how many have finished everything and how many have not begun.
    finished: int = 0
    not_begun: int = 0


COMPLETE = Stage("complete", *_EVERYTHING)
NEARLY_DONE = Stage("nearly done", slowest=72, fastest=97, finished=35)
IN_THE_MIDDLE = Stage("in the middle", slowest=18, fastest=74, not_begun=5)
JUST_STARTED = Stage("just started", slowest=0, fastest=16, not_begun=40)
OPEN = Stage("open", slowest=0, fastest=0, not_begun=100)

STAGES = (COMPLETE, NEARLY_DONE, IN_THE_MIDDLE, JUST_STARTED, OPEN)


def draw(key: str, purpose: str, limit: int) -> int:
    """A number from 0 to `limit` - 1 that depends on nothing but its arguments."""
    digest = hashlib.sha256(f"{purpose}:{key}".encode()).digest()
    return int.from_bytes(digest[:8]) % limit


def activities_done(stage: Stage, key: str, total: int) -> int:
    """How many of `total` lessons the person named by `key` has completed at this stage."""
    chance = draw(key, "share", 100)
    if chance < stage.finished or stage.slowest >= _EVERYTHING[0]:
        return total
    if chance >= 100 - stage.not_begun:
        return 0
    percent = stage.slowest + draw(key, "percent", stage.fastest - stage.slowest + 1)
    return min(total * percent // 100, total - 1)


def completion_times(
    key: str, count: int, first: dt.date, last: dt.date, zone: dt.tzinfo
) -> list[dt.datetime]:
    """`count` rising moments in working hours between two days, both included."""
    days = [
        first + dt.timedelta(days=offset)
        for offset in range((last - first).days + 1)
        if (first + dt.timedelta(days=offset)).weekday() < 5  # noqa: PLR2004  Monday to Friday
    ] or [first]
    moments = []
    for index in range(count):
        day = days[index * len(days) // max(count, 1)]
        minute = draw(f"{key}:{index}", "minute", WORKDAY_MINUTES)
        start = dt.datetime.combine(day, dt.time(WORKDAY_STARTS_AT), zone)
        moments.append(start + dt.timedelta(minutes=minute))
    return sorted(moments)


class Ending(StrEnum):
    """How far somebody's work on a quiz or an assignment has come."""

    DONE = auto()
    # Handed in, and somebody has to mark it.
    WAITING = auto()
    # Quiz: failed once, one attempt is left. Assignment: returned, and not handed in again.
    AGAIN = auto()


# Of a hundred works of people who have not finished everything, how many are at which ending.
_WAITING, _AGAIN = 22, 14
# Of a hundred people who pass, how many need two tries.
_SECOND_TRY = 25


def work_ending(key: str, purpose: str, *, has_finished: bool) -> Ending:
    """How far a person has come with one quiz or assignment of their way."""
    chance = draw(key, purpose, 100)
    if has_finished or chance >= _WAITING + _AGAIN:
        return Ending.DONE
    return Ending.WAITING if chance < _WAITING else Ending.AGAIN


def needs_second_try(key: str, purpose: str) -> bool:
    """Whether a person who gets there needs two tries."""
    return draw(key, f"second {purpose}", 100) < _SECOND_TRY

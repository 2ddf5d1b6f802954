"""How the days of one timetable become those of another: teaching day for teaching day.

A teaching day is a day of the week on which the source teaches and which is no holiday. Whatever
was the fifth teaching day becomes the fifth; holidays and free weekends push everything after them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

WORKDAYS = frozenset(range(5))
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TeachingDays:
    """Teaching days counted from `starts_on`, which need not be one itself.

    `weekdays` are numbered from Monday 0; `also` are days taught although they would be free.
    """

    starts_on: dt.date
    weekdays: frozenset[int]
    holidays: frozenset[dt.date] = frozenset()
    also: frozenset[dt.date] = frozenset()

    def is_taught(self, day: dt.date) -> bool:
        """Whether there is teaching on this day."""
        return day in self.also or (day.weekday() in self.weekdays and day not in self.holidays)

    def number_of(self, day: dt.date) -> int:
        """Count teaching days from the beginning up to the day before; negative if earlier."""
        if day >= self.starts_on:
            return sum(map(self.is_taught, _days(self.starts_on, day)))
        return -sum(map(self.is_taught, _days(day, self.starts_on)))

    def day_of(self, number: int) -> dt.date:
        """Return the teaching day with this number; 0 is the first on or after the beginning."""
        if number < 0:
            return self._walk(self.starts_on - ONE_DAY, -number, -ONE_DAY)
        return self._walk(self.starts_on, number + 1, ONE_DAY)

    def _walk(self, day: dt.date, count: int, step: dt.timedelta) -> dt.date:
        while True:
            count -= self.is_taught(day)
            if not count:
                return day
            day += step


def weekdays_of(days: Iterable[dt.date]) -> frozenset[int]:
    """Return the weekdays of a timetable: Monday to Friday, and the weekend days it uses.

    A timetable that only uses weekends stays on weekends.
    """
    used = frozenset(day.weekday() for day in days)
    return used if used and not used & WORKDAYS else used | WORKDAYS


def shift(day: dt.date, source: TeachingDays, target: TeachingDays) -> dt.date:
    """Return the day of the target with the same number; a free day becomes the next taught one."""
    return target.day_of(source.number_of(day))


def shift_last(day: dt.date, source: TeachingDays, target: TeachingDays) -> dt.date:
    """Return the same for the last day of a stretch: a free day becomes the taught one before."""
    return target.day_of(source.number_of(day + ONE_DAY) - 1)


def _days(first: dt.date, end: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=count) for count in range((end - first).days))

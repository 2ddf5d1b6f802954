"""Working days at the workplace, and the weeks that are reported."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)
# Monday to Friday; institutes whose agencies work six days may count otherwise.
WORKING_WEEKDAYS = range(5)


@dataclass(frozen=True, slots=True)
class ReportWeek:
    """A calendar week, cut at both ends of the period."""

    number: int
    first: dt.date
    last: dt.date
    working_days: int


def is_working_day(day: dt.date, holidays: Collection[dt.date]) -> bool:
    """Whether people work on this day."""
    return day.weekday() in WORKING_WEEKDAYS and day not in holidays


def count_working_days(first: dt.date, last: dt.date, holidays: Collection[dt.date]) -> int:
    """Count the working days from `first` to `last`, both included."""
    days = (last - first).days + 1
    return sum(is_working_day(first + ONE_DAY * step, holidays) for step in range(days))


def working_day_after(first: dt.date, number: int, holidays: Collection[dt.date]) -> dt.date:
    """Return the `number`-th working day, counted from `first` on (which counts if it is one)."""
    if number < 1:
        raise ValueError("working days are counted from 1")
    day, left = first, number - is_working_day(first, holidays)
    while left:
        day += ONE_DAY
        left -= is_working_day(day, holidays)
    return day


def report_weeks(
    first: dt.date, last: dt.date, holidays: Collection[dt.date]
) -> tuple[ReportWeek, ...]:
    """Cut the period into calendar weeks, Monday to Sunday; weeks without work are not reported."""
    weeks: list[ReportWeek] = []
    day = first
    while day <= last:
        sunday = min(day + ONE_DAY * (6 - day.weekday()), last)
        working = count_working_days(day, sunday, holidays)
        if working:
            weeks.append(ReportWeek(len(weeks) + 1, day, sunday, working))
        day = sunday + ONE_DAY
    return tuple(weeks)

"""Where the people of a roster go: into one cohort, or split over new cohorts of a programme."""

import datetime as dt
from dataclasses import dataclass

# Only where neither organiser nor programme says how long a cohort lasts.
USUAL_DAYS = 30
LAST_MONTH = 12
USUAL_SIZE = 40


@dataclass(frozen=True, slots=True)
class IntoCohort:
    """Everyone into one cohort, as far as it has places."""

    cohort_id: int


@dataclass(frozen=True, slots=True)
class IntoNewCohorts:
    """New people into new cohorts of at most `size`; what is None is decided by `plan_dates`."""

    programme_id: int
    size: int = USUAL_SIZE
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    year: int | None = None
    place: str = ""


Target = IntoCohort | IntoNewCohorts


@dataclass(frozen=True, slots=True)
class CohortDates:
    """First and last day of new cohorts, and the year they are numbered in."""

    starts_on: dt.date
    ends_on: dt.date
    year: int


def plan_dates(target: IntoNewCohorts, days: int | None, today: dt.date) -> CohortDates:
    """Begin on the first of next month and last as long as the programme, unless told otherwise."""
    starts_on = target.starts_on or first_of_next_month(today)
    length = dt.timedelta(days=max(days or USUAL_DAYS, 1) - 1)
    ends_on = target.ends_on or starts_on + length
    return CohortDates(starts_on, ends_on, target.year or starts_on.year)


def first_of_next_month(today: dt.date) -> dt.date:
    """The day on which cohorts begin if nobody says otherwise."""
    if today.month == LAST_MONTH:
        return dt.date(today.year + 1, 1, 1)
    return dt.date(today.year, today.month + 1, 1)

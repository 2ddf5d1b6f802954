"""Splitting a list of people over cohorts."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.roster_targets import CohortDates, IntoNewCohorts, plan_dates
from courses.domain.splitting import cohort_sizes, split


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [
        (0, 40, ()),
        (1, 40, (1,)),
        (40, 40, (40,)),
        (41, 40, (21, 20)),
        (200, 40, (40, 40, 40, 40, 40)),
        (201, 40, (34, 34, 34, 33, 33, 33)),
        (5, 1, (1, 1, 1, 1, 1)),
    ],
)
def test_cohort_sizes(people, size, sizes):
    assert cohort_sizes(people, size) == sizes


def test_a_cohort_needs_a_place():
    with pytest.raises(ValueError, match="at least one place"):
        cohort_sizes(1, 0)


@given(st.lists(st.integers(), max_size=300), st.integers(min_value=1, max_value=60))
def test_split_keeps_everyone_in_order_and_cohorts_even(people, size):
    parts = split(people, size)

    sizes = [len(part) for part in parts]
    assert [person for part in parts for person in part] == people
    assert all(0 < count <= size for count in sizes)
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    assert len(parts) == -(-len(people) // size)


@pytest.mark.parametrize(
    ("asked", "days", "today", "dates"),
    [
        ({}, 51, "2019-04-23", ("2019-05-01", "2019-06-20", 2019)),
        ({}, None, "2019-12-31", ("2020-01-01", "2020-01-30", 2020)),
        ({"year": 2019}, 1, "2019-12-05", ("2020-01-01", "2020-01-01", 2019)),
        (
            {"starts_on": dt.date(2019, 5, 2), "ends_on": dt.date(2019, 6, 20)},
            51,
            "2026-11-21",
            ("2019-05-02", "2019-06-20", 2019),
        ),
    ],
)
def test_dates_of_new_cohorts(asked, days, today, dates):
    planned = plan_dates(IntoNewCohorts(1, **asked), days, dt.date.fromisoformat(today))

    starts_on, ends_on, year = dates
    assert planned == CohortDates(
        dt.date.fromisoformat(starts_on), dt.date.fromisoformat(ends_on), year
    )

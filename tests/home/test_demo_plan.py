"""The demonstration's plan: uneven, plausible, always the same."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.home.domain.demo_plan import (
    COMPLETE,
    IN_THE_MIDDLE,
    JUST_STARTED,
    NEARLY_DONE,
    OPEN,
    STAGES,
    activities_done,
    completion_times,
)

ZONE = dt.UTC


@pytest.mark.parametrize(
    ("stage", "smallest", "largest"),
    [
        (COMPLETE, 29, 29),
        (NEARLY_DONE, 20, 29),
        (IN_THE_MIDDLE, 0, 21),
        (JUST_STARTED, 0, 4),
        (OPEN, 0, 0),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_activities_done_of_forty_people(stage, smallest, largest):
    done = [activities_done(stage, f"person-{n}", 29) for n in range(40)]

    assert min(done) >= smallest
    assert max(done) <= largest
    assert done == [activities_done(stage, f"person-{n}", 29) for n in range(40)]


def test_only_a_part_of_a_nearly_done_cohort_has_finished():
    finished = [activities_done(NEARLY_DONE, f"person-{n}", 29) == 29 for n in range(200)]

    assert 0 < sum(finished) < 120


@given(stage=st.sampled_from(STAGES), key=st.text(max_size=20), total=st.integers(1, 80))
def test_activities_done_stays_within_the_total(stage, key, total):
    assert 0 <= activities_done(stage, key, total) <= total


@given(key=st.text(max_size=20), count=st.integers(0, 60), days=st.integers(0, 90))
def test_completion_times_rise_within_the_days(key, count, days):
    first = dt.date(2019, 5, 2)
    last = first + dt.timedelta(days=days)

    times = completion_times(key, count, first, last, ZONE)

    assert len(times) == count
    assert times == sorted(times)
    assert all(first <= moment.date() <= last for moment in times)

"""Percentages and completion: docs/rules/completion.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.progress import CourseFacts, Standing, is_complete, percent, standing


@pytest.mark.parametrize(
    ("done", "total", "expected"),
    [
        (0, 0, 0),
        (0, 7, 0),
        (1, 3, 33),
        (2, 3, 66),
        (3, 3, 100),
        (199, 200, 99),
        (999, 1000, 99),
        (5, 0, 0),
        (8, 7, 100),
        (-1, 7, 0),
    ],
)
def test_percent(done, total, expected):
    assert percent(done, total) == expected


@pytest.mark.parametrize(
    ("done", "total", "expected"),
    [(0, 0, False), (1, 0, False), (0, 1, False), (1, 1, True), (6, 7, False), (8, 7, True)],
)
def test_is_complete(done, total, expected):
    assert is_complete(done, total) is expected


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_percent_is_hundred_exactly_when_complete(done, total):
    assert (percent(done, total) == 100) == is_complete(done, total)
    assert 0 <= percent(done, total) <= 100


@given(st.integers(1, 5000), st.integers(0, 4999))
def test_percent_never_falls_by_doing_more(total, done):
    assert percent(done + 1, total) >= percent(done, total)


@pytest.mark.parametrize(
    ("courses", "expected"),
    [
        # Of each course: required, activities, done. Expected: activities, courses, all.
        ([], (0, 0, False)),
        ([(True, 2, 0), (True, 2, 0)], (0, 0, False)),
        ([(True, 2, 1), (True, 2, 0)], (1, 0, False)),
        ([(True, 2, 2), (True, 2, 1)], (3, 1, False)),
        ([(True, 2, 2), (True, 2, 2)], (4, 2, True)),
        # Optional courses and courses without an activity do not move the cohort.
        ([(True, 2, 1), (False, 2, 2)], (1, 0, False)),
        ([(True, 2, 2), (False, 2, 0), (True, 0, 0)], (2, 1, True)),
        ([(True, 0, 0)], (0, 0, False)),
        ([(False, 2, 2)], (0, 0, False)),
    ],
)
def test_standing(courses, expected):
    facts = [CourseFacts(number, *course) for number, course in enumerate(courses)]

    assert standing(facts) == Standing(*expected)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=6))
def test_all_is_complete_exactly_when_every_counted_course_is(courses):
    facts = [
        CourseFacts(number, required, total, min(done, total))
        for number, (required, total, done) in enumerate(courses)
    ]
    counted = [one for one in facts if one.is_required and one.total]

    result = standing(facts)

    assert result.is_complete == (bool(counted) and all(one.is_complete for one in counted))
    assert result.activities_done == sum(one.done for one in counted)

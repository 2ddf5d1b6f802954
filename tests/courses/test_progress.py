"""Percentages and completion: docs/rules/progress.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.progress import Standing, advance, is_complete, percent


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
    ("standing", "after"),
    [
        # In this course: done, of, required; lessons: done, of; courses: done, of.
        ((0, 2, True, 0, 4, 0, 2), (1, False, 1, 0, False)),
        ((1, 2, True, 1, 4, 0, 2), (2, True, 2, 1, False)),
        ((1, 2, True, 3, 4, 1, 2), (2, True, 4, 2, True)),
        # An optional course completes, and the cohort does not move.
        ((1, 2, False, 3, 4, 1, 2), (2, True, 3, 1, False)),
        # The optional last lesson of somebody who had completed the cohort already.
        ((0, 1, False, 4, 4, 2, 2), (1, True, 4, 2, True)),
    ],
)
def test_advance(standing, after):
    result = advance(Standing(*standing))

    assert (
        result.course_done,
        result.course_is_complete,
        result.lessons_done,
        result.courses_done,
        result.is_complete,
    ) == after


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans()), min_size=1, max_size=8), st.randoms())
def test_every_order_of_lessons_ends_complete(courses, random):
    required = [total for total, is_required in courses if is_required]
    steps = [number for number, (total, _required) in enumerate(courses) for _ in range(total)]
    random.shuffle(steps)
    done = [0] * len(courses)
    lessons = finished = 0
    complete = False

    for step in steps:
        total, is_required = courses[step]
        after = advance(
            Standing(
                done[step], total, is_required, lessons, sum(required), finished, len(required)
            )
        )
        assert after.lessons_done >= lessons
        done[step], lessons, finished = after.course_done, after.lessons_done, after.courses_done
        complete = after.is_complete
        left = sum(
            total - have for (total, needed), have in zip(courses, done, strict=True) if needed
        )
        assert complete == (bool(required) and left == 0)

    assert (lessons, finished, complete) == (sum(required), len(required), bool(required))

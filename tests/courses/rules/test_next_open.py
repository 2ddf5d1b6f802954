"""Nobody is sent to a closed activity: docs/rules/next-step.md."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.next_step import (
    ActivityFacts,
    EnrolmentFacts,
    NextStep,
    resume_activity,
    step_of,
)
from courses.enums import CohortState, EnrolmentState, NextKind
from courses.enums import NextReason as Why

DAY = dt.datetime(2019, 5, 10, tzinfo=dt.UTC)


def activities(marks):
    """`x` done, `.` open, `#` closed, a digit closed until that day; ids count from 1."""
    return tuple(
        ActivityFacts(
            number,
            mark == "x",
            is_open=mark in "x.",
            opens_at=DAY + dt.timedelta(days=int(mark)) if mark.isdigit() else None,
        )
        for number, mark in enumerate(marks, start=1)
    )


@pytest.mark.parametrize(
    ("marks", "last", "expected"),
    [
        ("x#.", 1, (3, Why.NEXT_IN_ORDER)),
        ("x#", 2, (None, Why.NOTHING_OPEN)),
        ("#x.", 2, (3, Why.NEXT_IN_ORDER)),
        (".x#", 2, (1, Why.LEFT_BEHIND)),
        ("x3#2", 1, (4, Why.NOTHING_OPEN)),
        ("x22", 1, (2, Why.NOTHING_OPEN)),
        ("xx", 1, (None, Why.ALL_DONE)),
    ],
)
def test_closed_activities_are_passed_over(marks, last, expected):
    assert resume_activity(activities(marks), last) == expected


@given(st.text("x.#123", max_size=9), st.none() | st.integers(1, 9))
def test_whoever_is_sent_somewhere_finds_it_open(marks, last):
    rows = activities(marks)
    enrolment = EnrolmentFacts(
        1, EnrolmentState.ACTIVE, CohortState.RUNNING, DAY.date(), rows, last
    )

    step = step_of(enrolment)

    if step.kind in {NextKind.START, NextKind.CONTINUE} and step.activity:
        assert rows[step.activity - 1].is_open
    else:
        assert not any(row.is_open and not row.is_done for row in rows)


def test_waiting_names_what_opens_first():
    enrolment = EnrolmentFacts(
        7, EnrolmentState.ACTIVE, CohortState.RUNNING, DAY.date(), activities("x1"), 1
    )

    assert step_of(enrolment) == NextStep(NextKind.AWAIT_OPENING, Why.NOTHING_OPEN, 7, 2)

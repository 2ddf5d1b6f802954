"""When an activity is open: docs/rules/availability.md."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.availability import (
    ActivityAccess,
    PinnedFacts,
    closed_because,
    extended,
    is_late,
    may_read,
    missing_before,
    never_open,
)
from courses.enums import ActivityKind, Availability, Closed, CohortState, EnrolmentState

NOON = dt.datetime(2019, 5, 10, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
RUNNING = {"cohort_state": CohortState.RUNNING, "enrolment_state": EnrolmentState.ACTIVE}
KINDS = {"!": Availability.ALWAYS, ">": Availability.SEQUENCE}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, None),
        ({"enrolment_state": EnrolmentState.ENROLLED}, None),
        ({"enrolment_state": EnrolmentState.COMPLETED}, None),
        ({"opens_at": NOON}, None),
        ({"opens_at": NOON + SECOND}, Closed.NOT_YET),
        ({"closes_at": NOON}, None),
        ({"closes_at": NOON - SECOND}, Closed.OVER),
        ({"missing": (1,)}, Closed.BEFORE),
        # Several reasons: the first that a person could do nothing about.
        ({"missing": (1,), "opens_at": NOON + SECOND}, Closed.NOT_YET),
        ({"missing": (1,), "closes_at": NOON - SECOND}, Closed.OVER),
        ({"cohort_state": CohortState.CLOSED, "missing": (1,)}, Closed.COHORT_CLOSED),
        ({"cohort_state": CohortState.OPEN}, Closed.COHORT_CLOSED),
        (
            {"cohort_state": CohortState.CLOSED, "enrolment_state": EnrolmentState.WITHDRAWN},
            Closed.WITHDRAWN,
        ),
    ],
)
def test_closed_because(fields, expected):
    assert closed_because(ActivityAccess(**RUNNING | fields), now=NOON) == expected


@pytest.mark.parametrize(
    ("closed", "kind", "has_worked", "expected"),
    [
        (None, ActivityKind.LESSON, False, True),
        (Closed.COHORT_CLOSED, ActivityKind.LESSON, False, True),
        (Closed.WITHDRAWN, ActivityKind.LESSON, True, False),
        (Closed.NOT_YET, ActivityKind.LESSON, False, False),
        (Closed.NOT_YET, ActivityKind.QUIZ, False, False),
        (Closed.BEFORE, ActivityKind.LESSON, False, False),
        (Closed.BEFORE, ActivityKind.LESSON, True, True),
        (Closed.OVER, ActivityKind.LESSON, False, False),
        (Closed.OVER, ActivityKind.LESSON, True, True),
        (Closed.OVER, ActivityKind.QUIZ, False, True),
        (Closed.OVER, ActivityKind.ASSIGNMENT, False, True),
    ],
)
def test_may_read(closed, kind, has_worked, expected):
    assert may_read(closed, kind, has_worked=has_worked) is expected


def pinned(marks):
    """One course per word; `!` open at once, `>` in sequence, `?` optional, digits: after that one.

    Ids count from 1.
    """
    rows = []
    for course, word in enumerate(marks.split()):
        for mark in word:
            after = int(mark) if mark.isdigit() else None
            kind = Availability.ACTIVITY if after else KINDS.get(mark, Availability.ALWAYS)
            rows.append(PinnedFacts(len(rows) + 1, course, mark != "?", kind, after))
    return rows


@pytest.mark.parametrize(
    ("marks", "id_", "done", "expected"),
    [
        ("!!", 2, {}, ()),
        ("!>", 2, {}, (1,)),
        ("!>", 2, {1}, ()),
        ("!>>", 3, {1}, (2,)),
        ("!>>", 3, {}, (1, 2)),
        # What is optional holds nobody up.
        ("!?>", 3, {1}, ()),
        # The sequence of a course begins in the course.
        ("! >>", 2, {}, ()),
        ("! >>", 3, {1}, (2,)),
        ("!!1", 3, {}, (1,)),
        ("!!1", 3, {1}, ()),
        # The one it waits for may be optional, later, or of another course.
        ("?1", 2, {}, (1,)),
        ("2!", 1, {}, (2,)),
        ("! 1", 2, {}, (1,)),
        # It has been dropped.
        ("9", 1, {}, ()),
    ],
)
def test_missing_before(marks, id_, done, expected):
    rows = pinned(marks)

    assert missing_before(rows[id_ - 1], rows, done) == expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("!>>", set()),
        ("1", {1}),
        ("21", {1, 2}),
        # The first waits for the second, which comes after it in the sequence.
        ("2>", {1, 2}),
        ("2>>", {1, 2, 3}),
        ("2> !", {1, 2}),
        ("3!!", set()),
    ],
)
def test_never_open(marks, expected):
    assert never_open(pinned(marks)) == expected


@given(st.text("!>? 123456789", max_size=9))
def test_what_never_opens_waits_for_what_never_opens(marks):
    rows = pinned(marks)
    stuck = never_open(rows)

    everything_else = {row.id for row in rows} - stuck
    assert all(missing_before(row, rows, everything_else) for row in rows if row.id in stuck)


@pytest.mark.parametrize(
    ("moment", "due_at", "expected"),
    [(NOON, None, False), (NOON, NOON, False), (NOON + SECOND, NOON, True)],
)
def test_is_late(moment, due_at, expected):
    assert is_late(moment, due_at) is expected


@pytest.mark.parametrize(
    ("moment", "untils", "expected"),
    [
        (None, (NOON,), None),
        (NOON, (), NOON),
        (NOON, (None, NOON - SECOND), NOON),
        (NOON, (NOON + SECOND, NOON + 3 * SECOND, None), NOON + 3 * SECOND),
    ],
)
def test_extended(moment, untils, expected):
    assert extended(moment, untils) == expected

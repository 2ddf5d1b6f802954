"""How far work is and what is due: docs/rules/next-step.md."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.due_dates import DatedActivity, Due, due_dates
from courses.domain.next_step import ActivityFacts, EnrolmentFacts, resume_activity, step_of
from courses.domain.work_stages import assignment_stage, quiz_stage
from courses.enums import AttemptState as Attempt
from courses.enums import DueState, Lateness
from courses.enums import NextKind as Kind
from courses.enums import NextReason as Why
from courses.enums import SubmissionState as Work
from courses.enums import WorkStage as Stage

NOW = dt.datetime(2019, 6, 1, 3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("attempts", "allowed", "extra", "stage"),
    [
        ([], 1, 0, Stage.NONE),
        ([Attempt.OPEN], 1, 0, Stage.UNDERWAY),
        ([Attempt.MARKED, Attempt.OPEN], 0, 0, Stage.UNDERWAY),
        ([Attempt.MARKED, Attempt.HANDED_IN], 0, 0, Stage.WAITING),
        ([Attempt.MARKED], 1, 0, Stage.SPENT),
        ([Attempt.MARKED], 1, 1, Stage.FAILED),
        ([Attempt.MARKED], 2, 0, Stage.FAILED),
        ([Attempt.MARKED] * 9, 0, 0, Stage.FAILED),
    ],
)
def test_quiz_stage(attempts, allowed, extra, stage):
    assert quiz_stage(attempts, allowed=allowed, extra=extra) == stage


@pytest.mark.parametrize(
    ("state", "lateness", "stage"),
    [
        (None, Lateness.IN_TIME, Stage.NONE),
        (None, Lateness.LATE, Stage.NONE),
        (None, Lateness.REFUSED, Stage.SPENT),
        (Work.DRAFT, Lateness.IN_TIME, Stage.DRAFT),
        (Work.DRAFT, Lateness.REFUSED, Stage.SPENT),
        (Work.SUBMITTED, Lateness.REFUSED, Stage.WAITING),
        (Work.RETURNED, Lateness.REFUSED, Stage.RETURNED),
    ],
)
def test_assignment_stage(state, lateness, stage):
    assert assignment_stage(state, lateness) == stage


def works(*stages, closed=()):
    """Activities with these stages; ids count from 1."""
    return tuple(
        ActivityFacts(number, is_done=False, is_open=number not in closed, stage=stage)
        for number, stage in enumerate(stages, start=1)
    )


@pytest.mark.parametrize(
    ("activities", "last", "expected"),
    [
        # Returned work comes before new work and before what was left open.
        (works(Stage.NONE, Stage.RETURNED), 1, (2, Why.RETURNED)),
        # The time of an attempt runs.
        (works(Stage.RETURNED, Stage.UNDERWAY), 1, (2, Why.UNDERWAY)),
        # What waits for a marker, or cannot be done, is not asked for again.
        (works(Stage.WAITING, Stage.NONE), 1, (2, Why.NEXT_IN_ORDER)),
        (works(Stage.SPENT, Stage.NONE), None, (2, Why.NEXT_IN_ORDER)),
        (works(Stage.NONE, Stage.FAILED), 2, (2, Why.LEFT_OPEN)),
        (works(Stage.DRAFT, Stage.NONE), None, (1, Why.NEXT_IN_ORDER)),
        (works(Stage.RETURNED, Stage.NONE, closed=[1]), None, (2, Why.NEXT_IN_ORDER)),
        # Nothing can be done.
        (works(Stage.SPENT, Stage.WAITING), None, (2, Why.BEING_MARKED)),
        (works(Stage.NONE, Stage.WAITING, closed=[1]), None, (2, Why.BEING_MARKED)),
        (works(Stage.SPENT), None, (None, Why.NOTHING_OPEN)),
    ],
)
def test_work_that_presses_comes_first(activities, last, expected):
    assert resume_activity(activities, last) == expected


def test_only_marking_is_left():
    person = EnrolmentFacts(1, "active", "running", NOW.date(), works(Stage.WAITING))

    assert (step_of(person).kind, step_of(person).activity) == (Kind.AWAIT_MARKING, 1)


def test_work_that_was_begun_is_continued():
    person = EnrolmentFacts(1, "active", "running", NOW.date(), works(Stage.DRAFT))

    assert step_of(person).kind == Kind.CONTINUE


@given(st.lists(st.sampled_from(Stage), min_size=1), st.none() | st.integers(1, 9))
def test_nobody_is_sent_where_nothing_can_be_done(stages, last):
    found, reason = resume_activity(works(*stages), last)

    if reason not in {Why.BEING_MARKED, Why.NOTHING_OPEN}:
        assert stages[found - 1] not in {Stage.WAITING, Stage.SPENT}


def dated(due=None, closes=None, **facts):
    """Days from now."""
    at = [None if days is None else NOW + days * DAY for days in (due, closes)]
    return DatedActivity(1, *at, **facts)


@pytest.mark.parametrize(
    ("activity", "days", "state"),
    [
        (dated(10), 10, DueState.AHEAD),
        (dated(3), 3, DueState.SOON),
        (dated(0), 0, DueState.SOON),
        (dated(-1), -1, DueState.OVERDUE),
        (dated(None, 5), 5, DueState.AHEAD),
        (dated(2, 5), 2, DueState.SOON),
        (dated(-2, 5), -2, DueState.OVERDUE),
        (dated(-2, -1), -1, DueState.CLOSED),
        # The first version met the due date; only the end still counts.
        (dated(-2, 5, stage=Stage.RETURNED), 5, DueState.AHEAD),
        (dated(4, is_required=False), 4, DueState.AHEAD),
    ],
)
def test_due(activity, days, state):
    assert due_dates([activity], now=NOW) == (Due(1, NOW + days * DAY, state),)


@pytest.mark.parametrize(
    "activity",
    [
        dated(),
        dated(2, is_done=True),
        dated(2, stage=Stage.WAITING),
        dated(2, stage=Stage.SPENT),
        dated(-2, stage=Stage.RETURNED),
        dated(-2, is_required=False),
        dated(None, -2, is_required=False),
    ],
)
def test_not_due(activity):
    assert due_dates([activity], now=NOW) == ()


@given(st.lists(st.tuples(st.none() | st.integers(-9, 9), st.none() | st.integers(-9, 9))))
def test_soonest_is_first(days):
    found = due_dates([dated(*pair) for pair in days], now=NOW)

    assert [due.at for due in found] == sorted(due.at for due in found)

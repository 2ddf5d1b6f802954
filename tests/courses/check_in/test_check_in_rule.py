"""The rule of check-in: the table of docs/rules/check-in.md, its edges, and what always holds."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.check_in import (
    STEP_SECONDS,
    CheckInFacts,
    holds,
    judge,
    obstacle,
    shown_code,
)
from courses.enums import CheckInRefusal

KEY = b"a key of the tests"
START = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
FACTS = CheckInFacts(
    cohort_state="running",
    session_state="planned",
    starts_at=START,
    ends_at=START + dt.timedelta(hours=2),
    opens_before=30,
    late_after=10,
    closes_after=60,
)


def after(**offset):
    return START + dt.timedelta(**offset)


def outcome(facts=FACTS, now=START, *, code=True):
    verdict = judge(facts, code_holds=code, now=now)
    return verdict.refusal or verdict.status or "repeat"


@pytest.mark.parametrize(
    ("case", "change", "code", "expected"),
    [
        ("right code", {}, True, "hadir"),
        ("wrong code", {}, False, "wrong_code"),
        ("withdrawn", {"is_member": False}, True, "not_a_member"),
        ("withdrawn after a check-in", {"is_member": False, "status": "hadir",
         "source": "check_in"}, True, "not_a_member"),
        ("cancelled", {"session_state": "cancelled"}, True, "cancelled"),
        ("marked by staff only", {"takes_check_in": False}, True, "no_check_in"),
        ("another group", {"is_expected": False}, True, "not_expected"),
        ("not started", {"cohort_state": "open"}, True, "too_early"),
        ("closed cohort", {"cohort_state": "closed"}, True, "too_late"),
        ("closed roll", {"is_roll_closed": True}, True, "too_late"),
        ("again", {"status": "hadir", "source": "check_in"}, True, "repeat"),
        ("again, late", {"status": "terlambat", "source": "check_in"}, True, "repeat"),
        ("again, with an old code", {"status": "hadir", "source": "check_in"}, False, "repeat"),
        ("again, roll closed", {"status": "hadir", "source": "check_in", "is_roll_closed": True},
         True, "repeat"),
        ("marked hadir by staff", {"status": "hadir", "source": "roll"}, True, "marked"),
        ("marked izin by staff", {"status": "izin", "source": "roll"}, True, "marked"),
        ("alpa by closing", {"status": "alpa", "source": "closing"}, True, "marked"),
        ("check-in corrected to alpa", {"status": "alpa", "source": "check_in"}, True, "marked"),
        ("recorded in a group left since", {"is_expected": False, "status": "hadir",
         "source": "check_in"}, True, "repeat"),
    ],
)  # fmt: skip
def test_verdicts(case, change, code, expected):
    assert outcome(replace(FACTS, **change), code=code) == expected, case


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (after(days=-1), "too_early"),
        (after(minutes=-30, microseconds=-1), "too_early"),
        (after(minutes=-30), "hadir"),
        (after(), "hadir"),
        (after(minutes=10), "hadir"),
        (after(minutes=10, microseconds=1), "terlambat"),
        (after(minutes=60), "terlambat"),
        (after(minutes=60, microseconds=1), "too_late"),
        (after(days=1), "too_late"),
    ],
)
def test_moments_of_the_window_belong_to_it(moment, expected):
    assert outcome(now=moment) == expected


def test_the_window_never_outlasts_the_session():
    short = replace(FACTS, ends_at=after(minutes=40))

    assert outcome(short, after(minutes=40)) == "terlambat"
    assert outcome(short, after(minutes=41)) == "too_late"


def test_the_right_code_does_not_open_what_is_closed():
    for now in (after(days=-1), after(days=1)):
        assert obstacle(FACTS, now) == outcome(now=now, code=True) == outcome(now=now, code=False)
    assert obstacle(FACTS, START) is None


@pytest.mark.parametrize(
    ("seconds", "is_accepted"),
    [(-1, False), (0, True), (29, True), (30, True), (59, True), (60, False), (3600, False)],
)
def test_a_code_holds_for_its_step_and_one_more(seconds, is_accepted):
    shown = shown_code(KEY, 7, START)

    assert holds(KEY, 7, shown.code, after(seconds=seconds)) is is_accepted


def test_a_code_is_of_one_session_and_one_installation():
    code = shown_code(KEY, 7, START).code

    assert not holds(KEY, 8, code, START)
    assert not holds(b"another key", 7, code, START)


@pytest.mark.parametrize("typed", ["{} {}", " {}-{} ", "{}.{}"])
def test_a_code_may_be_typed_as_it_is_read(typed):
    shown = shown_code(KEY, 7, START)

    assert shown.spoken == f"{shown.code[:3]} {shown.code[3:]}"
    assert holds(KEY, 7, typed.format(*shown.spoken.split()), START)


@pytest.mark.parametrize("typed", ["", "0", "x" * 400, "٣٤٥٦٧٨", "1" * 5000])
def test_nonsense_is_no_code(typed):
    assert not holds(KEY, 7, typed, START)


moments = st.timedeltas(dt.timedelta(days=-2000), dt.timedelta(days=4000)).map(START.__add__)


@given(moments, st.integers(1, 10**6))
def test_what_is_shown_holds_until_it_changes(now, session):
    shown = shown_code(KEY, session, now)
    last = now + dt.timedelta(seconds=shown.seconds_left - 1)

    assert 1 <= shown.seconds_left <= STEP_SECONDS
    assert len(shown.code) == 6
    assert shown.code.isdigit()
    assert shown_code(KEY, session, last).code == shown.code
    assert holds(KEY, session, shown.code, last + dt.timedelta(seconds=STEP_SECONDS))
    assert holds(KEY, session, shown.code, now)


@given(moments.filter(lambda moment: not (FACTS.opens_at <= moment <= FACTS.closes_at)))
def test_outside_the_window_no_code_helps(now):
    refusals = {CheckInRefusal.TOO_EARLY, CheckInRefusal.TOO_LATE}

    assert outcome(now=now, code=True) in refusals

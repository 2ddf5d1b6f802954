"""Rules of the roll, of sheets and of suspicions; the prose is docs/rules/attendance.md."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.roll import (
    RollFacts,
    closing_refusal,
    correction_refusal,
    mark_refusal,
    needs_letter,
    reopening_refusal,
)
from courses.domain.roll_sheet import Expected, MarkRow, judge_rows, read_status
from courses.domain.suspicions import CheckIn, SuspicionPolicy, suspicions_of
from courses.enums import AttendanceStatus, MarkProblem, MarkVerdict, RollRefusal, SuspicionKind

START = dt.datetime(2019, 5, 6, 1, tzinfo=dt.UTC)
FACTS = RollFacts("running", "planned", has_attendance=True, starts_at=START)
MINUTE = dt.timedelta(minutes=1)
R = RollRefusal


@pytest.mark.parametrize(
    ("changes", "status", "minutes", "refusals"),
    [
        # minutes after the beginning; what mark, correction, closing and reopening are refused with
        ({}, "hadir", 0, (None, None, None, R.OPEN)),
        ({}, "hadir", -30, (None, None, R.NOT_BEGUN, R.OPEN)),
        ({}, "hadir", -31, (R.TOO_EARLY, R.TOO_EARLY, R.NOT_BEGUN, R.OPEN)),
        ({}, "terlambat", -31, (R.TOO_EARLY, R.TOO_EARLY, R.NOT_BEGUN, R.OPEN)),
        ({}, "alpa", -31, (R.TOO_EARLY, R.TOO_EARLY, R.NOT_BEGUN, R.OPEN)),
        ({}, "izin", -9999, (None, None, R.NOT_BEGUN, R.OPEN)),
        ({}, "sakit", -9999, (None, None, R.NOT_BEGUN, R.OPEN)),
        ({}, "alpa", 9999, (None, None, None, R.OPEN)),
        ({"is_closed": True}, "hadir", 60, (R.CLOSED, None, None, None)),
        ({"session_state": "cancelled"}, "izin", 0, (R.CANCELLED,) * 4),
        ({"has_attendance": False}, "izin", 0, (R.NO_ROLL,) * 4),
        ({"cohort_state": "open"}, "izin", 0, (R.NOT_RUNNING,) * 4),
        ({"cohort_state": "closed"}, "hadir", 0, (R.NOT_RUNNING,) * 4),
    ],
)
def test_when_the_roll_may_be_changed(changes, status, minutes, refusals):
    facts, now = replace(FACTS, **changes), START + minutes * MINUTE

    assert refusals == (
        mark_refusal(facts, status, now),
        correction_refusal(facts, status, now),
        closing_refusal(facts, now),
        reopening_refusal(facts),
    )


@pytest.mark.parametrize(
    ("status", "has_letter", "expected"),
    [
        ("sakit", False, True),
        ("izin", False, True),
        ("sakit", True, False),
        ("hadir", False, False),
        ("terlambat", False, False),
        ("alpa", False, False),
    ],
)
def test_which_status_waits_for_a_letter(status, has_letter, expected):
    assert needs_letter(status, has_letter=has_letter) is expected


# --- sheets ---

PEOPLE = (
    Expected(1, "199001012019031001", "Siti Aminah"),
    Expected(2, "199001012019031002", "Budi", status="hadir", note="depan"),
    Expected(3, "", "Kembar"),
    Expected(4, "", "Kembar"),
)


def judged(*rows, may=lambda person, status: True):
    return judge_rows(rows, PEOPLE, may)


def row(**fields):
    return MarkRow(**{"number": 2, "nip": "", "name": "", "status": "hadir"} | fields)


@pytest.mark.parametrize(
    ("fields", "verdict", "problem"),
    [
        ({"nip": "199001012019031001"}, MarkVerdict.NEW, None),
        ({"name": " siti  AMINAH"}, MarkVerdict.NEW, None),
        ({"nip": "199001012019031002"}, MarkVerdict.KNOWN, None),
        ({"name": "Budi", "status": "S"}, MarkVerdict.CHANGED, None),
        ({"name": "Budi", "note": "lain"}, MarkVerdict.CHANGED, None),
        ({"name": "Budi", "note": "depan"}, MarkVerdict.KNOWN, None),
        ({"name": "Siti Aminah", "status": ""}, MarkVerdict.EMPTY, None),
        ({}, MarkVerdict.PROBLEM, MarkProblem.NO_PERSON),
        ({"name": "Orang Lain"}, MarkVerdict.PROBLEM, MarkProblem.UNKNOWN_PERSON),
        ({"nip": "1", "name": "Budi"}, MarkVerdict.PROBLEM, MarkProblem.UNKNOWN_PERSON),
        ({"name": "Kembar"}, MarkVerdict.PROBLEM, MarkProblem.SAME_NAME),
        ({"name": "Budi", "status": "bolos"}, MarkVerdict.PROBLEM, MarkProblem.STATUS),
        ({"name": "Budi", "note": "x" * 251}, MarkVerdict.PROBLEM, MarkProblem.TOO_LONG),
        ({"name": "Budi", "reason": "x" * 251}, MarkVerdict.PROBLEM, MarkProblem.TOO_LONG),
        ({"name": "Budi", "has_formula": True}, MarkVerdict.PROBLEM, MarkProblem.FORMULA),
    ],
)
def test_what_a_row_means(fields, verdict, problem):
    (found,) = judged(row(**fields))

    assert (found.verdict, found.problem) == (verdict, problem)


def test_what_may_not_be_recorded_is_a_problem_but_what_is_recorded_is_not():
    new, known = judged(row(name="Siti Aminah"), row(name="Budi"), may=lambda *_: False)

    assert (new.problem, known.verdict) == (MarkProblem.REFUSED, MarkVerdict.KNOWN)


def test_a_person_named_twice_is_a_problem_in_both_rows():
    found = judged(row(name="Budi"), row(nip="199001012019031002", status="alpa"))

    assert [one.problem for one in found] == [MarkProblem.TWICE] * 2


def test_a_correction_without_reason_says_so():
    without, given_, new = judged(
        row(name="Budi", status="alpa"), row(name="Siti Aminah"), row(name="Kembar")
    )
    (reasoned,) = judged(row(name="Budi", status="alpa", reason="salah"))

    assert [one.needs_reason for one in (without, given_, new, reasoned)] == [
        *[True, False, False, False]
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Hadir", "hadir"),
        ("H", "hadir"),
        ("T.", "terlambat"),
        ("ijin", "izin"),
        ("SAKIT ", "sakit"),
        ("Tanpa-Keterangan", "alpa"),
        ("alfa", "alpa"),
        ("x", None),
        ("", None),
    ],
)
def test_how_people_write_a_status(text, status):
    assert read_status(text) == (AttendanceStatus(status) if status else None)


# --- suspicions ---


def at(session, person, seconds, **fields):
    return CheckIn(session, person, START + dt.timedelta(seconds=seconds), **fields)


def together(times, apart, *, alone=0):
    """Two people at `times` sessions `apart` seconds from each other, and at others far apart."""
    close = [at(n, p, n * 9000 + p * apart) for n in range(times) for p in (0, 1)]
    far = [at(n, p, n * 9000 + p * 500) for n in range(times, times + alone) for p in (0, 1)]
    return [*close, *far]


@pytest.mark.parametrize(
    ("check_ins", "expected"),
    [
        # one device
        ([at(1, 1, 0, device="a"), at(1, 2, 300, device="a")], [("one_device", (1, 2))]),
        ([at(1, 1, 0, device="a"), at(2, 2, 9000, device="a")], [("one_device", (1, 2))]),
        ([at(1, 1, 0, device="a"), at(2, 1, 9000, device="a")], []),
        ([at(1, 1, 0, device="a"), at(1, 2, 300, device="b")], []),
        ([at(1, 1, 0), at(1, 2, 300)], []),
        # too fast: other rooms within a minute, other buildings within ten
        ([at(1, 1, 0, room=1), at(2, 1, 59, room=2)], [("too_fast", (1,))]),
        ([at(1, 1, 0, room=1), at(2, 1, 60, room=2)], []),
        ([at(1, 1, 0, room=1), at(2, 1, 5, room=1)], []),
        ([at(1, 1, 0, room=1), at(2, 1, 5)], []),
        (
            [at(1, 1, 0, room=1, site="A"), at(2, 1, 599, room=2, site="B")],
            [("too_fast", (1,))],
        ),
        ([at(1, 1, 0, room=1, site="A"), at(2, 1, 600, room=2, site="B")], []),
        ([at(1, 1, 0, room=1, site="A"), at(2, 1, 61, room=2, site="A")], []),
        ([at(1, 1, 0, room=1, site="A"), at(2, 1, 61, room=2)], []),
        # together: within three seconds, four times, at three of five shared sessions
        (together(4, 3), [("together", (0, 1))]),
        (together(4, 4), []),
        (together(3, 1), []),
        (together(6, 2, alone=4), [("together", (0, 1))]),
        (together(6, 2, alone=5), []),
    ],
)
def test_what_is_looked_at_twice(check_ins, expected):
    found = suspicions_of(check_ins)

    assert [(one.kind.value, one.enrolments) for one in found] == expected


def test_evidence_is_every_check_in_of_it():
    used = [at(1, 1, 0, device="a"), at(1, 2, 300, device="a"), at(2, 2, 9000, device="a")]

    (found,) = suspicions_of([*used, at(1, 3, 5, device="b")])

    assert found.check_ins == tuple(used)


def test_key_is_of_the_people_and_changes_with_them():
    two = [at(1, 1, 0, device="a"), at(1, 2, 300, device="a")]
    more_times = [*two, at(2, 1, 9000, device="a")]
    more_people = [*two, at(1, 3, 600, device="a")]

    keys = [suspicions_of(check_ins)[0].key for check_ins in (two, more_times, more_people)]

    assert keys[0] == keys[1] != keys[2]


def test_limits_are_policy():
    near = [at(1, 1, 0, room=1), at(2, 1, 100, room=2)]

    assert suspicions_of(near) == ()
    assert suspicions_of(near, SuspicionPolicy(rooms_within=120))[0].kind == SuspicionKind.TOO_FAST


CHECK_INS = st.lists(
    st.builds(
        CheckIn,
        session=st.integers(1, 6),
        enrolment=st.integers(1, 5),
        at=st.integers(0, 40).map(lambda seconds: START + dt.timedelta(seconds=seconds)),
        room=st.sampled_from([None, 1, 2]),
        site=st.sampled_from(["", "A", "B"]),
        device=st.sampled_from(["", "x", "y"]),
    ),
    max_size=12,
    unique_by=lambda one: (one.session, one.enrolment),
)


@given(CHECK_INS, st.integers(0, 11))
def test_order_of_check_ins_never_matters(check_ins, start):
    turned = [*check_ins[start:], *check_ins[:start]]

    assert suspicions_of(turned) == suspicions_of(check_ins)
    assert suspicions_of(reversed(check_ins)) == suspicions_of(check_ins)


@given(CHECK_INS)
def test_nobody_is_named_without_evidence(check_ins):
    for found in suspicions_of(check_ins):
        assert set(found.enrolments) == {one.enrolment for one in found.check_ins}
        assert set(found.check_ins) <= set(check_ins)

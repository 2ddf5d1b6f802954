"""The rule of absence: the table of docs/rules/absence.md, and what always holds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.absence import (
    AbsencePolicy,
    SessionFact,
    absence,
    level_of,
    level_to_tell,
)
from courses.enums import AbsenceLevel, AbsenceMeasure, AbsentDay, AttendanceStatus

FIRST = dt.date(2026, 3, 2)
LAN_2021 = AbsencePolicy(
    code="att-2021", label="2021", mark="V", max_sessions=6, max_jp=18, max_days=2
)


def fact(status, day=1, jp=3):
    return SessionFact(FIRST + dt.timedelta(days=day - 1), jp, status)


def counts(result):
    return (result.sessions, result.jp, result.days)


@pytest.mark.parametrize(
    ("case", "facts", "counted", "level"),
    [
        ("nothing planned", [], (0, 0, 0), "fine"),
        ("present", [fact("hadir")], (0, 0, 0), "fine"),
        ("late is present", [fact("terlambat")], (0, 0, 0), "fine"),
        ("not recorded is neither", [fact(None)], (0, 0, 0), "fine"),
        ("one of two sessions missed", [fact("alpa"), fact("hadir")], (1, 3, 0), "fine"),
        ("the other is not recorded", [fact("alpa"), fact(None)], (1, 3, 0), "fine"),
        ("a whole day", [fact("alpa"), fact("alpa")], (2, 6, 1), "half"),
        ("izin counts", [fact("izin"), fact("hadir")], (1, 3, 0), "fine"),
        ("sakit counts", [fact("sakit"), fact("hadir")], (1, 3, 0), "fine"),
        (
            "half of the sessions, never a whole day",
            [fact("alpa", n) for n in (1, 2, 3)] + [fact("hadir", n) for n in (1, 2, 3)],
            (3, 9, 0),
            "half",
        ),
        (
            "80 percent of the JP",
            [fact("alpa", 1, jp=15), fact("hadir", 1)],
            (1, 15, 0),
            "near",
        ),
        (
            "72 percent of the JP",
            [fact("alpa", 1, jp=13), fact("hadir", 1)],
            (1, 13, 0),
            "half",
        ),
        (
            "exactly the limit is not beyond it",
            [fact("alpa", n) for n in (1, 1, 1, 2, 2, 2)],
            (6, 18, 2),
            "near",
        ),
        ("one JP more", [fact("alpa", 1, jp=19), fact("hadir", 1)], (1, 19, 0), "exceeded"),
        ("three days of one JP", [fact("alpa", n, jp=1) for n in (1, 2, 3)], (3, 3, 3), "exceeded"),
        ("a session without JP", [fact("alpa", jp=0), fact("hadir")], (1, 0, 0), "fine"),
    ],
)
def test_absence_is_counted_in_every_measure(case, facts, counted, level):
    result = absence(LAN_2021, facts)

    assert counts(result) == counted, case
    assert result.level == level, case


@pytest.mark.parametrize(
    ("change", "facts", "counted"),
    [
        ({"counts_excused": False}, [fact("izin"), fact("izin")], (0, 0, 0)),
        ({"counts_sick": False}, [fact("sakit"), fact("alpa")], (1, 3, 0)),
        ({"absent_day": AbsentDay.ANY}, [fact("alpa"), fact("hadir")], (1, 3, 1)),
        ({"absent_day": AbsentDay.ANY}, [fact(None), fact("hadir")], (0, 0, 0)),
    ],
)
def test_the_institute_decides_what_counts(change, facts, counted):
    policy = AbsencePolicy.from_json(LAN_2021.to_json() | change)

    assert counts(absence(policy, facts)) == counted


@pytest.mark.parametrize(
    ("count", "limit", "level"),
    [
        (5, None, "no_limit"),
        (0, 0, "fine"),
        (1, 0, "exceeded"),
        (2, 6, "fine"),
        (3, 6, "half"),
        (4, 6, "half"),
        (5, 6, "near"),
        (6, 6, "near"),
        (7, 6, "exceeded"),
        (8, 18, "fine"),
        (9, 18, "half"),
        (14, 18, "half"),
        (15, 18, "near"),
        (19, 18, "exceeded"),
        (1, 2, "half"),
        (2, 2, "near"),
        (4, 5, "near"),
        (3, 5, "half"),
    ],
)
def test_levels_of_one_measure(count, limit, level):
    assert level_of(count, limit) == level


def test_one_measure_is_enough_and_is_named():
    result = absence(LAN_2021, [fact("alpa", 1, jp=19), fact("hadir", 1)])

    assert [one.measure for one in result.furthest] == [AbsenceMeasure.JP]
    assert result.warning == AbsenceLevel.EXCEEDED
    assert (result.of(AbsenceMeasure.JP).left, result.of(AbsenceMeasure.SESSIONS).left) == (0, 5)


@pytest.mark.parametrize(
    ("limit", "missed", "percent"),
    [(None, 2, None), (0, 0, 0), (0, 1, 100), (6, 0, 0), (6, 5, 83), (6, 6, 100), (6, 9, 100)],
)
def test_how_much_of_a_limit_is_used(limit, missed, percent):
    result = absence(AbsencePolicy(max_sessions=limit), [fact("alpa")] * missed)

    assert result.of(AbsenceMeasure.SESSIONS).percent == percent


def test_unknown_limits_warn_of_nothing_but_are_counted():
    result = absence(AbsencePolicy(), [fact("alpa"), fact("hadir"), fact(None)])

    assert (result.level, result.warning) == (AbsenceLevel.NO_LIMIT, None)
    assert counts(result) == (1, 3, 0)
    assert (result.recorded, result.unrecorded) == (2, 1)
    assert result.of(AbsenceMeasure.DAYS).left is None
    assert not AbsencePolicy().has_limits
    assert LAN_2021.has_limits


def test_one_known_limit_is_held_although_others_are_not_known():
    policy = AbsencePolicy(max_days=0)

    assert absence(policy, []).level == AbsenceLevel.FINE
    assert absence(policy, [fact("alpa")]).level == AbsenceLevel.EXCEEDED


@pytest.mark.parametrize(
    ("level", "told", "expected"),
    [
        (None, [], None),
        ("half", [], "half"),
        ("half", ["half"], None),
        ("near", ["half", "half"], "near"),
        ("half", ["near"], None),
        ("exceeded", ["near"], "exceeded"),
    ],
)
def test_a_person_is_told_of_a_higher_level_only(level, told, expected):
    assert level_to_tell(level and AbsenceLevel(level), told) == expected


def test_a_policy_comes_back_as_it_was_stored():
    assert AbsencePolicy.from_json(LAN_2021.to_json()) == LAN_2021
    assert AbsencePolicy.from_json({"max_jp": 18, "since": "2030"}) == AbsencePolicy(max_jp=18)


statuses = st.sampled_from([*AttendanceStatus.values, None])
some_facts = st.lists(st.builds(fact, statuses, st.integers(1, 4), st.integers(0, 8)), max_size=20)
policies = st.builds(
    AbsencePolicy,
    max_sessions=st.none() | st.integers(0, 8),
    max_jp=st.none() | st.integers(0, 30),
    max_days=st.none() | st.integers(0, 3),
    counts_excused=st.booleans(),
    counts_sick=st.booleans(),
    absent_day=st.sampled_from(AbsentDay),
)
ORDER = list(AbsenceLevel)


@given(policies, some_facts, st.randoms())
def test_the_order_of_sessions_never_matters(policy, facts, random):
    shuffled = random.sample(facts, len(facts))

    assert absence(policy, shuffled) == absence(policy, facts)


@given(policies, some_facts.filter(len), st.data())
def test_being_there_never_makes_it_worse(policy, facts, data):
    index = data.draw(st.integers(0, len(facts) - 1))
    before = absence(policy, facts)
    there = facts[index].__class__(facts[index].day, facts[index].jp, "hadir")
    after = absence(policy, [*facts[:index], there, *facts[index + 1 :]])

    assert all(a <= b for a, b in zip(counts(after), counts(before), strict=True))
    assert ORDER.index(after.level) <= ORDER.index(before.level)


@given(policies, some_facts)
def test_everything_planned_is_accounted_for(policy, facts):
    result = absence(policy, facts)

    assert result.recorded + result.unrecorded == len(facts)
    assert result.days <= result.sessions <= result.recorded

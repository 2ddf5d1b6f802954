"""Rules of work: states, lateness, rubric, groups."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.grouping import (
    GroupFacts,
    GroupObjection,
    deal,
    deal_objection,
    plan_objection,
)
from courses.domain.lateness import lateness
from courses.domain.rubric import Criterion, Level, from_json, judge, known_levels, to_json
from courses.domain.submission_states import (
    WorkFacts,
    clean_texts,
    content_refusal,
    decision_refusal,
    edit_refusal,
    hides_names,
    state_after,
    takes_files,
    text_keys,
)
from courses.enums import (
    AssignmentKind,
    GroupRefusal,
    Lateness,
    LatePolicy,
    MarkRefusal,
    Outcome,
    SubmissionState,
    WorkRefusal,
)

NOW = dt.datetime(2019, 6, 1, 17, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
DRAFT, SUBMITTED, RETURNED, ACCEPTED = SubmissionState
TEXT, FILES, BOTH, JOURNAL = AssignmentKind


@pytest.mark.parametrize(
    ("due_at", "late", "is_revision", "expected"),
    [
        (None, LatePolicy.REFUSE, False, Lateness.IN_TIME),
        (NOW, LatePolicy.REFUSE, False, Lateness.IN_TIME),
        (NOW + SECOND, LatePolicy.REFUSE, False, Lateness.IN_TIME),
        (NOW - SECOND, LatePolicy.ACCEPT, False, Lateness.LATE),
        (NOW - SECOND, LatePolicy.REFUSE, False, Lateness.REFUSED),
        (NOW - SECOND, LatePolicy.REFUSE, True, Lateness.IN_TIME),
        (NOW - SECOND, LatePolicy.ACCEPT, True, Lateness.IN_TIME),
    ],
)
def test_lateness(due_at, late, is_revision, expected):
    found = lateness(now=NOW, due_at=due_at, late=late, is_revision=is_revision)

    assert found == expected


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (WorkFacts(TEXT), None),
        (WorkFacts(TEXT, DRAFT), None),
        (WorkFacts(TEXT, RETURNED), None),
        (WorkFacts(TEXT, SUBMITTED), WorkRefusal.WAITING),
        (WorkFacts(TEXT, ACCEPTED), WorkRefusal.ACCEPTED),
        (WorkFacts(TEXT, ACCEPTED, is_open=False), WorkRefusal.ACCEPTED),
        (WorkFacts(TEXT, DRAFT, is_open=False), WorkRefusal.CLOSED),
        (WorkFacts(TEXT, is_open=False, lacks_group=True), WorkRefusal.CLOSED),
        (WorkFacts(TEXT, lacks_group=True), WorkRefusal.NO_GROUP),
        (WorkFacts(TEXT, DRAFT, lateness=Lateness.LATE), None),
        (WorkFacts(TEXT, DRAFT, lateness=Lateness.REFUSED), WorkRefusal.TOO_LATE),
    ],
)
def test_who_may_write(facts, refusal):
    assert edit_refusal(facts) == refusal


@pytest.mark.parametrize(
    ("kind", "texts", "files", "refusal"),
    [
        (TEXT, {}, 0, WorkRefusal.NO_TEXT),
        (TEXT, {"text": "  \n"}, 2, WorkRefusal.NO_TEXT),
        (TEXT, {"text": "a"}, 0, None),
        (FILES, {"text": "a"}, 0, WorkRefusal.NO_FILE),
        (FILES, {}, 1, None),
        (BOTH, {}, 0, WorkRefusal.NOTHING),
        (BOTH, {"text": "a"}, 0, None),
        (BOTH, {}, 1, None),
        (JOURNAL, {"main_ideas": "a"}, 1, WorkRefusal.HALF_A_JOURNAL),
        (JOURNAL, {"main_ideas": "a", "application": "b"}, 0, None),
    ],
)
def test_what_must_be_there_to_hand_in(kind, texts, files, refusal):
    assert content_refusal(kind, texts, files) == refusal


def test_texts_are_those_that_are_asked_for():
    assert clean_texts(JOURNAL, {"main_ideas": "a\r\nb\0", "text": "x"}) == {
        "main_ideas": "a\nb",
        "application": "",
    }
    assert [text_keys(kind) for kind in (TEXT, FILES)] == [("text",), ()]
    assert [takes_files(kind) for kind in (TEXT, FILES, BOTH, JOURNAL)] == [
        *(False, True, True, False)
    ]


@pytest.mark.parametrize(
    ("outcome", "state", "missing", "has_words", "refusal"),
    [
        (Outcome.ACCEPT, SUBMITTED, [], False, None),
        (Outcome.ACCEPT, SUBMITTED, ["Analisis"], True, MarkRefusal.LEVELS_MISSING),
        (Outcome.RETURN, SUBMITTED, ["Analisis"], True, None),
        (Outcome.RETURN, SUBMITTED, [], False, MarkRefusal.NO_WORDS),
        (Outcome.ACCEPT, DRAFT, [], True, MarkRefusal.NOT_WAITING),
        (Outcome.RETURN, ACCEPTED, [], True, MarkRefusal.NOT_WAITING),
        (Outcome.ACCEPT, RETURNED, [], True, MarkRefusal.NOT_WAITING),
    ],
)
def test_what_may_be_decided(outcome, state, missing, has_words, refusal):
    found = decision_refusal(outcome, state=state, missing=missing, has_words=has_words)

    assert found == refusal


def test_decisions_lead_to_their_states():
    assert [state_after(one) for one in (Outcome.ACCEPT, Outcome.RETURN)] == [ACCEPTED, RETURNED]


@pytest.mark.parametrize(
    ("is_anonymous", "state", "hidden"),
    [
        (True, SUBMITTED, True),
        (True, RETURNED, True),
        (True, ACCEPTED, False),
        (False, SUBMITTED, False),
    ],
)
def test_names_stay_hidden_until_acceptance(is_anonymous, state, hidden):
    assert hides_names(is_anonymous=is_anonymous, state=state) == hidden


def criterion(key, *points):
    return Criterion(key, key.upper(), tuple(Level(f"L{p}", p, "") for p in points))


RUBRIC = (criterion("a", 3, 1), criterion("b", 3, 0))


@pytest.mark.parametrize(
    ("rubric", "chosen", "points", "percent", "missing"),
    [
        (RUBRIC, {"a": 0, "b": 0}, 6, "100.00", ""),
        (RUBRIC, {"a": 1, "b": 0}, 4, "66.67", ""),
        (RUBRIC, {"a": 1, "b": 1}, 1, "16.67", ""),
        (RUBRIC, {"a": 1}, 1, None, "b"),
        (RUBRIC, {}, 0, None, "ab"),
        (RUBRIC, {"a": 5, "b": -1}, 0, None, "ab"),
        ((), {}, 0, None, ""),
        ((criterion("a", 0, 0),), {"a": 0}, 0, None, ""),
        ((criterion("a", 8, 1),), {"a": 1}, 1, "12.50", ""),
        ((criterion("a", 96, 1),), {"a": 1}, 1, "1.04", ""),
        ((criterion("a", 32, 1),), {"a": 1}, 1, "3.13", ""),
    ],
)
def test_rubric_adds_up(rubric, chosen, points, percent, missing):
    result = judge(rubric, chosen)

    assert result.points == points
    assert result.percent == (Decimal(percent) if percent else None)
    assert "".join(one.key for one in result.missing) == missing


def test_unknown_choices_are_dropped_and_rubrics_are_kept_as_they_were():
    assert known_levels(RUBRIC, {"a": 1, "b": 9, "c": 0}) == {"a": 1}
    assert from_json(to_json(RUBRIC)) == RUBRIC


@given(st.lists(st.integers(), unique=True, max_size=60), st.integers(1, 12))
def test_dealt_groups_hold_everybody_once_and_differ_by_one(people, count):
    groups = deal(people, count)

    assert sorted(person for group in groups for person in group) == sorted(people)
    assert max(map(len, groups)) - min(map(len, groups)) <= 1


FREE = GroupFacts(1, "Kelompok 1", frozenset({10, 11}))
FIXED = GroupFacts(2, "Kelompok 2", frozenset({12}), is_fixed=True)


@pytest.mark.parametrize(
    ("people", "count", "groups", "objection"),
    [
        ([1, 2], 2, [FREE], None),
        ([1, 2], 3, [], GroupObjection(GroupRefusal.TOO_MANY)),
        ([], 1, [], GroupObjection(GroupRefusal.NO_PEOPLE)),
        ([1, 2], 2, [FREE, FIXED], GroupObjection(GroupRefusal.HANDED_IN, group=2)),
    ],
)
def test_who_may_be_dealt(people, count, groups, objection):
    assert deal_objection(people, count, groups) == objection


@pytest.mark.parametrize(
    ("plan", "objection"),
    [
        ({1: {10}, 2: {12}}, None),
        ({1: set(), 2: {12}}, None),
        ({1: {10, 12}, 2: {12}}, GroupObjection(GroupRefusal.TWICE, person=12)),
        ({1: {10, 12}}, GroupObjection(GroupRefusal.HANDED_IN, group=2)),
        ({1: {10}, 2: {11, 12}}, GroupObjection(GroupRefusal.HANDED_IN, group=2)),
    ],
)
def test_who_may_be_placed(plan, objection):
    frozen = {group: frozenset(people) for group, people in plan.items()}

    assert plan_objection(frozen, [FREE, FIXED]) == objection

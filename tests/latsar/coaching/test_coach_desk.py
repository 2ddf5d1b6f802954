"""Whom a coach should look after: the rule, the facts behind it, and the page."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpu.core import clock
from latsar.domain.guidance import GuidancePolicy, PersonFacts, attention
from latsar.enums import ActorRole, Attention
from latsar.queries.coach_desk import guided_people
from tests.latsar.coaching.coaching_world import coached, logged, mentored

POLICY = GuidancePolicy(group_size=10, link_days=90, silent_days=7, answer_days=3)
TODAY = dt.date(2019, 5, 20)


def ago(days):
    return TODAY - dt.timedelta(days=days)


TABLE = [
    # facts, reasons with days and whether they are overdue
    (PersonFacts(begun_on=ago(6)), []),
    (PersonFacts(begun_on=ago(7)), [(Attention.SILENT, 7, True)]),
    (PersonFacts(begun_on=ago(30), last_sign_on=ago(6)), []),
    (PersonFacts(begun_on=ago(30), last_sign_on=ago(7)), [(Attention.SILENT, 7, True)]),
    # What happened before the beginning does not make anybody silent earlier.
    (PersonFacts(begun_on=ago(2), last_sign_on=ago(20)), []),
    (PersonFacts(begun_on=ago(9), waiting_since=ago(3)), [(Attention.WAITING, 3, False)]),
    (PersonFacts(begun_on=ago(9), waiting_since=ago(4)), [(Attention.WAITING, 4, True)]),
    (
        PersonFacts(begun_on=ago(9), overdue_since=ago(1)),
        [(Attention.LATE, 1, True), (Attention.SILENT, 9, True)],
    ),
    (
        PersonFacts(begun_on=ago(9), waiting_since=ago(9), overdue_since=ago(2)),
        [(Attention.WAITING, 9, True), (Attention.LATE, 2, True)],
    ),
    (PersonFacts(begun_on=ago(1), has_mentor=False), [(Attention.NO_MENTOR, 0, False)]),
    (
        PersonFacts(begun_on=ago(8), has_mentor=False),
        [(Attention.SILENT, 8, True), (Attention.NO_MENTOR, 0, False)],
    ),
]


@pytest.mark.parametrize(("facts", "expected"), TABLE)
def test_attention(facts, expected):
    found = attention(facts, POLICY, today=TODAY)

    assert [(need.reason, need.days, need.is_overdue) for need in found] == expected


@given(quiet=st.integers(0, 400), more=st.integers(0, 400))
def test_more_silence_never_needs_less(quiet, more):
    def is_silent(days):
        facts = PersonFacts(begun_on=ago(1000), last_sign_on=ago(days))
        return any(one.reason == Attention.SILENT for one in attention(facts, POLICY, today=TODAY))

    assert is_silent(quiet + more) or not is_silent(quiet)


@pytest.mark.django_db
def test_who_waits_comes_first_and_who_is_on_track_last():
    world = coached(people=3)
    first, second, third = world.guidances
    for one in (first, second, third):
        mentored(one)
    later = clock.now() + dt.timedelta(days=10)
    with clock.at(later):
        logged(second, clock.today(), ActorRole.COACH)
        logged(third, clock.today())
        rows = guided_people(world.cohort, world.coach.pk)

    assert [row.guidance.pk for row in rows] == [second.pk, first.pk, third.pk]
    assert [[need.reason for need in row.needs] for row in rows] == [
        [Attention.WAITING],
        [Attention.SILENT],
        [],
    ]
    assert rows[0].needs_for("waiting")
    assert not rows[0].needs_for("late")


@pytest.mark.django_db
def test_a_coach_sees_own_people_only():
    world, other = coached(people=2), coached(people=1)

    assert len(guided_people(world.cohort, world.coach.pk)) == 2
    assert guided_people(world.cohort, other.coach.pk) == []
    assert len(guided_people(world.cohort, None)) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_desk_takes_a_constant_number_of_queries(people, django_assert_num_queries):
    world = coached(people=people)
    for one in world.guidances:
        logged(mentored(one), clock.today())

    with django_assert_num_queries(9):
        guided_people(world.cohort, world.coach.pk)

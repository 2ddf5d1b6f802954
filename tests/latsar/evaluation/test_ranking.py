"""The order of a cohort: docs/rules/evaluation.md."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latsar.domain.ranking import Contender, ranking
from tests.latsar.evaluation.policies import POLICY


def who(key, total, **scores):
    return Contender(key, Decimal(total), {code: Decimal(score) for code, score in scores.items()})


@pytest.mark.parametrize(
    ("tie_breakers", "people", "expected"),
    [
        ((), [], []),
        ((), [who(1, 90)], [(1, 1, False, True, "")]),
        # Equal totals share a place, and the next one is skipped.
        (
            (),
            [who(1, 80), who(2, 90), who(3, 90), who(4, 85), who(5, 70)],
            [
                (2, 1, True, True, ""),
                (3, 1, True, True, ""),
                (4, 3, False, True, ""),
                (1, 4, False, False, ""),
                (5, 5, False, False, ""),
            ],
        ),
        # A place shared at the edge awards everybody on it.
        (
            (),
            [who(1, 90), who(2, 89), who(3, 88), who(4, 88)],
            [
                (1, 1, False, True, ""),
                (2, 2, False, True, ""),
                (3, 3, True, True, ""),
                (4, 3, True, True, ""),
            ],
        ),
        # The first component that differs decides, and is named.
        (
            ("PA", "RA"),
            [who(1, 90, PA=80, RA=70), who(2, 90, PA=85, RA=60), who(3, 90, PA=80, RA=75)],
            [
                (2, 1, False, True, "PA"),
                (3, 2, False, True, "RA"),
                (1, 3, False, True, "RA"),
            ],
        ),
        # Who has no score in it stands behind who has; equal in all of them is equal.
        (
            ("PA",),
            [who(1, 90), who(2, 90, PA=0), who(3, 90)],
            [(2, 1, False, True, "PA"), (1, 2, True, True, "PA"), (3, 2, True, True, "PA")],
        ),
        (
            ("PA",),
            [who(1, 90, PA=9), who(2, 91, PA=8)],
            [(2, 1, False, True, ""), (1, 2, False, True, "")],
        ),
    ],
)
def test_ranking(tie_breakers, people, expected):
    places = ranking(replace(POLICY, tie_breakers=tie_breakers), people)

    assert [
        (one.key, one.place, one.is_shared, one.is_awarded, one.decided_by) for one in places
    ] == expected


TOTALS = st.lists(st.decimals(60, 100, places=0), min_size=1, max_size=12)


@given(TOTALS, st.randoms(use_true_random=False))
def test_order_of_entry_never_matters(totals, random):
    people = [Contender(key, total) for key, total in enumerate(totals)]
    shuffled = list(people)
    random.shuffle(shuffled)

    assert ranking(POLICY, people) == ranking(POLICY, shuffled)


@given(TOTALS, st.data())
def test_raising_a_total_never_costs_a_place(totals, data):
    people = [Contender(key, total) for key, total in enumerate(totals)]
    key = data.draw(st.integers(0, len(people) - 1))
    raised = list(people)
    raised[key] = Contender(key, people[key].total + data.draw(st.integers(0, 30)))

    def place(everybody):
        return next(one.place for one in ranking(POLICY, everybody) if one.key == key)

    assert place(raised) <= place(people)

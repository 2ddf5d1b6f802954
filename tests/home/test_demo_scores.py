"""Scores of the demonstration: within the scale, close between raters, the same every time."""

from decimal import Decimal

from corpu.home.domain.demo_scores import RATED_BY, score_of

KEYS = [f"19900101201903{number:04d}" for number in range(300)]


def test_scores_are_plausible_and_raters_close():
    for key in KEYS:
        for component, raters in RATED_BY.items():
            given = [score_of(key, component, rater) for rater in raters]
            assert all(Decimal("70.01") < score <= Decimal(100) for score in given)
            assert max(given) - min(given) <= 3


def test_people_differ_and_stay_the_same():
    given = [score_of(key, "PA", "penguji") for key in KEYS]

    assert len(set(given)) > len(KEYS) / 2
    assert given == [score_of(key, "PA", "penguji") for key in KEYS]

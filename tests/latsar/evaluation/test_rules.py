"""Weighting, banding and the soundness of schemes: docs/rules/evaluation.md."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latsar.domain.banding import band_of, pass_minimum, two_decimals
from latsar.domain.evaluation import (
    BandPolicy,
    ComponentPolicy,
    EvaluationPolicy,
    PartPolicy,
    band_faults,
    scheme_faults,
)
from latsar.domain.weighting import final_of
from latsar.enums import BandOutcome, SchemeFault
from tests.latsar.evaluation.policies import BANDS, COMPONENTS, PARTS, POLICY, SPLIT, all_at

SCORES = st.decimals(0, 100, places=2)
EVERYBODY = st.fixed_dictionaries({one.code: SCORES for one in COMPONENTS})


# ---------------------------------------------------------------- bands


@pytest.mark.parametrize(
    ("score", "rounded", "band"),
    [
        ("0", "0.00", "TM"),
        ("60.00", "60.00", "TM"),
        ("60.004", "60.00", "TM"),
        ("60.005", "60.01", "DL"),
        ("60.01", "60.01", "DL"),
        ("69.995", "70.00", "DL"),
        ("70.00", "70.00", "DL"),
        ("70.0049", "70.00", "DL"),
        ("70.005", "70.01", "CM"),
        ("70.01", "70.01", "CM"),
        ("80.00", "80.00", "CM"),
        ("80.004999", "80.00", "CM"),
        ("80.005", "80.01", "M"),
        ("80.01", "80.01", "M"),
        ("90.00", "90.00", "M"),
        ("90.005", "90.01", "SM"),
        ("90.01", "90.01", "SM"),
        ("100", "100.00", "SM"),
    ],
)
def test_band(score, rounded, band):
    assert two_decimals(Decimal(score)) == Decimal(rounded)
    assert band_of(BANDS, Decimal(score)).code == band
    assert band_of(reversed(BANDS), Decimal(score)).code == band


def test_without_bands_there_is_no_band():
    assert band_of((), Decimal(80)) is None
    assert pass_minimum(()) is None
    assert pass_minimum(BANDS) == Decimal("70.01")


@given(SCORES, SCORES)
def test_a_higher_score_never_has_a_worse_outcome(one, other):
    low, high = sorted((one, other))
    order = list(BandOutcome)

    worse, better = (band_of(BANDS, score).outcome for score in (low, high))
    assert order.index(better) <= order.index(worse)


# ---------------------------------------------------------------- weights


@pytest.mark.parametrize(
    ("scores", "total", "band"),
    [
        (all_at("70.00"), "70.00", "DL"),
        (all_at("70.01"), "70.01", "CM"),
        (all_at("100"), "100.00", "SM"),
        (all_at("0"), "0.00", "TM"),
        # 8.0 + 15.0 + 16.4 + 25.5 + 18.0
        (
            {
                "SP": Decimal(80),
                "AK": Decimal(75),
                "RA": Decimal(82),
                "PA": Decimal(85),
                "TB": Decimal(90),
            },
            "82.90",
            "M",
        ),
        # 69.995 exactly: up to 70.00, which is not enough
        (all_at(70) | {"SP": Decimal("69.95")}, "70.00", "DL"),
        (all_at(70) | {"SP": Decimal("70.05")}, "70.01", "CM"),
        (all_at(80) | {"SP": Decimal("80.05")}, "80.01", "M"),
        (all_at(90) | {"SP": Decimal("89.99")}, "90.00", "M"),
    ],
)
def test_final_score(scores, total, band):
    result = final_of(POLICY, scores)

    assert (result.total, result.band.code, result.missing) == (Decimal(total), band, ())
    assert (result.so_far, result.open_weight) == (result.total, 0)


def test_a_missing_score_is_missing_and_not_zero():
    result = final_of(POLICY, all_at(90) | {"TB": None})

    assert (result.total, result.band, result.missing) == (None, None, ("TB",))
    assert (result.so_far, result.open_weight) == (Decimal("72.00"), Decimal(20))
    assert [one.points for one in result.contributions] == [9, 18, 18, 27, None]


def test_nothing_entered_and_scores_of_strangers():
    result = final_of(POLICY, {"XX": Decimal(100)})

    assert result.missing == ("SP", "AK", "RA", "PA", "TB")
    assert (result.so_far, result.open_weight) == (Decimal("0.00"), Decimal(100))


def test_zero_is_a_score():
    assert final_of(POLICY, all_at(100) | {"PA": Decimal(0)}).total == Decimal("70.00")


def test_without_a_scheme_there_is_no_total():
    result = final_of(EvaluationPolicy(), {"SP": Decimal(100)})

    assert (result.total, result.missing, result.contributions) == (None, (), ())
    assert EvaluationPolicy().is_empty


def test_parts_make_their_component():
    policy = replace(POLICY, components=SPLIT)
    result = final_of(policy, all_at(80, policy) | {"AK-A": Decimal(60), "AK-B": Decimal(90)})

    academic = result.contributions[1]
    assert (academic.score, academic.points, academic.missing) == (Decimal(75), Decimal(15), ())
    assert result.total == Decimal("79.00")


def test_a_missing_part_leaves_its_component_open():
    policy = replace(POLICY, components=SPLIT)
    # A score of the component itself does not stand in for its parts.
    result = final_of(policy, all_at(80, policy) | {"AK-B": None, "AK": Decimal(80)})

    academic = result.contributions[1]
    assert (academic.score, academic.points, academic.missing) == (None, None, ("AK-B",))
    assert (result.total, result.missing) == (None, ("AK-B",))
    assert (result.so_far, result.open_weight) == (Decimal("72.00"), Decimal(10))


def test_a_component_of_no_weight_has_a_score_and_no_points():
    policy = replace(
        POLICY, components=(*COMPONENTS, ComponentPolicy("XX", "Tambahan", Decimal(0)))
    )
    result = final_of(policy, all_at(80, policy) | {"XX": Decimal(95)})

    assert (result.contributions[-1].score, result.contributions[-1].points) == (Decimal(95), 0)
    assert result.total == Decimal("80.00")


@given(EVERYBODY, st.sampled_from(COMPONENTS), SCORES)
def test_raising_a_score_never_lowers_the_result(scores, component, other):
    raised = scores | {component.code: max(scores[component.code], other)}
    before, after = final_of(POLICY, scores), final_of(POLICY, raised)

    assert after.total >= before.total
    assert after.band.minimum >= before.band.minimum


@given(EVERYBODY, st.permutations(COMPONENTS), st.permutations([one.code for one in COMPONENTS]))
def test_order_of_entry_never_matters(scores, components, order):
    entered = {code: scores[code] for code in order}
    shuffled = final_of(replace(POLICY, components=tuple(components)), entered)

    straight = final_of(POLICY, scores)
    assert (shuffled.total, shuffled.band) == (straight.total, straight.band)


@given(EVERYBODY, st.sets(st.sampled_from([one.code for one in COMPONENTS]), min_size=1))
def test_without_every_score_there_is_no_total(scores, gone):
    result = final_of(POLICY, {code: one for code, one in scores.items() if code not in gone})

    assert result.total is None
    assert set(result.missing) == gone


# ---------------------------------------------------------------- the policy as data


@given(
    st.builds(
        replace,
        st.just(POLICY),
        components=st.sampled_from([COMPONENTS, SPLIT]),
        tie_breakers=st.sampled_from([(), ("PA", "RA")]),
        top_n=st.integers(0, 9),
    )
)
def test_a_stored_policy_reads_back_as_itself(policy):
    assert EvaluationPolicy.from_json(json.loads(json.dumps(policy.to_json()))) == policy


def test_a_stored_policy_without_later_fields_still_reads():
    stored = {"components": [{"code": "A", "label": "A", "weight": "100"}]}

    assert EvaluationPolicy.from_json(stored).components == (
        ComponentPolicy("A", "A", Decimal(100)),
    )


def test_policy_finds_its_parts():
    policy = replace(POLICY, components=SPLIT)

    assert [leaf.code for leaf in policy.leaves] == ["SP", "AK-A", "AK-B", "RA", "PA", "TB"]
    assert policy.component("AK-B").code == policy.component("AK").code == "AK"
    assert policy.component("XX") is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, False),
        ({"components": (replace(COMPONENTS[0], is_unverified=True),)}, True),
        ({"bands": (replace(BANDS[0], is_unverified=True),)}, True),
        (
            {"components": (replace(SPLIT[1], parts=(replace(PARTS[0], is_unverified=True),)),)},
            True,
        ),
    ],
)
def test_policy_says_whether_it_rests_on_guesses(changed, expected):
    assert replace(POLICY, **changed).is_unverified is expected


ONE = ComponentPolicy("A", "Satu", Decimal(100))


@pytest.mark.parametrize(
    ("components", "tie_breakers", "expected"),
    [
        (COMPONENTS, (), ()),
        (SPLIT, ("PA", "RA"), ()),
        ((), (), (SchemeFault.NO_COMPONENTS,)),
        (COMPONENTS[1:], (), (SchemeFault.NOT_HUNDRED,)),
        ((ONE, replace(ONE, weight=Decimal(0))), (), (SchemeFault.CODE_TWICE,)),
        (
            (replace(ONE, parts=(PartPolicy("A", "Bagian", Decimal(100)),)),),
            (),
            (SchemeFault.CODE_TWICE,),
        ),
        (
            (replace(ONE, parts=(PartPolicy("A1", "Bagian", Decimal("99.99")),)),),
            (),
            (SchemeFault.PARTS_DIFFER,),
        ),
        (SPLIT, ("AK-A",), (SchemeFault.UNKNOWN_TIE_BREAKER,)),
        ((), ("PA",), (SchemeFault.NO_COMPONENTS, SchemeFault.UNKNOWN_TIE_BREAKER)),
    ],
)
def test_faults_of_a_scheme(components, tie_breakers, expected):
    assert scheme_faults(components, tie_breakers) == expected


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (BANDS, ()),
        (tuple(reversed(BANDS)), ()),
        ((), (SchemeFault.NO_BANDS,)),
        (BANDS[:-1], (SchemeFault.BANDS_FROM_ZERO,)),
        ((*BANDS, replace(BANDS[0], code="XX")), (SchemeFault.BAND_TWICE,)),
        ((*BANDS, replace(BANDS[0], minimum=Decimal(95))), (SchemeFault.BAND_TWICE,)),
        (
            (
                BandPolicy("A", "A", Decimal(50), BandOutcome.FAILED),
                replace(BANDS[2], minimum=Decimal(0)),
            ),
            (SchemeFault.OUTCOMES_CROSS,),
        ),
    ],
)
def test_faults_of_bands(bands, expected):
    assert band_faults(bands) == expected

"""What is proposed to the graduation meeting: docs/rules/graduation.md."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import AbsenceLevel
from latsar.domain.evaluation import EvaluationPolicy
from latsar.domain.graduation import GraduationFacts, GraduationPolicy, Reason, propose
from latsar.enums import GraduationReason, ProposedOutcome
from tests.latsar.evaluation.policies import COMPONENTS, POLICY, SPLIT, all_at

RULE = GraduationPolicy(POLICY, papers=("skp", "foto"))
PAPERS = ("skp", "foto")
ORDER = list(ProposedOutcome)
PASSED, POSTPONED, UNDECIDED, FAILED = ORDER


def at(score, **changed):
    """Facts of somebody with this score everywhere, who lacks nothing."""
    return GraduationFacts(**{"scores": all_at(score), "papers": PAPERS} | changed)


def because(code, *about):
    return Reason(GraduationReason(code), about)


OVER = AbsenceLevel.EXCEEDED


@pytest.mark.parametrize(
    ("facts", "outcome", "reasons"),
    [
        (at("70.01"), PASSED, [because("score_passed", "CM")]),
        (at("100"), PASSED, [because("score_passed", "SM")]),
        (at("70.00"), POSTPONED, [because("score_postponed", "DL")]),
        (at("60.01"), POSTPONED, [because("score_postponed", "DL")]),
        (at("60.00"), FAILED, [because("score_failed", "TM")]),
        # A missing score leaves nothing to go by, whatever else is known.
        (
            at(0, scores={"SP": Decimal(0), "AK": Decimal(0)}, activities_left=9),
            UNDECIDED,
            [because("score_missing", "RA", "PA", "TB"), because("incomplete", "9")],
        ),
        # Something required is missing: postponed, however high the score.
        (
            at(95, activities_left=1),
            POSTPONED,
            [because("score_passed", "SM"), because("incomplete", "1")],
        ),
        (
            at(95, papers=("foto",)),
            POSTPONED,
            [because("score_passed", "SM"), because("papers_missing", "skp")],
        ),
        # The worst reason decides, all are told.
        (
            at(50, activities_left=2, papers=()),
            FAILED,
            [
                because("score_failed", "TM"),
                because("incomplete", "2"),
                because("papers_missing", "skp", "foto"),
            ],
        ),
        # Absence beyond the limit may lead to anything: the meeting judges.
        (
            at(95, absence=OVER),
            UNDECIDED,
            [because("score_passed", "SM"), because("absence_exceeded")],
        ),
        (
            at(65, absence=OVER),
            UNDECIDED,
            [because("score_postponed", "DL"), because("absence_exceeded")],
        ),
        (
            at(50, absence=OVER),
            FAILED,
            [because("score_failed", "TM"), because("absence_exceeded")],
        ),
        (at(95, absence=AbsenceLevel.NEAR), PASSED, [because("score_passed", "SM")]),
        (at(95, absence=AbsenceLevel.NO_LIMIT), PASSED, [because("score_passed", "SM")]),
        # A guide value only tells.
        (
            at(95, absence=OVER, is_absence_guide=True),
            PASSED,
            [because("score_passed", "SM"), because("absence_over_guide")],
        ),
        # Scores that may still change are nothing to go by; those that do not count do not matter.
        (
            at(95, unlocked=("RA", "XX"), objections=("XX",)),
            UNDECIDED,
            [because("score_passed", "SM"), because("scores_open", "RA")],
        ),
        (
            at(50, unlocked=("XX",), objections=("PA", "TB")),
            UNDECIDED,
            [because("score_failed", "TM"), because("objection_open", "PA", "TB")],
        ),
        # Who has withdrawn is not put to the meeting.
        (at(95, is_withdrawn=True), UNDECIDED, [because("withdrawn")]),
        (at(20, is_withdrawn=True, activities_left=3), UNDECIDED, [because("withdrawn")]),
        # After a repetition the band is no higher than the cap, which nobody has verified yet.
        (
            at(95, attempt=2),
            PASSED,
            [because("score_passed", "SM"), because("band_capped"), because("unverified")],
        ),
        (at(75, attempt=2), PASSED, [because("score_passed", "CM")]),
        (at(65, attempt=3), POSTPONED, [because("score_postponed", "DL")]),
    ],
)
def test_proposal(facts, outcome, reasons):
    proposal = propose(RULE, facts)

    assert (proposal.outcome, list(proposal.reasons)) == (outcome, reasons)


def test_proposal_says_what_would_stand_on_paper():
    proposal = propose(RULE, at(95, attempt=2))

    assert (proposal.total, proposal.band.code) == (Decimal("95.00"), "CM")
    assert propose(RULE, at(95)).band.code == "SM"
    assert propose(RULE, at(0, scores={})).band is None


def test_proposal_names_what_could_be_repeated():
    scores = all_at(70) | {"PA": Decimal("70.01"), "TB": Decimal(40)}

    assert propose(RULE, at(0, scores=scores)).weak == ("SP", "AK", "RA", "TB")
    bare = replace(RULE, evaluation=replace(POLICY, bands=()))
    assert propose(bare, at(0, scores=scores)).weak == ()


@pytest.mark.parametrize(
    ("attempt", "score", "outcome"),
    [(1, 65, POSTPONED), (2, 65, UNDECIDED), (2, 75, PASSED), (2, 50, FAILED)],
)
def test_when_no_repetition_is_left_the_meeting_looks(attempt, score, outcome):
    remedial = replace(POLICY.remedial, max_attempts=1)
    rule = replace(RULE, evaluation=replace(POLICY, remedial=remedial))
    proposal = propose(rule, at(score, attempt=attempt))

    assert proposal.outcome == outcome
    assert (because("attempts_used") in proposal.reasons) is (outcome == UNDECIDED)


def test_a_cap_that_would_not_pass_is_no_cap():
    remedial = replace(POLICY.remedial, band_cap="DL")
    rule = replace(RULE, evaluation=replace(POLICY, remedial=remedial))

    assert propose(rule, at(95, attempt=2)).band.code == "SM"


@pytest.mark.parametrize("evaluation", [EvaluationPolicy(), replace(POLICY, bands=())])
def test_without_a_scheme_nothing_is_proposed(evaluation):
    proposal = propose(GraduationPolicy(evaluation), at(95))

    assert (proposal.outcome, proposal.reasons) == (UNDECIDED, (because("no_scheme"),))


def test_a_working_value_is_told():
    components = (replace(COMPONENTS[0], is_unverified=True), *COMPONENTS[1:])
    rule = replace(RULE, evaluation=replace(POLICY, components=components))
    proposal = propose(rule, at(95))

    assert proposal.outcome == PASSED
    assert proposal.reasons == (because("score_passed", "SM"), because("unverified"))


def test_completion_may_be_left_out():
    rule = replace(RULE, needs_completion=False)

    assert propose(rule, at(95, activities_left=4)).outcome == PASSED


SCORES = st.decimals(0, 100, places=2)
FACTS = st.builds(
    GraduationFacts,
    scores=st.fixed_dictionaries(
        {}, optional={leaf.code: SCORES for leaf in replace(POLICY, components=SPLIT).leaves}
    ),
    unlocked=st.sampled_from([(), ("SP", "PA")]),
    objections=st.sampled_from([(), ("SP",)]),
    activities_left=st.integers(0, 2),
    absence=st.sampled_from(AbsenceLevel),
    is_absence_guide=st.booleans(),
    papers=st.sampled_from([(), ("skp",), PAPERS]),
    is_withdrawn=st.booleans(),
    attempt=st.integers(1, 3),
)
RULES = st.builds(
    replace,
    st.just(RULE),
    needs_completion=st.booleans(),
    evaluation=st.builds(
        replace,
        st.just(POLICY),
        components=st.sampled_from([COMPONENTS, SPLIT]),
        remedial=st.builds(
            replace,
            st.just(POLICY.remedial),
            max_attempts=st.sampled_from([None, 0, 1]),
            band_cap=st.sampled_from(["", "CM", "M", "DL"]),
        ),
    ),
)


@given(RULES, FACTS, st.data())
def test_raising_a_score_never_makes_the_proposal_worse(rule, facts, data):
    if not facts.scores:
        return
    code = data.draw(st.sampled_from(sorted(facts.scores)))
    score = data.draw(st.decimals(facts.scores[code], 100, places=2))
    before = propose(rule, facts)
    after = propose(rule, replace(facts, scores={**facts.scores, code: score}))

    assert ORDER.index(after.outcome) <= ORDER.index(before.outcome)
    if before.band is not None:
        assert after.band.minimum >= before.band.minimum


@given(RULES, FACTS)
def test_frozen_facts_replay_to_the_same_proposal(rule, facts):
    frozen = json.loads(json.dumps([rule.to_json(), facts.to_json()]))
    stored_rule, stored_facts = GraduationPolicy.from_json(frozen[0]), frozen[1]

    assert stored_rule == rule
    assert propose(stored_rule, GraduationFacts.from_json(stored_facts)) == propose(rule, facts)


@given(RULES, FACTS)
def test_every_proposal_has_a_reason_and_nobody_passes_with_a_missing_score(rule, facts):
    proposal = propose(rule, facts)

    assert proposal.reasons
    if proposal.total is None:
        assert proposal.outcome == UNDECIDED

"""Whether a decision may be taken: docs/rules/graduation.md."""

import datetime as dt

import pytest

from latsar.domain.graduation import Proposal, Reason, suggested_repetition
from latsar.domain.graduation_decisions import Choice, choice_refusal, next_attempt
from latsar.enums import BandOutcome, DecisionRefusal, GraduationReason, ProposedOutcome

DAY = dt.date(2019, 6, 20)
PASSED, POSTPONED, FAILED = BandOutcome
REPEAT = {"to_repeat": ("RA",), "repeat_until": DAY}


@pytest.mark.parametrize(
    ("proposal", "choice", "refusal"),
    [
        # Taking the proposal over.
        ("lulus", {}, None),
        ("ditunda", {}, "needs_repeat"),
        ("ditunda", REPEAT, None),
        ("ditunda", REPEAT | {"to_repeat": ()}, "needs_repeat"),
        ("ditunda", REPEAT | {"repeat_until": None}, "needs_repeat"),
        ("ditunda", REPEAT | {"repeat_until": DAY - dt.timedelta(1)}, "until_passed"),
        ("undecided", {}, "no_proposal"),
        ("tidak_lulus", {}, "needs_note"),
        ("tidak_lulus", {"note": "Nilai 54,20."}, None),
        # Deciding otherwise needs words.
        ("lulus", {"outcome": PASSED}, None),
        ("lulus", {"outcome": FAILED}, "needs_note"),
        ("lulus", {"outcome": FAILED, "note": "Pelanggaran berat."}, None),
        ("ditunda", {"outcome": PASSED}, "needs_note"),
        ("ditunda", {"outcome": PASSED, "note": "Kekeliruan nilai."}, None),
        ("tidak_lulus", {"outcome": POSTPONED, **REPEAT}, "needs_note"),
        ("tidak_lulus", {"outcome": POSTPONED, "note": "Sakit.", **REPEAT}, None),
        ("undecided", {"outcome": PASSED}, "needs_note"),
        ("undecided", {"outcome": PASSED, "note": "Surat dokter."}, None),
        ("undecided", {"outcome": POSTPONED, "note": "Nilai."}, "needs_repeat"),
    ],
)
def test_choice(proposal, choice, refusal):
    found = choice_refusal(Choice(1, **choice), ProposedOutcome(proposal), held_on=DAY)

    assert found == (DecisionRefusal(refusal) if refusal else None)


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [
        ((), 1),
        ((POSTPONED,), 2),
        ((POSTPONED, POSTPONED), 3),
        ((PASSED,), None),
        ((FAILED,), None),
        ((POSTPONED, PASSED), None),
    ],
)
def test_only_who_was_postponed_is_decided_again(confirmed, expected):
    assert next_attempt(confirmed) == expected


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["score_postponed"], ("RA",)),
        (["score_postponed", "incomplete"], ("RA", "incomplete")),
        (["score_passed", "incomplete", "papers_missing"], ("incomplete", "papers_missing")),
        (["score_passed"], ()),
    ],
)
def test_what_could_be_repeated(codes, expected):
    reasons = tuple(Reason(GraduationReason(code)) for code in codes)

    assert suggested_repetition(Proposal(ProposedOutcome.POSTPONED, reasons, weak=("RA",))) == (
        expected
    )

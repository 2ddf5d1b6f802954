"""What is proposed to the graduation meeting for one person, with all reasons; people decide."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from courses.enums import AbsenceLevel
from latsar.domain.banding import pass_minimum
from latsar.domain.evaluation import BandPolicy, EvaluationPolicy
from latsar.domain.weighting import FinalResult, final_of
from latsar.enums import BandOutcome, GraduationReason, ProposedOutcome

_LACKS = (GraduationReason.INCOMPLETE, GraduationReason.PAPERS_MISSING)
_LISTS = ("unlocked", "objections", "papers")


@dataclass(frozen=True, slots=True)
class GraduationPolicy:
    """What graduation rests on; `papers` are codes of papers everybody has to have handed in."""

    evaluation: EvaluationPolicy
    needs_completion: bool = True
    papers: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what is stored with a decision."""
        return {
            "evaluation": self.evaluation.to_json(),
            "needs_completion": self.needs_completion,
            "papers": list(self.papers),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "GraduationPolicy":
        """Return the value that `to_json` stored."""
        return cls(
            evaluation=EvaluationPolicy.from_json(stored["evaluation"]),
            needs_completion=stored["needs_completion"],
            papers=tuple(stored["papers"]),
        )


@dataclass(frozen=True, slots=True)
class GraduationFacts:
    """What is known of one person when the meeting looks.

    `scores` by code of component or part, 0 to 100; a code that is not there is missing.
    `unlocked` and `objections` are codes of scores that may still change.
    `attempt` is 1 at the first decision and counts the decisions about this person.
    `is_absence_guide`: the limit only warns, because the regulation's own is not known.
    """

    scores: Mapping[str, Decimal]
    unlocked: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    activities_left: int = 0
    absence: AbsenceLevel = AbsenceLevel.FINE
    is_absence_guide: bool = False
    papers: tuple[str, ...] = ()
    is_withdrawn: bool = False
    attempt: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return what is stored with a decision; scores as text, so that no digit is lost."""
        return {
            **asdict(self),
            "scores": {code: str(score) for code, score in self.scores.items()},
            "absence": str(self.absence),
            **{name: list(getattr(self, name)) for name in _LISTS},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "GraduationFacts":
        """Return the value that `to_json` stored."""
        read = {
            "scores": {code: Decimal(score) for code, score in stored["scores"].items()},
            "absence": AbsenceLevel(stored["absence"]),
            **{name: tuple(stored[name]) for name in _LISTS},
        }
        return cls(**{**stored, **read})


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and the codes of what it is about."""

    code: GraduationReason
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposed outcome with its reasons; `band` is what would be written on paper.

    `weak` are components whose own score is below the passing score: what could be repeated.
    """

    outcome: ProposedOutcome
    reasons: tuple[Reason, ...]
    total: Decimal | None = None
    band: BandPolicy | None = None
    weak: tuple[str, ...] = ()


def propose(policy: GraduationPolicy, facts: GraduationFacts) -> Proposal:
    """Return the worst outcome that any of the facts leads to, with every reason that applies."""
    evaluation = policy.evaluation
    final = final_of(evaluation, facts.scores)
    found = [*_of_scores(evaluation, final), *_of_open_scores(evaluation, facts)]
    found += [
        *_of_requirements(policy, facts),
        *_of_absence(facts),
        *_of_attempts(policy, facts, final),
    ]
    band = _capped(evaluation, facts, final.band)
    if band != final.band:
        found.append((ProposedOutcome.PASSED, Reason(GraduationReason.BAND_CAPPED)))
    if evaluation.is_unverified or (band != final.band and evaluation.remedial.is_unverified):
        found.append((ProposedOutcome.PASSED, Reason(GraduationReason.UNVERIFIED)))
    if facts.is_withdrawn:
        found = [(ProposedOutcome.UNDECIDED, Reason(GraduationReason.WITHDRAWN))]
    return Proposal(
        outcome=_outcome(found),
        reasons=tuple(reason for _outcome_of_one, reason in found),
        total=final.total,
        band=band,
        weak=_weak(evaluation, final),
    )


def suggested_repetition(proposal: Proposal) -> tuple[str, ...]:
    """Return what a postponed person could repeat: weak components, and what else is missing."""
    codes = [one.code for one in proposal.reasons]
    lacks = tuple(str(code) for code in codes if code in _LACKS)
    is_weak = GraduationReason.SCORE_POSTPONED in codes
    return (proposal.weak if is_weak else ()) + lacks


Found = list[tuple[ProposedOutcome, Reason]]

_BY_BAND = {
    BandOutcome.PASSED: (ProposedOutcome.PASSED, GraduationReason.SCORE_PASSED),
    BandOutcome.POSTPONED: (ProposedOutcome.POSTPONED, GraduationReason.SCORE_POSTPONED),
    BandOutcome.FAILED: (ProposedOutcome.FAILED, GraduationReason.SCORE_FAILED),
}
# Without a total that stays there is nothing to propose, whatever else is known.
_NOTHING_TO_GO_BY = frozenset(
    {
        GraduationReason.NO_SCHEME,
        GraduationReason.SCORE_MISSING,
        GraduationReason.SCORES_OPEN,
        GraduationReason.OBJECTION_OPEN,
    }
)


def _outcome(found: Found) -> ProposedOutcome:
    if any(reason.code in _NOTHING_TO_GO_BY for _outcome_of_one, reason in found):
        return ProposedOutcome.UNDECIDED
    order = list(ProposedOutcome)
    return max((outcome for outcome, _reason in found), key=order.index)


def _of_scores(policy: EvaluationPolicy, final: FinalResult) -> Found:
    if final.missing:
        reason = Reason(GraduationReason.SCORE_MISSING, final.missing)
        return [(ProposedOutcome.UNDECIDED, reason)]
    if policy.is_empty or final.band is None:
        return [(ProposedOutcome.UNDECIDED, Reason(GraduationReason.NO_SCHEME))]
    outcome, code = _BY_BAND[final.band.outcome]
    return [(outcome, Reason(code, (final.band.code,)))]


def _of_open_scores(policy: EvaluationPolicy, facts: GraduationFacts) -> Found:
    """Scores that may still change; one that does not count does not hold anything up."""
    codes = {leaf.code for leaf in policy.leaves}
    open_scores = {
        GraduationReason.SCORES_OPEN: tuple(code for code in facts.unlocked if code in codes),
        GraduationReason.OBJECTION_OPEN: tuple(code for code in facts.objections if code in codes),
    }
    return [
        (ProposedOutcome.UNDECIDED, Reason(reason, about))
        for reason, about in open_scores.items()
        if about
    ]


def _of_requirements(policy: GraduationPolicy, facts: GraduationFacts) -> Found:
    found: Found = []
    if policy.needs_completion and facts.activities_left:
        reason = Reason(GraduationReason.INCOMPLETE, (str(facts.activities_left),))
        found.append((ProposedOutcome.POSTPONED, reason))
    if missing := tuple(code for code in policy.papers if code not in facts.papers):
        found.append((ProposedOutcome.POSTPONED, Reason(GraduationReason.PAPERS_MISSING, missing)))
    return found


def _of_absence(facts: GraduationFacts) -> Found:
    """Too much absence *may* lead to not passing: the rule leaves that to the meeting."""
    if facts.absence != AbsenceLevel.EXCEEDED:
        return []
    if facts.is_absence_guide:
        return [(ProposedOutcome.PASSED, Reason(GraduationReason.ABSENCE_OVER_GUIDE))]
    return [(ProposedOutcome.UNDECIDED, Reason(GraduationReason.ABSENCE_EXCEEDED))]


def _of_attempts(policy: GraduationPolicy, facts: GraduationFacts, final: FinalResult) -> Found:
    """Who would be postponed again although no repetition is left needs a judgement."""
    most = policy.evaluation.remedial.max_attempts
    is_postponed = final.band is not None and final.band.outcome == BandOutcome.POSTPONED
    if most is None or facts.attempt <= most or not is_postponed:
        return []
    return [(ProposedOutcome.UNDECIDED, Reason(GraduationReason.ATTEMPTS_USED))]


def _capped(
    policy: EvaluationPolicy, facts: GraduationFacts, band: BandPolicy | None
) -> BandPolicy | None:
    """Return the band that may be written down: after a repetition no higher than the cap."""
    code = policy.remedial.band_cap
    caps = [one for one in policy.bands if one.code == code and one.outcome == BandOutcome.PASSED]
    if band is None or facts.attempt == 1:
        return band
    return min([band, *caps], key=lambda one: one.minimum)


def _weak(policy: EvaluationPolicy, final: FinalResult) -> tuple[str, ...]:
    least = pass_minimum(policy.bands)
    return tuple(
        one.code
        for one in final.contributions
        if least is not None and one.score is not None and one.score < least
    )

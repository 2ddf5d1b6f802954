"""Where a score stands and what may be done with it.

Stated in docs/rules/scores.md, in the order of this module.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from latsar.domain.score_values import mean_of, spread_of
from latsar.enums import LockHold, ScoreHow, ScoreRefusal, ScoreSource, ScoreStage


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """One score: the value that holds, what it is made of, what its raters gave so far."""

    value: Decimal | None
    how: ScoreHow
    ratings: tuple[Decimal, ...] = ()
    is_locked: bool = False
    is_released: bool = False
    has_paper: bool = False


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """How one component of a cohort is scored."""

    source: ScoreSource
    spread_limit: Decimal
    needs_paper: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Who wants to change what: the source the change comes from, and what it says why."""

    source: ScoreSource
    has_before: bool
    reason: str


def rated(facts: ScoreFacts) -> tuple[Decimal | None, ScoreHow]:
    """Return the score that the raters make, and what it is made of."""
    value = mean_of(facts.ratings)
    return value, ScoreHow.NONE if value is None else ScoreHow.MEAN


def is_disputed(facts: ScoreFacts, rules: ScoreRules) -> bool:
    """Whether raters lie further apart than the institute accepts without talking about it."""
    spread = spread_of(facts.ratings)
    is_mean = facts.how == ScoreHow.MEAN
    return is_mean and spread is not None and spread > rules.spread_limit


def stage_of(facts: ScoreFacts, rules: ScoreRules) -> ScoreStage:
    """Say how far the score is on its way to the participant."""
    if facts.is_released:
        return ScoreStage.RELEASED
    if facts.is_locked:
        return ScoreStage.LOCKED
    if facts.value is None:
        return ScoreStage.MISSING
    return ScoreStage.DISPUTED if is_disputed(facts, rules) else ScoreStage.ENTERED


def change_refusal(facts: ScoreFacts, rules: ScoreRules, change: Change) -> ScoreRefusal | None:
    """Say why a score may not be entered or changed so; None means that it may."""
    if facts.is_locked:
        return ScoreRefusal.LOCKED
    if rules.source != change.source:
        is_quiz = rules.source == ScoreSource.QUIZ
        return ScoreRefusal.FROM_QUIZ if is_quiz else ScoreRefusal.NOT_RATED
    if facts.how == ScoreHow.MODERATED:
        return ScoreRefusal.MODERATED
    if change.has_before and not change.reason.strip():
        return ScoreRefusal.NO_REASON
    return None


def lock_holds(facts: ScoreFacts, rules: ScoreRules) -> tuple[LockHold, ...]:
    """Say what is still to be done before the score can be locked; nothing means it can be."""
    checks = {
        LockHold.NO_VALUE: facts.value is None,
        LockHold.SPREAD: is_disputed(facts, rules),
        LockHold.NO_PAPER: rules.needs_paper and not facts.has_paper,
    }
    return tuple(hold for hold, stands in checks.items() if stands)


@dataclass(frozen=True, slots=True)
class PaperReach:
    """Whom a paper speaks for: one person, one agency, or with neither everybody."""

    enrolment_id: int | None = None
    agency_id: int | None = None


def is_covered(papers: Iterable[PaperReach], *, enrolment_id: int, agency_id: int | None) -> bool:
    """Whether one of the papers speaks for this person."""
    return any(
        paper.enrolment_id == enrolment_id
        or (
            paper.enrolment_id is None and (paper.agency_id is None or paper.agency_id == agency_id)
        )
        for paper in papers
    )

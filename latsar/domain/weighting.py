"""The final score: the sum of score times weight; what is missing is missing, not zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from latsar.domain.banding import band_of, two_decimals
from latsar.domain.evaluation import (
    HUNDRED,
    BandPolicy,
    ComponentPolicy,
    EvaluationPolicy,
    leaves_of,
)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one component gives to the final score.

    `score` on the scale of 0 to 100 and `points` (score times weight, per cent) are exact, and
    None while a part of the component is missing; only the total is ever rounded.
    """

    code: str
    label: str
    weight: Decimal
    is_unverified: bool
    score: Decimal | None
    points: Decimal | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinalResult:
    """The final score, rounded to two decimals, and its band; both None while a part is missing.

    `so_far` are the points of what is there, `open_weight` is what is still outstanding in percent.
    """

    total: Decimal | None
    band: BandPolicy | None
    missing: tuple[str, ...]
    contributions: tuple[Contribution, ...]
    so_far: Decimal
    open_weight: Decimal


def final_of(policy: EvaluationPolicy, scores: Mapping[str, Decimal | None]) -> FinalResult:
    """Weigh the scores (0 to 100) of one person, given by the code of component or part.

    A component with parts is scored by its parts; scores of codes that the policy does not have
    do not count.
    """
    contributions = tuple(contribution_of(one, scores) for one in policy.components)
    missing = tuple(code for one in contributions for code in one.missing)
    points = sum(_points(policy, scores).values(), Decimal(0))
    total = None if missing or policy.is_empty else two_decimals(points)
    return FinalResult(
        total=total,
        band=None if total is None else band_of(policy.bands, total),
        missing=missing,
        contributions=contributions,
        so_far=two_decimals(points),
        open_weight=sum(
            (leaf.weight for leaf in policy.leaves if leaf.code in missing), Decimal(0)
        ),
    )


def contribution_of(
    component: ComponentPolicy, scores: Mapping[str, Decimal | None]
) -> Contribution:
    """Weigh one component by itself."""
    leaves = leaves_of(component)
    missing = tuple(leaf.code for leaf in leaves if scores.get(leaf.code) is None)
    known = [(leaf.weight, scores[leaf.code] or Decimal(0)) for leaf in leaves if not missing]
    weighed = sum((weight * score for weight, score in known), Decimal(0))
    score = None
    if known:
        # A component of no weight gives no points, but the person still has a score in it.
        score = weighed / component.weight if component.weight else known[0][1]
    return Contribution(
        code=component.code,
        label=component.label,
        weight=component.weight,
        is_unverified=component.is_unverified,
        score=score,
        points=weighed / HUNDRED if known else None,
        missing=missing,
    )


def _points(policy: EvaluationPolicy, scores: Mapping[str, Decimal | None]) -> dict[str, Decimal]:
    found = {leaf.code: (leaf.weight, scores.get(leaf.code)) for leaf in policy.leaves}
    return {
        code: weight * score / HUNDRED
        for code, (weight, score) in found.items()
        if score is not None
    }

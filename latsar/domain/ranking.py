"""The order of a cohort by final score, with a stated rule for equal totals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from latsar.domain.evaluation import EvaluationPolicy


@dataclass(frozen=True, slots=True)
class Contender:
    """One person with a final score; `scores` by component decide between equal totals."""

    key: int
    total: Decimal
    scores: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order; `is_shared` with people whom no tie-breaker sets apart."""

    key: int
    place: int
    is_shared: bool
    is_awarded: bool
    # The component that set this person apart from others of the same total, where one did.
    decided_by: str = ""


def ranking(policy: EvaluationPolicy, people: Iterable[Contender]) -> tuple[Place, ...]:
    """Return everybody's place, the best first.

    Equal totals are set apart by the tie-breakers of the policy, one after the other; who is
    still equal shares the place, and the next place is skipped as often as it is shared. All on
    a place up to `top_n` are awarded, so that shared places may award more people than `top_n`.
    """
    weights = {one.key: _strength(policy, one) for one in people}
    falling = sorted(weights.items(), key=lambda one: (*(-part for part in one[1]), one[0]))
    strengths = [strength for _key, strength in falling]
    places = []
    for key, strength in falling:
        place = strengths.index(strength) + 1
        places.append(
            Place(
                key=key,
                place=place,
                is_shared=strengths.count(strength) > 1,
                is_awarded=place <= policy.top_n,
                decided_by=_decider(policy, strength, strengths),
            )
        )
    return tuple(places)


def _strength(policy: EvaluationPolicy, person: Contender) -> tuple[Decimal, ...]:
    """What is compared, in order; a score that is not there counts as the lowest."""
    breakers = (person.scores.get(code, Decimal(-1)) for code in policy.tie_breakers)
    return (person.total, *breakers)


def _decider(
    policy: EvaluationPolicy,
    strength: tuple[Decimal, ...],
    strengths: Iterable[tuple[Decimal, ...]],
) -> str:
    """Return the last component that was needed to set this person apart from anybody else."""
    needed = 0
    for other in strengths:
        if other != strength and other[0] == strength[0]:
            first = next(index for index, one in enumerate(other) if one != strength[index])
            needed = max(needed, first)
    return policy.tie_breakers[needed - 1] if needed else ""

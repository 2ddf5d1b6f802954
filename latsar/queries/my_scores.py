"""A participant's own scores: what was released, what it weighs, what is still outstanding."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from courses.enums import CohortState
from courses.models import Enrolment
from latsar.domain.evaluation import ComponentPolicy, EvaluationPolicy, Leaf
from latsar.domain.weighting import Contribution, FinalResult, final_of
from latsar.models import Objection, Score


@dataclass(frozen=True, slots=True)
class MyScore:
    """One component or part; the value only where it was released."""

    leaf: Leaf
    value: Decimal | None
    is_reviewed_again: bool
    objections: tuple[Objection, ...]
    may_object: bool


@dataclass(frozen=True, slots=True)
class MyComponent:
    """One component with its parts and what it gives to the final score."""

    policy: ComponentPolicy
    parts: tuple[MyScore, ...]
    contribution: Contribution

    @property
    def is_divided(self) -> bool:
        return bool(self.policy.parts)


@dataclass(frozen=True, slots=True)
class MyScores:
    """Everything a participant sees of the evaluation."""

    policy: EvaluationPolicy
    components: tuple[MyComponent, ...]
    final: FinalResult

    @property
    def outstanding(self) -> tuple[Leaf, ...]:
        """What no score has been released for."""
        return tuple(leaf for leaf in self.policy.leaves if leaf.code in self.final.missing)


def my_scores(enrolment: Enrolment, policy: EvaluationPolicy) -> MyScores:
    """Return what was released to one person; two queries. The cohort has been fetched."""
    stored = {one.code: one for one in Score.objects.filter(enrolment=enrolment)}
    objections: dict[str, list[Objection]] = defaultdict(list)
    for one in Objection.objects.filter(score__enrolment=enrolment).select_related("score"):
        objections[one.score.code].append(one)
    is_running = enrolment.cohort.state == CohortState.RUNNING
    parts = {
        leaf.code: _part(leaf, stored.get(leaf.code), objections[leaf.code], is_running=is_running)
        for leaf in policy.leaves
    }
    final = final_of(policy, {code: part.value for code, part in parts.items()})
    components = tuple(
        MyComponent(
            component,
            tuple(one for one in parts.values() if one.leaf.component == component.code),
            contribution,
        )
        for component, contribution in zip(policy.components, final.contributions, strict=True)
    )
    return MyScores(policy, components, final)


def _part(
    leaf: Leaf, score: Score | None, objections: list[Objection], *, is_running: bool
) -> MyScore:
    is_released = score is not None and score.released_at is not None
    is_open = any(one.answered_at is None for one in objections)
    return MyScore(
        leaf=leaf,
        value=score.value if score is not None and is_released else None,
        is_reviewed_again=score is not None and score.was_released and not is_released,
        objections=tuple(objections),
        may_object=is_released and is_running and not is_open,
    )

"""The policy that the chosen schemes make for a cohort, as they read now."""

from dataclasses import dataclass
from decimal import Decimal

from corpu.core.enums import Mark
from courses.models import Cohort
from latsar.domain.evaluation import (
    BandPolicy,
    ComponentPolicy,
    EvaluationPolicy,
    PartPolicy,
    RemedialPolicy,
)
from latsar.domain.scheme_content import (
    ComponentContent,
    EvaluationContent,
    GradingContent,
    PartContent,
    RemedialContent,
    Weight,
)
from latsar.enums import BandOutcome
from latsar.models import (
    CohortScheme,
    EvaluationScheme,
    GradingScheme,
    ProgrammeScheme,
    RemedialRule,
)
from latsar.queries.scheme_contents import evaluation_content, grading_content, remedial_content

NAMES = ("evaluation", "grading", "remedial")


@dataclass(frozen=True, slots=True)
class ChosenSchemes:
    """The schemes a cohort is held to; None where nobody has chosen one yet."""

    evaluation: EvaluationScheme | None
    grading: GradingScheme | None
    remedial: RemedialRule | None


def own_schemes(cohort: Cohort) -> CohortScheme | None:
    """Return what the cohort itself has chosen or frozen, if anything."""
    return CohortScheme.objects.filter(cohort=cohort).select_related(*NAMES).first()


def chosen_schemes(cohort: Cohort) -> ChosenSchemes:
    """Return the cohort's own choice, and its programme's where the cohort has none."""
    own = own_schemes(cohort)
    general = (
        ProgrammeScheme.objects.filter(programme=cohort.programme_id).select_related(*NAMES).first()
    )
    return ChosenSchemes(
        **{name: getattr(own, name, None) or getattr(general, name, None) for name in NAMES}
    )


def live_policy(cohort: Cohort) -> EvaluationPolicy:
    """Return the policy as the schemes read now; empty while a scheme is missing."""
    chosen = chosen_schemes(cohort)
    if chosen.evaluation is None or chosen.grading is None:
        return EvaluationPolicy()
    evaluation = evaluation_content(chosen.evaluation)
    grading = grading_content(chosen.grading)
    return EvaluationPolicy(
        components=components_of(evaluation, cohort.programme.method),
        bands=bands_of(grading),
        top_n=grading.award_count,
        tie_breakers=tuple(evaluation.tie_breakers.split()),
        remedial=remedial_of(remedial_content(chosen.remedial) if chosen.remedial else None),
        evaluation_code=evaluation.code,
        grading_code=grading.code,
        source=evaluation.source,
    )


def components_of(content: EvaluationContent, method: str) -> tuple[ComponentPolicy, ...]:
    """Return the components as cohorts that are taught by this method have them."""
    return tuple(_component(component, method) for component in content.components)


def bands_of(content: GradingContent) -> tuple[BandPolicy, ...]:
    """Return the bands of a grading scheme; its mark is theirs."""
    is_unverified = content.mark == Mark.MEMORY
    return tuple(
        BandPolicy(band.code, band.label, band.minimum, BandOutcome(band.outcome), is_unverified)
        for band in content.bands
    )


def remedial_of(content: RemedialContent | None) -> RemedialPolicy:
    """Return the rule, with the working value where no source says how high one may get."""
    if content is None:
        return RemedialPolicy()
    return RemedialPolicy(
        code=content.code,
        max_attempts=content.max_attempts,
        deadline_working_days=content.deadline_working_days,
        band_cap=content.band_cap or content.band_cap_unverified,
        is_unverified=content.mark == Mark.MEMORY,
    )


def _component(content: ComponentContent, method: str) -> ComponentPolicy:
    return ComponentPolicy(
        code=content.code,
        label=content.label,
        weight=_working(content.weight),
        is_unverified=_is_unverified(content.weight),
        parts=tuple(_part(part) for part in content.parts if part.method in ("", method)),
        scorers=content.scorers,
        scorers_unverified=content.scorers_mark == Mark.MEMORY,
        aspects=content.aspects,
        forms=content.forms.get(method, ()),
    )


def _part(content: PartContent) -> PartPolicy:
    weight = content.weight
    return PartPolicy(content.code, content.label, _working(weight), _is_unverified(weight))


def _working(weight: Weight) -> Decimal:
    return weight.working if weight.working is not None else Decimal(0)


def _is_unverified(weight: Weight) -> bool:
    return weight.value is None or weight.mark == Mark.MEMORY

"""Evaluation schemes as policies: of one cohort, of one scheme, and who uses which."""

from collections.abc import Iterable, Mapping
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
from latsar.enums import BandOutcome
from latsar.models import (
    CohortScheme,
    EvaluationScheme,
    GradingBand,
    GradingScheme,
    ProgrammeScheme,
    RemedialRule,
    SchemeComponent,
    SchemePart,
)
from latsar.models.schemes import Weighed


@dataclass(frozen=True, slots=True)
class ChosenSchemes:
    """The schemes a cohort is held to; None where nobody has chosen one yet."""

    evaluation: EvaluationScheme | None
    grading: GradingScheme | None
    remedial: RemedialRule | None


def chosen_schemes(cohort: Cohort) -> ChosenSchemes:
    """Return the cohort's own choice, and its programme's where the cohort has none."""
    names = ("evaluation", "grading", "remedial")
    own = CohortScheme.objects.filter(cohort=cohort).select_related(*names).first()
    general = (
        ProgrammeScheme.objects.filter(programme=cohort.programme_id).select_related(*names).first()
    )
    return ChosenSchemes(
        **{name: getattr(own, name, None) or getattr(general, name, None) for name in names}
    )


def live_policy(cohort: Cohort) -> EvaluationPolicy:
    """Return the policy as the schemes read now; empty while a scheme is missing."""
    chosen = chosen_schemes(cohort)
    if chosen.evaluation is None or chosen.grading is None:
        return EvaluationPolicy()
    evaluation, grading = chosen.evaluation, chosen.grading
    return EvaluationPolicy(
        components=components_of(evaluation, cohort.programme.method),
        bands=bands_of(grading),
        top_n=grading.award_count,
        tie_breakers=tuple(evaluation.tie_breakers.split()),
        remedial=remedial_of(chosen.remedial),
        evaluation_code=evaluation.code,
        grading_code=grading.code,
        source=evaluation.source,
    )


def components_of(scheme: EvaluationScheme, method: str) -> tuple[ComponentPolicy, ...]:
    """Return the stored components of a scheme as cohorts taught by this method have them."""
    return tuple(
        component_policy(component, component.parts.all(), method)
        for component in SchemeComponent.objects.filter(scheme=scheme).prefetch_related("parts")
    )


def component_policy(
    component: SchemeComponent, parts: Iterable[SchemePart], method: str
) -> ComponentPolicy:
    """Return a component, stored or just filled in, with its parts for this method."""
    return ComponentPolicy(
        code=component.code,
        label=component.label,
        weight=working_weight(component) or Decimal(0),
        is_unverified=is_weight_unverified(component),
        parts=tuple(
            PartPolicy(
                part.code,
                part.label,
                working_weight(part) or Decimal(0),
                is_weight_unverified(part),
            )
            for part in parts
            if part.method in ("", method)
        ),
        scorers=tuple(component.scorers),
        scorers_unverified=component.scorers_mark == Mark.MEMORY,
        aspects=tuple(component.aspects.splitlines()),
        forms=_forms(component.forms, method),
    )


def working_weight(row: Weighed) -> Decimal | None:
    """Return the weight that counts: the stated one, else the working value."""
    return row.weight if row.weight is not None else row.weight_unverified


def is_weight_unverified(row: Weighed) -> bool:
    """Whether the weight that counts must be shown as unverified."""
    return row.weight is None or row.weight_mark == Mark.MEMORY


def bands_of(scheme: GradingScheme) -> tuple[BandPolicy, ...]:
    """Return the stored bands of a scheme, the highest first."""
    return tuple(
        band_policy(band, scheme)
        for band in GradingBand.objects.filter(scheme=scheme).order_by("-minimum")
    )


def band_policy(band: GradingBand, scheme: GradingScheme) -> BandPolicy:
    """Return a band, stored or just filled in."""
    return BandPolicy(
        code=band.code,
        label=band.label,
        minimum=band.minimum,
        outcome=BandOutcome(band.outcome),
        is_unverified=scheme.mark == Mark.MEMORY,
    )


def remedial_of(rule: RemedialRule | None) -> RemedialPolicy:
    """Return the rule with the working value where no source says how high one may get."""
    if rule is None:
        return RemedialPolicy()
    return RemedialPolicy(
        code=rule.code,
        max_attempts=rule.max_attempts,
        deadline_working_days=rule.deadline_working_days,
        band_cap=rule.band_cap or rule.band_cap_unverified,
        is_unverified=rule.mark == Mark.MEMORY,
    )


def _forms(stored: Mapping[str, object], method: str) -> tuple[str, ...]:
    found = stored.get(method)
    return tuple(str(code) for code in found) if isinstance(found, list) else ()

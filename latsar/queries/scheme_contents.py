"""What the stored schemes say, in the form in which a package says it."""

from collections.abc import Mapping

from latsar.domain.scheme_content import (
    BandContent,
    ComponentContent,
    EvaluationContent,
    GradingContent,
    PartContent,
    RemedialContent,
    SchemeContent,
    Weight,
)
from latsar.models import (
    EvaluationScheme,
    GradingBand,
    GradingScheme,
    RemedialRule,
    SchemeComponent,
    SchemePart,
)
from latsar.models.schemes import Weighed


def content_of(scheme: EvaluationScheme | GradingScheme | RemedialRule) -> SchemeContent:
    """Return what a stored scheme of any kind says."""
    if isinstance(scheme, EvaluationScheme):
        return evaluation_content(scheme)
    if isinstance(scheme, GradingScheme):
        return grading_content(scheme)
    return remedial_content(scheme)


def evaluation_content(scheme: EvaluationScheme) -> EvaluationContent:
    """Return a stored evaluation scheme with its components and parts, in two queries."""
    components = SchemeComponent.objects.filter(scheme=scheme).prefetch_related("parts")
    return EvaluationContent(
        code=scheme.code,
        label=scheme.label,
        source=scheme.source,
        mark=scheme.mark,
        note=scheme.note,
        tie_breakers=scheme.tie_breakers,
        components=tuple(_component(component) for component in components),
    )


def grading_content(scheme: GradingScheme) -> GradingContent:
    """Return a stored grading scheme with its bands, the highest first."""
    bands = GradingBand.objects.filter(scheme=scheme).order_by("-minimum")
    return GradingContent(
        code=scheme.code,
        label=scheme.label,
        source=scheme.source,
        mark=scheme.mark,
        note=scheme.note,
        award_count=scheme.award_count,
        award_mark=scheme.award_mark,
        award_source=scheme.award_source,
        award_document=scheme.award_document,
        bands=tuple(
            BandContent(one.code, one.label, one.other_label, one.minimum, one.outcome)
            for one in bands
        ),
    )


def remedial_content(rule: RemedialRule) -> RemedialContent:
    """Return a stored remedial rule."""
    return RemedialContent(
        code=rule.code,
        text=rule.text,
        source=rule.source,
        mark=rule.mark,
        note=rule.note,
        max_attempts=rule.max_attempts,
        deadline_working_days=rule.deadline_working_days,
        band_cap=rule.band_cap,
        band_cap_unverified=rule.band_cap_unverified,
    )


def _component(component: SchemeComponent) -> ComponentContent:
    return ComponentContent(
        code=component.code,
        label=component.label,
        weight=_weight(component),
        scorers=tuple(component.scorers),
        scorers_mark=component.scorers_mark,
        aspects=tuple(component.aspects.splitlines()),
        forms=_forms(component.forms),
        parts=tuple(_part(part) for part in component.parts.all()),
    )


def _forms(stored: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {method: tuple(codes) for method, codes in stored.items()}


def _part(part: SchemePart) -> PartContent:
    return PartContent(part.method, part.code, part.label, _weight(part))


def _weight(row: Weighed) -> Weight:
    return Weight(row.weight, row.weight_unverified, row.weight_mark)

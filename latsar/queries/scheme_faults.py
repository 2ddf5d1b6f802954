"""What is wrong with a scheme, in every method of teaching that it tells apart."""

from courses.enums import Method
from latsar.domain.evaluation import band_faults, scheme_faults
from latsar.domain.scheme_content import EvaluationContent, GradingContent, SchemeContent
from latsar.enums import SchemeFault
from latsar.queries.schemes import bands_of, components_of


def faults_of(content: SchemeContent) -> tuple[SchemeFault, ...]:
    """Return why a scheme cannot be used; none means that it can."""
    if isinstance(content, EvaluationContent):
        found = [SchemeFault.NO_WEIGHT] if _lacks_weight(content) else []
        for method in Method.values:
            components = components_of(content, method)
            found += scheme_faults(components, content.tie_breakers.split())
        return tuple(dict.fromkeys(found))
    return band_faults(bands_of(content)) if isinstance(content, GradingContent) else ()


def _lacks_weight(content: EvaluationContent) -> bool:
    weights = [component.weight for component in content.components]
    weights += [part.weight for component in content.components for part in component.parts]
    return any(weight.working is None for weight in weights)

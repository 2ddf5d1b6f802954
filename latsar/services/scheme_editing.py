"""Staff change schemes: whole and sound, or not at all; cohorts that have begun keep theirs."""

from typing import Any

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from latsar.domain.scheme_content import EvaluationContent, GradingContent, SchemeContent
from latsar.enums import SchemeFault
from latsar.models import EvaluationScheme, GradingScheme, ProgrammeScheme, RemedialRule
from latsar.queries.scheme_contents import content_of
from latsar.queries.scheme_faults import faults_of


class SchemeUnsound(Exception):
    """The scheme cannot be used as it was filled in; nothing was written."""

    def __init__(self, faults: tuple[SchemeFault, ...]) -> None:
        super().__init__(" ".join(str(fault.label) for fault in faults))
        self.faults = faults


@transaction.atomic
def save_scheme(
    *, scheme: EvaluationScheme | GradingScheme | RemedialRule, by: User | None
) -> None:
    """Write a scheme as it was filled in, with its parts in memory; log weights before and after.

    A scheme that could not be used is refused whole: weights that do not add up to 100 would give
    everybody in the cohort a wrong score.
    """
    stored = type(scheme).objects.filter(pk=scheme.pk).first()
    before = _summary(content_of(stored)) if stored else {}
    scheme.save()
    content = content_of(type(scheme).objects.get(pk=scheme.pk))
    if faults := faults_of(content):
        raise SchemeUnsound(faults)
    audit.record(scheme, "latsar.scheme.changed", actor=by, before=before, after=_summary(content))


@transaction.atomic
def save_programme_schemes(*, row: ProgrammeScheme, by: User | None) -> None:
    """Hold future cohorts of a programme to other schemes."""
    stored = ProgrammeScheme.objects.select_related("evaluation", "grading", "remedial")
    before = stored.filter(pk=row.pk).first()
    row.save()
    audit.record(
        row.programme,
        "latsar.programme.schemes_chosen",
        actor=by,
        before=_codes(before) if before else {},
        after=_codes(row),
    )


def _codes(row: ProgrammeScheme) -> dict[str, str]:
    return {
        "evaluation": row.evaluation.code,
        "grading": row.grading.code,
        "remedial": row.remedial.code if row.remedial else "",
    }


def _summary(content: SchemeContent) -> dict[str, Any]:
    """What of a scheme decides about people, for the log."""
    if isinstance(content, EvaluationContent):
        weights = {
            one.code: f"{one.weight.working} ({one.weight.mark})" for one in content.components
        }
        return {"weights": weights, "tie_breakers": content.tie_breakers}
    if isinstance(content, GradingContent):
        bands = {band.code: f"{band.minimum} {band.outcome}" for band in content.bands}
        return {"bands": bands, "award_count": content.award_count}
    return {
        "max_attempts": content.max_attempts,
        "deadline_working_days": content.deadline_working_days,
        "band_cap": content.band_cap or content.band_cap_unverified,
    }

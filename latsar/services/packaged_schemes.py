"""Writes the schemes of a package, never over what staff have changed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from corpu.core import audit
from courses.models import Programme
from latsar.domain.content_digest import Action, decide
from latsar.domain.scheme_content import (
    ComponentContent,
    EvaluationContent,
    GradingContent,
    ProgrammeSchemes,
    SchemeContent,
    SchemeData,
    Weight,
    scheme_digest,
)
from latsar.enums import KeptReason, SchemeFault
from latsar.models import (
    EvaluationScheme,
    GradingBand,
    GradingScheme,
    ProgrammeScheme,
    RemedialRule,
    SchemeComponent,
    SchemePart,
)
from latsar.queries.scheme_contents import content_of
from latsar.queries.scheme_faults import faults_of
from latsar.services.load_report import LoadReport

Scheme = EvaluationScheme | GradingScheme | RemedialRule


def load_schemes(*, data: SchemeData, report: LoadReport) -> None:
    """Create or update the schemes and say which programme has which; safe to repeat."""
    for content in data.schemes:
        if faults := faults_of(content):
            report.problems.append(_problem(content, faults))
        else:
            _load(content, report)
    if data.programmes:
        _assign(data.programmes, report)


def _problem(content: SchemeContent, faults: Sequence[SchemeFault]) -> str:
    reasons = " ".join(str(fault.label) for fault in faults)
    return _("%(code)s is left out: %(reasons)s") % {"code": content.code, "reasons": reasons}


def _load(content: SchemeContent, report: LoadReport) -> None:
    stored = _stored(content)
    if stored is not None and not stored.written_digest:
        report.keep(content.code, str(stored), KeptReason.OWN)
        return
    digest = scheme_digest(content)
    action = decide(
        file_digest=digest,
        stored_file_digest=stored.file_digest if stored else None,
        written_digest=stored.written_digest if stored else None,
        current_digests=frozenset({scheme_digest(content_of(stored))} if stored else ()),
    )
    if stored is not None and action is Action.KEEP_TOUCHED:
        is_newer = stored.file_digest != digest
        reason = KeptReason.NEWER_TEXT if is_newer else KeptReason.EDITED
        report.keep(content.code, str(stored), reason)
    elif action is Action.UNCHANGED:
        report.unchanged.append(content.code)
    else:
        _write(stored, content, digest, report)


def _stored(content: SchemeContent) -> Scheme | None:
    if isinstance(content, EvaluationContent):
        return EvaluationScheme.objects.filter(code=content.code).first()
    if isinstance(content, GradingContent):
        return GradingScheme.objects.filter(code=content.code).first()
    return RemedialRule.objects.filter(code=content.code).first()


def _write(stored: Scheme | None, content: SchemeContent, digest: str, report: LoadReport) -> None:
    """Write the scheme as the package has it, its parts anew."""
    row = stored or _new(content)
    for name, value in asdict(content).items():
        if name not in ("components", "bands"):
            setattr(row, name, value)
    row.written_digest = row.file_digest = digest
    row.save()
    if isinstance(content, EvaluationContent):
        SchemeComponent.objects.filter(scheme_id=row.pk).delete()
        for order, component in enumerate(content.components):
            _write_component(row.pk, order, component)
    elif isinstance(content, GradingContent):
        GradingBand.objects.filter(scheme_id=row.pk).delete()
        GradingBand.objects.bulk_create(
            GradingBand(scheme_id=row.pk, **asdict(band)) for band in content.bands
        )
    (report.updated if stored else report.created).append(content.code)
    action = "latsar.scheme.updated" if stored else "latsar.scheme.created"
    audit.record(row, action, actor=None)


def _new(content: SchemeContent) -> Scheme:
    if isinstance(content, EvaluationContent):
        return EvaluationScheme()
    return GradingScheme() if isinstance(content, GradingContent) else RemedialRule()


def _write_component(scheme: int, order: int, content: ComponentContent) -> None:
    row = SchemeComponent.objects.create(
        scheme_id=scheme,
        sort_order=order,
        code=content.code,
        label=content.label,
        scorers=list(content.scorers),
        scorers_mark=content.scorers_mark,
        aspects="\n".join(content.aspects),
        forms={method: list(codes) for method, codes in content.forms.items()},
        **_weight(content.weight),
    )
    SchemePart.objects.bulk_create(
        SchemePart(
            component=row,
            sort_order=position,
            method=part.method,
            code=part.code,
            label=part.label,
            **_weight(part.weight),
        )
        for position, part in enumerate(content.parts)
    )


def _weight(weight: Weight) -> dict[str, Any]:
    return {
        "weight": weight.value,
        "weight_unverified": weight.unverified,
        "weight_mark": weight.mark,
    }


def _assign(programmes: Sequence[ProgrammeSchemes], report: LoadReport) -> None:
    """Give packaged programmes their schemes; what staff have chosen instead stays."""
    names = ("evaluation", "grading", "remedial")
    models = (EvaluationScheme, GradingScheme, RemedialRule)
    shelves = [{row.code: row for row in model.objects.all()} for model in models]
    owners = {row.code: row for row in Programme.objects.filter(is_own=False)}
    known = {
        row.programme_id: row for row in ProgrammeScheme.objects.select_related("programme", *names)
    }
    for entry in programmes:
        owner = owners.get(entry.programme)
        codes = (entry.evaluation, entry.grading, entry.remedial)
        chosen = [shelf.get(code) for shelf, code in zip(shelves, codes, strict=True)]
        if owner is None or chosen[0] is None or chosen[1] is None:
            continue
        row = known.get(owner.pk) or ProgrammeScheme(programme=owner, written="")
        now = "/".join(getattr(getattr(row, f"{name}", None), "code", "") for name in names)
        if row.pk and now != row.written:
            report.keep(f"{entry.programme}: {now}", owner.title, KeptReason.EDITED)
        elif row.written != entry.codes:
            for name, scheme in zip(names, chosen, strict=True):
                setattr(row, name, scheme)
            row.written = entry.codes
            row.save()

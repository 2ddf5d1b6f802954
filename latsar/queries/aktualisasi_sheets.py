"""Which sheets of aktualisasi can be printed, and what stands on each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from latsar.domain.aktualisasi_states import SIGNERS
from latsar.enums import ActorRole, PaperKind, PaperState, Standing
from latsar.models import Consultation, FrozenPaper
from latsar.queries.aktualisasi import Dossier, WeekRow
from latsar.queries.aktualisasi_content import paper_content
from latsar.queries.aktualisasi_signing import SigningLine, signing_of

# The name in the address → the paper it is made of and what people call it.
SHEETS: dict[str, tuple[PaperKind, Any]] = {
    "rancangan": (PaperKind.PLAN, _("Plan of aktualisasi")),
    "persetujuan": (PaperKind.PLAN, _("Approval sheet")),
    "mingguan": (PaperKind.WEEK, _("Weekly report")),
    "realisasi": (PaperKind.REPORT, _("Realisation against the plan")),
    "hasil": (PaperKind.REPORT, _("Discussion of results")),
    "matriks": (PaperKind.REPORT, _("Matrix of values")),
    "ringkasan": (PaperKind.REPORT, _("Summary on one page")),
    "pernyataan": (PaperKind.REPORT, _("Declaration of own work")),
    "pengesahan": (PaperKind.REPORT, _("Endorsement sheet")),
    "konsultasi": (PaperKind.REPORT, _("Consultation sheets")),
}
# Versions of which a sheet is a photograph; what was returned or taken back is only a draft.
STANDING_VERSIONS = (PaperState.APPROVED, PaperState.WAITING)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet ready to be set: the content, and the version it was frozen in."""

    name: str
    title: str
    content: dict[str, Any]
    paper: FrozenPaper | None
    signing: tuple[SigningLine, ...]
    consultations: tuple[Consultation, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it shows what nobody has approved."""
        return self.paper is None or self.paper.state != PaperState.APPROVED


def sheet_of(dossier: Dossier, name: str, week: int = 0) -> Sheet | None:
    """Return a sheet as it stands now; None where there is nothing to print yet."""
    if name not in SHEETS or dossier.work is None:
        return None
    kind, title = SHEETS[name]
    row = next((one for one in dossier.weeks if one.week.number == week), None)
    if kind == PaperKind.WEEK and (row is None or row.report is None):
        return None
    paper = _version(dossier, kind, week)
    content = paper.content if paper else paper_content(dossier, kind, row)
    lines = signing_of(paper, dossier.guidance) if paper else _awaited(dossier, kind)
    return Sheet(
        name=name,
        title=str(title),
        content=content,
        paper=paper,
        signing=tuple(lines),
        consultations=_consultations(dossier) if name == "konsultasi" else (),
    )


def sheets_at_hand(dossier: Dossier) -> list[tuple[str, Any, Standing]]:
    """Return the sheets without weeks that can be printed now, with how their paper stands."""
    if dossier.work is None:
        return []
    has_plan = dossier.in_force() is not None
    return [
        (name, title, dossier.standing(kind))
        for name, (kind, title) in SHEETS.items()
        if kind == PaperKind.PLAN or (kind == PaperKind.REPORT and has_plan)
    ]


def printable_weeks(dossier: Dossier) -> list[WeekRow]:
    """Return the weeks that have something to print."""
    return [row for row in dossier.weeks if row.report is not None]


def _version(dossier: Dossier, kind: PaperKind, week: int) -> FrozenPaper | None:
    """The version that holds or waits; while its author changes it, the approved one."""
    versions = dossier.versions(kind, week)
    last = versions[-1] if versions else None
    if last is not None and last.state in STANDING_VERSIONS:
        return last
    return dossier.in_force(kind, week)


def _awaited(dossier: Dossier, kind: PaperKind) -> list[SigningLine]:
    guidance = dossier.guidance
    coach = guidance.group.coach if guidance and guidance.group else None
    names = {
        ActorRole.MENTOR: str(guidance.mentor) if guidance and guidance.mentor else "",
        ActorRole.COACH: coach.name if coach else "",
        ActorRole.EXAMINER: guidance.examiner.name if guidance and guidance.examiner else "",
    }
    return [SigningLine(str(role.label), names[role]) for role in SIGNERS[kind]]


def _consultations(dossier: Dossier) -> tuple[Consultation, ...]:
    return tuple(dossier.guidance.consultations.all()) if dossier.guidance else ()

"""One version as its readers see it: what changed since the last approval, who may decide."""

from dataclasses import dataclass
from typing import Any

from latsar.domain.actors import Actor
from latsar.domain.aktualisasi_states import READERS, may_sign
from latsar.domain.paper_changes import Change, changes
from latsar.enums import ActorRole, PaperKind, PaperState
from latsar.models import FrozenPaper, Guidance
from latsar.queries.aktualisasi import Dossier
from latsar.queries.aktualisasi_signing import SigningLine, signing_of


@dataclass(frozen=True, slots=True)
class PaperReading:
    """A version with everything around it."""

    paper: FrozenPaper
    signing: list[SigningLine]
    # Roles in which the reader may decide now.
    deciding: list[Actor]
    before: FrozenPaper | None
    changes: tuple[Change, ...]
    newer: FrozenPaper | None


def roles_of(user: Any, guidance: Guidance) -> dict[str, Actor]:
    """In which roles an account guides this person; one may be coach and examiner at once."""
    coach = guidance.group.coach_id if guidance.group else None
    holders = {ActorRole.COACH: coach, ActorRole.EXAMINER: guidance.examiner_id}
    return {
        role.value: Actor(role, user.pk, user.name)
        for role, holder in holders.items()
        if holder is not None and holder == user.pk
    }


def paper_reading(dossier: Dossier, paper: FrozenPaper, roles: dict[str, Actor]) -> PaperReading:
    """Return a version of this person for a reader with these roles."""
    versions = dossier.versions(PaperKind(paper.kind), paper.week)
    earlier = [one for one in versions if one.number < paper.number]
    approved = [one for one in earlier if one.state == PaperState.APPROVED]
    before = approved[-1] if approved else (earlier[-1] if earlier else None)
    newer = versions[-1] if versions and versions[-1].number > paper.number else None
    return PaperReading(
        paper=paper,
        signing=signing_of(paper, dossier.guidance),
        deciding=[actor for actor in roles.values() if _may_decide(dossier, paper, actor)],
        before=before,
        changes=changes(before.content, paper.content) if before else (),
        newer=newer,
    )


def _may_decide(dossier: Dossier, paper: FrozenPaper, actor: Actor) -> bool:
    kind = PaperKind(paper.kind)
    if not dossier.is_running or not may_sign(kind, actor.role):
        return False
    if any(one.role == actor.role for one in paper.signatures.all()):
        return False
    if paper.state == PaperState.WAITING:
        return True
    return paper.state == PaperState.APPROVED and actor.role in READERS.get(kind, ())

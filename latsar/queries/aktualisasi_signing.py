"""Who has signed a version, and who is still awaited, with their names."""

import datetime as dt
from dataclasses import dataclass

from latsar.domain.aktualisasi_states import READERS, SIGNERS
from latsar.enums import ActorRole, PaperKind, PaperState
from latsar.models import FrozenPaper, Guidance


@dataclass(frozen=True, slots=True)
class SigningLine:
    """One signer of a version, with what was said, or waiting."""

    role: str
    name: str
    verdict: str = ""
    verdict_label: str = ""
    comment: str = ""
    decided_at: dt.datetime | None = None
    is_needed: bool = True
    nip: str = ""


def signing_of(paper: FrozenPaper, guidance: Guidance | None) -> list[SigningLine]:
    """Return everybody who signs this version; `paper` comes with its signatures."""
    kind = PaperKind(paper.kind)
    given = {one.role: one for one in paper.signatures.all()}
    lines = []
    for role in (*SIGNERS[kind], *READERS.get(kind, ())):
        label, is_needed = str(role.label), role in SIGNERS[kind]
        said = given.get(role)
        if said is not None:
            lines.append(
                SigningLine(
                    label,
                    said.name,
                    said.verdict,
                    said.get_verdict_display(),
                    said.comment,
                    said.decided_at,
                    is_needed,
                    said.nip,
                )
            )
        elif paper.state == PaperState.WAITING or not is_needed:
            lines.append(SigningLine(label, holder(guidance, role), is_needed=is_needed))
    return lines


def holder(guidance: Guidance | None, role: ActorRole) -> str:
    """Who has this role for a person now; empty where nobody has."""
    if guidance is None:
        return ""
    coach = guidance.group.coach if guidance.group else None
    person = {
        ActorRole.MENTOR: guidance.mentor,
        ActorRole.COACH: coach,
        ActorRole.EXAMINER: guidance.examiner,
    }.get(role)
    return str(getattr(person, "name", None) or person or "")

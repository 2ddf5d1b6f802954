"""How a paper of aktualisasi stands, who signs it, and the digest of what was signed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from latsar.enums import ActorRole, PaperKind, PaperState, Standing, Verdict

# Who must approve; the participant signs by handing in.
SIGNERS: dict[PaperKind, tuple[ActorRole, ...]] = {
    PaperKind.PLAN: (ActorRole.MENTOR, ActorRole.COACH),
    PaperKind.WEEK: (ActorRole.MENTOR,),
    PaperKind.REPORT: (ActorRole.MENTOR, ActorRole.COACH, ActorRole.EXAMINER),
}
# Who may add a word and a sign without being waited for.
READERS: dict[PaperKind, tuple[ActorRole, ...]] = {PaperKind.WEEK: (ActorRole.COACH,)}


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version that was handed in; `is_reopened` says that its author changes it again."""

    state: PaperState
    is_reopened: bool = False


def standing(versions: Sequence[VersionFacts]) -> Standing:
    """How the paper stands; `versions` in the order in which they were handed in."""
    last = versions[-1] if versions else None
    if last is None:
        return Standing.DRAFT
    if last.state == PaperState.WAITING:
        return Standing.WAITING
    if last.state == PaperState.RETURNED:
        return Standing.RETURNED
    if last.state == PaperState.APPROVED:
        return Standing.CHANGING if last.is_reopened else Standing.APPROVED
    # Taken back: where an earlier version was approved, that one is being changed.
    was_approved = any(one.state == PaperState.APPROVED for one in versions)
    return Standing.CHANGING if was_approved else Standing.DRAFT


def is_editable(now: Standing) -> bool:
    """Whether its author may write."""
    return now not in (Standing.WAITING, Standing.APPROVED)


def may_sign(kind: PaperKind, role: ActorRole) -> bool:
    """Whether this role decides about such a paper."""
    return role in SIGNERS[kind] or role in READERS.get(kind, ())


def outcome(kind: PaperKind, verdicts: Mapping[ActorRole, Verdict]) -> PaperState:
    """What the verdicts given so far make of a version: one return returns it for all."""
    if Verdict.RETURNED in verdicts.values():
        return PaperState.RETURNED
    if all(verdicts.get(role) == Verdict.APPROVED for role in SIGNERS[kind]):
        return PaperState.APPROVED
    return PaperState.WAITING


def awaited(kind: PaperKind, verdicts: Mapping[ActorRole, Verdict]) -> tuple[ActorRole, ...]:
    """Whose approval is still missing."""
    return tuple(role for role in SIGNERS[kind] if role not in verdicts)


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

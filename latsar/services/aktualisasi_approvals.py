"""Hands papers of aktualisasi in, freezes what was handed in, and records who signed it."""

from typing import Any

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import clock
from courses.enums import CohortState
from courses.models import Enrolment
from latsar.domain.actors import Actor
from latsar.domain.aktualisasi_lacks import Missing
from latsar.domain.aktualisasi_states import READERS, digest, may_sign, outcome
from latsar.enums import (
    ActorRole,
    AktualisasiRefusal,
    PaperKind,
    PaperState,
    Verdict,
)
from latsar.models import FrozenPaper, Guidance, Mentor, Signature
from latsar.queries.aktualisasi import Dossier, WeekRow, dossier_of, people_with_guides
from latsar.queries.aktualisasi_content import paper_content
from latsar.queries.aktualisasi_rules import missing_in_plan, missing_in_report, missing_in_week
from latsar.services.acting import record_by
from latsar.services.aktualisasi import AktualisasiRefused, lock_anyhow, need_open, need_plan


class PaperIncomplete(AktualisasiRefused):
    """Something is missing; `missing` says what, in words."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(AktualisasiRefusal.INCOMPLETE)
        self.missing = missing

    def __str__(self) -> str:
        return " ".join(str(one) for one in self.missing)


@transaction.atomic
def submit_paper(*, enrolment: Enrolment, kind: PaperKind, week: int = 0) -> FrozenPaper:
    """Freeze what is written and hand it in; a second call returns what waits already."""
    work = lock_anyhow(enrolment)
    waiting = work.papers.filter(kind=kind, week=week, state=PaperState.WAITING).first()
    if waiting is not None:
        return waiting
    need_open(work, kind, week)
    if kind != PaperKind.PLAN:
        need_plan(work)
    dossier = dossier_of(people_with_guides().get(pk=enrolment.pk))
    content = _complete_content(dossier, kind, week)
    paper = FrozenPaper.objects.create(
        aktualisasi=work,
        kind=kind,
        week=week,
        number=work.papers.filter(kind=kind, week=week).count() + 1,
        content=content,
        digest=digest(content),
        submitted_at=clock.now(),
    )
    _record(paper, _author(dossier.enrolment), "latsar.aktualisasi.handed_in")
    return paper


@transaction.atomic
def take_back(*, enrolment: Enrolment, kind: PaperKind, week: int = 0) -> FrozenPaper | None:
    """Take back what waits, so that it can be changed; None where nothing waits."""
    work = lock_anyhow(enrolment)
    paper = work.papers.filter(kind=kind, week=week, state=PaperState.WAITING).first()
    if paper is None:
        return None
    paper.state, paper.decided_at = PaperState.TAKEN_BACK, clock.now()
    paper.save(update_fields=["state", "decided_at"])
    _record(paper, _author(enrolment), "latsar.aktualisasi.taken_back")
    return paper


@transaction.atomic
def reopen_paper(
    *, enrolment: Enrolment, kind: PaperKind, reason: str, week: int = 0
) -> FrozenPaper | None:
    """Open an approved paper for a change, with the reason; it holds until the next approval."""
    work = lock_anyhow(enrolment)
    paper = work.papers.filter(kind=kind, week=week).order_by("number").last()
    if paper is None or paper.state != PaperState.APPROVED:
        raise AktualisasiRefused(AktualisasiRefusal.LOCKED)
    if paper.reopened_at is not None:
        return paper
    paper.reopened_at, paper.reopen_reason = clock.now(), reason
    paper.save(update_fields=["reopened_at", "reopen_reason"])
    _record(paper, _author(enrolment), "latsar.aktualisasi.reopened", reason=reason)
    return paper


@transaction.atomic
def decide_paper(
    *, paper: FrozenPaper, actor: Actor, verdict: Verdict, digest: str, comment: str = ""
) -> FrozenPaper:
    """Sign a version, or return it with words; `digest` is that of what the signer saw.

    The same decision again changes nothing.
    """
    found = _locked(paper)
    _need_signer(found, actor)
    if digest != found.digest:
        raise AktualisasiRefused(AktualisasiRefusal.OTHER_VERSION)
    known = found.signatures.filter(role=actor.role).first()
    if known is not None:
        if known.verdict == verdict:
            return found
        raise AktualisasiRefused(AktualisasiRefusal.DECIDED)
    if not _takes_signature(found, actor, verdict):
        raise AktualisasiRefused(AktualisasiRefusal.NOT_WAITING)
    if verdict == Verdict.RETURNED and not comment.strip():
        raise AktualisasiRefused(AktualisasiRefusal.NEEDS_WORDS)
    _sign(found, actor, verdict, comment.strip())
    _settle(found)
    _record(found, actor, f"latsar.aktualisasi.{verdict.value}", comment=bool(comment.strip()))
    return found


def papers_waiting_for(actor: Actor, enrolment: Enrolment) -> list[FrozenPaper]:
    """Return the papers of this person that wait for this actor's decision, oldest first."""
    guidance = Guidance.objects.filter(enrolment=enrolment).select_related("group").first()
    if guidance is None or not is_guide(guidance, actor):
        return []
    papers = FrozenPaper.objects.filter(
        aktualisasi__enrolment=enrolment, state=PaperState.WAITING
    ).exclude(signatures__role=actor.role)
    return [one for one in papers if may_sign(PaperKind(one.kind), actor.role)]


def is_guide(guidance: Guidance, actor: Actor) -> bool:
    """Whether the actor has this role for this person now."""
    holders = {
        ActorRole.MENTOR: guidance.mentor_id,
        ActorRole.COACH: guidance.group.coach_id if guidance.group else None,
        ActorRole.EXAMINER: guidance.examiner_id,
    }
    return actor.role in holders and holders[actor.role] == actor.id


def _complete_content(dossier: Dossier, kind: PaperKind, week: int) -> dict[str, Any]:
    row: WeekRow | None = None
    if kind == PaperKind.PLAN:
        missing = missing_in_plan(dossier)
    elif kind == PaperKind.REPORT:
        missing = missing_in_report(dossier)
    else:
        row = next((one for one in dossier.weeks if one.week.number == week), None)
        if row is None:
            raise AktualisasiRefused(AktualisasiRefusal.UNKNOWN)
        missing = missing_in_week(dossier, row)
    if missing:
        raise PaperIncomplete(missing)
    return paper_content(dossier, kind, row)


def _locked(paper: FrozenPaper) -> FrozenPaper:
    found = FrozenPaper.objects.select_related(
        "aktualisasi__enrolment__cohort", "aktualisasi__enrolment__guidance__group"
    )
    locked = found.select_for_update(of=("self",)).get(pk=paper.pk)
    if locked.aktualisasi.enrolment.cohort.state != CohortState.RUNNING:
        raise AktualisasiRefused(AktualisasiRefusal.CLOSED)
    return locked


def _need_signer(paper: FrozenPaper, actor: Actor) -> None:
    guidance = getattr(paper.aktualisasi.enrolment, "guidance", None)
    is_allowed = may_sign(PaperKind(paper.kind), actor.role)
    if guidance is None or not is_allowed or not is_guide(guidance, actor):
        raise AktualisasiRefused(AktualisasiRefusal.NOT_YOURS)


def _takes_signature(paper: FrozenPaper, actor: Actor, verdict: Verdict) -> bool:
    """While it waits; a reader's sign is also taken after the approval."""
    if paper.state == PaperState.WAITING:
        return True
    if verdict == Verdict.RETURNED:
        return False
    return paper.state == PaperState.APPROVED and actor.role in READERS.get(
        PaperKind(paper.kind), ()
    )


def _sign(paper: FrozenPaper, actor: Actor, verdict: Verdict, comment: str) -> None:
    Signature.objects.create(
        paper=paper,
        role=actor.role,
        name=actor.name,
        nip=_nip(actor),
        user_id=actor.user_id,
        mentor_id=actor.mentor_id,
        verdict=verdict,
        comment=comment,
        digest=paper.digest,
        decided_at=clock.now(),
    )


def _nip(actor: Actor) -> str:
    if actor.mentor_id is not None:
        found = Mentor.objects.filter(pk=actor.mentor_id).values_list("nip", flat=True).first()
    else:
        found = User.objects.filter(pk=actor.id).values_list("nip", flat=True).first()
    return found or ""


def _settle(paper: FrozenPaper) -> None:
    if paper.state != PaperState.WAITING:
        return
    verdicts = {ActorRole(one.role): Verdict(one.verdict) for one in paper.signatures.all()}
    paper.state = outcome(PaperKind(paper.kind), verdicts)
    if paper.state != PaperState.WAITING:
        paper.decided_at = clock.now()
        paper.save(update_fields=["state", "decided_at"])


def _author(enrolment: Enrolment) -> Actor:
    return Actor(ActorRole.PARTICIPANT, enrolment.user_id, enrolment.user.name)


def _record(paper: FrozenPaper, actor: Actor, action: str, **data: Any) -> None:
    record_by(
        actor,
        paper.aktualisasi.enrolment,
        action,
        paper=paper.kind,
        week=paper.week,
        version=paper.number,
        digest=paper.digest,
        **data,
    )

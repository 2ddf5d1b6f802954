"""Writes the first half of a plan: unit, issues, core issue, causes, idea; step by step."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from corpu.core import clock
from courses.enums import MEMBER_STATES, CohortState
from courses.models import Enrolment
from latsar.domain.aktualisasi_lacks import AktualisasiPolicy
from latsar.domain.aktualisasi_states import is_editable
from latsar.enums import AktualisasiRefusal, CauseKind, PaperKind, PaperState
from latsar.models import Aktualisasi, Cause, Issue, PlannedActivity, WeeklyReport
from latsar.queries.aktualisasi import standing_of

# Room enough for anybody; a bound keeps pages readable.
MAX_ISSUES = 10
MAX_CAUSES = 20


class AktualisasiRefused(Exception):
    """Nothing was written; `refusal` says why."""

    def __init__(self, refusal: AktualisasiRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return str(self.refusal.label)


class WrittenElsewhere(Exception):
    """What is stored is newer than the copy that was saved; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class IssueFields:
    """One issue as it was filled in."""

    title: str
    description: str = ""
    is_actual: bool = False
    is_problematic: bool = False
    is_public: bool = False
    is_feasible: bool = False
    urgency: int | None = None
    seriousness: int | None = None
    growth: int | None = None


@dataclass(frozen=True, slots=True)
class CauseFields:
    """One cause as it was filled in."""

    kind: CauseKind
    text: str
    is_main: bool = False


def lock_work(enrolment: Enrolment, kind: PaperKind, week: int = 0) -> Aktualisasi:
    """Lock the person's aktualisasi for writing; refuse where this paper cannot be changed."""
    work = lock_anyhow(enrolment)
    need_open(work, kind, week)
    return work


def lock_anyhow(enrolment: Enrolment) -> Aktualisasi:
    """Lock it, begun on the first writing; the cohort must run and the person be a member."""
    found = Enrolment.objects.select_related("cohort").get(pk=enrolment.pk)
    if found.cohort.state != CohortState.RUNNING or found.state not in MEMBER_STATES:
        raise AktualisasiRefused(AktualisasiRefusal.CLOSED)
    policy = AktualisasiPolicy().to_json()
    Aktualisasi.objects.get_or_create(enrolment=found, defaults={"policy": policy})
    return Aktualisasi.objects.select_for_update(of=("self",)).get(enrolment=found)


def need_open(work: Aktualisasi, kind: PaperKind, week: int = 0) -> None:
    """Refuse to change what waits for signatures or has them."""
    versions = work.papers.filter(kind=kind, week=week)
    if not is_editable(standing_of(versions)):
        raise AktualisasiRefused(AktualisasiRefusal.LOCKED)


def need_plan(work: Aktualisasi) -> None:
    """Refuse what only an approved plan allows."""
    if not work.papers.filter(kind=PaperKind.PLAN, state=PaperState.APPROVED).exists():
        raise AktualisasiRefused(AktualisasiRefusal.PLAN_FIRST)


def touch(
    row: Aktualisasi | Issue | PlannedActivity | WeeklyReport,
    sequence: int,
    fields: dict[str, Any],
) -> bool:
    """Write fields into a row under the lock; say whether anything changed.

    The same content again changes nothing; another content over a newer copy is refused.
    """
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if not changed:
        return False
    if row.sequence != sequence:
        raise WrittenElsewhere
    for name in changed:
        setattr(row, name, fields[name])
    row.sequence += 1
    row.saved_at = clock.now()
    row.save(update_fields=[*changed, "sequence", "saved_at"])
    return True


@transaction.atomic
def save_unit(*, enrolment: Enrolment, unit: str, sequence: int) -> Aktualisasi:
    """Keep the unit in which the person works."""
    work = lock_work(enrolment, PaperKind.PLAN)
    touch(work, sequence, {"unit": unit})
    return work


@transaction.atomic
def save_issue(
    *, enrolment: Enrolment, fields: IssueFields, issue: int | None = None, sequence: int = 0
) -> Issue:
    """Add an issue, or change one."""
    work = lock_work(enrolment, PaperKind.PLAN)
    if issue is None:
        if work.issues.count() >= MAX_ISSUES:
            raise AktualisasiRefused(AktualisasiRefusal.TOO_MANY)
        known = work.issues.filter(**asdict(fields)).first()
        return known or Issue.objects.create(
            aktualisasi=work, saved_at=clock.now(), **asdict(fields)
        )
    found = work.issues.filter(pk=issue).first()
    if found is None:
        raise AktualisasiRefused(AktualisasiRefusal.UNKNOWN)
    touch(found, sequence, asdict(fields))
    return found


@transaction.atomic
def remove_issue(*, enrolment: Enrolment, issue: int) -> None:
    """Take an issue out; one that is gone changes nothing."""
    lock_work(enrolment, PaperKind.PLAN).issues.filter(pk=issue).delete()


@transaction.atomic
def choose_core(
    *, enrolment: Enrolment, issue: int | None, reason: str, analysis: str, sequence: int
) -> Aktualisasi:
    """Choose the core issue and describe it; half of it may be saved."""
    work = lock_work(enrolment, PaperKind.PLAN)
    if issue is not None and not work.issues.filter(pk=issue).exists():
        raise AktualisasiRefused(AktualisasiRefusal.UNKNOWN)
    fields = {"core_issue_id": issue, "core_reason": reason, "core_analysis": analysis}
    touch(work, sequence, fields)
    return work


@transaction.atomic
def save_causes(
    *, enrolment: Enrolment, causes: Sequence[CauseFields], sequence: int
) -> Aktualisasi:
    """Keep the causes as they now stand in the form; those left empty are gone."""
    work = lock_work(enrolment, PaperKind.PLAN)
    kept = [one for one in causes if one.text]
    if len(kept) > MAX_CAUSES:
        raise AktualisasiRefused(AktualisasiRefusal.TOO_MANY)
    stored = [CauseFields(CauseKind(one.kind), one.text, one.is_main) for one in work.causes.all()]
    if stored == kept:
        return work
    if work.sequence != sequence:
        raise WrittenElsewhere
    work.causes.all().delete()
    Cause.objects.bulk_create([Cause(aktualisasi=work, **asdict(one)) for one in kept])
    work.sequence += 1
    work.saved_at = clock.now()
    work.save(update_fields=["sequence", "saved_at"])
    return work


@transaction.atomic
def save_idea(*, enrolment: Enrolment, title: str, idea: str, sequence: int) -> Aktualisasi:
    """Keep the title and the creative idea."""
    work = lock_work(enrolment, PaperKind.PLAN)
    touch(work, sequence, {"title": title, "idea": idea})
    return work

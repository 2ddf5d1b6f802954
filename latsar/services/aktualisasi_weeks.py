"""Writes the weekly reports and the report: words, stages done, evidence files."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet

from corpu.core import clock
from courses.domain.file_types import MEGABYTE, clean_name, inspect
from courses.enums import FileFault, FileKind
from courses.models import Enrolment
from latsar.domain.working_days import ReportWeek
from latsar.enums import AktualisasiRefusal, PaperKind
from latsar.models import ActivityStage, Aktualisasi, Evidence, WeeklyReport
from latsar.queries.aktualisasi import dossier_of, people_with_guides
from latsar.services.aktualisasi import AktualisasiRefused, lock_work, need_plan, touch

MAX_MEGABYTES = 10
MAX_FILES = 12
EVIDENCE_KINDS = tuple(kind.value for kind in FileKind)


class EvidenceRefused(Exception):
    """A file is not taken; the words say which, why and what to do."""

    def __init__(self, name: str, fault: FileFault) -> None:
        super().__init__(name, fault)
        self.name, self.fault = name, fault

    def __str__(self) -> str:
        types = ", ".join(one.upper() for one in EVIDENCE_KINDS)
        limit = MAX_FILES if self.fault == FileFault.TOO_MANY else MAX_MEGABYTES
        return f"{self.name}: {str(self.fault.label) % {'limit': limit, 'types': types}}"


@dataclass(frozen=True, slots=True)
class WeekFields:
    """A week as it was filled in: words by activity, days by stage."""

    results: Mapping[int, str] = field(default_factory=dict)
    done: Mapping[int, dt.date | None] = field(default_factory=dict)
    obstacles: str = ""
    solutions: str = ""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file chosen in a form, and the activity it belongs to."""

    upload: "File[bytes]"
    activity: int | None = None


@dataclass(frozen=True, slots=True)
class ReportFields:
    """The words of the report."""

    impact: str = ""
    follow_up: str = ""
    conclusion: str = ""
    advice: str = ""
    is_declared: bool = False


@transaction.atomic
def save_week(
    *,
    enrolment: Enrolment,
    number: int,
    fields: WeekFields,
    sequence: int,
    files: Iterable[NewFile] = (),
    removed: int | None = None,
) -> tuple[WeeklyReport, list[EvidenceRefused]]:
    """Keep a week as far as it is written; a file that is refused takes nothing else with it."""
    work = lock_work(enrolment, PaperKind.WEEK, number)
    need_plan(work)
    report = _week(work, enrolment, number)
    known = {str(pk) for pk in work.activities.values_list("pk", flat=True)}
    results = {str(pk): words for pk, words in fields.results.items() if str(pk) in known and words}
    touch(
        report,
        sequence,
        {"results": results, "obstacles": fields.obstacles, "solutions": fields.solutions},
    )
    _mark_stages(work, report, fields.done)
    if removed is not None:
        _remove(work.files.filter(week=report, pk=removed, removed_at=None))
    return report, _add_all(work, report, files)


@transaction.atomic
def save_report(
    *,
    enrolment: Enrolment,
    fields: ReportFields,
    sequence: int,
    upload: "File[bytes] | None" = None,
    removed: int | None = None,
) -> tuple[Aktualisasi, list[EvidenceRefused]]:
    """Keep the words of the report and its file; a new file takes the place of the old one."""
    work = lock_work(enrolment, PaperKind.REPORT)
    need_plan(work)
    declared = work.declared_at or clock.now() if fields.is_declared else None
    touch(
        work,
        sequence,
        {
            "impact": fields.impact,
            "follow_up": fields.follow_up,
            "conclusion": fields.conclusion,
            "advice": fields.advice,
            "declared_at": declared,
        },
    )
    if removed is not None:
        _remove(work.files.filter(week=None, pk=removed, removed_at=None))
    refused = _add_all(work, None, [NewFile(upload)] if upload else [])
    if upload is not None and not refused:
        newest = work.files.filter(week=None, removed_at=None).order_by("-pk")
        _remove(work.files.filter(pk__in=[one.pk for one in newest[1:]]))
    return work, refused


def _week(work: Aktualisasi, enrolment: Enrolment, number: int) -> WeeklyReport:
    found = work.weeks.filter(number=number).first()
    if found is not None:
        return found
    week = _planned_week(enrolment, number)
    if week is None:
        raise AktualisasiRefused(AktualisasiRefusal.UNKNOWN)
    return WeeklyReport.objects.create(
        aktualisasi=work, number=number, starts_on=week.first, ends_on=week.last
    )


def _planned_week(enrolment: Enrolment, number: int) -> ReportWeek | None:
    dossier = dossier_of(people_with_guides().get(pk=enrolment.pk))
    return next((row.week for row in dossier.weeks if row.week.number == number), None)


def _mark_stages(
    work: Aktualisasi, report: WeeklyReport, done: Mapping[int, dt.date | None]
) -> None:
    """Mark what was carried out in this week; what other weeks report stays theirs."""
    stages = ActivityStage.objects.filter(activity__aktualisasi=work, pk__in=list(done))
    for stage in stages:
        day = done[stage.pk]
        if stage.week_id not in (None, report.pk) or stage.done_on == day:
            continue
        stage.done_on, stage.week = day, report if day else None
        stage.save(update_fields=["done_on", "week"])


def _add_all(
    work: Aktualisasi, report: WeeklyReport | None, files: Iterable[NewFile]
) -> list[EvidenceRefused]:
    refused = []
    for new in files:
        try:
            _add(work, report, new)
        except EvidenceRefused as refusal:
            refused.append(refusal)
    return refused


def _add(work: Aktualisasi, report: WeeklyReport | None, new: NewFile) -> Evidence:
    name = new.upload.name or ""
    kind, content = _inspected(new.upload, name)
    sha256 = hashlib.sha256(content).hexdigest()
    there = work.files.filter(week=report, removed_at=None)
    activity = work.activities.filter(pk=new.activity).first() if new.activity else None
    known = there.filter(sha256=sha256, activity=activity).first()
    if known is not None:
        return known
    if there.count() >= MAX_FILES:
        raise EvidenceRefused(name, FileFault.TOO_MANY)
    file = Evidence(
        aktualisasi=work,
        week=report,
        activity=activity,
        name=clean_name(name, kind),
        kind=kind,
        size=len(content),
        sha256=sha256,
        uploaded_at=clock.now(),
    )
    file.file.save(f"{uuid.uuid4()}.{kind}", ContentFile(content), save=False)
    file.save()
    return file


def _inspected(upload: "File[bytes]", name: str) -> tuple[FileKind, bytes]:
    """Read a file whose size and content are what may be taken; too large ones are not read."""
    if (upload.size or 0) > MAX_MEGABYTES * MEGABYTE:
        raise EvidenceRefused(name, FileFault.TOO_LARGE)
    content = upload.read()
    verdict = inspect(content, allowed=EVIDENCE_KINDS, max_megabytes=MAX_MEGABYTES)
    if verdict.kind is None:
        raise EvidenceRefused(name, verdict.fault or FileFault.WRONG_TYPE)
    return verdict.kind, content


def _remove(files: "QuerySet[Evidence]") -> None:
    """Take files out of what is written; what was signed with them keeps them."""
    files.update(removed_at=clock.now())

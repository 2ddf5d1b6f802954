"""Attendance as staff record it: first marks, corrections with their reason, letters."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.file_types import MEGABYTE, FileVerdict, clean_name, inspect
from courses.domain.roll import RollFacts, correction_refusal, mark_refusal
from courses.enums import AttendanceSource, AttendanceStatus, FileFault, FileKind, RollRefusal
from courses.models import Attendance, AttendanceChange, Session
from courses.queries.absence import expected_people
from courses.services.decisions import need_reason

LETTER_TYPES = (FileKind.PDF, FileKind.JPG, FileKind.PNG)
LETTER_MEGABYTES = 5


class RollRefused(Exception):
    """The roll is not changed; `refusal` says why."""

    def __init__(self, refusal: RollRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return str(self.refusal.label)


class LetterRefused(Exception):
    """The file is not taken as a letter; `fault` says why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        types = ", ".join(kind.label for kind in LETTER_TYPES)
        return str(self.fault.label) % {"limit": LETTER_MEGABYTES, "types": types}


@dataclass(frozen=True, slots=True)
class Marked:
    """Whose first mark was stored, and who had been recorded otherwise meanwhile and was left."""

    recorded: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


@transaction.atomic
def mark(
    *,
    session: Session,
    enrolment_id: int,
    status: AttendanceStatus,
    by: User | None,
    note: str = "",
    letter: "File[Any] | None" = None,
    source: AttendanceSource = AttendanceSource.ROLL,
) -> Attendance:
    """Record one person for the first time; who is recorded so already stays as recorded.

    Raises RollRefused (RECORDED where something else is: that is a correction), LetterRefused.
    """
    marked = mark_many(session=session, marks={enrolment_id: (status, note)}, by=by, source=source)
    record = Attendance.objects.select_for_update().get(session=session, enrolment=enrolment_id)
    if marked.left:
        raise RollRefused(RollRefusal.RECORDED)
    if letter is not None and not record.letter:
        _store_letter(record, letter)
    return record


@transaction.atomic
def mark_many(
    *,
    session: Session,
    marks: Mapping[int, tuple[AttendanceStatus, str]],
    by: User | None,
    source: AttendanceSource = AttendanceSource.ROLL,
) -> Marked:
    """Record many people, by enrolment id with status and note, in one go.

    What somebody else or a check-in recorded meanwhile is never overwritten.
    """
    if not marks:
        return Marked()
    locked = lock_roll(session)
    facts, moment = facts_of(locked), clock.now()
    for status in {status for status, _note in marks.values()}:
        _refuse(mark_refusal(facts, status, moment))
    if set(marks) - set(expected_people(locked).filter(pk__in=marks).values_list("pk", flat=True)):
        raise RollRefused(RollRefusal.NOT_EXPECTED)
    known = set(_records(locked, marks).values_list("enrolment_id", flat=True))
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=locked,
                enrolment_id=enrolment_id,
                status=status,
                note=note.strip(),
                source=source,
                marked_by=by,
                marked_at=moment,
            )
            for enrolment_id, (status, note) in marks.items()
            if enrolment_id not in known
        ],
        # A check-in of the same moment wins: it holds no lock on the session.
        ignore_conflicts=True,
    )
    stored = dict(_records(locked, marks).values_list("enrolment_id", "status"))
    left = tuple(pk for pk, (status, _note) in marks.items() if stored[pk] != status)
    new = tuple(pk for pk in marks if pk not in known and pk not in left)
    return Marked(recorded=new, left=left)


@transaction.atomic
def correct(
    *,
    session: Session,
    enrolment_id: int,
    status: AttendanceStatus,
    reason: str,
    by: User | None,
    note: str | None = None,
    letter: "File[Any] | None" = None,
    source: AttendanceSource = AttendanceSource.ROLL,
) -> Attendance:
    """Change what is recorded of a person, with the reason, also after the roll was closed.

    `note` None keeps the note. Raises RollRefused, ReasonMissing, LetterRefused.
    """
    why = need_reason(reason)
    locked = lock_roll(session)
    record = _lock_record(locked, enrolment_id)
    _refuse(correction_refusal(facts_of(locked), status, clock.now()))
    before = {"status": record.status, "note": record.note}
    after = {"status": str(status), "note": record.note if note is None else note.strip()}
    if before == after and letter is None:
        raise RollRefused(RollRefusal.SAME)
    record.status, record.note = after["status"], after["note"]
    record.source, record.marked_by, record.marked_at = source, by, clock.now()
    record.save(update_fields=["status", "note", "source", "marked_by", "marked_at"])
    if letter is not None:
        _store_letter(record, letter)
    AttendanceChange.objects.create(
        attendance=record,
        before=before["status"],
        after=after["status"],
        reason=why,
        by=by,
        at=record.marked_at,
    )
    audit.record(
        record,
        "courses.attendance.corrected",
        actor=by,
        session=locked.pk,
        enrolment=enrolment_id,
        before=before["status"],
        after=after["status"],
        has_new_letter=letter is not None,
        reason=why,
    )
    return record


@transaction.atomic
def add_letter(
    *, session: Session, enrolment_id: int, letter: "File[Any]", by: User | None
) -> Attendance:
    """Add the letter that was still to come; another one in its place is a correction."""
    locked = lock_roll(session)
    record = _lock_record(locked, enrolment_id)
    _refuse(correction_refusal(facts_of(locked), record.status, clock.now()))
    if record.letter:
        raise RollRefused(RollRefusal.RECORDED)
    _store_letter(record, letter)
    audit.record(
        record,
        "courses.attendance.letter_added",
        actor=by,
        session=locked.pk,
        enrolment=enrolment_id,
    )
    return record


def lock_roll(session: Session) -> Session:
    """Lock a session for what staff do to its roll; check-ins only refer to it and do not wait."""
    found = Session.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("cohort").get(pk=session.pk)


def facts_of(session: Session) -> RollFacts:
    """Return what decides about the roll."""
    return RollFacts(
        cohort_state=session.cohort.state,
        session_state=session.state,
        has_attendance=session.has_attendance,
        starts_at=session.starts_at,
        opens_before=session.opens_before,
        is_closed=session.roll_closed_at is not None,
    )


def _records(session: Session, marks: Mapping[int, Any]) -> Any:
    return Attendance.objects.filter(session=session, enrolment__in=marks)


def _lock_record(session: Session, enrolment_id: int) -> Attendance:
    found = Attendance.objects.select_for_update().filter(session=session, enrolment=enrolment_id)
    record = found.first()
    if record is None:
        raise RollRefused(RollRefusal.NOT_RECORDED)
    return record


def _refuse(refusal: RollRefusal | None) -> None:
    if refusal is not None:
        raise RollRefused(refusal)


def _store_letter(record: Attendance, letter: "File[Any]") -> None:
    """Keep a checked letter; an earlier one stays in the store, the record names the new one."""
    # What is too large is not read at all.
    is_readable = (letter.size or 0) <= LETTER_MEGABYTES * MEGABYTE
    content = letter.read() if is_readable else b""
    verdict = (
        inspect(content, allowed=LETTER_TYPES, max_megabytes=LETTER_MEGABYTES)
        if is_readable
        else FileVerdict(fault=FileFault.TOO_LARGE)
    )
    if verdict.kind is None:
        raise LetterRefused(verdict.fault or FileFault.WRONG_TYPE)
    record.letter_name = clean_name(letter.name or "", verdict.kind, fallback="surat")
    record.letter.save(f"{uuid.uuid4()}.{verdict.kind}", ContentFile(content), save=False)
    record.save(update_fields=["letter", "letter_name"])

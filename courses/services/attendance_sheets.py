"""An attendance sheet brought in: judged row by row, then recorded as a whole or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.roll import correction_refusal, mark_refusal
from courses.domain.roll_sheet import Expected, JudgedRow, MarkRow, judge_rows
from courses.enums import AttendanceSource, AttendanceStatus, MarkVerdict, RollRefusal
from courses.models import Session
from courses.queries.roll import people_of_sheet
from courses.services.attendance import RollRefused, correct, facts_of, lock_roll, mark_many
from courses.services.decisions import ReasonMissing


class SheetHasProblems(Exception):
    """Rows must be corrected first; nothing was recorded."""


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What recording a sheet would do."""

    rows: tuple[JudgedRow, ...]

    @property
    def counts(self) -> Counter[MarkVerdict]:
        """How many rows have which verdict."""
        return Counter(row.verdict for row in self.rows)

    @property
    def to_record(self) -> int:
        """How many rows would change something."""
        return self.counts[MarkVerdict.NEW] + self.counts[MarkVerdict.CHANGED]

    @property
    def problems(self) -> int:
        """How many rows must be corrected in the file."""
        return self.counts[MarkVerdict.PROBLEM]

    @property
    def without_reason(self) -> int:
        """How many corrections have no reason of their own."""
        return sum(row.needs_reason for row in self.rows)


def preview_sheet(*, session: Session, rows: Sequence[MarkRow]) -> SheetPreview:
    """Judge the rows against what is recorded now; writes nothing."""
    facts, moment = facts_of(session), clock.now()

    def may_record(person: Expected, status: str) -> bool:
        rule = correction_refusal if person.status else mark_refusal
        return rule(facts, status, moment) is None

    return SheetPreview(judge_rows(rows, people_of_sheet(session), may_record))


@transaction.atomic
def apply_sheet(
    *, session: Session, rows: Sequence[MarkRow], reason: str, by: User | None
) -> SheetPreview:
    """Record the rows; `reason` is that of corrections without one of their own.

    Raises SheetHasProblems, ReasonMissing or RollRefused; then nothing is recorded.
    """
    locked = lock_roll(session)
    preview = preview_sheet(session=locked, rows=rows)
    if preview.problems:
        raise SheetHasProblems
    if preview.without_reason and not reason.strip():
        raise ReasonMissing
    changes = [row for row in preview.rows if row.verdict == MarkVerdict.CHANGED]
    new = {
        row.enrolment: (AttendanceStatus(row.status), row.row.note)
        for row in preview.rows
        if row.verdict == MarkVerdict.NEW and row.enrolment is not None
    }
    marked = mark_many(session=locked, marks=new, by=by, source=AttendanceSource.SHEET)
    if marked.left:
        raise RollRefused(RollRefusal.RECORDED)
    for row in changes:
        _correct(locked, row, reason, by)
    if preview.to_record:
        counts = {"new": len(new), "corrected": len(changes)}
        audit.record(locked, "courses.roll.sheet_imported", actor=by, **counts)
    return preview


def _correct(session: Session, row: JudgedRow, reason: str, by: User | None) -> None:
    correct(
        session=session,
        enrolment_id=row.enrolment or 0,
        status=AttendanceStatus(row.status),
        note=row.row.note or None,
        reason=row.row.reason or reason,
        by=by,
        source=AttendanceSource.SHEET,
    )

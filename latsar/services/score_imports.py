"""Sheets of scores: kept between preview and import, imported whole or not at all, once."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import RowVerdict
from courses.models import Cohort
from latsar.domain.score_rows import JudgedScoreRow, KnownPerson, Standing, judge_rows
from latsar.domain.score_states import Change, change_refusal
from latsar.enums import ScoreAct, ScoreRefusal, ScoreSource
from latsar.exchange.scores import read_scores
from latsar.models import ScoreImport
from latsar.queries.scores import ScoreBook, ScoreCell, ScoreColumn, score_book
from latsar.services.schemes import policy_of
from latsar.services.score_entry import ScoreEntry, enter_scores
from latsar.services.score_setup import lock_component, need_running

NAME_LENGTH = 200


class SheetGone(Exception):
    """The stored file is not there any more; it has to be brought in again."""


class SheetHasProblems(Exception):
    """Some rows must be corrected first; nothing was written."""

    def __init__(self, preview: "ScorePreview") -> None:
        super().__init__(preview.counts[RowVerdict.PROBLEM])
        self.preview = preview


@dataclass(frozen=True)
class ScorePreview:
    """Every row of a sheet with what importing it does."""

    rows: tuple[JudgedScoreRow, ...]

    @cached_property
    def counts(self) -> Counter[RowVerdict]:
        return Counter(row.verdict for row in self.rows)

    @property
    def to_write(self) -> int:
        """How many scores are new or change."""
        return sum(score.verdict != RowVerdict.KNOWN for row in self.rows for score in row.scores)


def upload_scores(*, cohort: Cohort, content: bytes, file_name: str, by: User) -> ScoreImport:
    """Keep a file that can be read as a sheet of scores; raises TableError, ScoreSheetError."""
    need_running(cohort)
    _read(cohort, content, file_name)
    upload = ScoreImport(
        cohort=cohort,
        file_name=file_name[-NAME_LENGTH:],
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    stored = f"{uuid.uuid4()}{PurePath(file_name).suffix.lower()}"
    upload.file.save(stored, ContentFile(content), save=False)
    upload.save()
    return upload


def preview_import(*, upload: ScoreImport, by: User) -> ScorePreview:
    """Judge the stored sheet as it would be imported by this person now; writes nothing."""
    policy = policy_of(upload.cohort)
    rows = read_scores(_content(upload), upload.file_name, [leaf.code for leaf in policy.leaves])
    book = score_book(upload.cohort, policy)
    known = [
        KnownPerson(one.pk, one.user.nip or "", (one.user.name, one.user.full_name))
        for one in book.people
    ]
    return ScorePreview(judge_rows(rows, known, _standing(book, by)))


@transaction.atomic
def apply_import(*, upload: ScoreImport, by: User) -> ScoreImport:
    """Write every new and changed score; a second time nothing happens."""
    locked = (
        ScoreImport.objects.select_for_update(of=("self",))
        .select_related("cohort")
        .get(pk=upload.pk)
    )
    if locked.applied_at is not None:
        return locked
    cohort = locked.cohort
    codes = sorted({leaf.code for leaf in policy_of(cohort).leaves})
    for code in codes:
        lock_component(cohort, code)
    preview = preview_import(upload=locked, by=by)
    if preview.counts[RowVerdict.PROBLEM]:
        raise SheetHasProblems(preview)
    entries: dict[str, list[ScoreEntry]] = defaultdict(list)
    for row in preview.rows:
        for score in row.scores:
            if row.person is not None and score.verdict != RowVerdict.KNOWN:
                entry = ScoreEntry(row.person.enrolment_id, score.after, seen=score.before)
                entries[score.code].append(entry)
    reason = locked.file_name[-NAME_LENGTH:]
    for code, found in entries.items():
        enter_scores(
            cohort=cohort, code=code, entries=found, reason=reason, by=by, act=ScoreAct.IMPORTED
        )
    locked.written = preview.to_write
    locked.applied_at = clock.now()
    locked.save(update_fields=["written", "applied_at"])
    audit.record(locked, "latsar.scores.sheet_imported", actor=by, count=locked.written)
    return locked


def _standing(book: ScoreBook, by: User) -> dict[tuple[int, str], Standing]:
    found = {}
    for column in book.columns:
        for cell in book.cells_of(column.code):
            found[cell.enrolment.pk, column.code] = _standing_of(column, cell, by)
    return found


def _standing_of(column: ScoreColumn, cell: ScoreCell, by: User) -> Standing:
    value = cell.value
    if column.source == ScoreSource.RATERS:
        own = cell.rating_of(by.pk)
        value = own.value if own else None
    change = Change(column.source, value is not None, "sheet")
    refusal = change_refusal(cell.facts, column.rules, change)
    if column.source == ScoreSource.QUIZ:
        refusal = refusal or ScoreRefusal.FROM_QUIZ
    elif column.items:
        refusal = refusal or ScoreRefusal.HAS_FORM
    return Standing(value, refusal)


def _read(cohort: Cohort, content: bytes, file_name: str) -> None:
    codes = [leaf.code for leaf in policy_of(cohort).leaves]
    read_scores(content, file_name, codes)


def _content(upload: ScoreImport) -> bytes:
    try:
        with upload.file.open("rb") as stored:
            return bytes(stored.read())
    except FileNotFoundError as error:
        raise SheetGone from error

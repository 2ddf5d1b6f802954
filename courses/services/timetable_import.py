"""Imports a timetable sheet: says what every row means, then plans and changes all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from corpu.accounts.models import User
from corpu.core.audit import record
from courses.domain.sessions import SessionPlan, touches_attendance
from courses.domain.timetable_rows import (
    Directory,
    RowProblem,
    TimetableRow,
    changed_columns,
    plan_of_row,
    problem,
    resolve,
    twins,
)
from courses.enums import (
    RowVerdict,
    SessionFault,
    SessionState,
    TimetableField,
    TimetableProblem,
)
from courses.models import Cohort, Session
from courses.queries.session_judging import Judgement, judge
from courses.queries.timetable_import import (
    IMPORTED,
    attended_sessions,
    directory_of,
    stored_sessions,
)
from courses.services.sessions import create_sessions, lock_timetable, plan_of, write_change

NOTHING_SAID = Judgement()


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row with what importing it would do."""

    row: TimetableRow
    verdict: RowVerdict
    plan: SessionPlan | None = None
    session: Session | None = None
    problems: tuple[RowProblem, ...] = ()
    changes: tuple[TimetableField, ...] = ()
    judgement: Judgement = NOTHING_SAID

    @property
    def title(self) -> str:
        return self.plan.fields.title if self.plan else self.row.title


@dataclass(frozen=True)
class TimetablePreview:
    """Every row with its verdict."""

    rows: tuple[JudgedRow, ...]

    @cached_property
    def counts(self) -> dict[RowVerdict, int]:
        """Rows per verdict, every verdict named."""
        counts = dict.fromkeys(RowVerdict, 0)
        for row in self.rows:
            counts[row.verdict] += 1
        return counts

    @property
    def problems(self) -> int:
        """How many rows must be corrected."""
        return self.counts[RowVerdict.PROBLEM]

    @property
    def to_import(self) -> int:
        """How many sessions would be planned or changed."""
        return self.counts[RowVerdict.NEW] + self.counts[RowVerdict.CHANGED]

    @property
    def asks(self) -> int:
        """How many rows clash or lie oddly, so that somebody has to say that it is meant."""
        return sum(row.judgement.asks for row in self.rows)


class TimetableHasProblems(Exception):
    """Rows must be corrected, or clashes be meant; nothing was written. `preview` says which."""

    def __init__(self, preview: TimetablePreview) -> None:
        super().__init__(preview.problems, preview.asks)
        self.preview = preview


def preview_timetable(*, cohort: Cohort, rows: Sequence[TimetableRow]) -> TimetablePreview:
    """Say what importing rows would do, in a fixed number of queries; writes nothing."""
    stored = stored_sessions(cohort)
    held = _Held(stored, directory_of(cohort, stored), attended_sessions(cohort))
    doubled = twins(rows)
    found = [held.weigh(row, doubled.get(row.number)) for row in rows]
    meant = [one for one in found if one.verdict in {RowVerdict.NEW, RowVerdict.CHANGED}]
    judgements = judge(
        cohort,
        [one.plan for one in meant if one.plan],
        keeping=[one.session for one in meant if one.session],
    )
    said = {one.row.number: judged for one, judged in zip(meant, judgements, strict=True)}
    return TimetablePreview(tuple(_judged(one, said.get(one.row.number)) for one in found))


@transaction.atomic
def import_timetable(
    *, cohort: Cohort, rows: Sequence[TimetableRow], by: User | None, despite: bool = False
) -> TimetablePreview:
    """Plan and change sessions as the rows say, all or none; the same rows again change nothing.

    Raises TimetableHasProblems, and TimetableClosed for a closed cohort.
    """
    plans = [row.plan for row in preview_timetable(cohort=cohort, rows=rows).rows if row.plan]
    cohort = lock_timetable(cohort, plans)
    # Nobody records attendance meanwhile for what is about to change.
    list(Session.objects.select_for_update(no_key=True).filter(cohort=cohort).order_by("pk"))
    # Again under the lock: what was previewed may be outdated.
    preview = preview_timetable(cohort=cohort, rows=rows)
    if preview.problems or (preview.asks and not despite):
        raise TimetableHasProblems(preview)
    for one in preview.rows:
        if one.verdict == RowVerdict.CHANGED and one.session and one.plan:
            write_change(session=one.session, plan=one.plan, judgement=one.judgement, by=by)
    new = [one.plan for one in preview.rows if one.verdict == RowVerdict.NEW and one.plan]
    if new:
        create_sessions(cohort=cohort, plans=new, by=by, despite=True)
    if preview.to_import:
        counts = preview.counts
        record(
            cohort,
            IMPORTED,
            actor=by,
            new=counts[RowVerdict.NEW],
            changed=counts[RowVerdict.CHANGED],
            known=counts[RowVerdict.KNOWN],
        )
    return preview


class _Held:
    """Stored sessions and names, against which rows are weighed one by one."""

    def __init__(self, stored: Sequence[Session], directory: Directory, attended: set[int]) -> None:
        self.directory, self.attended = directory, attended
        self.by_code = {session.pk: session for session in stored}
        self.by_facts = {
            (session.title.casefold(), session.starts_at, session.group_id): session
            for session in reversed(stored)
            if session.state == SessionState.PLANNED
        }

    def weigh(self, row: TimetableRow, doubled: RowProblem | None) -> JudgedRow:
        """Return what a row means, before it is held against other sessions."""
        problems = (*row.problems, *([doubled] if doubled else ()))
        if problems:
            return JudgedRow(row, RowVerdict.PROBLEM, problems=problems)
        resolved = resolve(row, self.directory)
        if row.code is not None and row.code not in self.by_code:
            code = problem(TimetableProblem.CODE, TimetableField.CODE, found=row.code)
            return JudgedRow(row, RowVerdict.PROBLEM, problems=(code, *resolved.problems))
        if resolved.problems:
            return JudgedRow(row, RowVerdict.PROBLEM, problems=resolved.problems)
        session = self.by_code.get(row.code) if row.code else None
        before = plan_of(session) if session else None
        plan = plan_of_row(row, resolved, self.directory, before)
        if session is None:
            # The same row without its code, imported once more.
            fields = plan.fields
            session = self.by_facts.get((fields.title.casefold(), fields.starts_at, fields.group))
            before = plan_of(session) if session else None
            plan = plan_of_row(row, resolved, self.directory, before)
        if session is None or before is None:
            return JudgedRow(row, RowVerdict.NEW, plan)
        return self._changed(row, session, before, plan)

    def _changed(
        self, row: TimetableRow, session: Session, before: SessionPlan, plan: SessionPlan
    ) -> JudgedRow:
        if plan == before:
            return JudgedRow(row, RowVerdict.KNOWN, plan, session)
        if session.state == SessionState.CANCELLED:
            found = (problem(TimetableProblem.CANCELLED),)
            return JudgedRow(row, RowVerdict.PROBLEM, plan, session, problems=found)
        if touches_attendance(before.fields, plan.fields) and session.pk in self.attended:
            judgement = Judgement(faults=(SessionFault.ATTENDED,))
            return JudgedRow(row, RowVerdict.PROBLEM, plan, session, judgement=judgement)
        changes = changed_columns(before, plan)
        return JudgedRow(row, RowVerdict.CHANGED, plan, session, changes=changes)


def _judged(one: JudgedRow, judgement: Judgement | None) -> JudgedRow:
    if judgement is None:
        return one
    verdict = RowVerdict.PROBLEM if judgement.faults else one.verdict
    return JudgedRow(one.row, verdict, one.plan, one.session, one.problems, one.changes, judgement)

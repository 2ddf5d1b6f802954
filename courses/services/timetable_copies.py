"""Copies the timetable of one cohort into another, and empties one that was only a draft."""

from dataclasses import replace

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.enums import READABLE_COHORTS, CopyRefusal, SessionState
from courses.models import Attendance, Cohort, LearningGroup, Session
from courses.queries.timetable_copying import TimetableCopy, copy_preview, copy_refusal
from courses.services.phases import plan_phases
from courses.services.sessions import create_sessions, lock_timetable, plan_of


class CopyRefused(Exception):
    """A timetable cannot be copied; `reason` says why, `str()` says it in words."""

    def __init__(self, reason: CopyRefusal) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason.label)


@transaction.atomic
def copy_timetable(
    *, source: Cohort, target: Cohort, by: User | None, expected: str = ""
) -> list[Session]:
    """Copy phases' dates, missing groups and every planned session, shifted over holidays.

    `expected` is the digest of the preview that was agreed to; empty takes what comes. What is
    taken at the new time stays behind: the copy clashes with no other cohort.
    """
    rows = source.sessions.filter(state=SessionState.PLANNED).prefetch_related("taught_by")
    lock_timetable(target, [plan_of(row) for row in rows])
    refusal = copy_refusal(source, target)
    if refusal is not None:
        raise CopyRefused(refusal)
    copy = copy_preview(source, target)
    if expected and copy.digest != expected:
        raise CopyRefused(CopyRefusal.CHANGED)
    sessions = _apply(copy, target, by)
    audit.record(
        target, "courses.timetable.copied", actor=by, source=source.slug, sessions=len(sessions)
    )
    return sessions


class TimetableBegun(Exception):
    """The cohort has started or somebody attended: sessions are cancelled, not removed."""


@transaction.atomic
def empty_timetable(*, cohort: Cohort, by: User | None) -> int:
    """Remove every session of a cohort that has not started; return how many there were."""
    locked = lock_timetable(cohort, [])
    if locked.state in READABLE_COHORTS or Attendance.objects.filter(session__cohort=locked):
        raise TimetableBegun
    count = locked.sessions.count()
    locked.sessions.all().delete()
    audit.record(locked, "courses.timetable.emptied", actor=by, sessions=count)
    return count


def _apply(copy: TimetableCopy, target: Cohort, by: User | None) -> list[Session]:
    dates = {one.code: (one.starts_on, one.ends_on) for one in copy.phases}
    phases = {one.code: one.pk for one in plan_phases(cohort=target, dates=dates, by=by)}
    last = target.groups.count()
    LearningGroup.objects.bulk_create(
        LearningGroup(cohort=target, name=name, order=last + number)
        for number, name in enumerate(copy.groups, start=1)
    )
    groups = {group.name: group.pk for group in target.groups.all()}
    plans = [
        replace(
            one.plan,
            fields=replace(
                one.plan.fields, phase=phases.get(one.phase), group=groups.get(one.group)
            ),
        )
        for one in copy.sessions
    ]
    return create_sessions(cohort=target, plans=plans, by=by, despite=True)

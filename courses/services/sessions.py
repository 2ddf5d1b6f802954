"""Sessions of a timetable: planned one by one or at once, changed, cancelled, planned again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.sessions import SessionFields, SessionPlan, touches_attendance
from courses.enums import CohortState, SessionFault, SessionState
from courses.models import Cohort, Room, Session, SessionInstructor
from courses.queries.session_judging import Judgement, judge

_RELATED = ("phase", "course", "group", "room")
_PLAIN = tuple(name for name in SessionFields.__dataclass_fields__ if name not in _RELATED)


class TimetableClosed(Exception):
    """The cohort is closed; its timetable stays as it is."""


class SessionIsCancelled(Exception):
    """A cancelled session is planned again before it is changed."""


class SessionAttended(Exception):
    """People were there: what took place cannot be cancelled."""


class SessionsWrong(Exception):
    """Sessions cannot be as they are filled in; `judgements` say why, one per session."""

    def __init__(self, judgements: tuple[Judgement, ...]) -> None:
        super().__init__(judgements)
        self.judgements = judgements

    def __str__(self) -> str:
        return " ".join(str(fault.label) for one in self.judgements for fault in one.faults)


class SessionsClash(Exception):
    """Sessions clash or lie oddly; saving them needs somebody who says so.

    `judgements` has one entry per session, `clashes` those of all of them.
    """

    def __init__(self, judgements: tuple[Judgement, ...]) -> None:
        super().__init__(judgements)
        self.judgements = judgements
        self.clashes = tuple(clash for one in judgements for clash in one.clashes)

    def __str__(self) -> str:
        return " ".join(map(str, self.clashes))


@transaction.atomic
def create_session(
    *,
    cohort: Cohort,
    fields: SessionFields,
    instructors: Iterable[User] = (),
    by: User | None,
    despite: bool = False,
) -> Session:
    """Plan one session; clashes are raised unless it is wanted despite them."""
    plan = SessionPlan(fields, frozenset(person.pk for person in instructors))
    return create_sessions(cohort=cohort, plans=[plan], by=by, despite=despite)[0]


@transaction.atomic
def create_sessions(
    *, cohort: Cohort, plans: Sequence[SessionPlan], by: User | None, despite: bool = False
) -> list[Session]:
    """Plan many sessions, all or none, in a fixed number of queries."""
    cohort = lock_timetable(cohort, plans)
    judgements = _check(judge(cohort, plans), despite=despite)
    sessions = Session.objects.bulk_create(
        Session(cohort=cohort, **_columns(plan.fields)) for plan in plans
    )
    SessionInstructor.objects.bulk_create(
        SessionInstructor(session=session, user_id=person)
        for session, plan in zip(sessions, plans, strict=True)
        for person in sorted(plan.instructors)
    )
    audit.record_all(
        sessions,
        "courses.session.planned",
        actor=by,
        data=[_despite(one) for one in judgements],
    )
    return sessions


@transaction.atomic
def change_session(
    *,
    session: Session,
    fields: SessionFields,
    instructors: Iterable[User] = (),
    by: User | None,
    despite: bool = False,
) -> Session:
    """Change a planned session; what attendance rests on stays once it has been recorded."""
    plan = SessionPlan(fields, frozenset(person.pk for person in instructors))
    cohort = lock_timetable(session.cohort, [plan])
    locked = _lock_session(session)
    if locked.state == SessionState.CANCELLED:
        raise SessionIsCancelled
    before = plan_of(locked)
    if plan == before:
        return locked
    if touches_attendance(before.fields, fields) and locked.attendances.exists():
        raise SessionsWrong((Judgement(faults=(SessionFault.ATTENDED,)),))
    (judgement,) = _check(judge(cohort, [plan], keeping=[locked]), despite=despite)
    write_change(session=locked, plan=plan, judgement=judgement, by=by)
    return locked


@transaction.atomic
def write_change(
    *, session: Session, plan: SessionPlan, judgement: Judgement, by: User | None
) -> None:
    """Store a change that was judged under the lock of the timetable."""
    before = plan_of(session)
    for column, value in _columns(plan.fields).items():
        setattr(session, column, value)
    session.save(update_fields=list(_columns(plan.fields)))
    _teach(session, before.instructors, plan.instructors)
    changed = _difference(before, plan)
    audit.record(session, "courses.session.changed", actor=by, **changed, **_despite(judgement))


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: User | None) -> Session:
    """Say that a session does not take place, and why; it stays in the timetable as cancelled."""
    _lock_cohort(session.cohort)
    locked = _lock_session(session)
    if locked.state == SessionState.CANCELLED:
        return locked
    if locked.attendances.exists():
        raise SessionAttended
    locked.state, locked.cancel_reason = SessionState.CANCELLED, reason
    locked.save(update_fields=["state", "cancel_reason"])
    audit.record(locked, "courses.session.cancelled", actor=by, reason=reason)
    return locked


@transaction.atomic
def restore_session(*, session: Session, by: User | None, despite: bool = False) -> Session:
    """Plan a cancelled session again, at the time it had."""
    plan = plan_of(session)
    cohort = lock_timetable(session.cohort, [plan])
    locked = _lock_session(session)
    if locked.state == SessionState.PLANNED:
        return locked
    (judgement,) = _check(judge(cohort, [plan], keeping=[locked]), despite=despite)
    reason, locked.cancel_reason = locked.cancel_reason, ""
    locked.state = SessionState.PLANNED
    locked.save(update_fields=["state", "cancel_reason"])
    audit.record(locked, "courses.session.restored", actor=by, before=reason, **_despite(judgement))
    return locked


def lock_timetable(cohort: Cohort, plans: Sequence[SessionPlan]) -> Cohort:
    """Lock what sessions may clash over: their cohort, rooms and instructors, always in this order.

    Two organisers who want one room for two cohorts are thereby served one after the other.
    """
    locked = _lock_cohort(cohort)
    rooms = {plan.fields.room for plan in plans if plan.fields.room}
    people = frozenset[int]().union(*(plan.instructors for plan in plans))
    for rows in (Room.objects.filter(pk__in=rooms), User.objects.filter(pk__in=people)):
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    return locked


def plan_of(session: Session) -> SessionPlan:
    """Return a stored session as it would be filled in."""
    values = {name: getattr(session, name) for name in _PLAIN}
    values |= {name: getattr(session, f"{name}_id") for name in _RELATED}
    people = frozenset(place.user_id for place in session.taught_by.all())
    return SessionPlan(SessionFields(**values), people)


def _lock_cohort(cohort: Cohort) -> Cohort:
    locked = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if locked.state == CohortState.CLOSED:
        raise TimetableClosed
    return locked


def _lock_session(session: Session) -> Session:
    return Session.objects.select_for_update(no_key=True).get(pk=session.pk)


def _check(judgements: tuple[Judgement, ...], *, despite: bool) -> tuple[Judgement, ...]:
    if any(one.faults for one in judgements):
        raise SessionsWrong(judgements)
    if not despite and any(one.asks for one in judgements):
        raise SessionsClash(judgements)
    return judgements


def _columns(fields: SessionFields) -> dict[str, Any]:
    """Return the fields of a session by the names of its columns."""
    plain = {name: getattr(fields, name) for name in _PLAIN}
    return plain | {f"{name}_id": getattr(fields, name) for name in _RELATED}


def _teach(session: Session, before: frozenset[int], after: frozenset[int]) -> None:
    session.taught_by.filter(user__in=before - after).delete()
    SessionInstructor.objects.bulk_create(
        SessionInstructor(session=session, user_id=person) for person in sorted(after - before)
    )


def _difference(before: SessionPlan, after: SessionPlan) -> dict[str, dict[str, Any]]:
    names = [
        name
        for name in SessionFields.__dataclass_fields__
        if getattr(before.fields, name) != getattr(after.fields, name)
    ]
    old = {name: str(getattr(before.fields, name)) for name in names}
    new = {name: str(getattr(after.fields, name)) for name in names}
    if before.instructors != after.instructors:
        old["instructors"], new["instructors"] = (
            ", ".join(map(str, sorted(one.instructors))) for one in (before, after)
        )
    return {"before": old, "after": new}


def _despite(judgement: Judgement) -> dict[str, list[str]]:
    """What was said and saved nevertheless, for the log."""
    if not judgement.asks:
        return {}
    clashes = [f"{clash.kind}: {clash.cohort}, {clash.title}" for clash in judgement.clashes]
    return {"despite": [*clashes, *(str(remark.value) for remark in judgement.weighty)]}

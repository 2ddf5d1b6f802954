"""Enrolment: people come into a cohort, leave it with their work kept, and come back."""

from collections.abc import Sequence

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import CohortState, EnrolmentState
from courses.models import Cohort, Enrolment
from courses.services.completion import recount

SNAPSHOT = ("agency_id", "kind", "rank", "post")
# States of a cohort in which the snapshot may still follow the person's record.
NOT_STARTED = (CohortState.DRAFT, CohortState.OPEN)


class CohortClosed(Exception):
    """The cohort is closed: its list of people is final."""


class CohortFull(Exception):
    """More people than places; `free` is how many places are left."""

    def __init__(self, free: int) -> None:
        super().__init__(free)
        self.free = free


class CertificateIssued(Exception):
    """Who holds a certificate of this enrolment cannot be withdrawn from it."""


@transaction.atomic
def enrol(*, cohort: Cohort, users: Sequence[User], by: User | None) -> list[Enrolment]:
    """Enrol everyone or nobody; return their enrolments in the order given.

    Who is enrolled already (also who has withdrawn) is returned unchanged. The lock on the
    cohort makes the capacity exact for any number of processes.
    """
    locked = _open(cohort.pk)
    known = {
        enrolment.user_id: enrolment
        for enrolment in locked.enrolments.filter(user__in=[user.pk for user in users])
    }
    people = {user.pk: user for user in users}
    new = [user for pk, user in people.items() if pk not in known]
    if new:
        _need(locked, len(new))
        moment = clock.now()
        added = Enrolment.objects.bulk_create(
            Enrolment(cohort=locked, user=user, enrolled_at=moment, **_snapshot(user))
            for user in new
        )
        known |= {enrolment.user_id: enrolment for enrolment in added}
        audit.record(
            locked,
            "courses.cohort.enrolled",
            actor=by,
            enrolments=[enrolment.pk for enrolment in added],
        )
    return [known[pk] for pk in people]


@transaction.atomic
def withdraw(*, enrolment: Enrolment, reason: str, by: User | None) -> Enrolment:
    """Take a person out of the cohort; completions and progress stay. Safe to repeat."""
    _open(enrolment.cohort_id)
    locked = _lock(enrolment)
    if locked.state == EnrolmentState.WITHDRAWN:
        return locked
    if locked.certificate_id is not None:
        raise CertificateIssued
    before, locked.state = locked.state, EnrolmentState.WITHDRAWN
    locked.withdrawn_at = clock.now()
    locked.withdrawal_reason = reason.strip()
    locked.save(update_fields=["state", "withdrawn_at", "withdrawal_reason"])
    audit.record(
        locked,
        "courses.enrolment.withdrawn",
        actor=by,
        before=str(before),
        reason=locked.withdrawal_reason,
    )
    return locked


@transaction.atomic
def reinstate(*, enrolment: Enrolment, by: User | None) -> Enrolment:
    """Take a withdrawn person back, where a place is free, exactly as far as they were."""
    cohort = _open(enrolment.cohort_id)
    locked = _lock(enrolment)
    if locked.state != EnrolmentState.WITHDRAWN:
        return locked
    _need(cohort, 1)
    locked.state = _state_by_dates(locked)
    reason, locked.withdrawal_reason = locked.withdrawal_reason, ""
    locked.withdrawn_at = None
    locked.save(update_fields=["state", "withdrawn_at", "withdrawal_reason"])
    # What the cohort asks may have changed meanwhile.
    recount([locked])
    audit.record(
        locked,
        "courses.enrolment.reinstated",
        actor=by,
        after=str(locked.state),
        earlier_reason=reason,
    )
    return locked


@transaction.atomic
def refresh_snapshot(*, cohort: Cohort, users: Sequence[User], by: User | None) -> list[Enrolment]:
    """Copy agency, kind, rank and post of these people anew; return the enrolments that changed.

    Only while the cohort has not started: afterwards the snapshot is what held at that time.
    """
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if locked.state not in NOT_STARTED:
        return []
    people = {user.pk: user for user in users}
    changed = []
    for enrolment in locked.enrolments.filter(user__in=list(people)).order_by("pk"):
        snapshot = _snapshot(people[enrolment.user_id])
        if any(getattr(enrolment, field) != value for field, value in snapshot.items()):
            for field, value in snapshot.items():
                setattr(enrolment, field, value)
            changed.append(enrolment)
    if changed:
        Enrolment.objects.bulk_update(changed, ["agency", "kind", "rank", "post"])
        audit.record(
            locked,
            "courses.cohort.refreshed",
            actor=by,
            enrolments=[enrolment.pk for enrolment in changed],
        )
    return changed


def _open(cohort_id: int) -> Cohort:
    """Lock the cohort; whoever enrols, withdraws or reinstates does it one after the other."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    if cohort.state == CohortState.CLOSED:
        raise CohortClosed
    return cohort


def _lock(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_for_update().get(pk=enrolment.pk)


def _need(cohort: Cohort, places: int) -> None:
    free = max(cohort.capacity - cohort.enrolments.members().count(), 0)
    if places > free:
        raise CohortFull(free)


def _snapshot(user: User) -> dict[str, object]:
    return {field: getattr(user, field) for field in SNAPSHOT}


def _state_by_dates(enrolment: Enrolment) -> EnrolmentState:
    if enrolment.completed_at is not None:
        return EnrolmentState.COMPLETED
    if enrolment.started_at is not None:
        return EnrolmentState.ACTIVE
    return EnrolmentState.ENROLLED

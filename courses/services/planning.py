"""Planning a cohort after it was made: its facts while they are free, and its staff."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from corpu.accounts.models import User
from corpu.core.audit import record
from courses.domain.numbering import cohort_number
from courses.domain.planning import PLAN_FIELDS, fixed_fields
from courses.models import AttendanceRule, Cohort, CohortStaff, Programme
from courses.services.cohorts import CohortDatesWrong, CohortNumberTaken


class FactFixed(Exception):
    """The cohort has begun or ended; `fields` may not be changed any more."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(fields)
        self.fields = fields


class CapacityTooSmall(Exception):
    """There are more people in the cohort than it would have places."""

    def __init__(self, people: int) -> None:
        super().__init__(people)
        self.people = people


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """The facts an organiser plans a cohort with."""

    programme: Programme
    number: int
    year: int
    number_style: str
    starts_on: dt.date
    ends_on: dt.date
    place: str
    capacity: int
    attendance_rule: AttendanceRule | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One person in one role; `role` is a StaffRole."""

    user_id: int
    role: str


@transaction.atomic
def change_cohort(*, cohort: Cohort, plan: CohortPlan, by: User | None) -> Cohort:
    """Change the facts that are still free; the address follows number and year until the start."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    changed = [name for name in PLAN_FIELDS if getattr(cohort, name) != getattr(plan, name)]
    _check(cohort, plan, changed)
    if not changed:
        return cohort
    before = {name: str(getattr(cohort, name)) for name in changed}
    for name in changed:
        setattr(cohort, name, getattr(plan, name))
    if {"number", "year", "number_style"} & set(changed):
        number = cohort_number(cohort.number, cohort.number_style).lower()
        cohort.slug = f"angkatan-{number}-{cohort.year}"
    _save(cohort)
    after = {name: str(getattr(cohort, name)) for name in changed}
    record(cohort, "courses.cohort.changed", actor=by, before=before, after=after)
    return cohort


@transaction.atomic
def assign_staff(*, cohort: Cohort, duties: Collection[Duty], by: User | None) -> None:
    """Make `duties` the whole staff of the cohort."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    known = {Duty(post.user_id, post.role): post.pk for post in cohort.staff_roles.all()}
    wanted = set(duties)
    gone = [pk for duty, pk in known.items() if duty not in wanted]
    new = sorted(wanted - known.keys(), key=lambda duty: (duty.role, duty.user_id))
    if not gone and not new:
        return
    CohortStaff.objects.filter(pk__in=gone).delete()
    CohortStaff.objects.bulk_create(
        CohortStaff(cohort=cohort, user_id=duty.user_id, role=duty.role) for duty in new
    )
    record(cohort, "courses.cohort.staffed", actor=by, before=_duties(known), after=_duties(wanted))


def _check(cohort: Cohort, plan: CohortPlan, changed: list[str]) -> None:
    fixed = fixed_fields(cohort.state)
    if refused := [name for name in changed if name in fixed]:
        raise FactFixed(refused)
    if plan.ends_on < plan.starts_on:
        raise CohortDatesWrong
    people = cohort.enrolments.members().count()
    if plan.capacity < people:
        raise CapacityTooSmall(people)


def _save(cohort: Cohort) -> None:
    try:
        with transaction.atomic():
            cohort.save(update_fields=[*PLAN_FIELDS, "slug"])
    except IntegrityError as error:
        raise CohortNumberTaken from error


def _duties(duties: Collection[Duty]) -> list[list[str | int]]:
    return [[duty.role, duty.user_id] for duty in sorted(duties, key=lambda d: (d.role, d.user_id))]

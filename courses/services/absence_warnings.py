"""Warns people, and the organisers of their cohort, of absence that comes close to a limit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from corpu.core import clock
from courses.domain.absence import Absence, level_to_tell
from courses.enums import MEMBER_STATES, CohortState
from courses.models import AbsenceWarning, Cohort, Enrolment
from courses.queries.absence import absence_of
from courses.queries.absence_warnings import WAIT, organisers_of, owed_cohorts, owed_people
from courses.tasks import send_absence_warning as send_task
from courses.tasks import tell_organisers_of_absence as tell_task


@dataclass(frozen=True, slots=True)
class WarnedPerson:
    """One line of the organisers' mail."""

    person: Enrolment
    absence: Absence


def sweep_absence_warnings() -> int:
    """Note whom to warn in every running cohort and schedule the mails that are owed.

    Safe to repeat, and at the same time. Returns how many mails were scheduled.
    """
    for cohort_id in Cohort.objects.filter(state=CohortState.RUNNING).values_list("pk", flat=True):
        note_absence(cohort_id=cohort_id)
    now = clock.now()
    people, cohorts = list(owed_people(now)), list(owed_cohorts(now))
    for enrolment_id in people:
        send_task.delay_on_commit(enrolment_id=enrolment_id)
    for cohort_id in cohorts:
        tell_task.delay_on_commit(cohort_id=cohort_id)
    return len(people) + len(cohorts)


@transaction.atomic
def note_absence(*, cohort_id: int) -> int:
    """Note who has come to a level nobody told them of; forget what was corrected in time.

    Returns how many people are newly noted.
    """
    people = list(Enrolment.objects.members().filter(cohort=cohort_id))
    standing = absence_of(people)
    known: dict[int, list[AbsenceWarning]] = defaultdict(list)
    for row in AbsenceWarning.objects.filter(enrolment__in=people):
        known[row.enrolment_id].append(row)
    corrected = [
        row.pk
        for person in people
        for row in known[person.pk]
        if _is_untold(row) and not standing[person.pk].reaches(row.level)
    ]
    AbsenceWarning.objects.filter(pk__in=corrected, sent_at=None, organisers_told_at=None).delete()
    new = {
        person.pk: _new_rows(
            person,
            standing[person.pk],
            [row.level for row in known[person.pk] if row.pk not in corrected],
        )
        for person in people
    }
    AbsenceWarning.objects.bulk_create(
        [row for rows in new.values() for row in rows], ignore_conflicts=True
    )
    return sum(bool(rows) for rows in new.values())


@transaction.atomic
def send_absence_warning(*, enrolment_id: int) -> bool:
    """Send a person the warning that is owed; running twice sends one. Return whether one went."""
    rows = list(
        AbsenceWarning.objects.select_for_update().filter(enrolment=enrolment_id, sent_at=None)
    )
    people = Enrolment.objects.select_related("user", "cohort").filter(state__in=MEMBER_STATES)
    person = people.filter(pk=enrolment_id).first()
    if not rows or person is None:
        return False
    absence = absence_of([person])[person.pk]
    due = [row.pk for row in rows if absence.reaches(row.level)]
    if not due or not person.user.is_active or not person.user.email:
        return False
    _mail(
        "absence_warning",
        subject=_("Your attendance in %(cohort)s") % {"cohort": person.cohort.name},
        to=[person.user.email],
        facts={
            "person": person,
            "absence": absence,
            "link": _address("courses:my-attendance", person.cohort),
        },
    )
    AbsenceWarning.objects.filter(pk__in=due).update(sent_at=clock.now())
    return True


@transaction.atomic
def tell_organisers(*, cohort_id: int) -> int:
    """Send the organisers of a cohort one mail about everybody who is warned; return how many."""
    now = clock.now()
    rows = list(
        AbsenceWarning.objects.select_for_update(of=("self",)).filter(
            enrolment__cohort=cohort_id, organisers_told_at=None, created_at__lte=now - WAIT
        )
    )
    addresses = organisers_of(cohort_id)
    people = _warned({row.enrolment_id for row in rows})
    due = [
        row.pk
        for row in rows
        if row.enrolment_id in people and people[row.enrolment_id].absence.reaches(row.level)
    ]
    told = {row.enrolment_id for row in rows if row.pk in due}
    if not due or not addresses:
        return 0
    cohort = Cohort.objects.get(pk=cohort_id)
    _mail(
        "absence_report",
        subject=_("%(cohort)s: absence to look at") % {"cohort": cohort.name},
        to=addresses,
        facts={
            "cohort": cohort,
            "people": [line for pk, line in people.items() if pk in told],
            "link": _address("courses_admin:attendance-recap", cohort),
        },
    )
    AbsenceWarning.objects.filter(pk__in=due).update(organisers_told_at=now)
    return len(told)


def _is_untold(row: AbsenceWarning) -> bool:
    return row.sent_at is None and row.organisers_told_at is None


def _new_rows(person: Enrolment, absence: Absence, told: Sequence[str]) -> list[AbsenceWarning]:
    level = level_to_tell(absence.warning, told)
    if level is None:
        return []
    return [
        AbsenceWarning(enrolment=person, measure=one.measure, level=level, created_at=clock.now())
        for one in absence.furthest
    ]


def _warned(enrolments: set[int]) -> dict[int, WarnedPerson]:
    """Return these members by name with their absence."""
    people = list(
        Enrolment.objects.members()
        .filter(pk__in=enrolments)
        .select_related("user", "agency")
        .order_by("user__full_name", "pk")
    )
    standing = absence_of(people)
    return {person.pk: WarnedPerson(person, standing[person.pk]) for person in people}


def _address(name: str, cohort: Cohort) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name, args=[cohort.slug])


def _mail(template: str, *, subject: str, to: list[str], facts: dict[str, Any]) -> None:
    facts = facts | {
        "institute_name": settings.INSTITUTE_NAME,
        "support_email": settings.SUPPORT_EMAIL,
    }
    body = render_to_string(f"courses/email/{template}.txt", facts)
    mail = EmailMultiAlternatives(subject=subject, body=body, to=to)
    mail.attach_alternative(render_to_string(f"courses/email/{template}.html", facts), "text/html")
    mail.send()

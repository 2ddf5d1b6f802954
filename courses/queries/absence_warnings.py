"""Warnings of absence: who has been told what, and which mails are still owed."""

import datetime as dt

from django.db.models import QuerySet

from corpu.accounts.models import User
from courses.enums import CohortState, StaffRole
from courses.models import AbsenceWarning

# In this time a slip of the finger on the roll is corrected before anybody is told.
WAIT = dt.timedelta(minutes=10)


def owed_people(now: dt.datetime) -> QuerySet[AbsenceWarning, int]:
    """Return the enrolments to which a mail is owed; who has no address cannot be sent one."""
    owed = _owed(now).filter(sent_at=None, enrolment__user__is_active=True)
    owed = owed.exclude(enrolment__user__email=None).exclude(enrolment__user__email="")
    return owed.order_by("enrolment").values_list("enrolment", flat=True).distinct()


def owed_cohorts(now: dt.datetime) -> QuerySet[AbsenceWarning, int]:
    """Return the cohorts whose organisers are owed a mail."""
    owed = _owed(now).filter(organisers_told_at=None)
    cohorts = owed.filter(enrolment__cohort__staff_roles__role=StaffRole.ORGANISER)
    ids = cohorts.order_by("enrolment__cohort").values_list("enrolment__cohort", flat=True)
    return ids.distinct()


def organisers_of(cohort_id: int) -> list[str]:
    """Return the addresses of the cohort's organisers."""
    organisers = User.objects.filter(
        cohort_roles__cohort=cohort_id, cohort_roles__role=StaffRole.ORGANISER, is_active=True
    )
    return [person.email for person in organisers.order_by("pk") if person.email]


def _owed(now: dt.datetime) -> QuerySet[AbsenceWarning]:
    return AbsenceWarning.objects.filter(
        created_at__lte=now - WAIT, enrolment__cohort__state=CohortState.RUNNING
    )

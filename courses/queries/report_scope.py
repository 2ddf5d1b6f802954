"""Whose progress a person may see: every cohort, the cohorts they serve, or own agency's people."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from corpu.accounts.models import User
from courses.models import Cohort, CohortStaff, Enrolment

# Any of these opens every cohort with everyone in it.
_WHOLE_HOUSE = ("courses.can_view_report", "courses.can_start_cohort")


@dataclass(frozen=True, slots=True)
class ReportScope:
    """What one person may see of the cohorts; without user and agency it is all or nothing."""

    everything: bool = False
    user_id: int | None = None
    agency_id: int | None = None

    def cohorts(self) -> QuerySet[Cohort]:
        """Return the cohorts that may be seen, in whole or in part."""
        if self.everything:
            return Cohort.objects.all()
        own_people = Enrolment.objects.filter(cohort=OuterRef("pk"), agency=self.agency_id)
        seen = Q(pk__in=self._served())
        if self.agency_id is not None:
            seen |= Q(Exists(own_people))
        return Cohort.objects.filter(seen)

    def people(self, prefix: str = "") -> Q:
        """Return the condition on enrolments (reached by `prefix`) that may be seen."""
        if self.everything:
            return Q()
        seen = Q(**{f"{prefix}cohort__in": self._served()})
        if self.agency_id is not None:
            seen |= Q(**{f"{prefix}agency": self.agency_id})
        return seen

    def _served(self) -> QuerySet[CohortStaff, int]:
        return CohortStaff.objects.filter(user=self.user_id).values_list("cohort_id", flat=True)


# What a command sees: the machine's owner stands above the roles.
WHOLE_HOUSE = ReportScope(everything=True)


def report_scope(user: User | AnonymousUser) -> ReportScope:
    """Return what this person may see of the cohorts' progress."""
    if not isinstance(user, User) or not user.is_active:
        return ReportScope()
    if any(user.has_perm(permission) for permission in _WHOLE_HOUSE):
        return ReportScope(everything=True, user_id=user.pk)
    contact = user.has_perm("courses.can_view_agency_report")
    return ReportScope(user_id=user.pk, agency_id=user.agency_id if contact else None)

"""Who may be put in charge of a cohort, and who is."""

from django.db.models import Q, QuerySet

from corpu.accounts.enums import Role
from corpu.accounts.models import User
from courses.models import Cohort, CohortStaff

STAFF_GROUPS = (Role.ORGANISER, Role.INSTRUCTOR)


def eligible_staff(cohort: Cohort) -> QuerySet[User]:
    """Organisers and instructors who can log in, and whoever serves the cohort already."""
    in_service = Q(is_active=True, groups__name__in=STAFF_GROUPS)
    return User.objects.filter(in_service | Q(cohort_roles__cohort=cohort)).distinct()


def cohort_staff(cohort: Cohort) -> QuerySet[CohortStaff]:
    """The people in charge, by role and name."""
    return cohort.staff_roles.select_related("user").order_by("role", "user__full_name")

"""Cohorts at chosen moments, made by the real services, and people of every role."""

from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from courses.enums import StaffRole
from courses.models import CohortStaff, RequiredActivity
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from courses.services.learning import complete_lesson
from tests.factories import AgencyFactory, CohortFactory, UserFactory, make_programme


def open_cohort_of(people=3, *, agency=None, programme=None, **fields):
    """An open cohort with `people` enrolled, all of one agency."""
    agency = agency or AgencyFactory()
    cohort = CohortFactory(programme=programme or make_programme(), **fields)
    enrol(cohort=cohort, users=UserFactory.create_batch(people, agency=agency), by=None)
    return cohort


def running_cohort(people=3, *, done=(), agency=None, programme=None, **fields):
    """A started cohort; `done` says how many lessons the first people have completed."""
    cohort = open_cohort_of(people, agency=agency, programme=programme, **fields)
    cohort = start_cohort(cohort=cohort, by=None)
    for enrolment, lessons in zip(cohort.enrolments.order_by("pk"), done, strict=False):
        learn(enrolment, lessons)
    return cohort


def learn(enrolment, lessons):
    """Complete the first `lessons` lessons of the cohort."""
    required = RequiredActivity.objects.filter(required_course__cohort=enrolment.cohort_id)
    for lesson in required.order_by("position")[:lessons]:
        complete_lesson(enrolment=enrolment, activity=lesson)
    enrolment.refresh_from_db()


def staff(role, **fields):
    """Somebody with a site-wide role."""
    prepare_roles()
    user = UserFactory(**fields)
    give_role(user=user, role=Role(role))
    return user


def serve(user, cohort, role=StaffRole.INSTRUCTOR):
    """Put somebody in charge of a cohort."""
    return CohortStaff.objects.create(cohort=cohort, user=user, role=role)

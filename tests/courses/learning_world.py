"""Cohorts brought to a state by the services, for the tests of learning."""

from dataclasses import dataclass

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.designs import prepare_designs
from certificates.services.issuing import issue
from corpu.core import clock
from courses.models import Cohort, Enrolment, ProgrammeCourse, RequiredActivity
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from tests.certificates.awards import make_award
from tests.factories import CohortFactory, UserFactory, make_programme


@dataclass
class World:
    cohort: Cohort
    enrolments: list[Enrolment]
    activities: list[RequiredActivity]

    @property
    def users(self):
        return [enrolment.user for enrolment in self.enrolments]


def running(people=1, courses=2, lessons=2, optional=0, **fields):
    """A running cohort; the last `optional` of its courses are not required."""
    programme = make_programme(courses=courses, lessons=lessons)
    last = ProgrammeCourse.objects.filter(programme=programme).order_by("-order")[:optional]
    ProgrammeCourse.objects.filter(pk__in=[place.pk for place in last]).update(is_required=False)
    cohort = CohortFactory(programme=programme, **fields)
    enrolments = enrol(cohort=cohort, users=[UserFactory() for _ in range(people)], by=None)
    cohort = start_cohort(cohort=cohort, by=None)
    pinned = RequiredActivity.objects.filter(required_course__cohort=cohort).order_by("position")
    return World(
        cohort, enrolments, list(pinned.select_related("page__lessonpage", "required_course"))
    )


def certify(enrolment, state=CertificateState.ISSUED):
    """Give an enrolment a certificate in this state (without rendering a file)."""
    prepare_designs()
    award = make_award(cause=f"enrolment:{enrolment.pk}", recipient_id=enrolment.user_id)
    certificate = issue(award=award, by=None)
    Certificate.objects.filter(pk=certificate.pk).update(
        state=state, file="certificates/x.pdf", sha256="0" * 64, issued_at=clock.now()
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(certificate=certificate)
    certificate.refresh_from_db()
    return certificate

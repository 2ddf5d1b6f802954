"""Gathers the facts from which the next step is chosen, and dresses the choice for the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certificates.enums import CertificateState
from certificates.models import Certificate
from courses.domain.next_step import ActivityFacts, EnrolmentFacts, NextStep, next_step
from courses.enums import CertificateStage
from courses.models import Enrolment
from courses.queries.outline import ActivityRow, CourseRow


@dataclass(frozen=True, slots=True)
class Next:
    """The next step with the rows it names."""

    step: NextStep
    enrolment: Enrolment | None
    course: CourseRow | None
    activity: ActivityRow | None


def next_of(enrolments: Sequence[Enrolment], rows: Mapping[int, tuple[CourseRow, ...]]) -> Next:
    """Choose the next step among enrolments whose outlines are given (no query)."""
    step = next_step([_facts(enrolment, rows[enrolment.pk]) for enrolment in enrolments])
    enrolment = next((one for one in enrolments if one.pk == step.enrolment), None)
    courses = rows[enrolment.pk] if enrolment else ()
    for course in courses:
        for activity in course.activities:
            if activity.pinned == step.activity:
                return Next(step, enrolment, course, activity)
    return Next(step, enrolment, None, None)


def certificate_stage(certificate: Certificate | None) -> CertificateStage:
    """How far a certificate is for its owner: a failed one will be tried again by staff."""
    if certificate is None:
        return CertificateStage.NONE
    return {
        CertificateState.PENDING: CertificateStage.MAKING,
        CertificateState.FAILED: CertificateStage.MAKING,
        CertificateState.ISSUED: CertificateStage.READY,
    }.get(CertificateState(certificate.state), CertificateStage.NONE)


def _facts(enrolment: Enrolment, courses: Sequence[CourseRow]) -> EnrolmentFacts:
    return EnrolmentFacts(
        id=enrolment.pk,
        state=enrolment.state,
        cohort_state=enrolment.cohort.state,
        starts_on=enrolment.cohort.starts_on,
        activities=tuple(
            ActivityFacts(
                activity.pinned,
                activity.is_done,
                course.is_required and activity.is_required,
                is_open=activity.is_open,
                opens_at=activity.opens_at,
                stage=activity.stage,
            )
            for course in courses
            for activity in course.activities
            if activity.pinned is not None
        ),
        last_activity=enrolment.last_activity_id,
        certificate=certificate_stage(enrolment.certificate),
    )

"""Certificates of a cohort: who is entitled, with which facts, and trying again what failed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.utils import timezone

from certificates.domain.award import Award, Subject
from certificates.enums import CertificateState, DocumentKind
from certificates.models import Certificate
from certificates.services import issuing
from corpu.accounts.models import User
from corpu.core.audit import record
from courses.enums import EnrolmentState
from courses.models import Cohort, Enrolment, RequiredCourse


@dataclass(frozen=True, slots=True)
class IssueOutcome:
    """How many certificates were made, were there before, and are not deserved yet."""

    issued: int
    known: int
    not_entitled: int


@transaction.atomic
def issue_for_cohort(*, cohort: Cohort, by: User | None) -> IssueOutcome:
    """Issue one certificate for everyone who completed; safe to repeat.

    The cohort is locked, and the database knows each cause only once: two processes at the same
    time end with one certificate per person.
    """
    cohort = Cohort.objects.select_for_update().select_related("programme").get(pk=cohort.pk)
    members = list(
        Enrolment.objects.members()
        .filter(cohort=cohort)
        .select_for_update(of=("self",))
        .select_related("user", "agency")
        .order_by("user__full_name", "pk")
    )
    completed = [person for person in members if person.state == EnrolmentState.COMPLETED]
    entitled = [person for person in completed if person.certificate_id is None]
    issued = _issue(cohort, entitled, by) if entitled else 0
    outcome = IssueOutcome(
        issued=issued,
        known=len(completed) - issued,
        not_entitled=len(members) - len(completed),
    )
    if issued:
        record(cohort, "courses.certificates.issued", actor=by, issued=issued)
    return outcome


@transaction.atomic
def retry_failed(*, cohort: Cohort, by: User | None) -> int:
    """Queue every failed certificate of the cohort again; return how many."""
    failed = Certificate.objects.filter(
        enrolment__cohort=cohort, state=CertificateState.FAILED
    ).select_for_update(of=("self",))
    certificates = list(failed.order_by("pk"))
    for certificate in certificates:
        issuing.retry(certificate=certificate, by=by)
    return len(certificates)


def _issue(cohort: Cohort, entitled: list[Enrolment], by: User | None) -> int:
    """Have the certificates made and tie them to their enrolments; return how many are new."""
    required = RequiredCourse.objects.filter(cohort=cohort, is_required=True).order_by("order")
    subjects = _subjects(required)
    awards = {_cause(person): _award(cohort, person, subjects) for person in entitled}
    result = issuing.issue_all(awards=list(awards.values()), by=by)
    papers = {paper.cause: paper for paper in (*result.created, *result.existing)}
    for person in entitled:
        person.certificate = papers[_cause(person)]
    Enrolment.objects.bulk_update(entitled, ["certificate"])
    return len(result.created)


def _cause(enrolment: Enrolment) -> str:
    return f"enrolment:{enrolment.pk}"


def _subjects(courses: Iterable[RequiredCourse]) -> tuple[Subject, ...]:
    return tuple(
        Subject(agenda=course.agenda_label, title=course.title, jp=course.hours.official)
        for course in courses
    )


def _award(cohort: Cohort, enrolment: Enrolment, subjects: tuple[Subject, ...]) -> Award:
    """The facts of today: the person's own from their record, the service's from the enrolment."""
    user, agency, programme = enrolment.user, enrolment.agency, cohort.programme
    # The constraint enrolment_completed_has_date vouches for it.
    completed_at = cast("dt.datetime", enrolment.completed_at)
    return Award(
        cause=_cause(enrolment),
        kind=DocumentKind.LATSAR,
        collection=cohort.slug,
        recipient_id=user.pk,
        name=user.name,
        nip=user.nip or "",
        birth_place=user.birth_place,
        birth_date=user.birth_date,
        rank=enrolment.get_rank_display(),
        post=enrolment.post,
        agency=agency.name if agency else "",
        programme=programme.title,
        regulation=programme.regulation,
        cohort=cohort.name,
        place=cohort.place,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        completed_on=timezone.localdate(completed_at),
        jp=programme.hours.official,
        subjects=subjects,
    )

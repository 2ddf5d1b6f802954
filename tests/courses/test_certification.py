"""Certificates of a cohort: one per entitled person, with official figures only, however often."""

import datetime as dt
import os
import subprocess
import sys
import threading

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from certificates.enums import CertificateState
from certificates.models import Certificate, Signatory
from certificates.services.designs import prepare_designs
from certificates.services.issuing import NoCurrentSignatory
from courses.models import RequiredCourse
from courses.services.certification import IssueOutcome, issue_for_cohort, retry_failed
from tests.certificates.processes import database_address
from tests.courses.tracking_world import running_cohort
from tests.factories import make_programme


@pytest.mark.django_db
def test_only_who_completed_gets_a_certificate():
    prepare_designs()
    cohort = running_cohort(3, done=(4, 1))
    completed = cohort.enrolments.order_by("pk").first()

    outcome = issue_for_cohort(cohort=cohort, by=None)

    assert outcome == IssueOutcome(issued=1, known=0, not_entitled=2)
    certificate = Certificate.objects.get()
    assert certificate.cause == f"enrolment:{completed.pk}"
    completed.refresh_from_db()
    assert completed.certificate == certificate


@pytest.mark.django_db
def test_issuing_again_changes_nothing():
    prepare_designs()
    cohort = running_cohort(2, done=(4, 4))
    issue_for_cohort(cohort=cohort, by=None)
    before = list(Certificate.objects.values())

    outcome = issue_for_cohort(cohort=cohort, by=None)

    assert outcome == IssueOutcome(issued=0, known=2, not_entitled=0)
    assert list(Certificate.objects.values()) == before


@pytest.mark.django_db
def test_certificate_that_lost_its_tie_is_tied_again():
    prepare_designs()
    cohort = running_cohort(1, done=(4,))
    issue_for_cohort(cohort=cohort, by=None)
    cohort.enrolments.update(certificate=None)

    outcome = issue_for_cohort(cohort=cohort, by=None)

    assert outcome == IssueOutcome(issued=0, known=1, not_entitled=0)
    assert cohort.enrolments.get().certificate == Certificate.objects.get()


@pytest.mark.django_db
def test_facts_on_the_certificate_are_those_of_enrolment_and_person():
    prepare_designs()
    cohort = running_cohort(1, done=(4,))
    enrolment = cohort.enrolments.get()
    enrolment.user.post = "Jabatan baru"
    enrolment.user.save()

    issue_for_cohort(cohort=cohort, by=None)

    paper = Certificate.objects.get()
    assert (paper.name, paper.nip) == (enrolment.user.name, enrolment.user.nip)
    assert (paper.post, paper.rank) == (enrolment.post, "Penata Muda (III/a)")
    assert (paper.agency, paper.cohort) == (enrolment.agency.name, cohort.name)
    assert (paper.starts_on, paper.ends_on) == (dt.date(2019, 5, 2), dt.date(2019, 6, 20))
    assert (paper.collection, paper.jp) == (cohort.slug, 511)
    assert paper.subjects == [
        {"agenda": "Kedudukan dan Peran PNS", "title": "Mata 1", "jp": 6},
        {"agenda": "Kedudukan dan Peran PNS", "title": "Mata 2", "jp": 6},
    ]


@pytest.mark.django_db
def test_unverified_figures_and_optional_courses_stay_off_the_paper():
    prepare_designs()
    programme = make_programme(jp=None, jp_mark="M")
    cohort = running_cohort(1, done=(4,), programme=programme)
    first, second = RequiredCourse.objects.filter(cohort=cohort).order_by("order")
    RequiredCourse.objects.filter(pk=first.pk).update(jp=None, jp_unverified=9, jp_mark="M")
    RequiredCourse.objects.filter(pk=second.pk).update(is_required=False)

    issue_for_cohort(cohort=cohort, by=None)

    paper = Certificate.objects.get()
    assert paper.jp is None
    assert paper.subjects == [{"agenda": "Kedudukan dan Peran PNS", "title": "Mata 1", "jp": None}]


@pytest.mark.django_db
def test_person_without_agency_gets_a_certificate():
    prepare_designs()
    cohort = running_cohort(1, done=(4,))
    cohort.enrolments.update(agency=None)

    issue_for_cohort(cohort=cohort, by=None)

    assert Certificate.objects.get().agency == ""


@pytest.mark.django_db
def test_nothing_is_tied_when_nobody_signs():
    cohort = running_cohort(1, done=(4,))
    prepare_designs()
    Signatory.objects.all().delete()

    with pytest.raises(NoCurrentSignatory):
        issue_for_cohort(cohort=cohort, by=None)

    assert Certificate.objects.count() == 0
    assert cohort.enrolments.get().certificate is None


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_issuing_reads_the_cohort_in_a_fixed_number_of_queries(people):
    """Issuing logs each certificate; what is read of the cohort does not grow."""
    prepare_designs()
    cohort = running_cohort(people, done=[4] * people)

    with CaptureQueriesContext(connection) as captured:
        issue_for_cohort(cohort=cohort, by=None)

    starts = ('SELECT "courses_', 'UPDATE "courses_')
    assert len([q for q in captured.captured_queries if q["sql"].startswith(starts)]) == 4


@pytest.mark.django_db
def test_only_failed_certificates_are_tried_again():
    prepare_designs()
    cohort = running_cohort(2, done=(4, 4))
    issue_for_cohort(cohort=cohort, by=None)
    failed, _waiting = Certificate.objects.order_by("pk")
    Certificate.objects.filter(pk=failed.pk).update(state=CertificateState.FAILED, attempts=3)

    assert retry_failed(cohort=cohort, by=None) == 1

    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (CertificateState.PENDING, 0)
    assert retry_failed(cohort=cohort, by=None) == 0


@pytest.mark.usefixtures("committed_db")
def test_two_threads_at_once_issue_one_certificate_per_person():
    prepare_designs()
    cohort = running_cohort(5, done=[4] * 5)
    outcomes, gate = [], threading.Barrier(2)

    def issue():
        gate.wait()
        try:
            outcomes.append(issue_for_cohort(cohort=cohort, by=None))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=issue) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome.issued for outcome in outcomes) == [0, 5]
    assert Certificate.objects.count() == 5
    assert cohort.enrolments.filter(certificate__isnull=True).count() == 0


@pytest.mark.usefixtures("committed_db")
def test_two_processes_at_once_issue_one_certificate_per_person():
    prepare_designs()
    cohort = running_cohort(5, done=[4] * 5)
    command = [sys.executable, "manage.py", "issue_certificates", cohort.slug]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "corpu.settings.test",
        "DATABASE_URL": database_address(),
    }

    processes = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _number in range(2)
    ]
    ends = [(process.communicate(timeout=60)[0], process.returncode) for process in processes]

    assert [code for _output, code in ends] == [0, 0], ends
    assert Certificate.objects.count() == 5
    assert len(set(Certificate.objects.values_list("number", flat=True))) == 5
    assert cohort.enrolments.filter(certificate__isnull=True).count() == 0

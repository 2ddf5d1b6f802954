"""Issuing: one certificate per cause, numbers without gaps, facts copied."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from certificates.domain.codes import is_wellformed
from certificates.enums import CertificateState
from certificates.models import Certificate, Design, NumberSequence, Signatory
from certificates.services.issuing import (
    NoCurrentDesign,
    NoCurrentSignatory,
    NotFailed,
    issue,
    issue_all,
    retry,
)
from corpu.core import clock
from tests.certificates.awards import make_award, make_awards
from tests.certificates.conftest import ISSUE_TIME
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_issue_copies_the_facts_of_the_moment(design, owner, settings):
    settings.INSTITUTE_NAME = "BPSDM Contoh"
    award = make_award(recipient_id=owner.pk)

    with clock.at(ISSUE_TIME):
        certificate = issue(award=award, by=None)

    stored = Certificate.objects.get()
    assert stored == certificate
    copied = ("cause", "kind", "collection", "recipient_id", "name", "nip", "birth_place",
              "birth_date", "rank", "post", "agency", "programme", "regulation", "cohort",
              "place", "starts_on", "ends_on", "completed_on", "jp")  # fmt: skip
    assert {name: getattr(stored, name) for name in copied} == {
        name: getattr(award, name) for name in copied
    }
    assert stored.subjects == [
        {"agenda": subject.agenda, "title": subject.title, "jp": subject.jp}
        for subject in award.subjects
    ]
    assert stored.design == design
    assert stored.number == "0001/LATSAR/BPSDM/VI/2019"
    assert stored.institute == "BPSDM Contoh"
    assert stored.signatory_name == "Nama Kepala BPSDM (contoh)"
    assert stored.issued_on == dt.date(2019, 6, 20)
    assert stored.state == CertificateState.PENDING
    assert is_wellformed(stored.code)


def test_later_changes_do_not_reach_a_certificate(issued):
    Signatory.objects.update(name="Orang Lain")
    Design.objects.update(title="Judul lain")
    issued.recipient.full_name = "Nama baru"
    issued.recipient.save()

    issued.refresh_from_db()

    assert issued.signatory_name == "Nama Kepala BPSDM (contoh)"
    assert issued.name == "Siti Contoh Nomor 1, S.E."


def test_issue_again_returns_the_same_certificate(pending):
    again = issue(award=make_award(name="Nama Lain"), by=None)

    assert again == pending
    assert again.name == "Siti Contoh Nomor 1, S.E."
    assert Certificate.objects.count() == 1
    assert NumberSequence.objects.get(key="latsar:2019").last == 1


def test_issue_all_numbers_without_gaps_in_the_order_of_awards(design):
    with clock.at(ISSUE_TIME):
        first = issue_all(awards=make_awards(3), by=None)
        second = issue_all(awards=[*make_awards(5), make_award(4, name="Doppelt")], by=None)

    assert [certificate.cause for certificate in first.created] == [
        "enrolment:1",
        "enrolment:2",
        "enrolment:3",
    ]
    assert second.existing == first.created
    assert [certificate.name for certificate in second.created] == [
        "Siti Contoh Nomor 4, S.E.",
        "Siti Contoh Nomor 5, S.E.",
    ]
    assert list(Certificate.objects.order_by("pk").values_list("number", flat=True)) == [
        f"{serial:04d}/LATSAR/BPSDM/VI/2019" for serial in range(1, 6)
    ]


def test_issue_all_of_nothing_needs_nothing():
    result = issue_all(awards=[], by=None)
    assert (result.created, result.existing) == ((), ())


def test_numbers_start_again_each_year_and_count_each_kind(design):
    Design.objects.create(
        key="course",
        kind="course",
        name="Sertifikat pelatihan",
        title="Sertifikat",
        statement="telah mengikuti",
        number_template="{serial:03d}/{kind}/{year}",
    )
    with clock.at(ISSUE_TIME):
        issue(award=make_award(1), by=None)
        course = issue(award=make_award(2, kind="course"), by=None)
    with clock.at(ISSUE_TIME.replace(year=2020)):
        later = issue(award=make_award(3), by=None)

    assert course.number == "001/COURSE/2019"
    assert later.number == "0001/LATSAR/BPSDM/VI/2020"
    assert dict(NumberSequence.objects.values_list("key", "last")) == {
        "latsar:2019": 1,
        "course:2019": 1,
        "latsar:2020": 1,
    }


def test_issue_without_design_or_signatory_is_refused_whole(design):
    with pytest.raises(NoCurrentDesign) as error:
        issue_all(awards=[make_award(1), make_award(2, kind="course")], by=None)
    assert error.value.kind == "course"

    Signatory.objects.update(is_current=False)
    with pytest.raises(NoCurrentSignatory):
        issue(award=make_award(1), by=None)

    assert Certificate.objects.count() == 0
    assert NumberSequence.objects.count() == 0


def test_every_certificate_is_logged_and_queued_on_commit(
    design, owner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        issue_all(awards=make_awards(3), by=owner)

    assert len(callbacks) == 3
    entries = ModelLogEntry.objects.filter(action="certificates.certificate.created")
    assert entries.count() == 3
    assert {entry.user for entry in entries} == {owner}
    assert "199001012019032001" not in str([entry.data for entry in entries])


def test_query_count_is_constant_beyond_the_log(design):
    def others(count, start):
        """Queries that are neither savepoints nor Wagtail's entry in the log per certificate."""
        with CaptureQueriesContext(connection) as queries:
            issue_all(awards=[make_award(start + n) for n in range(count)], by=None)
        log_marks = ("SAVEPOINT", "wagtailcore_modellogentry", "django_content_type")
        return [
            query["sql"] for query in queries if not any(mark in query["sql"] for mark in log_marks)
        ]

    others(1, 1)
    assert len(others(3, 20)) == len(others(1, 10)) == 7


def test_retry_queues_a_failed_certificate_again(
    pending, owner, django_capture_on_commit_callbacks
):
    Certificate.objects.update(state=CertificateState.FAILED, attempts=4, error="OSError: voll")

    with django_capture_on_commit_callbacks() as callbacks, clock.at(ISSUE_TIME):
        certificate = retry(certificate=pending, by=owner)

    assert (certificate.state, certificate.attempts, certificate.error) == ("pending", 0, "")
    assert certificate.queued_at == ISSUE_TIME
    assert len(callbacks) == 1
    entry = ModelLogEntry.objects.get(action="certificates.certificate.retried")
    assert (entry.user, entry.data) == (owner, {"error": "OSError: voll"})


def test_retry_of_anything_else_is_refused(issued):
    with pytest.raises(NotFailed):
        retry(certificate=issued, by=None)


def test_a_deleted_account_leaves_the_certificate(pending):
    recipient = UserFactory()
    Certificate.objects.update(recipient=recipient)
    recipient.delete()

    pending.refresh_from_db()

    assert pending.recipient is None
    assert pending.name == "Siti Contoh Nomor 1, S.E."

"""`cohort_report` and `issue_certificates`: the stable keys, the formats, the exit status."""

import csv
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services.designs import prepare_designs
from courses.services.certification import issue_for_cohort
from courses.services.enrolment import withdraw
from tests.courses.tracking_world import running_cohort
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def output(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_report_of_all_cohorts_as_json_has_the_agreed_keys():
    cohort = running_cohort(3, done=(4, 1))

    assert json.loads(output("cohort_report", "--format", "json")) == [
        {
            "slug": cohort.slug,
            "name": cohort.name,
            "state": "running",
            "capacity": 40,
            "enrolled": 3,
            "active": 2,
            "completed": 1,
            "certificates": 0,
        }
    ]


def test_report_of_one_cohort_as_json_has_the_agreed_keys():
    prepare_designs()
    cohort = running_cohort(2, done=(4, 1))
    issue_for_cohort(cohort=cohort, by=None)
    done, active = cohort.enrolments.order_by("pk")
    Certificate.objects.update(
        state=CertificateState.ISSUED, issued_at=done.completed_at, sha256="0" * 64, file="x"
    )

    first, second = json.loads(output("cohort_report", cohort.slug, "--format", "json"))

    assert first == {
        "name": done.user.name,
        "nip": done.user.nip,
        "agency": done.agency.name,
        "state": "completed",
        "progress": 100,
        "completed_at": first["completed_at"],
        "certificate": Certificate.objects.get().number,
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+07:00", first["completed_at"])
    assert second == {
        "name": active.user.name,
        "nip": active.user.nip,
        "agency": active.agency.name,
        "state": "active",
        "progress": 25,
        "completed_at": None,
        "certificate": None,
    }


def test_report_leaves_out_who_has_withdrawn_unless_asked():
    cohort = running_cohort(2)
    gone = cohort.enrolments.order_by("pk").first()
    withdraw(enrolment=gone, reason="Sakit", by=None)

    members = json.loads(output("cohort_report", cohort.slug, "--format", "json"))
    withdrawn = json.loads(
        output("cohort_report", cohort.slug, "--format", "json", "--state", "withdrawn")
    )

    assert len(members) == 1
    assert [person["name"] for person in withdrawn] == [gone.user.name]


def test_report_as_csv_has_the_keys_as_heading_and_runs_no_formula():
    cohort = running_cohort(1)
    user = cohort.enrolments.get().user
    user.full_name = '=HYPERLINK("http://evil.example")'
    user.title_after = ""
    user.save()

    rows = list(csv.reader(io.StringIO(output("cohort_report", cohort.slug, "--format", "csv"))))

    assert rows == [
        ["name", "nip", "agency", "state", "progress", "completed_at", "certificate"],
        [f"'{user.full_name}", user.nip, user.agency.name, "enrolled", "0", "", ""],
    ]


def test_report_as_table_is_aligned():
    cohort = running_cohort(1)

    heading, line = output("cohort_report").splitlines()

    assert heading.split()[:3] == ["slug", "name", "state"]
    assert line.index("running") == heading.index("state")
    assert cohort.slug in line


def test_report_of_nothing_is_an_empty_list():
    assert json.loads(output("cohort_report", "--format", "json")) == []
    assert output("cohort_report").startswith("slug")


@pytest.mark.parametrize("command", ["cohort_report", "issue_certificates"])
def test_unknown_cohort_is_wrong_usage(command):
    with pytest.raises(CommandError, match="Tidak ada angkatan “angkatan-x-1900”") as refusal:
        call_command(command, "angkatan-x-1900")

    assert refusal.value.returncode == 2


def test_issuing_says_what_it_did_and_may_be_repeated():
    prepare_designs()
    cohort = running_cohort(3, done=(4, 4))

    first = output("issue_certificates", cohort.slug)
    second = output("issue_certificates", cohort.slug)

    assert first == f"{cohort.name}: 2 diterbitkan, 0 sudah ada, 1 belum selesai.\n"
    assert second == f"{cohort.name}: 0 diterbitkan, 2 sudah ada, 1 belum selesai.\n"
    assert Certificate.objects.count() == 2


def test_issuing_without_a_signatory_is_refused_in_words():
    cohort = running_cohort(1, done=(4,))

    with pytest.raises(CommandError, match="desain") as refusal:
        call_command("issue_certificates", cohort.slug)

    assert refusal.value.returncode == 1
    assert UserFactory._meta.model.objects.filter(certificates__isnull=False).count() == 0

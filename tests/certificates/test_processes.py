"""Whatever may run twice, or be killed in the middle, ends with one certificate per person."""

import hashlib
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from certificates.enums import CertificateState
from certificates.models import Certificate, NumberSequence
from certificates.services.designs import prepare_designs
from tests.certificates.processes import kill, start, wait_until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]
COUNT = 12


def issued():
    return Certificate.objects.filter(state=CertificateState.ISSUED).count()


def serials():
    return sorted(
        int(number.split("/")[0]) for number in Certificate.objects.values_list("number", flat=True)
    )


def run(var, count):
    process = start(var, "tests.certificates.issue_process", str(count))
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output


@pytest.mark.parametrize("is_first_of_the_year", [True, False])
def test_two_processes_issue_one_certificate_per_person(tmp_path, is_first_of_the_year):
    prepare_designs()
    if not is_first_of_the_year:
        run(tmp_path, 5)
    before = Certificate.objects.count()
    gate = tmp_path / "gate"
    gate.touch()
    processes = [
        start(tmp_path, "tests.certificates.issue_process", "40", str(gate)) for _ in range(3)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"

    gate.unlink()

    outputs = [process.communicate(timeout=90)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], outputs
    created = [int(output.split()[0]) for output in outputs]
    assert sorted(created) == [0, 0, 40 - before]
    assert Certificate.objects.values("cause").distinct().count() == 40
    assert serials() == list(range(1, 41))
    assert NumberSequence.objects.get().last == 40


def test_a_worker_delivers_and_survives_its_own_death(tmp_path):
    prepare_designs()
    run(tmp_path, COUNT)

    with worker(tmp_path) as first:
        wait_until(lambda: issued() >= 2)
        kill(first)
    done = issued()
    assert 2 <= done < COUNT, "the worker was too quick to be killed in the middle"
    with worker(tmp_path):
        wait_until(lambda: issued() == COUNT)

    certificates = list(Certificate.objects.order_by("pk"))
    files = [path for path in (tmp_path / "private").rglob("*") if path.is_file()]
    assert serials() == list(range(1, COUNT + 1))
    assert sorted(files) == sorted(
        tmp_path / "private" / certificate.file.name for certificate in certificates
    )
    for certificate in certificates:
        content = Path(tmp_path / "private" / certificate.file.name).read_bytes()
        text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
        assert hashlib.sha256(content).hexdigest() == certificate.sha256
        assert certificate.number in text
        assert certificate.name in text

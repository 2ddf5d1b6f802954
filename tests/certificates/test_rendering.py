"""Rendering: the stored file, its digest, failures and the sweep."""

import datetime as dt
import hashlib
import io
from pathlib import Path

import pytest
from django.core.files.storage import Storage, storages
from django.db import OperationalError
from pypdf import PdfReader

from certificates import tasks
from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.services import rendering
from certificates.services.filing import store
from certificates.services.issuing import issue, issue_all
from corpu.core import clock
from tests.certificates.awards import make_award, make_awards
from tests.certificates.conftest import ISSUE_TIME

pytestmark = pytest.mark.django_db


class RemoteStorage(Storage):
    """A storage without paths on this machine, as object stores are."""

    def __init__(self):
        self.files = {}

    def exists(self, name):
        return name in self.files

    def delete(self, name):
        self.files.pop(name, None)

    def _save(self, name, content):
        self.files[name] = content.read()
        return name


def test_render_stores_the_file_with_its_digest(pending):
    assert rendering.render(certificate_id=pending.pk) is True

    pending.refresh_from_db()
    content = Path(pending.file.path).read_bytes()
    assert pending.state == CertificateState.ISSUED
    assert pending.file.name == f"certificates/angkatan-xxi-2019/{pending.uuid}.pdf"
    assert pending.sha256 == hashlib.sha256(content).hexdigest()
    assert pending.pages == len(PdfReader(io.BytesIO(content)).pages) == 2
    assert pending.issued_at is not None
    assert Path(pending.file.path).stat().st_mode & 0o777 == 0o600
    assert list(Path(pending.file.path).parent.glob("*.part")) == []


def test_render_again_changes_nothing(issued):
    before = Certificate.objects.values().get()

    assert rendering.render(certificate_id=issued.pk) is False

    assert Certificate.objects.values().get() == before


def test_render_that_comes_second_leaves_the_first_alone(pending):
    content, pages = b"%PDF", 2
    rendering.render(certificate_id=pending.pk)
    before = Certificate.objects.values().get()

    late = rendering._hand_out(certificate_id=pending.pk, content=content, pages=pages)

    assert late is False
    assert Certificate.objects.values().get() == before


def test_render_of_an_unknown_certificate_does_nothing(db):
    assert rendering.render(certificate_id=0) is False


def test_facts_that_do_not_fit_end_as_a_visible_failure(design):
    subjects = make_award().subjects * 60
    certificate = issue(award=make_award(subjects=subjects), by=None)

    with pytest.raises(rendering.WrongPageCount):
        tasks.render.apply(kwargs={"certificate_id": certificate.pk}, throw=True)

    certificate.refresh_from_db()
    assert certificate.state == CertificateState.FAILED
    assert certificate.error == "WrongPageCount: 4 pages instead of 2"
    assert certificate.attempts == 1


def test_task_renders_and_accepts_arguments_of_later_versions(pending):
    tasks.render.apply(kwargs={"certificate_id": pending.pk, "later": True}, throw=True)

    pending.refresh_from_db()
    assert pending.state == CertificateState.ISSUED


def test_task_gives_up_after_bounded_attempts(pending, monkeypatch):
    monkeypatch.setattr(tasks, "RETRY_DELAYS", (0, 0, 0))
    target = Path(storages["private"].path(rendering.file_name(pending, "")))
    target.mkdir(parents=True)  # a folder where the file should be

    result = tasks.render.apply(kwargs={"certificate_id": pending.pk})

    target.rmdir()
    pending.refresh_from_db()
    assert isinstance(result.result, OSError)
    assert pending.state == CertificateState.FAILED
    assert pending.attempts == rendering.MAX_ATTEMPTS


@pytest.mark.parametrize(
    ("error", "again", "state"),
    [
        (OSError("disk full"), True, "pending"),
        (OperationalError("gone"), True, "pending"),
        (ValueError("x" * 400), False, "failed"),
    ],
)
def test_note_failure_tells_transient_from_final(pending, error, again, state):
    assert rendering.note_failure(certificate_id=pending.pk, error=error) is again

    pending.refresh_from_db()
    assert (pending.state, pending.attempts) == (state, 1)
    assert pending.error == f"{type(error).__name__}: {error}"[:300]


def test_note_failure_of_a_finished_certificate_changes_nothing(issued):
    assert rendering.note_failure(certificate_id=issued.pk, error=OSError()) is False

    issued.refresh_from_db()
    assert issued.state == CertificateState.ISSUED


def test_sweep_queues_only_what_waits_too_long(design, django_capture_on_commit_callbacks):
    with clock.at(ISSUE_TIME):
        old = issue(award=make_award(1), by=None)
        done = issue(award=make_award(2), by=None)
    rendering.render(certificate_id=done.pk)
    with clock.at(ISSUE_TIME + dt.timedelta(seconds=90)):
        young = issue(award=make_award(3), by=None)
    later = ISSUE_TIME + dt.timedelta(seconds=100)

    with django_capture_on_commit_callbacks() as callbacks, clock.at(later):
        assert rendering.sweep() == 1

    assert len(callbacks) == 1
    queued = dict(Certificate.objects.values_list("pk", "queued_at"))
    assert queued[old.pk] == later
    assert queued[young.pk] == ISSUE_TIME + dt.timedelta(seconds=90)
    assert queued[done.pk] == ISSUE_TIME


def test_sweep_goes_through_all_batches_and_then_rests(design, monkeypatch):
    monkeypatch.setattr(rendering, "SWEEP_BATCH", 2)
    with clock.at(ISSUE_TIME):
        issue_all(awards=make_awards(5), by=None)

    with clock.at(ISSUE_TIME + dt.timedelta(minutes=5)):
        assert rendering.sweep() == 5
        assert rendering.sweep(min_age=dt.timedelta(0)) == 0


def test_sweep_task_takes_an_age(design):
    with clock.at(ISSUE_TIME):
        pending = issue(award=make_award(), by=None)
    with clock.at(ISSUE_TIME + dt.timedelta(seconds=10)):
        tasks.sweep.apply(throw=True)
        pending.refresh_from_db()
        assert pending.queued_at == ISSUE_TIME
        tasks.sweep.apply(kwargs={"min_age": 0}, throw=True)

    pending.refresh_from_db()
    assert pending.queued_at == ISSUE_TIME + dt.timedelta(seconds=10)


def test_store_replaces_what_a_killed_worker_left():
    path = Path(storages["private"].path("certificates/test-store/a.pdf"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name("a.pdf.part").write_bytes(b"half of a much longer file")

    assert store(name="certificates/test-store/a.pdf", content=b"whole") == (
        "certificates/test-store/a.pdf"
    )

    assert path.read_bytes() == b"whole"
    assert [entry.name for entry in path.parent.iterdir()] == ["a.pdf"]


def test_store_uses_remote_storage_where_there_is_no_path(monkeypatch):
    remote = RemoteStorage()
    monkeypatch.setattr("certificates.services.filing.private_storage", lambda: remote)

    for content in (b"first", b"second"):
        assert store(name="certificates/x/a.pdf", content=content) == "certificates/x/a.pdf"

    assert remote.files == {"certificates/x/a.pdf": b"second"}

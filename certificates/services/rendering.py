"""Turns a certificate that is owed into a stored file with its digest, however often it is told to.

The file is built before the row is locked: its bytes depend on copied facts alone, so two workers
that build it at once build the same, and nobody else waits for the database meanwhile. What decides
is the lock and the second look at the state just before the file is put in its place.
"""

import datetime as dt
import hashlib
import io
import logging

from django.db import OperationalError, connection, transaction
from pypdf import PdfReader

from certificates.enums import OWED_STATES, CertificateState
from certificates.models import Certificate
from certificates.models.certificate import file_name
from certificates.pdf import certificate_pdf
from certificates.services.filing import store
from certificates.tasks import render as render_task
from corpu.core import clock
from corpu.core.audit import record

logger = logging.getLogger(__name__)

EXPECTED_PAGES = 2
MAX_ATTEMPTS = 4
PATIENCE = dt.timedelta(seconds=60)
SWEEP_BATCH = 100
# Worth another try without a person: a full disk, a busy or restarting database.
TRANSIENT_ERRORS = (OSError, OperationalError)


class WrongPageCount(Exception):
    """The facts did not fit the two pages of the paper."""

    def __init__(self, pages: int) -> None:
        super().__init__(f"{pages} pages instead of {EXPECTED_PAGES}")


def render(*, certificate_id: int) -> bool:
    """Make and store the file of a certificate that still owes it; say whether it was made now."""
    certificate = (
        Certificate.objects.filter(pk=certificate_id, state__in=OWED_STATES)
        .select_related("design")
        .first()
    )
    if certificate is None:
        return False
    content = certificate_pdf(certificate)
    pages = len(PdfReader(io.BytesIO(content)).pages)
    if pages != EXPECTED_PAGES:
        raise WrongPageCount(pages)
    return _hand_out(certificate_id=certificate_id, content=content, pages=pages)


@transaction.atomic
def _hand_out(*, certificate_id: int, content: bytes, pages: int) -> bool:
    certificate = Certificate.objects.select_for_update().get(pk=certificate_id)
    if certificate.state not in OWED_STATES:
        return False
    certificate.file.name = store(name=file_name(certificate, ""), content=content)
    certificate.sha256 = hashlib.sha256(content).hexdigest()
    certificate.pages = pages
    certificate.state = CertificateState.ISSUED
    certificate.issued_at = clock.now()
    certificate.error = ""
    certificate.save(update_fields=["file", "sha256", "pages", "state", "issued_at", "error"])
    record(certificate, "certificates.certificate.issued", actor=None, sha256=certificate.sha256)
    return True


@transaction.atomic
def note_failure(*, certificate_id: int, error: Exception) -> bool:
    """Count a failed attempt; say whether another is worthwhile, else let the state say so."""
    certificate = (
        Certificate.objects.select_for_update()
        .filter(pk=certificate_id, state__in=OWED_STATES)
        .first()
    )
    if certificate is None:
        return False
    certificate.attempts += 1
    certificate.error = f"{type(error).__name__}: {error}"[:300]
    again = isinstance(error, TRANSIENT_ERRORS) and certificate.attempts < MAX_ATTEMPTS
    if not again:
        certificate.state = CertificateState.FAILED
        record(
            certificate,
            "certificates.certificate.failed",
            actor=None,
            error=certificate.error,
            attempts=certificate.attempts,
        )
    certificate.save(update_fields=["attempts", "error", "state"])
    return again


def sweep(*, min_age: dt.timedelta = PATIENCE) -> int:
    """Queue owed certificates again whose message is older than `min_age`; return how many.

    A message that was not lost only means that the task finds nothing left to do.
    """
    cutoff = clock.now() - min_age
    total = 0
    while batch := _queue_again(before=cutoff):
        total += batch
    if total:
        logger.info("queued %s owed certificates again", total)
    return total


@transaction.atomic
def _queue_again(*, before: dt.datetime) -> int:
    owed = Certificate.objects.filter(state__in=OWED_STATES, queued_at__lt=before)
    locked = owed.select_for_update(
        skip_locked=connection.features.has_select_for_update_skip_locked
    )
    ids = list(locked.order_by("queued_at", "pk").values_list("pk", flat=True)[:SWEEP_BATCH])
    Certificate.objects.filter(pk__in=ids).update(queued_at=clock.now())
    for certificate_id in ids:
        render_task.delay_on_commit(certificate_id=certificate_id)
    return len(ids)

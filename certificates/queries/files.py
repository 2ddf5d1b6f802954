"""Reads stored documents and compares them with what was written down about them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from certificates.enums import CertificateState
from certificates.models import Certificate
from certificates.queries.certificates import with_file

MISSING = "file missing"
CHANGED = "file changed"
WITHOUT_FILE = "file without being issued"


class StoredFileProblem(Exception):
    """The stored file is not the one that was issued; it must not be handed out."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Difference:
    """One certificate whose store and row do not agree."""

    number: str
    code: str
    reason: str


def stored_bytes(certificate: Certificate) -> bytes:
    """Return the file exactly as issued, or raise StoredFileProblem."""
    try:
        with certificate.file.open("rb") as source:
            content: bytes = source.read()
    except (OSError, ValueError) as error:
        raise StoredFileProblem(MISSING) from error
    if hashlib.sha256(content).hexdigest() != certificate.sha256:
        raise StoredFileProblem(CHANGED)
    return content


def stored_path(certificate: Certificate) -> str | None:
    """Return where the file lies on this machine, or None (no file yet, or storage elsewhere)."""
    if not certificate.file:
        return None
    try:
        return str(certificate.file.path)
    except NotImplementedError:
        return None


def differences() -> Iterator[Difference]:
    """Recompute the digest of every stored file and name what differs, in the order of issue."""
    for certificate in with_file().iterator(chunk_size=200):
        try:
            stored_bytes(certificate)
        except StoredFileProblem as problem:
            yield Difference(certificate.number, certificate.code, problem.reason)
    owed = Certificate.objects.filter(state__in=[CertificateState.PENDING, CertificateState.FAILED])
    for certificate in owed.exclude(file="", sha256="").order_by("pk"):
        yield Difference(certificate.number, certificate.code, WITHOUT_FILE)

"""Reads certificates for screens, commands and the rooms above."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from certificates.domain.codes import normalise
from certificates.enums import STORED_STATES, CertificateState
from certificates.models import Certificate


@dataclass(frozen=True, slots=True)
class CollectionCounts:
    """How many certificates of one collection are in which state."""

    total: int
    pending: int
    failed: int
    issued: int


NO_CERTIFICATES = CollectionCounts(0, 0, 0, 0)


def counts_by_collection(collections: Iterable[str] | None = None) -> dict[str, CollectionCounts]:
    """Count the certificates of each collection (all, or those named) in one query."""
    rows = Certificate.objects.order_by("collection").values("collection")
    if collections is not None:
        rows = rows.filter(collection__in=list(collections))
    counted = rows.annotate(
        total=Count("pk"),
        pending=Count("pk", filter=Q(state=CertificateState.PENDING)),
        failed=Count("pk", filter=Q(state=CertificateState.FAILED)),
        issued=Count("pk", filter=Q(state=CertificateState.ISSUED)),
    )
    return {
        row["collection"]: CollectionCounts(
            total=row["total"], pending=row["pending"], failed=row["failed"], issued=row["issued"]
        )
        for row in counted
    }


def certificate_by_code(code: str) -> Certificate | None:
    """Find the certificate of a well-formed code, in any spelling."""
    return Certificate.objects.filter(code=normalise(code)).first()


def certificate_by_uuid(identity: uuid.UUID) -> Certificate | None:
    """Find one certificate for its own page."""
    return Certificate.objects.filter(uuid=identity).select_related("design").first()


def certificates_of(recipient_id: int) -> "QuerySet[Certificate]":
    """Everything issued to one person, newest first."""
    return Certificate.objects.filter(recipient_id=recipient_id)


def issued_list(collection: str | None = None) -> "QuerySet[Certificate]":
    """Everything issued, in the order of issue, of one collection or all."""
    listed = Certificate.objects.order_by("pk")
    return listed.filter(collection=collection) if collection is not None else listed


def with_file() -> "QuerySet[Certificate]":
    """Every certificate that must have an unchanged file."""
    return Certificate.objects.filter(state__in=STORED_STATES).order_by("pk")

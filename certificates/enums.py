"""Choices of documents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What a document certifies."""

    LATSAR = "latsar", _("Latsar certificate of the institute")
    COURSE = "course", _("course certificate")


class CertificateState(TextChoices):
    """What a certificate is worth now."""

    PENDING = "pending", _("being made")
    FAILED = "failed", _("could not be made")
    ISSUED = "issued", _("valid")
    REVOKED = "revoked", _("revoked")
    SUPERSEDED = "superseded", _("superseded")


# States in which a file may be downloaded and checked.
STORED_STATES = (
    CertificateState.ISSUED,
    CertificateState.REVOKED,
    CertificateState.SUPERSEDED,
)
# States in which the worker still owes the file.
OWED_STATES = (CertificateState.PENDING,)

"""The certificate: a photograph of the facts at issue, with its file and digest."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateState, DocumentKind
from certificates.models.design import Design
from corpu.core.storage import private_storage


def file_name(certificate: "Certificate", _filename: str) -> str:
    """Return the one name the file of this certificate ever has."""
    return f"certificates/{certificate.collection or 'single'}/{certificate.uuid}.pdf"


class Certificate(models.Model):
    """One document for one cause. Facts are copied, never looked up again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What it was issued for, such as "enrolment:17"; the database refuses a second document for it.
    cause = models.CharField(_("cause"), max_length=120, unique=True)
    number = models.CharField(_("number"), max_length=120, unique=True)
    code = models.CharField(_("verification code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="certificates")
    # Which batch it belongs to (a cohort's slug), for lists and storage; not a relation on purpose.
    collection = models.SlugField(_("collection"), max_length=60, blank=True, db_index=True)

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="certificates",
        null=True,
    )
    name = models.CharField(_("name"), max_length=300)
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=80, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True)
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    post = models.CharField(_("post"), max_length=150, blank=True)
    agency = models.CharField(_("agency"), max_length=200, blank=True)
    programme = models.CharField(_("programme"), max_length=200)
    regulation = models.TextField(_("regulation"), blank=True)
    cohort = models.CharField(_("cohort"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    completed_on = models.DateField(_("completed on"))
    # JP (45 minutes each); null where no official figure is known, and then not printed.
    jp = models.PositiveIntegerField(_("JP"), null=True)
    # A list of objects with the keys agenda, title and jp (a number or null).
    subjects = models.JSONField(_("subjects"), default=list)
    institute = models.CharField(_("institute"), max_length=200)
    signatory_name = models.CharField(_("signatory"), max_length=200)
    signatory_nip = models.CharField(_("NIP of the signatory"), max_length=18, blank=True)
    signatory_position = models.CharField(_("position of the signatory"), max_length=200)
    signed_city = models.CharField(_("place of signing"), max_length=80)
    issued_on = models.DateField(_("date on the paper"))

    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState, default=CertificateState.PENDING
    )
    created_at = models.DateTimeField(_("created at"))
    queued_at = models.DateTimeField(_("queued at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revocation_reason = models.CharField(_("reason of revocation"), max_length=250, blank=True)
    file = models.FileField(
        _("file"), upload_to=file_name, storage=private_storage, blank=True, max_length=200
    )
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[CertificateState.PENDING, CertificateState.FAILED])
                | (models.Q(issued_at__isnull=False) & ~models.Q(sha256="") & ~models.Q(file="")),
                name="certificate_issued_has_file",
            )
        ]

    def __str__(self) -> str:
        return self.number

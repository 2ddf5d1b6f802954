"""How far the making of a cohort's certificates is."""

from dataclasses import dataclass

from django.db.models import Count

from certificates.enums import CertificateState
from courses.models import Cohort, Enrolment


@dataclass(frozen=True, slots=True)
class CertificateBatch:
    """Certificates of one cohort by what became of them so far."""

    total: int
    made: int
    failed: int

    @property
    def waiting(self) -> int:
        """How many the worker still owes."""
        return self.total - self.made - self.failed


def certificate_batch(cohort: Cohort) -> CertificateBatch:
    """Count the cohort's certificates in one query; revoked ones have been made, too."""
    counts = dict(
        Enrolment.objects.filter(cohort=cohort, certificate__isnull=False)
        .order_by()
        .values_list("certificate__state")
        .annotate(Count("pk"))
    )
    failed = counts.get(CertificateState.FAILED, 0)
    waiting = counts.get(CertificateState.PENDING, 0)
    total = sum(counts.values())
    return CertificateBatch(total=total, made=total - failed - waiting, failed=failed)

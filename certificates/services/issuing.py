"""Issues certificates: one per cause, numbered without gaps, facts copied for good."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from certificates.domain.award import Award
from certificates.domain.codes import RANDOM_BITS, make_code
from certificates.domain.numbers import number_text
from certificates.enums import CertificateState
from certificates.models import Certificate, Design, NumberSequence, Signatory
from certificates.tasks import render
from corpu.core import clock
from corpu.core.audit import record, record_all

if TYPE_CHECKING:
    from corpu.accounts.models import User


class NoCurrentDesign(Exception):
    """No design is in use for this kind of document."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"no current design for documents of kind {kind}")
        self.kind = kind


class NoCurrentSignatory(Exception):
    """Nobody is set to sign new documents."""


class NotFailed(Exception):
    """Only a certificate that could not be made can be tried again."""


@dataclass(frozen=True, slots=True)
class IssueResult:
    """What one call issued, and what had been issued for the same causes before."""

    created: tuple[Certificate, ...]
    existing: tuple[Certificate, ...]


def issue(*, award: Award, by: "User | None") -> Certificate:
    """Return the certificate of this award's cause, issuing it if there is none yet."""
    result = issue_all(awards=[award], by=by)
    return (result.created + result.existing)[0]


@transaction.atomic
def issue_all(*, awards: Iterable[Award], by: "User | None") -> IssueResult:
    """Issue one certificate per cause; causes that have one keep it, also when run twice at once.

    The rows of the number sequences are locked before known causes are read: whoever comes second
    waits there and then sees what the first has issued.
    """
    wanted: dict[str, Award] = {}
    for award in awards:
        wanted.setdefault(award.cause, award)
    if not wanted:
        return IssueResult((), ())
    today = clock.today()
    designs = _current_designs({award.kind for award in wanted.values()})
    signatory = Signatory.objects.filter(is_current=True).first()
    if signatory is None:
        raise NoCurrentSignatory
    sequences = _lock_sequences({kind: f"{kind}:{today.year}" for kind in designs})
    existing = tuple(Certificate.objects.filter(cause__in=wanted).order_by("pk"))
    for certificate in existing:
        del wanted[certificate.cause]
    fresh = [
        _photograph(award, designs[award.kind], sequences[award.kind], signatory)
        for award in wanted.values()
    ]
    NumberSequence.objects.bulk_update(sequences.values(), ["last"])
    created = tuple(Certificate.objects.bulk_create(fresh))
    record_all(
        created,
        "certificates.certificate.created",
        actor=by,
        data=[{"number": certificate.number} for certificate in created],
    )
    for certificate in created:
        render.delay_on_commit(certificate_id=certificate.pk)
    return IssueResult(created, existing)


@transaction.atomic
def retry(*, certificate: Certificate, by: "User | None") -> Certificate:
    """Queue a certificate that could not be made once more; raises NotFailed otherwise."""
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.state != CertificateState.FAILED:
        raise NotFailed
    before = locked.error
    locked.state = CertificateState.PENDING
    locked.attempts = 0
    locked.error = ""
    locked.queued_at = clock.now()
    locked.save(update_fields=["state", "attempts", "error", "queued_at"])
    record(locked, "certificates.certificate.retried", actor=by, error=before)
    render.delay_on_commit(certificate_id=locked.pk)
    return locked


def _current_designs(kinds: set[str]) -> dict[str, Design]:
    designs = {design.kind: design for design in Design.objects.filter(is_current=True)}
    for kind in sorted(kinds):
        if kind not in designs:
            raise NoCurrentDesign(kind)
    return {kind: designs[kind] for kind in sorted(kinds)}


def _lock_sequences(keys: Mapping[str, str]) -> dict[str, NumberSequence]:
    """Lock the sequence of each kind, always in the same order, making it where it is new."""
    NumberSequence.objects.bulk_create(
        [NumberSequence(key=key) for key in sorted(keys.values())], ignore_conflicts=True
    )
    rows: Sequence[NumberSequence] = list(
        NumberSequence.objects.select_for_update().filter(key__in=keys.values()).order_by("key")
    )
    by_key = {row.key: row for row in rows}
    return {kind: by_key[key] for kind, key in keys.items()}


def _photograph(
    award: Award, design: Design, sequence: NumberSequence, signatory: Signatory
) -> Certificate:
    """Copy the facts of this moment; nothing on the certificate is looked up again later."""
    today, now = clock.today(), clock.now()
    sequence.last += 1
    facts = asdict(award)
    facts["subjects"] = list(facts["subjects"])
    return Certificate(
        **facts,
        number=number_text(
            design.number_template, serial=sequence.last, on=today, kind=award.kind.upper()
        ),
        code=make_code(secrets.randbits(RANDOM_BITS)),
        design=design,
        institute=settings.INSTITUTE_NAME,
        signatory_name=signatory.name,
        signatory_nip=signatory.nip,
        signatory_position=signatory.position,
        signed_city=signatory.city,
        issued_on=today,
        created_at=now,
        queued_at=now,
    )

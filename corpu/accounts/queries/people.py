"""Who is already known by a NIP or an e-mail address, and lists of people for staff."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from corpu.accounts.models import User

# SQLite takes 999 values in one statement.
_BATCH = 900


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """People found by identity; the same person may be found both ways."""

    by_nip: dict[str, User] = field(default_factory=dict)
    by_email: dict[str, User] = field(default_factory=dict)


def find_by_identity(nips: Iterable[str], emails: Iterable[str]) -> KnownPeople:
    """Find people by NIP (18 digits) and e-mail, in one query per 900 identities."""
    wanted = {("nip", nip) for nip in nips if nip}
    wanted |= {("email", email.strip().lower()) for email in emails if email and email.strip()}
    known = KnownPeople()
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        for user in User.objects.filter(_identity(batch)).select_related("agency"):
            if user.nip:
                known.by_nip[user.nip] = user
            if user.email:
                known.by_email[user.email] = user
    return known


def people_for_staff() -> QuerySet[User]:
    """Return people with what the staff list shows of each."""
    return User.objects.select_related("agency")


def _identity(batch: list[tuple[str, str]]) -> Q:
    return Q(nip__in=[value for kind, value in batch if kind == "nip"]) | Q(
        email__in=[value for kind, value in batch if kind == "email"]
    )

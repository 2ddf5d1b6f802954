"""Adds people and keeps their records current."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from corpu.accounts.domain.people import PersonData
from corpu.accounts.models import User
from corpu.accounts.queries.people import find_by_identity
from corpu.core import audit


class IdentityTaken(ValueError):
    """A NIP or e-mail belongs to somebody else already."""

    def __init__(self, *, nips: Sequence[str] = (), emails: Sequence[str] = ()) -> None:
        super().__init__(f"{len(nips)} NIP, {len(emails)} e-mail")
        self.nips = tuple(nips)
        self.emails = tuple(emails)


@transaction.atomic
def create_people(*, data: Sequence[PersonData], by: User | None) -> list[User]:
    """Add people without a usable password, in a fixed number of queries per batch.

    Raises `IdentityTaken` and adds nobody when a NIP or e-mail is known or occurs twice.
    """
    rows = [person.as_stored() for person in data]
    _refuse_known(rows)
    people = User.objects.bulk_create(
        [User(**row, password=make_password(None)) for row in rows], batch_size=200
    )
    audit.record_all(people, "accounts.person.created", actor=by)
    return people


@transaction.atomic
def update_person(*, user: User, data: PersonData, by: User | None) -> User:
    """Change what differs; the audit log names the fields, never a NIP.

    Raises `IdentityTaken` when the new NIP or e-mail belongs to somebody else.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    row = data.as_stored()
    changed = {name: value for name, value in row.items() if getattr(person, name) != value}
    if not changed:
        return person
    _refuse_known([changed], besides=person)
    if "email" in changed and not person.has_usable_password():
        # The link went to the old address and is worthless now.
        changed["invited_at"] = None
    changes = {
        name: _as_logged(name, getattr(person, name), changed[name])
        for name in changed
        if name in row
    }
    for name, value in changed.items():
        setattr(person, name, value)
    person.save(update_fields=list(changed))
    if "email" in changed:
        # allauth keeps addresses of its own; an old one must no longer open the account.
        EmailAddress.objects.filter(user=person).delete()
    audit.record(person, "accounts.person.changed", actor=by, changes=changes)
    return person


def _refuse_known(rows: Sequence[dict[str, Any]], besides: User | None = None) -> None:
    nips = [row["nip"] for row in rows if row.get("nip")]
    emails = [row["email"] for row in rows if row.get("email")]
    known = find_by_identity(nips, emails)
    taken = IdentityTaken(
        nips=[nip for nip in nips if known.by_nip.get(nip, besides) != besides] + _repeated(nips),
        emails=[mail for mail in emails if known.by_email.get(mail, besides) != besides]
        + _repeated(emails),
    )
    if taken.nips or taken.emails:
        raise taken


def _repeated(values: Sequence[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)


def _as_logged(name: str, before: Any, after: Any) -> list[str] | str:
    """Return before and after as text; of a NIP only that it changed."""
    if name == "nip":
        return "changed"
    return ["" if value is None else str(value) for value in (before, after)]

"""Decides what a person may do: roles, administration, and whether the account is open."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit


@transaction.atomic
def set_access(
    *, user: User, groups: Iterable[Group], is_active: bool, is_superuser: bool, by: User | None
) -> User:
    """Give a person exactly these groups and this standing; the log keeps before and after."""
    person = User.objects.select_for_update().get(pk=user.pk)
    before = _standing(person)
    person.is_active = is_active
    person.is_superuser = is_superuser
    person.save(update_fields=["is_active", "is_superuser"])
    person.groups.set(groups)
    after = _standing(person)
    if after != before:
        audit.record(person, "accounts.access.changed", actor=by, before=before, after=after)
    return person


def _standing(person: User) -> dict[str, object]:
    return {
        "active": person.is_active,
        "administrator": person.is_superuser,
        "roles": sorted(group.name for group in person.groups.all()),
    }

"""Private calendar addresses: made and revoked by the person whose sessions they show."""

from django.conf import settings
from django.db import transaction

from corpu.accounts.models import User
from corpu.core import clock
from corpu.core.audit import record
from courses.domain.calendar_keys import calendar_key, key_digest
from courses.models import CalendarAddress, Cohort


@transaction.atomic
def make_address(*, user: User, cohort: Cohort | None = None) -> CalendarAddress:
    """Give a person a new address, of one cohort or of all own sessions; the old one ends."""
    # One at a time: two clicks must not both find no valid address.
    User.objects.select_for_update().get(pk=user.pk)
    _revoke(user, cohort)
    moment = clock.now()
    key = calendar_key(
        secret=settings.SECRET_KEY,
        user_id=user.pk,
        cohort_id=cohort.pk if cohort else None,
        created_at=moment,
    )
    address = CalendarAddress.objects.create(
        user=user, cohort=cohort, token_digest=key_digest(key), created_at=moment
    )
    record(address, "courses.calendar.made", actor=user)
    return address


@transaction.atomic
def revoke_address(*, user: User, cohort: Cohort | None = None) -> bool:
    """End an address for good; whether there was one."""
    User.objects.select_for_update().get(pk=user.pk)
    return _revoke(user, cohort)


def _revoke(user: User, cohort: Cohort | None) -> bool:
    valid = CalendarAddress.objects.filter(user=user, cohort=cohort, revoked_at=None)
    address = valid.first()
    if address is None:
        return False
    address.revoked_at = clock.now()
    address.save(update_fields=["revoked_at"])
    record(address, "courses.calendar.revoked", actor=user)
    return True

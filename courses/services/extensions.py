"""More time or more attempts for one person in one activity, with the reason."""

import datetime as dt

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.models import Enrolment, Extension, RequiredActivity
from courses.services.attempts import refresh_deadline
from courses.services.completion import lock_learner, need_own
from courses.services.decisions import need_reason


class NothingGranted(Exception):
    """An extension gives minutes, attempts or a new last moment."""


class UntilPast(Exception):
    """A new last moment that has passed already would give nothing."""


@transaction.atomic
def grant_extension(
    *,
    enrolment: Enrolment,
    activity: RequiredActivity,
    minutes: int = 0,
    attempts: int = 0,
    until: dt.datetime | None = None,
    reason: str,
    by: User,
) -> Extension:
    """Grant more; minutes and attempts add to what was granted before, of dates the latest holds.

    The lock on the enrolment keeps it apart from an attempt that is being started or handed in.
    """
    why = need_reason(reason)
    if not (minutes or attempts or until):
        raise NothingGranted
    moment = clock.now()
    if until is not None and until <= moment:
        raise UntilPast
    locked = lock_learner(enrolment)
    need_own(locked, activity)
    extension = Extension.objects.create(
        enrolment=locked,
        activity=activity,
        minutes=minutes,
        attempts=attempts,
        until=until,
        reason=why,
        granted_at=moment,
        granted_by=by,
    )
    refresh_deadline(enrolment=locked, activity=activity)
    audit.record(
        locked,
        "courses.extension.granted",
        actor=by,
        activity=activity.pk,
        title=activity.title,
        minutes=minutes,
        attempts=attempts,
        until=until.isoformat() if until else None,
        reason=why,
    )
    return extension

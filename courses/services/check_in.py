"""Checking in: a person says by the code of the room's screen that they are there."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from corpu.accounts.models import User
from corpu.core import clock
from courses.domain.check_in import CheckInVerdict, holds, judge
from courses.enums import AttendanceSource, CheckInRefusal
from courses.models import Attendance, Enrolment, Session
from courses.queries.check_in import check_in_key, personal_facts


class NoSuchSession(Exception):
    """The person is in no cohort that has this session."""


class CheckInRefused(Exception):
    """Nothing was recorded; `refusal` says why."""

    def __init__(self, refusal: CheckInRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return str(self.refusal.label)


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What is recorded; `is_new` is false where the person had checked in before."""

    attendance: Attendance
    is_new: bool


@transaction.atomic
def check_in(*, user: User, session_id: int, code: str, device: str, network: str) -> CheckedIn:
    """Record that a person is there, once; raises NoSuchSession, CheckInRefused.

    The moment is that of the call, so that waiting for a lock makes nobody late. Of `device` and
    `network` only keyed digests are stored: they can be compared, not read.
    """
    now = clock.now()
    session = Session.objects.select_related("cohort").filter(pk=session_id).first()
    if session is None:
        raise NoSuchSession
    own = Enrolment.objects.select_for_update(no_key=True)
    enrolment = own.filter(user=user, cohort=session.cohort_id).first()
    if enrolment is None:
        raise NoSuchSession
    verdict = _verdict(session, enrolment, code, now)
    if verdict.status is not None:
        attendance, is_new = Attendance.objects.get_or_create(
            session=session,
            enrolment=enrolment,
            defaults={
                "status": verdict.status,
                "source": AttendanceSource.CHECK_IN,
                "checked_in_at": now,
                "device": digest("device", device),
                "network": digest("network", network),
                "marked_by": user,
                "marked_at": now,
            },
        )
        if is_new:
            return CheckedIn(attendance, is_new=True)
        # Staff recorded the person while this was being decided; theirs stands.
        verdict = _verdict(session, enrolment, code, now)
    if verdict.refusal is not None:
        raise CheckInRefused(verdict.refusal)
    return CheckedIn(_recorded(session, enrolment).get(), is_new=False)


def _verdict(session: Session, enrolment: Enrolment, code: str, now: dt.datetime) -> CheckInVerdict:
    facts = personal_facts(session, enrolment, _recorded(session, enrolment).first())
    return judge(facts, code_holds=holds(check_in_key(), session.pk, code, now), now=now)


def _recorded(session: Session, enrolment: Enrolment) -> QuerySet[Attendance]:
    return Attendance.objects.filter(session=session, enrolment=enrolment)


def digest(kind: str, value: str) -> str:
    """Return what is stored instead of a device's name or a network's address."""
    return salted_hmac(f"courses.check_in.{kind}", value, algorithm="sha256").hexdigest()

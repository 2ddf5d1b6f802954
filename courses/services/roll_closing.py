"""Closing the roll of a session, so that who was not there is recorded as absent; and reopening."""

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.roll import closing_refusal, reopening_refusal
from courses.enums import AttendanceSource, AttendanceStatus
from courses.models import Attendance, Session
from courses.queries.absence import expected_people
from courses.services.attendance import RollRefused, facts_of, lock_roll
from courses.services.decisions import need_reason


@transaction.atomic
def close_roll(*, session: Session, by: User | None) -> int:
    """Close the roll and return how many became alpa; a second time nothing happens."""
    locked = lock_roll(session)
    facts, moment = facts_of(locked), clock.now()
    if refusal := closing_refusal(facts, moment):
        raise RollRefused(refusal)
    if facts.is_closed:
        return 0
    locked.roll_closed_at = moment
    locked.save(update_fields=["roll_closed_at"])
    missing = list(
        expected_people(locked).exclude(attendances__session=locked).values_list("pk", flat=True)
    )
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=locked,
                enrolment_id=pk,
                status=AttendanceStatus.ABSENT,
                source=AttendanceSource.CLOSING,
                marked_by=by,
                marked_at=moment,
            )
            for pk in missing
        ],
        ignore_conflicts=True,
    )
    closed = Attendance.objects.filter(session=locked, source=AttendanceSource.CLOSING)
    absent = sorted(closed.filter(enrolment__in=missing).values_list("enrolment_id", flat=True))
    audit.record(locked, "courses.roll.closed", actor=by, absent=absent)
    return len(absent)


@transaction.atomic
def reopen_roll(*, session: Session, reason: str, by: User | None) -> int:
    """Reopen the roll; return how many alpa that only the closing knew of are taken back.

    What a person has corrected since is a fact of its own and stays.
    """
    why = need_reason(reason)
    locked = lock_roll(session)
    if refusal := reopening_refusal(facts_of(locked)):
        raise RollRefused(refusal)
    concluded = Attendance.objects.filter(
        session=locked, source=AttendanceSource.CLOSING, changes=None, letter=""
    )
    absent = sorted(concluded.values_list("enrolment_id", flat=True))
    concluded.delete()
    locked.roll_closed_at = None
    locked.save(update_fields=["roll_closed_at"])
    audit.record(locked, "courses.roll.reopened", actor=by, taken_back=absent, reason=why)
    return len(absent)

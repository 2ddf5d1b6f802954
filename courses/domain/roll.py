"""When attendance may be recorded, corrected, closed and reopened by staff."""

import datetime as dt
from dataclasses import dataclass

from courses.enums import AttendanceStatus, CohortState, RollRefusal, SessionState

# What a letter can announce before the session begins.
ANNOUNCED = (AttendanceStatus.EXCUSED, AttendanceStatus.SICK)
# What needs paper behind it.
WITH_LETTER = (AttendanceStatus.EXCUSED, AttendanceStatus.SICK)


@dataclass(frozen=True, slots=True)
class RollFacts:
    """What decides about the roll of one session."""

    cohort_state: str
    session_state: str
    has_attendance: bool
    starts_at: dt.datetime
    # Minutes before the beginning from which people can be there.
    opens_before: int = 30
    is_closed: bool = False


def mark_refusal(facts: RollFacts, status: str, now: dt.datetime) -> RollRefusal | None:
    """Say why `status` may not be recorded for the first time now; None where it may."""
    refusal = correction_refusal(facts, status, now)
    if refusal is None and facts.is_closed:
        return RollRefusal.CLOSED
    return refusal


def correction_refusal(facts: RollFacts, status: str, now: dt.datetime) -> RollRefusal | None:
    """Say why a record may not become `status` now; a closed roll does not hinder corrections."""
    if refusal := _no_roll(facts):
        return refusal
    if now < _opens_at(facts) and status not in ANNOUNCED:
        return RollRefusal.TOO_EARLY
    return None


def closing_refusal(facts: RollFacts, now: dt.datetime) -> RollRefusal | None:
    """Say why the roll may not be closed now; closing a closed roll is harmless."""
    if refusal := _no_roll(facts):
        return refusal
    return RollRefusal.NOT_BEGUN if now < facts.starts_at else None


def reopening_refusal(facts: RollFacts) -> RollRefusal | None:
    """Say why the roll may not be reopened."""
    if refusal := _no_roll(facts):
        return refusal
    return None if facts.is_closed else RollRefusal.OPEN


def needs_letter(status: str, *, has_letter: bool) -> bool:
    """Whether paper is still to come; without it the status stands and is shown as such."""
    return status in WITH_LETTER and not has_letter


def _opens_at(facts: RollFacts) -> dt.datetime:
    return facts.starts_at - dt.timedelta(minutes=facts.opens_before)


def _no_roll(facts: RollFacts) -> RollRefusal | None:
    if facts.cohort_state != CohortState.RUNNING:
        return RollRefusal.NOT_RUNNING
    if facts.session_state == SessionState.CANCELLED:
        return RollRefusal.CANCELLED
    return None if facts.has_attendance else RollRefusal.NO_ROLL

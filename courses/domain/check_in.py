"""Check-in by the code on the room's screen: which code holds when, and what a check-in does."""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from courses.enums import (
    AttendanceSource,
    AttendanceStatus,
    CheckInRefusal,
    CohortState,
    SessionState,
)

# The screen shows a new code this often; the one before still holds while a person types.
STEP_SECONDS = 30
TOLERATED_STEPS = 1
DIGITS = 6

_THERE = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)


@dataclass(frozen=True, slots=True)
class ShownCode:
    """What the screen shows now, and for how many seconds more."""

    code: str
    seconds_left: int

    @property
    def spoken(self) -> str:
        """The code in two halves, as people read it out."""
        half = DIGITS // 2
        return f"{self.code[:half]} {self.code[half:]}"


@dataclass(frozen=True, slots=True)
class CheckInFacts:
    """What decides about a check-in, apart from the code and the moment."""

    cohort_state: str
    session_state: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    opens_before: int
    late_after: int
    closes_after: int
    takes_check_in: bool = True
    is_roll_closed: bool = False
    is_member: bool = True
    is_expected: bool = True
    # What is recorded of the person already.
    status: str | None = None
    source: str | None = None

    @property
    def opens_at(self) -> dt.datetime:
        return self.starts_at - dt.timedelta(minutes=self.opens_before)

    @property
    def late_from(self) -> dt.datetime:
        """The last moment that is on time."""
        return self.starts_at + dt.timedelta(minutes=self.late_after)

    @property
    def closes_at(self) -> dt.datetime:
        """The last moment of the window; never later than the session itself."""
        return min(self.starts_at + dt.timedelta(minutes=self.closes_after), self.ends_at)

    @property
    def has_checked_in(self) -> bool:
        """Whether the person did it before, and staff have not decided otherwise since."""
        return self.source == AttendanceSource.CHECK_IN and self.status in _THERE


@dataclass(frozen=True, slots=True)
class CheckInVerdict:
    """The status to record, or why nothing is; neither where the person has checked in before."""

    status: AttendanceStatus | None = None
    refusal: CheckInRefusal | None = None


def shown_code(key: bytes, session: int, now: dt.datetime) -> ShownCode:
    """Return what the screen of a session shows now."""
    step, past = divmod(int(now.timestamp()), STEP_SECONDS)
    return ShownCode(_code(key, session, step), STEP_SECONDS - past)


def holds(key: bytes, session: int, code: str, now: dt.datetime) -> bool:
    """Return whether a code was on this session's screen now or one step ago; spaces are fine."""
    typed = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    step = int(now.timestamp()) // STEP_SECONDS
    # Every code is compared, so that the time it takes tells nothing.
    matches = [
        hmac.compare_digest(typed, _code(key, session, step - back))
        for back in range(TOLERATED_STEPS + 1)
    ]
    return any(matches)


def obstacle(facts: CheckInFacts, now: dt.datetime) -> CheckInRefusal | None:
    """Say why nobody could check in now with any code; None where the right one is enough."""
    if not facts.is_member:
        return CheckInRefusal.NOT_A_MEMBER
    if facts.session_state == SessionState.CANCELLED:
        return CheckInRefusal.CANCELLED
    if not facts.takes_check_in:
        return CheckInRefusal.NO_CHECK_IN
    if facts.status is not None:
        return CheckInRefusal.MARKED
    if not facts.is_expected:
        return CheckInRefusal.NOT_EXPECTED
    return _outside(facts, now)


def judge(facts: CheckInFacts, *, code_holds: bool, now: dt.datetime) -> CheckInVerdict:
    """Decide a check-in; the moments of the window belong to it."""
    if facts.is_member and facts.has_checked_in:
        return CheckInVerdict()
    if refusal := obstacle(facts, now):
        return CheckInVerdict(refusal=refusal)
    if not code_holds:
        return CheckInVerdict(refusal=CheckInRefusal.WRONG_CODE)
    is_late = now > facts.late_from
    return CheckInVerdict(AttendanceStatus.LATE if is_late else AttendanceStatus.PRESENT)


def _outside(facts: CheckInFacts, now: dt.datetime) -> CheckInRefusal | None:
    if facts.cohort_state == CohortState.CLOSED or facts.is_roll_closed:
        return CheckInRefusal.TOO_LATE
    if facts.cohort_state != CohortState.RUNNING or now < facts.opens_at:
        return CheckInRefusal.TOO_EARLY
    return CheckInRefusal.TOO_LATE if now > facts.closes_at else None


def _code(key: bytes, session: int, step: int) -> str:
    message = f"{session}:{step}".encode()
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"

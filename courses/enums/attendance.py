"""Choices of attendance, its rule, and what is looked at twice."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AttendanceStatus(TextChoices):
    """Where a person was; everything but the first two is absence."""

    PRESENT = "hadir", "hadir"
    LATE = "terlambat", "terlambat"
    EXCUSED = "izin", "izin"
    SICK = "sakit", "sakit"
    ABSENT = "alpa", "alpa"


class AttendanceSource(TextChoices):
    """Who or what says so."""

    CHECK_IN = "check_in", _("own check-in")
    ROLL = "roll", _("marked by staff")
    SHEET = "sheet", _("imported sheet")
    CLOSING = "closing", _("not there when the roll was closed")


class CheckInRefusal(TextChoices):
    """Why a check-in is not taken; the label says what to do."""

    WRONG_CODE = (
        "wrong_code",
        _("This code is wrong or has expired. Read it from the screen again."),
    )
    TOO_EARLY = "too_early", _("Check-in for this session has not opened yet.")
    TOO_LATE = "too_late", _("Check-in for this session is over. Tell the staff in the room.")
    CANCELLED = "cancelled", _("This session has been cancelled.")
    NOT_EXPECTED = "not_expected", _("This session is for another group.")
    NO_CHECK_IN = "no_check_in", _("Attendance of this session is marked by the staff.")
    MARKED = "marked", _("Staff have already marked your attendance of this session.")
    NOT_A_MEMBER = "not_a_member", _("You are not a member of this cohort any more.")


class AbsenceMeasure(TextChoices):
    """In what absence is counted."""

    SESSIONS = "sessions", _("sessions")
    JP = "jp", "JP"
    DAYS = "days", _("days")


class AbsentDay(TextChoices):
    """When a day counts as missed; no source says, so the institute decides."""

    WHOLE = "whole", _("every session of the day was missed")
    ANY = "any", _("at least one session of the day was missed")


class AbsenceLevel(TextChoices):
    """How close absence has come to the limit of the rule."""

    NO_LIMIT = "no_limit", _("no limit known")
    FINE = "fine", _("within the limit")
    HALF = "half", _("half of the limit reached")
    NEAR = "near", _("close to the limit")
    EXCEEDED = "exceeded", _("beyond the limit")


class SuspicionKind(TextChoices):
    """What looks like one person checking in for another; a person judges."""

    ONE_DEVICE = "one_device", _("one device checked in several people")
    TOO_FAST = "too_fast", _("sessions in different rooms within an impossible time")
    TOGETHER = "together", _("two people check in within seconds of each other, again and again")

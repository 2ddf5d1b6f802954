"""Choices of phases, sessions and their timetable."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SessionMode(TextChoices):
    """How people meet; each asks for a place of its own kind."""

    CLASSICAL = "klasikal", _("in class (klasikal)")
    SYNC = "sync", _("online meeting (sync)")
    ASYNC = "async", _("on one's own (async)")
    COACHING = "coaching", "coaching"
    SEMINAR = "seminar", "seminar"
    WORKPLACE = "workplace", _("at the workplace")


class SessionState(TextChoices):
    """Whether a session takes place."""

    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class TimeZone(TextChoices):
    """The three official time zones of Indonesia."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class ClashKind(TextChoices):
    """What two sessions at one time would both need."""

    INSTRUCTOR = "instructor", _("instructor")
    ROOM = "room", _("room")
    GROUP = "group", _("group")


class PhaseStage(TextChoices):
    """Where a phase lies, seen from a day."""

    UNDATED = "undated", _("without dates yet")
    AHEAD = "ahead", _("ahead")
    NOW = "now", _("now")
    PAST = "past", _("past")

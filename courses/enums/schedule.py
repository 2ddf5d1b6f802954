"""Choices of phases, sessions and their timetable."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class SessionMoment(TextChoices):
    """Where a session lies, seen from a moment."""

    AHEAD = "ahead", _("ahead")
    NOW = "now", _("now")
    OVER = "over", _("over")


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


class ClashSentence(TextChoices):
    """What is said of a clash; `session` is the one that is there already."""

    INSTRUCTOR = (
        "instructor",
        _("%(what)s teaches “%(session)s” of %(cohort)s, %(when)s."),
    )
    ROOM = "room", _("%(what)s is taken by “%(session)s” of %(cohort)s, %(when)s.")
    GROUP = "group", _("%(what)s has “%(session)s”, %(when)s.")
    WHOLE_COHORT = "cohort", _("The cohort has “%(session)s”, %(when)s.")


class PhaseStage(TextChoices):
    """Where a phase lies, seen from a day."""

    UNDATED = "undated", _("without dates yet")
    AHEAD = "ahead", pgettext_lazy("phase", "ahead")
    NOW = "now", pgettext_lazy("phase", "now")
    PAST = "past", pgettext_lazy("phase", "past")


class SessionFault(TextChoices):
    """Why a session cannot be as it was filled in; the label says what to do."""

    NO_TITLE = "no_title", _("Give the session a title.")
    TIMES_TURNED = "times_turned", _("The end must lie after the beginning.")
    TOO_LONG = "too_long", _("A session lasts at most 24 hours. Use a phase for longer stretches.")
    WINDOW_TURNED = (
        "window_turned",
        _("Check-in must close at or after the minute from which people are late."),
    )
    OTHER_PHASE = "other_phase", _("Choose a phase of this cohort.")
    OTHER_COURSE = "other_course", _("Choose a course of this cohort's curriculum.")
    OTHER_GROUP = "other_group", _("Choose a group of this cohort.")
    CLOSED_ROOM = "closed_room", _("Choose a room that is in use.")
    NOT_TEACHING = (
        "not_teaching",
        _("Choose instructors who are active and teach here or serve this cohort."),
    )
    ATTENDED = (
        "attended",
        _("Attendance has been recorded: day, group and taking of attendance stay as they are."),
    )


class SessionRemark(TextChoices):
    """What is said about a session before it is saved, and may be meant so."""

    HOLIDAY = "holiday", _("on a holiday")
    OUTSIDE_PHASE = "outside_phase", _("outside the dates of its phase")
    OUTSIDE_COHORT = "outside_cohort", _("outside the dates of the cohort")
    ROOM_TOO_SMALL = "room_too_small", _("more people than the room has seats")
    NO_ROOM = "no_room", _("no room yet")
    NO_LINK = "no_link", _("no meeting link yet")
    NO_INSTRUCTOR = "no_instructor", _("no instructor yet")


class PhaseFault(TextChoices):
    """Why phases cannot have these dates; the label says what to do."""

    HALF = "half", _("Fill in both days of the phase, or none.")
    TURNED = "turned", _("The last day cannot lie before the first.")
    IN_USE = "in_use", _("Sessions belong to this phase, so it keeps its dates.")


class LoadVerdict(TextChoices):
    """How the JP of a timetable stand against the curriculum."""

    UNKNOWN = "unknown", _("no JP known")
    SHORT = "short", _("too few")
    MET = "met", _("as planned")
    OVER = "over", _("too many")


class CopyRefusal(TextChoices):
    """Why a timetable cannot be copied; the label says what to do."""

    SAME = "same", _("Choose another cohort to copy from.")
    NOTHING = "nothing", _("The chosen cohort has no sessions.")
    NOT_EMPTY = (
        "not_empty",
        _("This cohort has sessions already. A timetable is copied into an empty one."),
    )
    CHANGED = (
        "changed",
        _("The timetables have changed since the preview. Look at the new preview."),
    )


class CopyLoss(TextChoices):
    """What of a session cannot come along to another cohort."""

    COURSE = "course", _("its course is not in the curriculum of this cohort")
    ROOM = "room", _("its room is taken or no longer in use")
    INSTRUCTOR = "instructor", _("an instructor is taken or no longer teaches")
    LINK = "link", _("its meeting link belongs to the other cohort")

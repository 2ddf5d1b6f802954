"""Choices of taking the roll: why something is refused, what a sheet means, what was found."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RollRefusal(TextChoices):
    """Why the roll is not changed; the label says what to do."""

    NOT_RUNNING = "not_running", _("Attendance is taken only while the cohort is running.")
    CANCELLED = "cancelled", _("This session has been cancelled; it has no attendance.")
    NO_ROLL = "no_roll", _("No attendance is taken at this session.")
    NOT_EXPECTED = (
        "not_expected",
        _("This person is not expected at this session: another group, or no longer a member."),
    )
    TOO_EARLY = (
        "too_early",
        _("The session has not begun yet. Until then only izin and sakit can be recorded."),
    )
    NOT_BEGUN = "not_begun", _("The session has not begun yet, so its roll cannot be closed.")
    CLOSED = "closed", _("The roll is closed. Reopen it to record somebody for the first time.")
    OPEN = "open", _("The roll is open already.")
    NOT_RECORDED = "not_recorded", _("Nothing is recorded of this person yet. Record it first.")
    RECORDED = "recorded", _("Something is recorded already. Change it, with a reason.")
    SAME = "same", _("Nothing would change. Choose another status or write another note.")


class MarkVerdict(TextChoices):
    """What a row of an attendance sheet means for what is recorded."""

    NEW = "new", _("new")
    CHANGED = "changed", _("correction")
    KNOWN = "known", _("recorded so already")
    EMPTY = "empty", _("left empty")
    PROBLEM = "problem", _("problem")


class MarkProblem(TextChoices):
    """Why a row of an attendance sheet is not taken; the label names the remedy."""

    NO_PERSON = "no_person", _("The row has neither NIP nor name. Fill one in or delete the row.")
    UNKNOWN_PERSON = (
        "unknown_person",
        _("Nobody with this NIP or name is expected at this session. Correct it."),
    )
    SAME_NAME = (
        "same_name",
        _("Several people have this name. Write the NIP so that the right one is meant."),
    )
    TWICE = "twice", _("This person is in the sheet twice. Delete one of the rows.")
    STATUS = (
        "status",
        _("This status is not known. Write hadir, terlambat, izin, sakit or alpa."),
    )
    TOO_LONG = "too_long", _("Note or reason is longer than 250 characters. Shorten it.")
    FORMULA = "formula", _("A cell holds a formula. Paste its result as a value.")
    REFUSED = "refused", _("This cannot be recorded now.")


class SheetFault(TextChoices):
    """Why a spreadsheet is no attendance sheet; the label says what to do about it."""

    NO_HEADING = (
        "no_heading",
        _(
            "No row with the column names was found. There must be Status, and NIP or Nama. "
            "Download the sheet of this session and fill that in."
        ),
    )
    NO_PEOPLE = "no_people", _("There are no people below the column names.")
    TOO_MANY = "too_many", _("There are more than %(limit)s rows. One sheet is for one session.")


class SuspicionFinding(TextChoices):
    """What a person concluded; neither changes any attendance."""

    CLEARED = "cleared", _("harmless")
    CONFIRMED = "confirmed", _("worth talking about")

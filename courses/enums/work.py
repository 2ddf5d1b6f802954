"""Choices of work that is handed in and marked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkText(TextChoices):
    """The texts that may be asked for; the value is their key."""

    TEXT = "text", _("Text")
    MAIN_IDEAS = "main_ideas", _("Main ideas")
    APPLICATION = "application", _("Application at work")


class FileKind(TextChoices):
    """The types of files that may be handed in; the value is the ending of their names."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    ODT = "odt", "ODT"
    JPG = "jpg", "JPG"
    PNG = "png", "PNG"


class FileFault(TextChoices):
    """Why a file is not taken; the label says what to do."""

    EMPTY = "empty", _("The file is empty. Check it on your device and choose it again.")
    TOO_LARGE = (
        "too_large",
        _("The file is larger than %(limit)s MB. Make it smaller and choose it again."),
    )
    WRONG_TYPE = "wrong_type", _("The content is not one of these types: %(types)s.")
    DAMAGED = (
        "damaged",
        _("The file is damaged or incomplete. Save it anew on your device and choose it again."),
    )
    UNSAFE = (
        "unsafe",
        _("The file holds macros, a password or hidden parts. Save it as PDF and choose that."),
    )
    TOO_MANY = "too_many", _("There are %(limit)s files already. Remove one first.")
    NO_FILES = "no_files", _("This assignment takes no files.")


class Lateness(TextChoices):
    """How work stands to its due date."""

    IN_TIME = "in_time", _("in time")
    LATE = "late", _("late")
    REFUSED = "refused", _("too late")


class WorkRefusal(TextChoices):
    """Why a person cannot change or hand in work now."""

    CLOSED = "closed", _("The assignment is not open.")
    NO_GROUP = "no_group", _("You are in no group yet. The organiser makes the groups.")
    WAITING = "waiting", _("The work has been handed in and waits to be marked.")
    ACCEPTED = "accepted", _("The work has been accepted.")
    TOO_LATE = "too_late", _("The due date has passed, and late work is not accepted.")
    NO_TEXT = "no_text", _("Write your text first.")
    NO_FILE = "no_file", _("Add a file first.")
    NOTHING = "nothing", _("Write a text or add a file first.")
    HALF_A_JOURNAL = "half_a_journal", _("Fill in both parts of the journal first.")


class MarkRefusal(TextChoices):
    """Why a marker cannot decide about a work."""

    NOT_WAITING = "not_waiting", _("This work does not wait to be marked.")
    LEVELS_MISSING = "levels_missing", _("Choose a level for: %(criteria)s.")
    NO_WORDS = "no_words", _("Write what is to be improved before you return the work.")


class GroupRefusal(TextChoices):
    """Why people cannot be put into groups this way."""

    HANDED_IN = "handed_in", _("Group %(group)s has handed in its work; its members stay.")
    TWICE = "twice", _("%(person)s is in two groups.")
    NO_PEOPLE = "no_people", _("There is nobody who could be put into a group.")
    TOO_MANY = "too_many", _("There are more groups than people.")
    IN_TIMETABLE = (
        "in_timetable",
        _("Sessions are planned for %(group)s. Deal to as many groups as now, or change them."),
    )


class WorkStage(TextChoices):
    """How far a person is with a quiz or an assignment that is not completed."""

    NONE = "none", _("not begun")
    DRAFT = "draft", _("draft")
    UNDERWAY = "underway", _("in progress")
    WAITING = "waiting", _("waiting to be marked")
    RETURNED = "returned", _("returned for revision")
    FAILED = "failed", _("not passed yet")
    SPENT = "spent", _("no attempt or time left")


class DueState(TextChoices):
    """How near the date of an activity is."""

    AHEAD = "ahead", _("ahead")
    SOON = "soon", _("soon")
    OVERDUE = "overdue", _("overdue")
    CLOSED = "over", _("closed")


class Verdict(TextChoices):
    """What came back to a person from marking."""

    RETURNED = "returned", _("returned for revision")
    ACCEPTED = "accepted", _("accepted")
    PASSED = "passed", _("passed")
    FAILED = "failed", _("not passed")
    MARKED = "marked", _("marked")

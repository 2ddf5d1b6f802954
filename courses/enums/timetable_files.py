"""Choices of timetables in spreadsheets."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TimetableField(TextChoices):
    """What a row tells of a session; the value is the name of its column."""

    CODE = "kode", _("Session code")
    DAY = "tanggal", _("Date")
    STARTS = "mulai", _("Begins")
    ENDS = "selesai", _("Ends")
    ZONE = "zona", _("Time zone")
    TITLE = "judul", _("Title")
    MODE = "cara", _("Mode")
    JP = "jp", "JP"
    PHASE = "tahap", _("Phase")
    COURSE = "mata pelatihan", _("Course")
    GROUP = "kelompok", _("Group")
    ROOM = "ruang", _("Room")
    TEACHERS = "pengajar", _("Instructors")
    MEETING = "tautan rapat", _("Meeting link")
    MATERIAL = "tautan bahan", _("Link to material")
    NOTE = "catatan", _("Note for the participants")
    ATTENDANCE = "presensi", _("Attendance is taken")


class TimetableFault(TextChoices):
    """Why a readable spreadsheet is no timetable; the label says what to do about it."""

    NO_HEADING = (
        "no_heading",
        _("No row with column names was found. Required columns: %(columns)s."),
    )
    MISSING_COLUMNS = "missing_columns", _("These columns are missing: %(columns)s.")
    TWICE = "twice", _("The column “%(column)s” is there twice. Remove one of the two.")
    NO_SESSIONS = "no_sessions", _("There are no sessions below the column names.")
    TOO_MANY = "too_many", _("More than %(limit)s sessions at once. Split the file.")


class TimetableProblem(TextChoices):
    """Why a row cannot become a session; the label names the remedy."""

    MISSING = "missing", _("The cell is empty. Fill it in.")
    FORMULA = (
        "formula",
        _("The cell holds a formula, which is not calculated. Paste its result as a value."),
    )
    TOO_LONG = "too_long", _("The text is longer than %(limit)s characters. Shorten it.")
    DAY = "day", _("“%(found)s” is not a date. Write it as 02-05-2019.")
    TIME = "time", _("“%(found)s” is not a time. Write it as text, such as 08.30.")
    NUMBER = "number", _("“%(found)s” is not a whole number from 0 to %(limit)s.")
    LINK = "link", _("“%(found)s” is not a link. It begins with https://.")
    CHOICE = "choice", _("“%(found)s” is not known. Use %(allowed)s.")
    PHASE = "phase", _("The cohort has no phase “%(found)s”. Use its code or its name.")
    COURSE = "course", _("“%(found)s” is not in the curriculum. Use the code or the title.")
    GROUP = "group", _("The cohort has no group “%(found)s”. Make it first, or correct the name.")
    ROOM = "room", _("There is no room “%(found)s” in use. Add it first, or correct the name.")
    TEACHER = "teacher", _("Nobody called “%(found)s” may teach here. Write name, e-mail or NIP.")
    UNCLEAR = "unclear", _("“%(found)s” fits more than one. Write %(remedy)s.")
    CODE = "code", _("This cohort has no session %(found)s. Empty the cell for a new session.")
    CODE_TWICE = "code_twice", _("Row %(row)s has the same code. Empty one of the two cells.")
    ROW_TWICE = "row_twice", _("Row %(row)s is the same session. Remove one of the two.")
    CANCELLED = "cancelled", _("This session has been cancelled. Plan it again before changing it.")

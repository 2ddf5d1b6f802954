"""Choices of a sheet with mentors: what is wrong with it or with one of its rows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MentorSheetFault(TextChoices):
    """Why a table is no sheet of mentors."""

    NO_HEADING = (
        "no_heading",
        _("No heading was found. Name the columns “NIP peserta” and “Nama mentor”."),
    )
    NO_ROWS = "no_rows", _("No row names a mentor. Fill in “Nama mentor”.")


class MentorProblem(TextChoices):
    """What has to be corrected in a row."""

    UNKNOWN = "unknown", _("Nobody in this cohort has this NIP.")
    TWICE = "twice", _("The participant stands in several rows. Keep one.")
    DIFFERS = "differs", _("The same mentor NIP stands elsewhere with other details.")
    LOST = "lost", _("A NIP stored as a number has lost digits. Format the column as text.")
    BAD_NIP = "bad_nip", _("The NIP of the mentor has not 18 digits.")
    BAD_EMAIL = "bad_email", _("The e-mail address is not complete.")
    FORMULA = "formula", _("A cell holds a formula. Paste its value instead.")
    TOO_LONG = "too_long", _("The name or post is longer than 150 characters.")

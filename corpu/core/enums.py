"""Choices that every package shares."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mark(TextChoices):
    """How sure a fact of the field is; M must never reach an official document."""

    VERIFIED = "V", _("verified")
    SECONDARY = "S", _("secondary source")
    DERIVED = "D", _("derived by calculation")
    MEMORY = "M", _("not yet verified")


class TableFault(TextChoices):
    """Why a spreadsheet as a whole cannot be read; the label says what to do about it."""

    EMPTY_FILE = "empty_file", _("The file is empty. Choose a file that contains rows.")
    TOO_LARGE = "too_large", _("The file is larger than %(limit)s MB. Remove images or split it.")
    UNKNOWN_TYPE = "unknown_type", _("Only .xlsx and .csv files can be read.")
    OLD_OR_LOCKED = (
        "old_or_locked",
        _("The file is an old .xls workbook or locked by a password. Save it as plain .xlsx."),
    )
    DAMAGED = "damaged", _("The workbook is damaged or not a real .xlsx. Save it again as .xlsx.")
    UNPACKS_TOO_LARGE = (
        "unpacks_too_large",
        _("The workbook unpacks to more than %(limit)s MB. Copy the needed rows to a new one."),
    )
    TOO_MANY_ROWS = "too_many_rows", _("The sheet has more than %(limit)s rows. Split the file.")
    TOO_MANY_COLUMNS = (
        "too_many_columns",
        _("Row %(row)s has more than %(limit)s columns. Remove columns that are not needed."),
    )
    UNKNOWN_ENCODING = (
        "unknown_encoding",
        _("The text encoding of the CSV file is not recognised. Save it as CSV UTF-8."),
    )
    NOT_TEXT = "not_text", _("The CSV file contains binary data. Save it again as CSV UTF-8.")
    BROKEN_QUOTES = (
        "broken_quotes",
        _("The CSV file has a quotation mark without its partner near row %(row)s."),
    )
    NO_ROWS = "no_rows", _("The file contains no rows.")

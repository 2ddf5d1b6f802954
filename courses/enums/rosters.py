"""Choices of the roster import."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RowVerdict(TextChoices):
    """What an imported roster row means for the database."""

    NEW = "new", _("new")
    KNOWN = "known", _("known")
    CHANGED = "changed", _("changed")
    PROBLEM = "problem", _("problem")


class RosterField(TextChoices):
    """What a roster tells about a person; the value is the name of LAN's column."""

    NAME = "nama", _("Name")
    NIP = "no_identitas", _("NIP")
    SEX = "jenis_kelamin", _("Sex")
    RELIGION = "agama", _("Religion")
    BIRTH_PLACE = "tempat_lahir", _("Place of birth")
    BIRTH_DATE = "tgl_lahir", _("Date of birth")
    EMAIL = "email", _("E-mail")
    PHONE = "no_hp", _("Phone")
    KIND = "jenis_peserta", _("Kind of participant")
    RANK = "gol", _("Rank (golongan)")
    RANK_NAME = "pangkat", _("Name of the rank (pangkat)")
    POST = "jabatan", _("Post")
    AGENCY = "instansi", _("Agency")


class RosterFault(TextChoices):
    """Why a readable spreadsheet is not a roster; the label says what to do about it."""

    NO_HEADING = (
        "no_heading",
        _("No row with column names was found. Required columns: %(columns)s."),
    )
    MISSING_COLUMNS = "missing_columns", _("These columns are missing: %(columns)s.")
    TWICE = "twice", _("The column “%(column)s” is there twice. Remove one of the two.")
    NO_PEOPLE = "no_people", _("There are no people below the column names.")


class RosterProblem(TextChoices):
    """Why a roster row is not imported; the label names the remedy."""

    NO_PERSON = "no_person", _("The row has neither name nor NIP. Fill them in or delete the row.")
    MISSING = "missing", _("The cell is empty. Fill it in.")
    FORMULA = (
        "formula",
        _("The cell holds a formula, which is not calculated. Paste its result as a value."),
    )
    TOO_LONG = "too_long", _("The text is longer than %(limit)s characters. Shorten it.")
    NIP_NUMBER = (
        "nip_number",
        _("The cell is a number and loses digits. Change the NIP column to text and type it anew."),
    )
    NIP_LOST_DIGITS = (
        "nip_lost_digits",
        _("“%(found)s” has lost digits. Change the NIP column to text and type it anew."),
    )
    NIP_LENGTH = "nip_length", _("“%(found)s” has %(count)s digits instead of 18. Complete it.")
    NIP_LETTERS = "nip_letters", _("“%(found)s” is not a NIP. Write 18 digits and nothing else.")
    DATE_NUMBER = "date_number", _("The cell is a plain number. Write the date as 17-08-1995.")
    DATE_UNREADABLE = "date_unreadable", _("“%(found)s” is not a date. Write it as 17-08-1995.")
    DATE_IMPOSSIBLE = (
        "date_impossible",
        _("%(found)s cannot be a date of birth. Check day, month and year."),
    )
    EMAIL_INVALID = "email_invalid", _("“%(found)s” is not an e-mail address. Correct it.")
    UNKNOWN_VALUE = "unknown_value", _("“%(found)s” is not known. Use %(allowed)s.")
    AGENCY_UNKNOWN = (
        "agency_unknown",
        _("“%(found)s” is not a known agency. Write its full name or add the agency first."),
    )
    AGENCY_UNCLEAR = (
        "agency_unclear",
        _("“%(found)s” does not name one agency. Write one of these: %(candidates)s."),
    )
    DUPLICATE_NIP = "duplicate_nip", _("The same NIP is in row %(row)s. Remove one of the two.")
    DUPLICATE_EMAIL = (
        "duplicate_email",
        _("Row %(row)s has this e-mail with another NIP. Give each person an own e-mail."),
    )
    EMAIL_TAKEN = (
        "email_taken",
        _("The e-mail belongs to %(name)s with another NIP. Correct one of the two."),
    )
    ENROLLED_ELSEWHERE = (
        "enrolled_elsewhere",
        _("Already enrolled in %(cohort)s. Remove the row, or withdraw the person there."),
    )
    NO_PLACE = (
        "no_place",
        _("No place is left: %(needed)s new people, %(free)s free places. Raise the capacity."),
    )


class RosterNote(TextChoices):
    """What an organiser should know about a roster row that can be imported."""

    NO_EMAIL = "no_email", _("Without e-mail no invitation can be sent.")
    PHONE_NUMBER = "phone_number", _("The number lost its leading zero; it has been put back.")
    RANK_DIFFERS = "rank_differs", _("“%(found)s” does not belong to golongan %(rank)s.")
    RANK_NOT_KEPT = "rank_not_kept", _("Golongan “%(found)s” of a PPPK is not stored.")
    HAS_ACCOUNT = "has_account", _("This person is known already and will be enrolled.")
    CHANGES = "changes", _("Will be updated: %(fields)s.")
    EMAIL_KEPT = (
        "email_kept",
        _("The person logs in with another e-mail; it is kept. Change it on the person's page."),
    )
    WITHDRAWN = "withdrawn", _("Withdrawn from %(cohort)s; stays withdrawn.")


class CohortChoice(TextChoices):
    """Where the people of a roster go."""

    ONE = "one", _("Into one cohort")
    SPLIT = "split", _("Split into new cohorts of a programme")

"""Choices about people and agencies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PersonKind(TextChoices):
    """The legal kind of a person's employment."""

    CPNS = "cpns", "CPNS"
    PNS = "pns", "PNS"
    PPPK = "pppk", "PPPK"
    OTHER = "other", _("other")


class Sex(TextChoices):
    """Sex as civil-service records carry it."""

    MALE = "male", _("male")
    FEMALE = "female", _("female")


class AgencyLevel(TextChoices):
    """What kind of government an agency is."""

    PROVINCE = "province", _("province")
    REGENCY = "regency", _("regency")
    CITY = "city", _("city")
    OTHER = "other", _("other")


class Rank(TextChoices):
    """Golongan/ruang of civil servants with the pangkat that belongs to it (SIASN table)."""

    I_A = "I/a", "Juru Muda (I/a)"
    I_B = "I/b", "Juru Muda Tk. I (I/b)"
    I_C = "I/c", "Juru (I/c)"
    I_D = "I/d", "Juru Tk. I (I/d)"
    II_A = "II/a", "Pengatur Muda (II/a)"
    II_B = "II/b", "Pengatur Muda Tk. I (II/b)"
    II_C = "II/c", "Pengatur (II/c)"
    II_D = "II/d", "Pengatur Tk. I (II/d)"
    III_A = "III/a", "Penata Muda (III/a)"
    III_B = "III/b", "Penata Muda Tk. I (III/b)"
    III_C = "III/c", "Penata (III/c)"
    III_D = "III/d", "Penata Tk. I (III/d)"
    IV_A = "IV/a", "Pembina (IV/a)"
    IV_B = "IV/b", "Pembina Tk. I (IV/b)"
    IV_C = "IV/c", "Pembina Utama Muda (IV/c)"
    IV_D = "IV/d", "Pembina Utama Madya (IV/d)"
    IV_E = "IV/e", "Pembina Utama (IV/e)"


class Role(TextChoices):
    """Site-wide roles; each is a group of the same name with its permissions."""

    ORGANISER = "penyelenggara", _("organiser")
    INSTRUCTOR = "widyaiswara", _("instructor")
    REVIEWER = "peninjau", _("reviewer")
    LEADERSHIP = "pimpinan", _("leadership")
    AGENCY_CONTACT = "kontak-instansi", _("agency contact")


class NipLayout(TextChoices):
    """Which reading the digits 13-14 of a NIP suggest."""

    PNS = "pns", "CPNS/PNS"
    PPPK = "pppk", "PPPK"
    UNKNOWN = "unknown", _("unknown")


class NipWarning(TextChoices):
    """What looks doubtful in a NIP; none of it makes the number invalid."""

    BAD_BIRTH_DATE = "bad-birth-date", _("The first eight digits are not a date of birth.")
    BAD_START_MONTH = (
        "bad-start-month",
        _("Digits 13-14 are neither a month nor a contract code."),
    )
    START_IN_FUTURE = "start-in-future", _("The start of service lies in the future.")
    UNUSUAL_START_AGE = "unusual-start-age", _("The age at the start of service is unusual.")
    UNKNOWN_SEX = "unknown-sex", _("Digit 15 is neither 1 (male) nor 2 (female).")
    BIRTH_DATE_DIFFERS = (
        "birth-date-differs",
        _("The date of birth differs from the one in the NIP."),
    )
    SEX_DIFFERS = "sex-differs", _("The sex differs from the one in the NIP.")


class InvitationState(TextChoices):
    """How far a person is on the way to an own password."""

    JOINED = "joined", _("has an account")
    INVITED = "invited", _("invited")
    DUE = "due", _("invitation on its way")
    NO_EMAIL = "no-email", _("no e-mail address")
    NOT_INVITED = "not-invited", _("not invited")
    INACTIVE = "inactive", _("not active")

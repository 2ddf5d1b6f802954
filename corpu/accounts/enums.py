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
    LEADERSHIP = "pimpinan", _("leadership")
    AGENCY_CONTACT = "kontak-instansi", _("agency contact")

"""The demonstration's story: who works there, and what the five cohorts live through in 2019."""

import datetime as dt
from dataclasses import dataclass

from corpu.home.domain.demo_plan import (
    COMPLETE,
    IN_THE_MIDDLE,
    JUST_STARTED,
    NEARLY_DONE,
    OPEN,
    Stage,
)

PROGRAMME = "latsar-2018-klasikal"
YEAR = 2019
PLACE = "Kampus BPSDM Provinsi Banten, Pandeglang"
ROSTER_CAME_ON = dt.date(2019, 4, 22)
# What the instructor writes: the agenda on the place and role of civil servants.
WRITTEN_BY_INSTRUCTOR = "A3-"


@dataclass(frozen=True, slots=True)
class CohortStory:
    """One cohort: its days, how far its people are, and the last day on which they worked."""

    stage: Stage
    starts_on: dt.date
    ends_on: dt.date
    worked_until: dt.date
    # Who of the staff teaches on campus; whoever teaches elsewhere on those days cannot.
    teacher: str = "widyaiswara"


@dataclass(frozen=True, slots=True)
class StaffStory:
    """One invented member of staff; `agency` is a SIASN code.

    `group` is the site-wide role where the person is known by what they do in a cohort.
    """

    login: str
    role: str
    full_name: str
    title_before: str
    title_after: str
    post: str
    agency: str
    start: str
    group: str = ""


COHORTS = (
    CohortStory(COMPLETE, dt.date(2019, 5, 2), dt.date(2019, 6, 20), dt.date(2019, 6, 18)),
    CohortStory(
        NEARLY_DONE, dt.date(2019, 5, 16), dt.date(2019, 7, 4), dt.date(2019, 6, 28), "coach"
    ),
    CohortStory(IN_THE_MIDDLE, dt.date(2019, 6, 10), dt.date(2019, 7, 30), dt.date(2019, 6, 28)),
    CohortStory(
        JUST_STARTED, dt.date(2019, 6, 24), dt.date(2019, 8, 13), dt.date(2019, 6, 28), "penguji"
    ),
    CohortStory(OPEN, dt.date(2019, 7, 22), dt.date(2019, 9, 10), dt.date(2019, 6, 28)),
)

PROVINCE = "6200"
STAFF = (
    StaffStory(
        *("admin@contoh.example", "administrator", "Galih Prayuda", "", "S.Kom."),
        *("Pranata Komputer Ahli Muda", PROVINCE, "/admin/"),
    ),
    StaffStory(
        *("penyelenggara@contoh.example", "penyelenggara", "Ratna Widuri", "", "S.Sos., M.Si."),
        *("Analis Pengembangan Kompetensi", PROVINCE, "/admin/"),
    ),
    StaffStory(
        *("widyaiswara@contoh.example", "widyaiswara", "Bagas Wirayuda", "Dr.", "M.Pd."),
        *("Widyaiswara Ahli Madya", PROVINCE, "/admin/"),
    ),
    StaffStory(
        *("coach@contoh.example", "coach", "Maya Lestari", "", "S.Pd., M.M."),
        *("Widyaiswara Ahli Muda", PROVINCE, "/admin/", "widyaiswara"),
    ),
    StaffStory(
        *("penguji@contoh.example", "penguji", "Hendra Suryakusuma", "Dr.", "S.H., M.Si."),
        *("Widyaiswara Ahli Utama", PROVINCE, "/admin/", "widyaiswara"),
    ),
    StaffStory(
        *("peninjau@contoh.example", "peninjau", "Sekar Anindita", "", "S.S., M.Hum."),
        *("Widyaiswara Ahli Utama", PROVINCE, "/admin/"),
    ),
    StaffStory(
        *("pimpinan@contoh.example", "pimpinan", "Laksmi Kartadipura", "Dra.", "M.M."),
        *("Kepala Bidang Pengembangan Kompetensi", PROVINCE, "/admin/"),
    ),
    StaffStory(
        *("instansi@contoh.example", "kontak-instansi", "Yusuf Adiwinata", "", "S.A.P."),
        *("Analis SDM Aparatur", "6273", "/admin/"),
    ),
)

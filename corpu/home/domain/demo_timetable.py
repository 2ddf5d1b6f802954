"""The timetable of the demonstration: where and when its cohorts meet in 2019."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpu.home.domain.demo_plan import draw
from courses.enums import AttendanceStatus

CAMPUS, HABITUATION, TECHNICAL = "ONCAMPUS", "HAB", "PKTBT"
# People come back for it after their weeks at work.
LAST_SEMINAR = "A4-SHA"
CAMPUS_DAYS = 16
SITE = "Kampus Pandeglang"
ROOMS = ("Aula", "Kelas Ujung Kulon", "Kelas Anyer", "Kelas Baduy", "Kelas Tanjung Lesung")
GROUPS = 4
# Days without sessions within the story, as calendars of 2019 have them.
HOLIDAYS = (
    (dt.date(2019, 5, 30), "Kenaikan Isa Almasih"),
    (dt.date(2019, 6, 3), "Cuti bersama Idulfitri 1440 Hijriah"),
    (dt.date(2019, 6, 4), "Cuti bersama Idulfitri 1440 Hijriah"),
    (dt.date(2019, 6, 5), "Hari Raya Idulfitri 1440 Hijriah"),
    (dt.date(2019, 6, 6), "Hari Raya Idulfitri 1440 Hijriah"),
    (dt.date(2019, 6, 7), "Cuti bersama Idulfitri 1440 Hijriah"),
)
_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)
JP_OF_A_SESSION = 3
# Begin and end of the three sessions of a day on campus, three JP of 45 minutes each.
HOURS = (
    (dt.time(8, 0), dt.time(10, 15)),
    (dt.time(10, 30), dt.time(12, 45)),
    (dt.time(13, 30), dt.time(15, 45)),
)
# Of a thousand times that somebody is expected, how often they are late, excused, ill, missing.
_LATE, _EXCUSED, _SICK, _ABSENT = 25, 6, 8, 4
_REASONS = {
    AttendanceStatus.EXCUSED: "Dipanggil instansi asal untuk urusan dinas.",
    AttendanceStatus.SICK: "Demam, beristirahat di asrama.",
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session on campus: its day, its hours, and which of the courses it is about."""

    day: dt.date
    begins: dt.time
    ends: dt.time
    course: int


def working_days(first: dt.date, count: int) -> list[dt.date]:
    """The first `count` days from `first` that are neither weekend nor holiday."""
    free = {day for day, _label in HOLIDAYS}
    days: list[dt.date] = []
    day = first
    while len(days) < count:
        if day.weekday() < _SATURDAY and day not in free:
            days.append(day)
        day += _ONE_DAY
    return days


def phase_dates(first: dt.date, last: dt.date) -> dict[str, tuple[dt.date, dt.date]]:
    """Return the first and last day of each phase; the seminars take the last two days."""
    campus = working_days(first, CAMPUS_DAYS)
    at_work = (working_days(campus[-1] + _ONE_DAY, 1)[0], last - 2 * _ONE_DAY)
    return {CAMPUS: (first, campus[-1]), HABITUATION: at_work, TECHNICAL: at_work}


def meetings(first: dt.date, courses: Sequence[int]) -> list[Meeting]:
    """Return the sessions on campus: the courses in their order, spread over the days."""
    places = [(day, *hours) for day in working_days(first, CAMPUS_DAYS) for hours in HOURS]
    return [
        Meeting(day, begins, ends, courses[number * len(courses) // len(places)])
        for number, (day, begins, ends) in enumerate(places)
    ]


def roll_of(
    session: str, people: Collection[tuple[int, str]]
) -> dict[int, tuple[AttendanceStatus, str]]:
    """Return status and note of everybody, given as id and key; always the same."""
    return {pk: _presence(f"{session}:{key}") for pk, key in people}


def _presence(key: str) -> tuple[AttendanceStatus, str]:
    chance = draw(key, "attendance", 1000)
    for status, share in (
        (AttendanceStatus.ABSENT, _ABSENT),
        (AttendanceStatus.SICK, _SICK),
        (AttendanceStatus.EXCUSED, _EXCUSED),
        (AttendanceStatus.LATE, _LATE),
    ):
        if chance < share:
            return status, _REASONS.get(status, "")
        chance -= share
    return AttendanceStatus.PRESENT, ""

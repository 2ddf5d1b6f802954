"""The timetable of the demonstration: on working days, every course, plausible absence."""

import datetime as dt
from collections import Counter

import pytest

from corpu.home.domain.demo_story import COHORTS
from corpu.home.domain.demo_timetable import (
    CAMPUS,
    CAMPUS_DAYS,
    HABITUATION,
    HOLIDAYS,
    HOURS,
    meetings,
    phase_dates,
    roll_of,
    working_days,
)
from courses.enums import AttendanceStatus

ABSENT = {AttendanceStatus.EXCUSED, AttendanceStatus.SICK, AttendanceStatus.ABSENT}


def test_working_days_pass_over_weekends_and_holidays():
    days = working_days(dt.date(2019, 5, 29), 4)

    assert days == [
        dt.date(2019, 5, 29),
        dt.date(2019, 5, 31),
        dt.date(2019, 6, 10),
        dt.date(2019, 6, 11),
    ]


@pytest.mark.parametrize("story", COHORTS)
def test_phases_follow_each_other_within_the_cohort(story):
    phases = phase_dates(story.starts_on, story.ends_on)

    assert phases[CAMPUS][0] == story.starts_on
    assert phases[CAMPUS][1] < phases[HABITUATION][0] < phases[HABITUATION][1] < story.ends_on


def test_every_course_is_taught_in_its_order():
    planned = meetings(COHORTS[0].starts_on, [7, 3, 5])

    assert [meeting.course for meeting in planned] == [7] * 16 + [3] * 16 + [5] * 16
    assert len(planned) == CAMPUS_DAYS * len(HOURS)
    assert {meeting.day for meeting in planned}.isdisjoint(day for day, _label in HOLIDAYS)


def test_most_are_there_and_who_is_excused_says_why():
    people = [(number, f"19900101201903{number:04d}") for number in range(2000)]

    roll = roll_of("2019-05-02", people)

    found = Counter(status for status, _note in roll.values())
    assert set(found) == set(AttendanceStatus)
    assert sum(found[status] for status in ABSENT) < len(people) * 0.04
    told = {status for status, note in roll.values() if note}
    assert told == {AttendanceStatus.EXCUSED, AttendanceStatus.SICK}
    assert roll == roll_of("2019-05-02", people)

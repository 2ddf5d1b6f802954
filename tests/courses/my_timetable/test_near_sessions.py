"""Which sessions matter now."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.near_sessions import day_of, is_today, moment_of, near_sessions
from courses.enums import SessionMoment

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


@dataclass(frozen=True)
class Slot:
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: ZoneInfo = WIB
    is_cancelled: bool = False


def slot(day, hour, *, hours=1, zone=WIB, cancelled=False):
    starts = dt.datetime(2019, 5, day, hour, tzinfo=zone)
    return Slot(starts, starts + dt.timedelta(hours=hours), zone, cancelled)


@pytest.mark.parametrize(
    ("hour", "minute", "moment"),
    [
        (7, 59, SessionMoment.AHEAD),
        (8, 0, SessionMoment.NOW),
        (8, 59, SessionMoment.NOW),
        (9, 0, SessionMoment.OVER),
    ],
)
def test_the_end_no_longer_belongs_to_a_session(hour, minute, moment):
    assert moment_of(slot(6, 8), dt.datetime(2019, 5, 6, hour, minute, tzinfo=WIB)) == moment


def test_the_day_is_that_of_the_place():
    early = slot(7, 1, zone=WIT)
    now = dt.datetime(2019, 5, 6, 20, tzinfo=WIB)  # 22.00 WIT on the 6th

    assert day_of(early) == dt.date(2019, 5, 7)
    assert not is_today(early, now)
    assert is_today(early, now + dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("sessions", "near"),
    [
        ([], []),
        ([slot(5, 8)], []),
        ([slot(6, 8)], [0]),
        ([slot(6, 8), slot(6, 10), slot(6, 7, hours=1), slot(7, 8)], [0, 1]),
        ([slot(8, 8), slot(8, 13), slot(9, 8)], [0, 1]),
        ([slot(6, 13, cancelled=True), slot(8, 8), slot(9, 8)], [0, 1]),
        ([slot(6, 13, cancelled=True)], []),
        ([slot(9, 8), slot(8, 13), slot(8, 8)], [2, 1]),
    ],
)
def test_near_sessions(sessions, near):
    now = dt.datetime(2019, 5, 6, 8, 30, tzinfo=WIB)

    assert near_sessions(sessions, now) == [sessions[index] for index in near]


slots = st.builds(
    slot,
    st.integers(1, 20),
    st.integers(0, 23),
    hours=st.integers(1, 5),
    zone=st.sampled_from([WIB, WIT]),
    cancelled=st.booleans(),
)


@given(st.lists(slots, max_size=8), st.integers(0, 20 * 24 * 60))
def test_something_is_near_exactly_while_something_takes_place(sessions, minutes):
    now = dt.datetime(2019, 5, 1, tzinfo=WIB) + dt.timedelta(minutes=minutes)
    near = near_sessions(sessions, now)

    takes_place = [one for one in sessions if not one.is_cancelled and one.ends_at > now]
    assert bool(near) == bool(takes_place)
    assert all(one.ends_at > now for one in near)
    if takes_place:
        assert min(takes_place, key=lambda one: one.starts_at) in near

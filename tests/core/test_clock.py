"""The one clock."""

import datetime as dt

import pytest
from django.utils import timezone

from corpu.core import clock

MOMENT = dt.datetime(2019, 6, 20, 20, 30, tzinfo=dt.UTC)


def test_now_is_the_set_time_inside_the_block():
    with clock.at(MOMENT):
        assert clock.now() == MOMENT

    assert abs(clock.now() - timezone.now()) < dt.timedelta(seconds=5)


def test_today_is_the_day_in_the_sites_time_zone():
    with clock.at(MOMENT):
        assert clock.today() == dt.date(2019, 6, 21)


def test_blocks_nest():
    earlier = MOMENT - dt.timedelta(days=1)
    with clock.at(MOMENT):
        with clock.at(earlier):
            assert clock.now() == earlier
        assert clock.now() == MOMENT


def test_naive_time_is_refused():
    with pytest.raises(ValueError, match="aware"), clock.at(dt.datetime(2019, 6, 20)):  # noqa: DTZ001
        pass

"""Sessions in words: hours in the time zone in which people meet."""

import datetime as dt
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats

from courses.enums import TimeZone
from courses.queries.session_words import day_words, hours_words

register = template.Library()


class Timed(Protocol):
    """A session, or what stands for one."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: ZoneInfo


@register.filter
def session_hours(session: Timed) -> str:
    """Write *08.00–09.30 WIB*; an end on another day names it."""
    zone = session.zone.key
    starts = session.starts_at.astimezone(session.zone)
    ends = session.ends_at.astimezone(session.zone)
    if starts.date() == ends.date():
        return hours_words(session.starts_at, session.ends_at, zone)
    until = formats.date_format(ends.date(), "j F")
    return f"{starts:%H.%M} – {until}, {ends:%H.%M} {TimeZone(zone).label}"


@register.filter
def session_day(session: Timed) -> str:
    """Write the day where people meet: *Kamis, 20 Juni 2019*."""
    return day_words(session.starts_at, session.zone.key)


@register.filter
def session_in_wib(session: Timed) -> str:
    """Write the beginning in WIB for who meets from another zone; empty where WIB is the zone."""
    wib = TimeZone.WIB.value
    if session.zone.key == wib:
        return ""
    return f"{session.starts_at.astimezone(ZoneInfo(wib)):%H.%M} WIB"


@register.filter
def link_host(url: str) -> str:
    """Name where a link leads, so that nobody follows it blindly."""
    return urlsplit(url).hostname or url

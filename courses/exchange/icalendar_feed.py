"""Sessions as an iCalendar file (RFC 5545), for the calendars of phones and offices."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from corpu.core.exchange.cells import clean

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//corpu//jadwal//ID"
# How often a calendar should ask again; not every one heeds it.
REFRESH = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One session; its times carry the time zone in which people meet."""

    uid: str
    summary: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    url: str
    place: str = ""
    description: str = ""
    is_cancelled: bool = False


def write_calendar(events: Iterable[CalendarEvent], *, name: str, now: dt.datetime) -> bytes:
    """Write a whole calendar; readers replace what they read before."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(_component(event, now))
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _component(event: CalendarEvent, now: dt.datetime) -> Event:
    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    component.add("dtstart", event.starts_at)
    component.add("dtend", event.ends_at)
    component.add("summary", clean(event.summary))
    component.add("url", event.url)
    if event.place:
        component.add("location", clean(event.place))
    if event.description:
        component.add("description", _plain(event.description))
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return component


def _plain(text: str) -> str:
    """Leave out control characters, which calendars refuse; line ends stay."""
    kept = "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    return kept.strip()

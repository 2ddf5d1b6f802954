"""How the day and the hours of a session are written, in the zone where people meet."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import formats

from courses.enums import TimeZone


def hours_words(starts_at: dt.datetime, ends_at: dt.datetime, time_zone: str) -> str:
    """Write the hours as *08.00–10.15 WIB*."""
    zone = ZoneInfo(time_zone)
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return f"{first:%H.%M}–{last:%H.%M} {TimeZone(time_zone).label}"


def day_words(starts_at: dt.datetime, time_zone: str) -> str:
    """Write the day as *Kamis, 20 Juni 2019*."""
    return formats.date_format(starts_at.astimezone(ZoneInfo(time_zone)).date(), "l, j F Y")


def moment_words(starts_at: dt.datetime, ends_at: dt.datetime, time_zone: str) -> str:
    """Write both, as *Kamis, 20 Juni 2019, 08.00–10.15 WIB*."""
    return f"{day_words(starts_at, time_zone)}, {hours_words(starts_at, ends_at, time_zone)}"

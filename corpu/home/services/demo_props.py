"""What the demonstration uses again and again: moments where people are, and an empty paper."""

import datetime as dt
import io

from django.utils import timezone
from pypdf import PdfWriter

_A4 = {"width": 595, "height": 842}


def local_time(day: dt.date, hour: int | dt.time) -> dt.datetime:
    """Return the moment of a day in the site's time zone."""
    time = hour if isinstance(hour, dt.time) else dt.time(hour)
    return dt.datetime.combine(day, time, timezone.get_default_timezone())


def blank_pdf() -> bytes:
    """Return an empty page, as a stand-in for what people would upload."""
    writer = PdfWriter()
    writer.add_blank_page(**_A4)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()

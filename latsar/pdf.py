"""Sets sheets of aktualisasi and minutes on paper, through the one door to WeasyPrint."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from certificates.domain.words import date_words
from certificates.pdf import document_pdf
from courses.models import Cohort
from latsar.models import GraduationMeeting
from latsar.queries.aktualisasi_sheets import Sheet
from latsar.queries.graduation_pages import MinutesLine


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the PDF of one sheet; its words are Indonesian, as on all paper."""
    context = {
        "sheet": sheet,
        "content": _with_days(sheet.content),
        "institute": settings.INSTITUTE_NAME,
        "place_count": range(1, len(sheet.content.get("activities", ())) + 1),
    }
    return document_pdf(render_to_string(f"latsar/paper/{sheet.name}.html", context))


def minutes_pdf(
    cohort: Cohort,
    meeting: GraduationMeeting,
    lines: Sequence[MinutesLine],
    counts: Mapping[str, int],
) -> bytes:
    """Return the minutes of a graduation meeting with what was confirmed there."""
    context = {
        "cohort": cohort,
        "meeting": meeting,
        "lines": lines,
        "counts": counts,
        "held_on": date_words(meeting.held_on),
        "institute": settings.INSTITUTE_NAME,
    }
    return document_pdf(render_to_string("latsar/paper/berita_acara.html", context))


def _with_days(found: Any) -> Any:
    """Read the days of a frozen paper, so that they can be written in words."""
    if isinstance(found, dict):
        return {key: _with_days(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_with_days(one) for one in found]
    return _in_words(found)


def _in_words(value: Any) -> Any:
    if not isinstance(value, str) or len(value) != len("2019-05-02"):
        return value
    try:
        return date_words(dt.date.fromisoformat(value))
    except ValueError:
        return value

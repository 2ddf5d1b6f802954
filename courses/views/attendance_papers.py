"""Printed attendance lists as PDF: to be signed, or with what is recorded."""

import datetime as dt
from collections import Counter
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import formats
from django.views.generic import View

from certificates.pdf import document_pdf
from courses.enums import AttendanceStatus
from courses.queries.attendance_papers import day_parts, session_lines
from courses.views.attendance_recap import AttendanceView
from courses.views.roll import SessionView

# Asked for with ?terisi=1: what is recorded instead of empty cells to sign.
FILLED = "terisi"


def _paper(template: str, name: str, context: dict[str, Any]) -> HttpResponse:
    html = render_to_string(template, context | {"institute": settings.INSTITUTE_NAME})
    return HttpResponse(
        document_pdf(html),
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


class SessionPaper(SessionView, View):
    """The list of one session."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        session, lines = self.session, session_lines(self.session)
        counts = Counter(line.status for line in lines)
        context = {
            "session": session,
            "cohort": session.cohort,
            "lines": lines,
            "instructors": session.instructors.order_by("full_name"),
            "is_filled": FILLED in request.GET,
            "tally": [(one.label, counts[one]) for one in AttendanceStatus],
        }
        name = f"daftar-hadir-{session.cohort.slug}-sesi-{session.pk}"
        return _paper("courses/papers/attendance_session.html", name, context)


class DayPaper(AttendanceView, View):
    """The list of one day, a column for each session."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        try:
            day = dt.date(kwargs["year"], kwargs["month"], kwargs["day"])
        except ValueError as error:
            raise Http404 from error
        parts = day_parts(self.cohort, day)
        if not parts:
            raise Http404
        context = {
            "cohort": self.cohort,
            "day_words": formats.date_format(day, "l, j F Y"),
            "parts": parts,
            "is_filled": FILLED in request.GET,
        }
        name = f"daftar-hadir-{self.cohort.slug}-{day}"
        return _paper("courses/papers/attendance_day.html", name, context)

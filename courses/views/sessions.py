"""Pages of sessions for the people who take part: the timetable, and one page per session."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corpu.core import clock
from courses.domain.near_sessions import near_sessions
from courses.queries.addresses import page_addresses
from courses.queries.my_timetable import (
    TimetableReader,
    by_day,
    my_session,
    my_sessions,
    timetable_reader,
)


def reader_or_404(request: HttpRequest, cohort: str) -> TimetableReader:
    """Return who reads, or answer that there is no such timetable."""
    reader = timetable_reader(request.user, cohort)
    if reader is None:
        raise Http404
    return reader


@require_safe
@login_required
def timetable_show(request: HttpRequest, cohort: str) -> HttpResponse:
    """Show the days with their sessions, what is near on top."""
    reader, now = reader_or_404(request, cohort), clock.now()
    sessions = my_sessions(reader, now)
    near, days = near_sessions(sessions, now), by_day(sessions)
    context = {
        "reader": reader,
        "first": next((one for one in near if not one.is_cancelled), None),
        "ahead": [day for day in days if not day.is_over],
        "past": [day for day in reversed(days) if day.is_over],
    }
    return render(request, "courses/sessions/timetable.html", context)


@require_safe
@login_required
def session_show(request: HttpRequest, cohort: str, pk: int) -> HttpResponse:
    """Show everything about one session in one place."""
    reader = reader_or_404(request, cohort)
    mine = my_session(reader, pk, clock.now())
    if mine is None:
        raise Http404
    course = mine.session.course
    course_url = page_addresses()(course.url_path) if course else ""
    context = {"reader": reader, "mine": mine, "course_url": course_url}
    return render(request, "courses/sessions/session.html", context)

"""Calendars: the page of private addresses, the feeds behind them, and one session as a file."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from corpu.core import clock
from courses.enums import SessionState
from courses.exchange.icalendar_feed import CONTENT_TYPE, CalendarEvent, write_calendar
from courses.models import Cohort, Session
from courses.queries.calendars import feed_of, own_calendars, site_address
from courses.queries.my_timetable import my_session
from courses.services.calendar_addresses import make_address, revoke_address
from courses.views.sessions import reader_or_404


@require_safe
@never_cache
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Send the calendar of a private address; whoever knows it needs no login."""
    feed = feed_of(key, clock.now())
    if feed is None:
        raise Http404
    name = (
        _("Timetable of %(cohort)s") % {"cohort": feed.cohort} if feed.cohort else _("My sessions")
    )
    return _calendar(feed.sessions, name, "jadwal")


@require_safe
@login_required
def session_file(request: HttpRequest, cohort: str, pk: int) -> HttpResponse:
    """Send one session as a file to put into a calendar by hand."""
    mine = my_session(reader_or_404(request, cohort), pk, clock.now())
    if mine is None:
        raise Http404
    return _calendar([mine.session], mine.session.title, f"sesi-{pk}", is_file=True)


@require_safe
@login_required
@never_cache
def calendar_list(request: HttpRequest) -> HttpResponse:
    """Show own calendars with their addresses."""
    return render(
        request, "courses/sessions/calendars.html", {"calendars": own_calendars(request.user)}
    )


@require_POST
@login_required
def calendar_make(request: HttpRequest) -> HttpResponse:
    """Make an address, or a new one in place of the old."""
    make_address(user=request.user, cohort=_chosen(request))
    messages.success(request, _("The address is ready. Add it to your calendar."))
    return redirect("courses:calendars")


@require_POST
@login_required
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """End an address."""
    if revoke_address(user=request.user, cohort=_chosen(request)):
        messages.success(
            request, _("The address is revoked. Calendars that used it are no longer updated.")
        )
    return redirect("courses:calendars")


def _chosen(request: HttpRequest) -> Cohort | None:
    slug = request.POST.get("cohort", "")
    return reader_or_404(request, slug).cohort if slug else None


def _calendar(
    sessions: Iterable[Session], title: str, name: str, *, is_file: bool = False
) -> HttpResponse:
    events = [_event(session) for session in sessions]
    response = HttpResponse(
        write_calendar(events, name=title, now=clock.now()), content_type=CONTENT_TYPE
    )
    disposition = "attachment" if is_file else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{name}.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _event(session: Session) -> CalendarEvent:
    is_cancelled = session.state == SessionState.CANCELLED
    # Many calendars show a cancelled event like any other, so its title says it as well.
    title = _("Cancelled: %(title)s") % {"title": session.title} if is_cancelled else session.title
    page = reverse("courses:session", args=[session.cohort.slug, session.pk])
    return CalendarEvent(
        uid=f"sesi-{session.pk}@{site_address('').partition('://')[2].partition('/')[0]}",
        summary=title,
        starts_at=session.starts_at.astimezone(session.zone),
        ends_at=session.ends_at.astimezone(session.zone),
        url=site_address(page),
        place=str(session.room or session.meeting_url),
        description=render_to_string("courses/sessions/event.txt", {"session": session}),
        is_cancelled=is_cancelled,
    )

"""Checking in with the code of the room's screen, and one's own attendance."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from corpu.core import clock
from courses.enums import AttendanceStatus
from courses.queries.check_in import CheckInBox, own_check_in
from courses.queries.my_attendance import my_attendance
from courses.services.check_in import CheckedIn, CheckInRefused, NoSuchSession, check_in
from courses.templatetags.check_in import session_clock
from courses.views.check_in_marks import device_of, network_of, remember_device

# More than anybody types; what is longer is no code.
CODE_LENGTH = 40


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def check_in_session(request: HttpRequest, cohort: str, pk: int) -> HttpResponse:
    """Show one button for the code that was scanned, or a field for the one that is read.

    A GET never says whether a code is right, so that nobody can try them out.
    """
    box = own_check_in(request.user, cohort, pk, clock.now())
    if box is None:
        raise Http404
    if request.method != "POST":
        return _page(request, box, code=request.GET.get("kode", ""))
    device = device_of(request)
    return remember_device(_check_in(request, box, device), device)


@never_cache
@require_safe
@login_required
def my_attendance_show(request: HttpRequest, cohort: str) -> HttpResponse:
    """Show what is recorded of the person, and how it stands against the rule."""
    mine = my_attendance(request.user, cohort, clock.now())
    if mine is None:
        raise Http404
    return render(request, "courses/sessions/my_attendance.html", {"mine": mine})


def _check_in(request: HttpRequest, box: CheckInBox, device: str) -> HttpResponse:
    session, code = box.session, request.POST.get("kode", "")
    if not ratelimit.consume(request, action="check_in", user=request.user):
        fault = _("That was a lot of tries. Wait a minute, then try again.")
        return _page(request, box, code=code, fault=fault, status=429)
    try:
        done = check_in(
            user=request.user,
            session_id=session.pk,
            code=code[:CODE_LENGTH],
            device=device,
            network=network_of(request),
        )
    except NoSuchSession as error:
        raise Http404 from error
    except CheckInRefused as refused:
        return _page(request, box, code=code, fault=str(refused), status=422)
    (messages.success if done.is_new else messages.info)(request, _words(done))
    return redirect("courses:session", session.cohort.slug, session.pk)


def _words(done: CheckedIn) -> str:
    facts = {"time": session_clock(done.attendance.checked_in_at, done.attendance.session)}
    if not done.is_new:
        return _("You checked in at %(time)s already. There is nothing more to do.") % facts
    if done.attendance.status == AttendanceStatus.LATE:
        return _("You have checked in at %(time)s. It is recorded as late.") % facts
    return _("You have checked in at %(time)s. Welcome.") % facts


def _page(
    request: HttpRequest, box: CheckInBox, *, code: str, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {"box": box, "session": box.session, "code": code[:CODE_LENGTH], "fault": fault}
    return render(request, "courses/sessions/check_in_page.html", context, status=status)

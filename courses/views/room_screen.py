"""The screen in the room: the code of the moment, large, and the same as a QR."""

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from corpu.core import clock
from courses.queries.check_in import RoomScreen, room_screen
from courses.queries.roll import sessions_to_roll


@never_cache
@require_safe
def screen_show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show the whole screen; it renews itself, with a script or by reloading."""
    return render(request, "courses/admin/room/screen.html", _context(request, slug, pk))


@never_cache
@require_safe
def screen_renew(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Return what changes on the screen."""
    return render(request, "courses/admin/room/_shown.html", _context(request, slug, pk))


def _context(request: HttpRequest, slug: str, pk: int) -> dict[str, object]:
    session = get_object_or_404(sessions_to_roll(request.user), cohort__slug=slug, pk=pk)
    screen = room_screen(session, clock.now())
    return {"screen": screen, "session": session, "qr": _qr(screen)}


def _qr(screen: RoomScreen) -> SafeString | None:
    """Draw the address of the check-in with the code of the moment."""
    if screen.shown is None:
        return None
    session = screen.session
    place = reverse("courses:check-in", args=[session.cohort.slug, session.pk])
    query = urlencode({"kode": screen.shown.code})
    drawing = segno.make(
        f"{settings.BASE_URL.rstrip('/')}{place}?{query}", error="m", micro=False
    ).svg_inline(border=2, omitsize=True, dark="#14213d", light="#ffffff", lineclass=None)
    return mark_safe(drawing)  # noqa: S308  drawn by segno from an address, no markup of others

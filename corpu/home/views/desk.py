"""The desk: what do I do now?"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from corpu.core import clock
from corpu.home.queries.desk import desk_of


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the person's desk; staff who learn nothing here are led to their work."""
    shown = desk_of(request.user, today=clock.today())
    if not shown.cards and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    return render(request, "home/desk.html", {"desk": shown})

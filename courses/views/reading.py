"""What readers keep in lessons, and how pages look on their device."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from corpu.core import clock
from courses.exchange.notes import notes_markdown
from courses.forms.reading import AppearanceForm, NoteForm, PlaceForm
from courses.models import Enrolment, RequiredActivity
from courses.queries.availability import access_of
from courses.queries.learning import pinned_activity, readable_enrolment
from courses.queries.notes import notes_of
from courses.services.reading import save_note, save_place

YEAR = 365 * 24 * 3600


@require_POST
@login_required
def note_save(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Keep the person's note on a lesson."""
    _enrolment, pinned = _own(request, cohort, activity)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The note is longer than 20,000 characters. Shorten it."))
        return redirect(pinned.page.get_url(request))
    save_note(user=request.user, activity=pinned, text=form.cleaned_data["text"])
    if request.htmx:
        return render(request, "courses/reading/_saved.html", {"saved_at": clock.now()})
    messages.success(request, _("Your note has been saved."))
    return redirect(f"{pinned.page.get_url(request)}#catatan")


@require_POST
@login_required
def place_save(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Remember how far the person has read."""
    enrolment, pinned = _own(request, cohort, activity)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    save_place(enrolment=enrolment, activity=pinned, block=form.cleaned_data["block"])
    return HttpResponse(status=204)


@require_safe
@login_required
def note_list(request: HttpRequest) -> HttpResponse:
    """Show all notes of the person."""
    return render(request, "courses/reading/notes.html", {"rows": notes_of(request.user)})


@require_safe
@login_required
def note_export(request: HttpRequest) -> HttpResponse:
    """Send all notes of the person as one text file."""
    rows = [(row.course, row.lesson, row.note.text) for row in notes_of(request.user)]
    return HttpResponse(
        notes_markdown(_("My notes"), rows),
        content_type="text/markdown; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="catatan-saya.md"',
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
def appearance_save(request: HttpRequest) -> HttpResponse:
    """Keep on this device how pages look; no account is needed for it."""
    form = AppearanceForm(request.POST)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = redirect(back)
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
            )
    return response


def _own(request: HttpRequest, cohort: str, activity: int) -> tuple[Enrolment, RequiredActivity]:
    enrolment = readable_enrolment(request.user, cohort)
    pinned = pinned_activity(cohort, activity) if enrolment else None
    if enrolment is None or pinned is None or not access_of(enrolment, pinned).may_read:
        raise Http404
    return enrolment, pinned

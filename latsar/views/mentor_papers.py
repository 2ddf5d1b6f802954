"""A mentor reads what was handed in, and approves it or returns it with words."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from latsar.enums import Verdict
from latsar.forms.aktualisasi_signing import DecisionForm
from latsar.models import MentorLink
from latsar.queries.aktualisasi_reading import PaperReading
from latsar.queries.mentor_papers import dossier_for_mentor, mentor_file, mentor_paper
from latsar.services.aktualisasi import AktualisasiRefused
from latsar.services.aktualisasi_approvals import decide_paper
from latsar.views.aktualisasi_weeks import send_file
from latsar.views.mentor_page import by_mentor, mentor_of


@require_http_methods(["GET", "HEAD", "POST"])
@by_mentor
def paper_page(request: HttpRequest, link: MentorLink, key: str, pk: int) -> HttpResponse:
    """Show one version; a POST decides about it."""
    reading = mentor_paper(dossier_for_mentor(link.guidance), pk, mentor_of(link))
    if reading is None:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid() and _decided(form, reading, link):
            messages.success(request, _("Thank you. Your decision has been saved."))
            return redirect("mentor:page", key)
        return _shown(request, link, key, reading, form, status=422)
    return _shown(request, link, key, reading, form)


@require_safe
@by_mentor
def paper_file(_request: HttpRequest, link: MentorLink, _key: str, pk: int) -> FileResponse:
    """Send a file that was handed in with a paper."""
    return send_file(mentor_file(dossier_for_mentor(link.guidance), pk))


def _decided(form: DecisionForm, reading: PaperReading, link: MentorLink) -> bool:
    try:
        decide_paper(
            paper=reading.paper,
            actor=mentor_of(link),
            verdict=Verdict(form.cleaned_data["do"]),
            digest=form.cleaned_data["digest"],
            comment=form.cleaned_data["comment"],
        )
    except AktualisasiRefused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _shown(
    request: HttpRequest,
    link: MentorLink,
    key: str,
    reading: PaperReading,
    form: DecisionForm,
    **answer: Any,
) -> HttpResponse:
    context = {
        "key": key,
        "person": link.guidance.enrolment.user,
        "reading": reading,
        "paper": reading.paper,
        "content": reading.paper.content,
        "form": form,
    }
    return render(request, "latsar/mentor/paper.html", context, **answer)

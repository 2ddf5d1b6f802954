"""A mentor's page, opened by a personal link: read, comment, confirm; nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.views.headers import keep_out_of_search
from corpu.core import clock
from latsar.domain.actors import Actor
from latsar.enums import ActorRole, LinkState
from latsar.forms.consultations import AnswerForm
from latsar.models import MentorLink
from latsar.queries.consultations import log_for_mentor
from latsar.queries.mentor_links import link_by_key, opens
from latsar.queries.mentor_papers import dossier_for_mentor, mentor_papers
from latsar.services.consultations import ConsultationRefused, answer_consultation
from latsar.services.mentor_links import note_opened, renew_expired
from latsar.views.consultations import refusal_words

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, str, P], HttpResponse]
LinkView = Callable[Concatenate[HttpRequest, MentorLink, str, P], HttpResponse]


def _private(view: View[P]) -> View[P]:
    """Neither kept nor listed by anybody, and the address with its key goes to no other site.

    `same-origin`, not `no-referrer`: with the latter browsers send forms with `Origin: null`,
    which the protection against forged requests refuses.
    """

    @wraps(view)
    def answer_privately(
        request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        response = view(request, key, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(keep_out_of_search(answer_privately))


def by_mentor(view: LinkView[P]) -> View[P]:
    """Let a valid key through, and give every other one a page that says what to do."""

    @wraps(view)
    def open_or_explain(
        request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        link = link_by_key(key)
        if link is None or not opens(link):
            return _gone(request, link, key)
        return view(request, link, key, *args, **kwargs)

    limited = rate_limit(action="mentor_page", limit_get=True)(open_or_explain)
    return _private(limited)


def mentor_of(link: MentorLink) -> Actor:
    """Who acts with this link."""
    return Actor(ActorRole.MENTOR, link.mentor_id, link.mentor.full_name)


@require_safe
@by_mentor
def mentor_page(request: HttpRequest, link: MentorLink, key: str) -> HttpResponse:
    """Show what the mentor is asked for, and what there is to read."""
    note_opened(link=link)
    return _shown(request, link, key)


@require_POST
@by_mentor
def answer(request: HttpRequest, link: MentorLink, key: str, pk: int) -> HttpResponse:
    """Confirm an entry of the consultation log, or ask for its correction."""
    entry = get_object_or_404(log_for_mentor(link.guidance), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, link, key, faulty=(entry.pk, form), status=422)
    try:
        answer_consultation(
            consultation=entry,
            is_confirmed=form.is_confirmed,
            answer=form.cleaned_data["answer"],
            actor=mentor_of(link),
        )
        messages.success(request, _("Thank you. Your answer has been saved."))
    except ConsultationRefused as refused:
        messages.error(request, refusal_words(refused))
    return redirect("mentor:page", key)


@require_POST
@_private
@rate_limit(action="mentor_renew")
def ask_new_link(request: HttpRequest, key: str) -> HttpResponse:
    """Send a fresh link to the address to which an expired one went."""
    link = link_by_key(key)
    renewed = renew_expired(link=link) if link else None
    if link is None or renewed is None:
        return _gone(request, link, key)
    return render(request, "latsar/mentor/renewed.html", {"address": masked(renewed.email)})


def masked(email: str) -> str:
    """Show enough of an address to recognise one's own."""
    name, _at, host = email.partition("@")
    return f"{name[:2]}…@{host}"


def _shown(
    request: HttpRequest,
    link: MentorLink,
    key: str,
    faulty: tuple[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    guidance = link.guidance
    log = list(log_for_mentor(guidance))
    context = {
        "key": key,
        "link": link,
        "guidance": guidance,
        "enrolment": guidance.enrolment,
        "person": guidance.enrolment.user,
        "cohort": guidance.enrolment.cohort,
        "papers": mentor_papers(dossier_for_mentor(guidance), mentor_of(link)),
        "waiting": [entry for entry in log if entry.state == "waiting"],
        "answered": [entry for entry in log if entry.state != "waiting"],
        "faulty": faulty[0] if faulty else None,
        "faulty_form": faulty[1] if faulty else None,
    }
    return render(request, "latsar/mentor/page.html", context, status=status)


def _gone(request: HttpRequest, link: MentorLink | None, key: str) -> HttpResponse:
    is_expired = link is not None and link.state_at(clock.now()) == LinkState.EXPIRED
    context = {"key": key, "is_expired": is_expired}
    status = 404 if link is None else 410
    return render(request, "latsar/mentor/gone.html", context, status=status)

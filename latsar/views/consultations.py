"""The participant's consultation log: write, correct, take back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.enums import MEMBER_STATES, CohortState
from courses.models import Enrolment
from courses.queries.learning import own_enrolment
from latsar.domain.actors import Actor
from latsar.enums import ActorRole, ConsultationState
from latsar.forms.consultations import ConsultationForm, advisors, as_initial
from latsar.models import Consultation, Guidance
from latsar.queries.consultations import log_of
from latsar.queries.guidance import own_guidance
from latsar.services.consultations import (
    CohortOver,
    Confirmed,
    ConsultationRefused,
    InFuture,
    NoAdvisor,
    change_consultation,
    log_consultation,
    remove_consultation,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def consultation_log(request: HttpRequest, cohort: str) -> HttpResponse:
    """Show who guides the person and the log; a POST adds an entry."""
    enrolment = _enrolment(request, cohort)
    guidance = own_guidance(request.user, cohort)
    form = None
    if guidance is not None and enrolment.cohort.state == CohortState.RUNNING:
        form = ConsultationForm(request.POST or None, guidance=guidance)
    if request.method == "POST":
        if guidance is None or form is None:
            raise Http404
        if _saved(form, guidance, _participant(request), None):
            messages.success(request, _("The consultation is in the log and waits for an answer."))
            return redirect("latsar:consultations", cohort)
    context = {
        "cohort": enrolment.cohort,
        "guidance": guidance,
        "log": log_of(guidance) if guidance else (),
        "form": form,
        "has_advisor": guidance is not None and bool(advisors(guidance)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "latsar/consultations/log.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def consultation_change(request: HttpRequest, cohort: str, pk: int) -> HttpResponse:
    """Correct an entry that has not been confirmed."""
    guidance, entry = _own_entry(request, cohort, pk)
    if entry.state == ConsultationState.CONFIRMED:
        messages.error(request, refusal_words(Confirmed()))
        return redirect("latsar:consultations", cohort)
    form = ConsultationForm(request.POST or None, guidance=guidance, initial=as_initial(entry))
    if request.method == "POST" and _saved(form, guidance, _participant(request), entry):
        messages.success(request, _("The entry has been corrected and waits for an answer."))
        return redirect("latsar:consultations", cohort)
    context = {"cohort": guidance.enrolment.cohort, "entry": entry, "form": form}
    status = 422 if form.errors else 200
    return render(request, "latsar/consultations/change.html", context, status=status)


@require_POST
@login_required
def consultation_remove(request: HttpRequest, cohort: str, pk: int) -> HttpResponse:
    """Take an entry back that has not been confirmed."""
    _guidance, entry = _own_entry(request, cohort, pk)
    try:
        remove_consultation(consultation=entry, actor=_participant(request))
        messages.success(request, _("The entry has been removed."))
    except ConsultationRefused as refused:
        messages.error(request, refusal_words(refused))
    return redirect("latsar:consultations", cohort)


def refusal_words(refused: ConsultationRefused) -> str:
    """Say why the log was not changed, and what to do."""
    for kind, words in (
        (InFuture, _("This day has not come yet. Choose today or an earlier day.")),
        (NoAdvisor, _("You have no such coach or mentor now. Choose the one you have.")),
        (Confirmed, _("This entry has been confirmed and stays as it is.")),
        (CohortOver, _("The cohort is not running, so its log can only be read.")),
    ):
        if isinstance(refused, kind):
            return words
    return _("This entry is for somebody else to answer.")


def _saved(
    form: ConsultationForm, guidance: Guidance, actor: Actor, entry: Consultation | None
) -> bool:
    if not form.is_valid():
        return False
    try:
        if entry is None:
            log_consultation(guidance=guidance, entry=form.entry(), actor=actor)
        else:
            change_consultation(consultation=entry, entry=form.entry(), actor=actor)
    except ConsultationRefused as refused:
        field = "held_on" if isinstance(refused, InFuture) else None
        form.add_error(field, refusal_words(refused))
    return not form.errors


def _participant(request: HttpRequest) -> Actor:
    user = request.user
    return Actor(ActorRole.PARTICIPANT, user.pk, user.name)  # type: ignore[union-attr, arg-type]


def _enrolment(request: HttpRequest, cohort: str) -> Enrolment:
    enrolment = own_enrolment(request.user, cohort)
    if enrolment is None or enrolment.state not in MEMBER_STATES:
        raise Http404
    return enrolment


def _own_entry(request: HttpRequest, cohort: str, pk: int) -> tuple[Guidance, Consultation]:
    guidance = own_guidance(request.user, cohort)
    if guidance is None:
        raise Http404
    return guidance, get_object_or_404(guidance.consultations, pk=pk)

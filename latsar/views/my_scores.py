"""A participant's own scores, and what they hold against one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.enums import READABLE_COHORTS, EnrolmentState
from courses.models import Enrolment
from courses.queries.learning import own_enrolment
from latsar.forms.scores import ObjectionForm
from latsar.queries.my_scores import my_scores
from latsar.services.objections import NothingToObjectTo, ObjectionOpen, object_to_score
from latsar.services.schemes import policy_of


@require_safe
@login_required
@never_cache
def my_scores_show(request: HttpRequest, cohort: str) -> HttpResponse:
    """Show own scores; in words what is outstanding."""
    return _show(request, _own(request, cohort))


@require_POST
@login_required
def my_score_object(request: HttpRequest, cohort: str, code: str) -> HttpResponse:
    """Hold something against one of the own released scores."""
    enrolment = _own(request, cohort)
    form = ObjectionForm(request.POST, auto_id=f"id_{code}_%s")
    if not form.is_valid():
        return _show(request, enrolment, code=code, form=form)
    try:
        object_to_score(enrolment=enrolment, code=code, text=form.cleaned_data["text"])
    except NothingToObjectTo as error:
        raise Http404 from error
    except ObjectionOpen:
        messages.info(request, _("Your objection is waiting for its answer already."))
    else:
        messages.success(request, _("Your objection has been sent. The answer appears here."))
    return redirect("latsar:my-scores", cohort)


def _own(request: HttpRequest, cohort: str) -> Enrolment:
    enrolment = own_enrolment(request.user, cohort)
    if enrolment is None or enrolment.state == EnrolmentState.WITHDRAWN:
        raise Http404
    return enrolment


def _show(
    request: HttpRequest,
    enrolment: Enrolment,
    *,
    code: str = "",
    form: ObjectionForm | None = None,
) -> HttpResponse:
    has_begun = enrolment.cohort.state in READABLE_COHORTS
    scores = my_scores(enrolment, policy_of(enrolment.cohort)) if has_begun else None
    context = {
        "cohort": enrolment.cohort,
        "scores": scores,
        "form": form or ObjectionForm(),
        "wrong_code": code,
    }
    return render(request, "latsar/scores/mine.html", context, status=422 if form else 200)

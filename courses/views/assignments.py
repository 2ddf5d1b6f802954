"""Work on an assignment: saving, files, handing in; with and without JavaScript."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from corpu.core.templatetags.corpu import clock_time
from courses.domain.policies import AssignmentPolicy
from courses.enums import ActivityKind, WorkRefusal
from courses.forms.work import SUBMIT, WorkForm
from courses.models import AssignmentPage, Enrolment, RequiredActivity
from courses.queries.assignment import assignment_sheet
from courses.queries.learning import pinned_activity, readable_enrolment
from courses.queries.rubric import rubric_of
from courses.services.completion import CohortNotRunning, EnrolmentWithdrawn
from courses.services.submissions import (
    DraftChanged,
    FileRefused,
    KeptWork,
    WorkRefused,
    add_file,
    keep_work,
    submit,
)
from courses.templatetags.availability import closed_words

PLACE = "#pekerjaan"
REFUSALS = (WorkRefused, CohortNotRunning, EnrolmentWithdrawn)


@require_POST
@login_required
def assignment_save(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Save the whole form; what cannot be saved is shown again, never thrown away."""
    enrolment, pinned = _own_assignment(request, cohort, activity)
    policy = AssignmentPolicy.from_json(pinned.policy)
    form = WorkForm(request.POST, request.FILES, policy=policy)
    if not form.is_valid():
        return _keep_open(request, pinned, form)
    try:
        kept = keep_work(
            enrolment=enrolment,
            activity=pinned,
            texts=form.texts(),
            sequence=form.cleaned_data["sequence"],
            uploads=form.uploads(),
            removed=form.cleaned_data["remove"],
        )
    except DraftChanged as changed:
        return _conflict(request, pinned, form, changed)
    except REFUSALS as refused:
        return _refused(request, pinned, form, _refusal_words(enrolment, pinned, refused))
    return _saved(request, pinned, form, kept)


@require_POST
@login_required
def assignment_upload(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Take one file sent by the page's script; answer with the list of files as it is then."""
    enrolment, pinned = _own_assignment(request, cohort, activity)
    upload = request.FILES.get("file")
    problem = "" if upload else _("Choose a file first.")
    try:
        if upload:
            add_file(enrolment=enrolment, activity=pinned, upload=upload)
    except FileRefused as refusal:
        problem = f"{refusal.name}: {refusal}"
    except REFUSALS as refused:
        problem = _refusal_words(enrolment, pinned, refused)
    sheet = assignment_sheet(enrolment, pinned, ())
    context = {"sheet": sheet, "cohort": enrolment.cohort, "problem": problem}
    return render(
        request, "courses/assignment/_files.html", context, status=422 if problem else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def assignment_submit(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Show once more what is handed in; then hand it in."""
    enrolment, pinned = _own_assignment(request, cohort, activity)
    if request.method == "POST":
        return _hand_in(request, enrolment, pinned)
    page = pinned.page.specific
    sheet = assignment_sheet(enrolment, pinned, rubric_of(page))
    if sheet.draft is None or not sheet.may_edit:
        return redirect(page.get_url(request) + PLACE)
    context = {"page": page, "sheet": sheet, "cohort": enrolment.cohort, "back": page.get_url()}
    return render(request, "courses/assignment/confirm.html", context)


def _hand_in(request: HttpRequest, enrolment: Enrolment, pinned: RequiredActivity) -> HttpResponse:
    try:
        version = submit(enrolment=enrolment, activity=pinned)
    except REFUSALS as refused:
        messages.error(request, _refusal_words(enrolment, pinned, refused))
    else:
        moment = clock_time(version.submitted_at)
        messages.success(request, _("Your work was handed in at %(time)s.") % {"time": moment})
    return redirect(pinned.page.get_url(request))


def _saved(
    request: HttpRequest, pinned: RequiredActivity, form: WorkForm, kept: KeptWork
) -> HttpResponse:
    moment = clock_time(kept.draft.saved_at)
    if _wants_json(request):
        content = {"verdict": "saved", "sequence": kept.draft.sequence, "saved_at": moment}
        return JsonResponse(content)
    for refusal in kept.refused:
        messages.error(request, f"{refusal.name}: {refusal}")
    if form.cleaned_data["do"] == SUBMIT and not kept.refused:
        slug = pinned.required_course.cohort.slug
        return redirect("courses:assignment-submit", slug, pinned.pk)
    messages.success(request, _("Draft saved at %(time)s.") % {"time": moment})
    return redirect(pinned.page.get_url(request) + PLACE)


def _own_assignment(
    request: HttpRequest, cohort: str, activity: int
) -> tuple[Enrolment, RequiredActivity]:
    enrolment = readable_enrolment(request.user, cohort)
    pinned = pinned_activity(cohort, activity) if enrolment else None
    if enrolment is None or pinned is None or pinned.kind != ActivityKind.ASSIGNMENT:
        raise Http404
    return enrolment, pinned


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _conflict(
    request: HttpRequest, pinned: RequiredActivity, form: WorkForm, changed: DraftChanged
) -> HttpResponse:
    draft = changed.draft
    if _wants_json(request):
        content = {
            "verdict": "conflict",
            "sequence": draft.sequence,
            "texts": draft.texts,
            "saved_at": clock_time(draft.saved_at),
        }
        return JsonResponse(content, status=409)
    return _page(request, pinned, status=409, unsaved=form.texts(), is_conflict=True)


def _refused(
    request: HttpRequest, pinned: RequiredActivity, form: WorkForm, words: str
) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"verdict": "refused", "message": words}, status=422)
    return _page(request, pinned, status=422, unsaved=form.texts(), problems=[words])


def _keep_open(request: HttpRequest, pinned: RequiredActivity, form: WorkForm) -> HttpResponse:
    words = [str(fault) for faults in form.errors.values() for fault in faults]
    return _refused(request, pinned, form, " ".join(words))


def _page(
    request: HttpRequest, pinned: RequiredActivity, *, status: int, **more: Any
) -> HttpResponse:
    page: AssignmentPage = pinned.page.specific
    context = page.get_context(request) | more
    return render(request, page.get_template(request), context, status=status)


def _refusal_words(enrolment: Enrolment, pinned: RequiredActivity, refused: Exception) -> str:
    if isinstance(refused, EnrolmentWithdrawn):
        raise Http404 from refused
    if not isinstance(refused, WorkRefused):
        return _("This cohort is closed, so activities can only be read.")
    if refused.refusal != WorkRefusal.CLOSED:
        return str(refused.refusal.label)
    access = assignment_sheet(enrolment, pinned, ()).access
    return closed_words(access) or str(refused.refusal.label)

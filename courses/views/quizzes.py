"""What a person does with a quiz: start, answer, hand in, look at the result."""

import json
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, TypedDict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from corpu.core import clock
from courses.enums import ActivityKind, AttemptState, SaveVerdict
from courses.forms.quiz_answers import AskedQuestion, asked, asked_again, read_answers
from courses.forms.quiz_review import reviewed
from courses.queries.addresses import page_addresses
from courses.queries.attempts import AttemptSheet, attempt_review, attempt_sheet
from courses.queries.learning import pinned_activity, readable_enrolment
from courses.services.attempt_forms import save_answers
from courses.services.attempts import (
    AnswerInvalid,
    AttemptOver,
    NoAttemptLeft,
    NoQuestions,
    NotInAttempt,
    NotOpen,
    hand_in,
    save_answer,
    settle_if_over,
    start_attempt,
)
from courses.services.completion import ActivityNotRequired, CohortNotRunning, EnrolmentWithdrawn
from courses.templatetags.availability import closed_words

View = Callable[..., HttpResponse]
MAX_BODY = 200_000
CLIENT_BYTES = 16


class AttemptKey(TypedDict):
    """What names one attempt of one person."""

    user: Any
    cohort_slug: str
    activity_id: int
    number: int


def json_login_required(view: View) -> View:
    """Answer 401 in JSON where a page would be redirected to the login."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return JsonResponse({"message": _("Your session has ended. Log in again.")}, status=401)

    return guarded


@require_POST
@login_required
def quiz_start(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Start an attempt or go on with the one in progress."""
    enrolment = readable_enrolment(request.user, cohort)
    pinned = pinned_activity(cohort, activity) if enrolment else None
    if enrolment is None or pinned is None or pinned.kind != ActivityKind.QUIZ:
        raise Http404
    try:
        attempt = start_attempt(enrolment=enrolment, activity=pinned)
    except (EnrolmentWithdrawn, ActivityNotRequired) as error:
        raise Http404 from error
    except NotOpen as error:
        messages.error(request, closed_words(error.access))
    except CohortNotRunning:
        messages.error(request, _("This cohort is closed, so activities can only be read."))
    except NoAttemptLeft:
        messages.error(request, _("You have used all your attempts at this quiz."))
    except NoQuestions:
        messages.error(request, _("This quiz has no questions yet. Tell the instructor, please."))
    else:
        return redirect("courses:quiz-attempt", cohort, activity, attempt.number)
    return redirect(page_addresses()(pinned.page.url_path))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quiz_attempt(request: HttpRequest, cohort: str, activity: int, number: int) -> HttpResponse:
    """Show an attempt to work on; without a script its one form saves everything at once."""
    sheet = attempt_sheet(request.user, cohort, activity, number)
    if sheet is None:
        raise Http404
    if not sheet.is_open:
        settle_if_over(sheet.attempt)
        if request.method == "POST":
            return _tell_over(request, cohort, activity, number)
        return redirect("courses:quiz-review", cohort, activity, number)
    if request.method != "POST":
        return _show_attempt(request, sheet, [asked(question) for question in sheet.questions])
    fields = dict(request.POST.lists())
    entered = read_answers(sheet.questions, fields)
    client = request.POST.get("client", "")[: 2 * CLIENT_BYTES]
    outcome = save_answers(
        **_key(request, cohort, activity, number), answers=entered, client=client or "form"
    )
    if outcome.is_over:
        return _tell_over(request, cohort, activity, number)
    if outcome.problems:
        newest = attempt_sheet(request.user, cohort, activity, number) or sheet
        questions = asked_again(
            newest.questions, entered, fields=fields, conflicts=outcome.conflicts
        )
        return _show_attempt(request, newest, questions, problems=outcome.problems)
    is_end = request.POST.get("then") == "hand-in"
    if not is_end and outcome.saved:
        messages.success(request, _("Your answers are saved."))
    return redirect(
        "courses:quiz-hand-in" if is_end else "courses:quiz-attempt", cohort, activity, number
    )


@require_POST
@json_login_required
def quiz_answer(
    request: HttpRequest, cohort: str, activity: int, number: int, position: int
) -> HttpResponse:
    """Save one answer; say what is stored now and what time it is here."""
    arguments = _answer_arguments(request)
    if arguments is None:
        return _refuse(_("This is no answer that could be saved."), 400)
    try:
        saved = save_answer(
            **_key(request, cohort, activity, number), position=position, **arguments
        )
    except AnswerInvalid as error:
        return _refuse(str(error.fault.label), 400)
    except NotInAttempt:
        return _refuse(_("There is no such question in your attempts."), 404)
    except AttemptOver:
        return _refuse(_("Time is over or the attempt has been handed in."), 410)
    return JsonResponse(
        {
            "verdict": saved.verdict,
            "sequence": saved.sequence,
            "answer": saved.answer,
            "saved_at": saved.answered_at,
            "now": clock.now(),
        },
        status=409 if saved.verdict == SaveVerdict.CONFLICT else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quiz_hand_in(request: HttpRequest, cohort: str, activity: int, number: int) -> HttpResponse:
    """Ask once more, saying what has no answer; then hand in."""
    if request.method == "POST":
        try:
            hand_in(**_key(request, cohort, activity, number))
        except NotInAttempt as error:
            raise Http404 from error
        return redirect("courses:quiz-review", cohort, activity, number)
    sheet = attempt_sheet(request.user, cohort, activity, number)
    if sheet is None:
        raise Http404
    if not sheet.is_open:
        return redirect("courses:quiz-attempt", cohort, activity, number)
    unanswered = [row.position for row in sheet.questions if not row.is_answered]
    return render(
        request,
        "courses/quiz/hand_in.html",
        {"sheet": sheet, "unanswered": unanswered},
    )


@never_cache
@require_safe
@login_required
def quiz_review(request: HttpRequest, cohort: str, activity: int, number: int) -> HttpResponse:
    """Show what may be seen of an attempt; one in progress has nothing to show yet."""
    review = attempt_review(request.user, cohort, activity, number)
    if review is None:
        raise Http404
    if review.attempt.state == AttemptState.OPEN:
        return redirect("courses:quiz-attempt", cohort, activity, number)
    context = {
        "review": review,
        "questions": [reviewed(row) for row in review.questions],
        "quiz_url": page_addresses()(review.activity.page.url_path),
    }
    return render(request, "courses/quiz/review.html", context)


def _key(request: HttpRequest, cohort: str, activity: int, number: int) -> AttemptKey:
    return {
        "user": request.user,
        "cohort_slug": cohort,
        "activity_id": activity,
        "number": number,
    }


def _show_attempt(
    request: HttpRequest,
    sheet: AttemptSheet,
    questions: list[AskedQuestion],
    problems: list[int] | None = None,
) -> HttpResponse:
    moments = [row.answered_at for row in sheet.questions if row.answered_at]
    context = {
        "sheet": sheet,
        "questions": questions,
        "problems": problems,
        "answered": sum(row.answer is not None for row in questions),
        "saved_at": max(moments, default=None),
        "quiz_url": page_addresses()(sheet.activity.page.url_path),
        "client": secrets.token_hex(CLIENT_BYTES),
    }
    # Nothing is lost: what could not be saved stands in the form again.
    return render(request, "courses/quiz/attempt.html", context, status=409 if problems else 200)


def _tell_over(request: HttpRequest, cohort: str, activity: int, number: int) -> HttpResponse:
    messages.warning(
        request, _("Time was over before everything could be saved. What was saved in time counts.")
    )
    return redirect("courses:quiz-review", cohort, activity, number)


def _answer_arguments(request: HttpRequest) -> dict[str, Any] | None:
    """Return what a browser sent as arguments of the service; None where it is something else."""
    try:
        sent = json.loads(request.body)
        numbers = {name: sent[name] for name in ("sequence", "base")}
        client, answer = sent["client"], sent["answer"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(client, str) or not all(type(one) is int for one in numbers.values()):
        return None
    return {"client": client, "answer": answer, **numbers}


def _refuse(message: str, status: int) -> HttpResponse:
    return JsonResponse({"message": message}, status=status)

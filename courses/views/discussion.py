"""The discussion of a cohort: the list, one question with its answers, and what is done there."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.forms.discussion import HideForm, PostForm, QuestionForm
from courses.models import DiscussionAnswer, DiscussionQuestion
from courses.queries.discussion import (
    Participant,
    answers_of,
    courses_of_discussion,
    participant,
    questions_of,
)
from courses.services.discussion import (
    DiscussionClosed,
    NotModerator,
    NotOwnPost,
    answer,
    ask,
    correct,
    hide,
    mark_solution,
    show,
)

PER_PAGE = 20


@require_safe
@login_required
def question_list(request: HttpRequest, cohort: str) -> HttpResponse:
    """Show the cohort's questions, those about one course where one is chosen."""
    person = _person(request, cohort)
    courses = list(courses_of_discussion(person.cohort))
    chosen = next((one for one in courses if str(one.pk) == request.GET.get("pelatihan")), None)
    questions = questions_of(person, chosen.pk if chosen else None)
    page = Paginator(questions, PER_PAGE).get_page(request.GET.get("p"))
    context = {"person": person, "courses": courses, "chosen": chosen, "page_obj": page}
    return render(request, "courses/discussion/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question_ask(request: HttpRequest, cohort: str) -> HttpResponse:
    """Ask something."""
    person = _person(request, cohort)
    chosen = {"course": request.GET.get("pelatihan")}
    form = QuestionForm(request.POST or None, person=person, initial=chosen)
    if request.method == "POST" and form.is_valid() and _not_too_fast(request):
        try:
            question = ask(person=person, **form.cleaned_data)
        except DiscussionClosed:
            return _only_read(request, cohort)
        messages.success(request, _("Your question has been put."))
        return redirect("courses:discussion-question", cohort, question.pk)
    return render(request, "courses/discussion/ask.html", {"person": person, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question_show(request: HttpRequest, cohort: str, question: int) -> HttpResponse:
    """Show a question with its answers; a POST answers it."""
    person = _person(request, cohort)
    asked = _question(person, question)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _not_too_fast(request):
        try:
            given = answer(person=person, question=asked, text=form.cleaned_data["text"])
        except DiscussionClosed:
            return _only_read(request, cohort)
        return _back(cohort, asked, given)
    context = {
        "person": person,
        "question": asked,
        "answers": [_dressed(person, one) for one in answers_of(person, asked)],
        "may_edit": person.may_edit(asked),
        "may_solve": person.may_solve(asked),
        "form": form,
    }
    return render(request, "courses/discussion/question.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_correct(
    request: HttpRequest, cohort: str, question: int, answer: int | None = None
) -> HttpResponse:
    """Correct an own question or answer."""
    person, asked, post = _post(request, cohort, question, answer)
    if not person.may_edit(post):
        raise Http404
    form = PostForm(request.POST or None, initial={"text": post.text})
    form.fields["text"].label = _("Text")
    if request.method == "POST" and form.is_valid():
        try:
            correct(person=person, post=post, text=form.cleaned_data["text"])
        except NotOwnPost as error:
            raise Http404 from error
        return _back(cohort, asked, post)
    context = {"person": person, "question": asked, "form": form}
    return render(request, "courses/discussion/correct.html", context)


@require_POST
@login_required
def answer_solves(request: HttpRequest, cohort: str, question: int, answer: int) -> HttpResponse:
    """Mark the answer that solved the question, or take the mark back."""
    person, asked, post = _post(request, cohort, question, answer)
    try:
        mark_solution(person=person, given=post)
    except NotOwnPost as error:
        raise Http404 from error
    return _back(cohort, asked, post)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_hide(
    request: HttpRequest, cohort: str, question: int, answer: int | None = None
) -> HttpResponse:
    """Hide a post with a reason."""
    person, asked, post = _post(request, cohort, question, answer)
    if not person.is_staff:
        raise Http404
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hide(person=person, post=post, reason=form.cleaned_data["reason"], by=request.user)
        return _back(cohort, asked, post)
    context = {"person": person, "question": asked, "post": post, "form": form}
    return render(request, "courses/discussion/hide.html", context)


@require_POST
@login_required
def post_show(
    request: HttpRequest, cohort: str, question: int, answer: int | None = None
) -> HttpResponse:
    """Let a hidden post be read again."""
    person, asked, post = _post(request, cohort, question, answer)
    try:
        show(person=person, post=post, by=request.user)
    except NotModerator as error:
        raise Http404 from error
    return _back(cohort, asked, post)


def _person(request: HttpRequest, cohort: str) -> Participant:
    person = participant(request.user, cohort)
    if person is None:
        raise Http404
    return person


def _question(person: Participant, pk: int) -> DiscussionQuestion:
    question = questions_of(person).filter(pk=pk).first()
    if question is None:
        raise Http404
    return question


def _post(
    request: HttpRequest, cohort: str, question: int, answer: int | None
) -> tuple[Participant, DiscussionQuestion, Any]:
    person = _person(request, cohort)
    asked = _question(person, question)
    if answer is None:
        return person, asked, asked
    given = asked.answers.filter(pk=answer).first()
    if given is None:
        raise Http404
    return person, asked, given


def _dressed(person: Participant, given: DiscussionAnswer) -> dict[str, Any]:
    return {"answer": given, "may_edit": person.may_edit(given)}


def _back(cohort: str, asked: DiscussionQuestion, post: Any) -> HttpResponse:
    response = redirect("courses:discussion-question", cohort, asked.pk)
    if isinstance(post, DiscussionAnswer):
        response["Location"] += f"#jawaban-{post.pk}"
    return response


def _only_read(request: HttpRequest, cohort: str) -> HttpResponse:
    messages.error(request, _("This cohort is closed, so its discussion can only be read."))
    return redirect("courses:discussion", cohort)


def _not_too_fast(request: HttpRequest) -> bool:
    if ratelimit.consume(request, action="discussion_post", user=request.user):
        return True
    messages.error(request, _("That was a lot of posts in a short time. Wait a few minutes."))
    return False

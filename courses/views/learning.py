"""Pages and buttons of a person who learns."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.models import Enrolment, RequiredLesson
from courses.queries.learning import lesson_after, pinned_lesson, readable_enrolment
from courses.queries.my_cohort import cohort_reading
from courses.services.learning import (
    CohortNotRunning,
    CompletionResult,
    EnrolmentWithdrawn,
    complete_lesson,
    record_opening,
)


@require_safe
@login_required
def cohort_show(request: HttpRequest, cohort: str) -> HttpResponse:
    """Show a cohort to the people in it and to its staff."""
    reading = cohort_reading(request.user, cohort)
    if reading is None:
        raise Http404
    return render(request, "courses/cohort.html", {"reading": reading})


@require_POST
@login_required
def lesson_complete(request: HttpRequest, cohort: str, lesson: int) -> HttpResponse:
    """Mark a lesson complete and lead on to the next one that is left."""
    enrolment, pinned = _own_lesson(request, cohort, lesson)
    try:
        result = complete_lesson(enrolment=enrolment, lesson=pinned)
    except CohortNotRunning:
        messages.error(request, _("This cohort is closed, so lessons can only be read."))
        return redirect("courses:cohort-show", cohort)
    except EnrolmentWithdrawn as error:
        raise Http404 from error
    following = lesson_after(enrolment, pinned)
    messages.success(request, _completion_words(result, pinned))
    return (
        redirect(following.lesson.get_url(request))
        if following
        else redirect("courses:cohort-show", cohort)
    )


@require_POST
@login_required
def lesson_open(request: HttpRequest, cohort: str, lesson: int) -> HttpResponse:
    """Remember where the person reads; a closed cohort has nothing to remember."""
    enrolment, pinned = _own_lesson(request, cohort, lesson)
    try:
        record_opening(enrolment=enrolment, lesson=pinned)
    except CohortNotRunning:
        return HttpResponse(status=204)
    except EnrolmentWithdrawn as error:
        raise Http404 from error
    return HttpResponse(status=204)


def _own_lesson(request: HttpRequest, cohort: str, lesson: int) -> tuple[Enrolment, RequiredLesson]:
    enrolment = readable_enrolment(request.user, cohort)
    pinned = pinned_lesson(cohort, lesson) if enrolment else None
    if enrolment is None or pinned is None:
        raise Http404
    return enrolment, pinned


def _completion_words(result: CompletionResult, lesson: RequiredLesson) -> str:
    if result.all_completed:
        return _("All lessons are completed. Well done.")
    if result.course_completed:
        return _("The course %(course)s is completed.") % {"course": lesson.required_course.title}
    return _("Completed: %(lesson)s.") % {"lesson": lesson.title}

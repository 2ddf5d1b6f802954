"""Pages and buttons of a person who learns."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks

from courses.models import Enrolment, RequiredActivity
from courses.queries.learning import activity_after, pinned_activity, readable_enrolment
from courses.queries.my_cohort import cohort_reading
from courses.services.completion import CohortNotRunning, CompletionResult, EnrolmentWithdrawn
from courses.services.learning import ActivityClosed, complete_lesson, record_opening
from courses.templatetags.availability import closed_words


@require_safe
@login_required
def cohort_show(request: HttpRequest, cohort: str) -> HttpResponse:
    """Show a cohort to the people in it and to its staff."""
    reading = cohort_reading(request.user, cohort)
    if reading is None:
        raise Http404
    context = {"reading": reading, "links": _more_links(reading.enrolment)}
    return render(request, "courses/cohort.html", context)


@require_POST
@login_required
def lesson_complete(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Mark a lesson complete and lead on to the next one that is left."""
    enrolment, pinned = _own_activity(request, cohort, activity)
    try:
        result = complete_lesson(enrolment=enrolment, activity=pinned)
    except CohortNotRunning:
        messages.error(request, _("This cohort is closed, so lessons can only be read."))
        return redirect("courses:cohort-show", cohort)
    except ActivityClosed as closed:
        messages.error(request, closed_words(closed.access))
        return redirect("courses:cohort-show", cohort)
    except EnrolmentWithdrawn as error:
        raise Http404 from error
    following = activity_after(enrolment, pinned)
    messages.success(request, _completion_words(result, pinned))
    return (
        redirect(following.page.get_url(request))
        if following
        else redirect("courses:cohort-show", cohort)
    )


@require_POST
@login_required
def lesson_open(request: HttpRequest, cohort: str, activity: int) -> HttpResponse:
    """Remember where the person reads; of what is closed there is nothing to remember."""
    enrolment, pinned = _own_activity(request, cohort, activity)
    try:
        record_opening(enrolment=enrolment, activity=pinned)
    except (ActivityClosed, CohortNotRunning):
        return HttpResponse(status=204)
    except EnrolmentWithdrawn as error:
        raise Http404 from error
    return HttpResponse(status=204)


def _own_activity(
    request: HttpRequest, cohort: str, activity: int
) -> tuple[Enrolment, RequiredActivity]:
    enrolment = readable_enrolment(request.user, cohort)
    pinned = pinned_activity(cohort, activity) if enrolment else None
    if enrolment is None or pinned is None:
        raise Http404
    return enrolment, pinned


def _completion_words(result: CompletionResult, activity: RequiredActivity) -> str:
    if result.all_completed:
        return _("All activities are completed. Well done.")
    if result.course_completed:
        return _("The course %(course)s is completed.") % {"course": activity.required_course.title}
    return _("Completed: %(activity)s.") % {"activity": activity.title}


def _more_links(enrolment: Enrolment | None) -> list[tuple[str, str, str]]:
    """What packages above this one offer a person in this cohort: words, address, icon.

    They do so with the hook `register_cohort_links`, by functions of the enrolment.
    """
    if enrolment is None:
        return []
    return [link for add in hooks.get_hooks("register_cohort_links") for link in add(enrolment)]

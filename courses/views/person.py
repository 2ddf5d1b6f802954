"""One person in one cohort: courses, lessons with dates, history; out of the cohort and back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.domain.progress import percent
from courses.enums import CohortState, EnrolmentState
from courses.forms.tracking import WithdrawForm
from courses.models import Enrolment
from courses.queries.person_progress import course_lines, history, visible_enrolments
from courses.services.enrolment import (
    CertificateIssued,
    CohortClosed,
    CohortFull,
    reinstate,
    withdraw,
)
from courses.views.cohort_actions import ENROLMENT
from courses.views.staff_pages import CohortView


class PersonView(CohortView):
    """A page about one enrolment; somebody else's person does not exist."""

    enrolment: Enrolment
    header_icon = "user"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        seen = visible_enrolments(self.scope, kwargs["slug"])
        self.enrolment = get_object_or_404(seen, pk=kwargs["enrolment"])

    def person_url(self) -> str:
        return reverse("courses_admin:person", args=[self.cohort.slug, self.enrolment.pk])

    def get_page_title(self) -> str:
        return self.enrolment.user.name

    def trail(self) -> list[dict[str, Any]]:
        person = {"url": self.person_url(), "label": self.enrolment.user.name}
        return [person, *super().trail()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "enrolment": self.enrolment,
            "person": self.enrolment.user,
            "person_url": self.person_url(),
        }


class PersonPage(PersonView):
    """How far this person is, and since when."""

    template_name = "courses/admin/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enrolment = self.enrolment
        may_change = (
            self.request.user.has_perm(ENROLMENT) and self.cohort.state != CohortState.CLOSED
        )
        is_gone = enrolment.state == EnrolmentState.WITHDRAWN
        return super().get_context_data(**kwargs) | {
            "courses": course_lines(enrolment),
            "progress": percent(enrolment.activities_done, self.cohort.activity_count),
            "history": history(enrolment),
            "may_withdraw": may_change and not is_gone and enrolment.certificate_id is None,
            "may_reinstate": may_change and is_gone,
            "may_decide": self.request.user.has_perm(ENROLMENT),
        }


class WithdrawPerson(PersonView):
    """Take a person out of the cohort, with the reason."""

    permission_required = ENROLMENT
    page_title = gettext_lazy("Take out")
    template_name = "courses/admin/withdraw.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or WithdrawForm()
        return super().get_context_data(**kwargs) | {"form": form}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            withdraw(enrolment=self.enrolment, reason=form.cleaned_data["reason"], by=request.user)
        except CertificateIssued:
            form.add_error(None, _("There is a certificate for this enrolment; revoke it first."))
        except CohortClosed:
            form.add_error(None, _("The cohort is closed; its list of people is final."))
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(
            request,
            _("%(name)s has been withdrawn. The work is kept.") % {"name": self.enrolment.user},
        )
        return redirect(self.person_url())


class ReinstatePerson(PersonView):
    """Take a withdrawn person back."""

    http_method_names = ["post"]
    permission_required = ENROLMENT

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            reinstate(enrolment=self.enrolment, by=request.user)
            messages.success(
                request, _("%(name)s is back in the cohort.") % {"name": self.enrolment.user}
            )
        except CohortFull:
            messages.error(request, _("There is no free place. Raise the capacity first."))
        except CohortClosed:
            messages.error(request, _("The cohort is closed; its list of people is final."))
        return redirect(self.person_url())

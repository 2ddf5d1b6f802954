"""One activity of one person: more time, more attempts, waived, taken back, given back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.enums import CohortState, EnrolmentState
from courses.forms.rules import ExtensionForm, ReasonForm
from courses.queries.activity_rules import PersonActivity, person_activity
from courses.queries.rule_changes import holds_certificate
from courses.services.completion import CohortNotRunning, EnrolmentWithdrawn
from courses.services.decisions import CertificateHeld, give_back, take_back, waive
from courses.services.extensions import NothingGranted, UntilPast, grant_extension
from courses.views.activity_rules import fault_words
from courses.views.cohort_actions import ENROLMENT
from courses.views.person import PersonView


class PersonActivityPage(PersonView):
    """How one activity stands for one person, and what can be decided about it."""

    permission_required = ENROLMENT
    template_name = "courses/admin/person_activity.html"
    found: PersonActivity

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = person_activity(self.enrolment, kwargs["activity"])
        if found is None:
            raise Http404
        self.found = found

    def own_url(self) -> str:
        return reverse(
            "courses_admin:person-activity",
            args=[self.cohort.slug, self.enrolment.pk, self.found.activity.pk],
        )

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": self.own_url(), "label": self.found.activity.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("extension_form", ExtensionForm(activity=self.found.activity))
        context.setdefault("decision_form", ReasonForm())
        is_member = self.enrolment.state != EnrolmentState.WITHDRAWN
        return context | {
            "found": self.found,
            "activity": self.found.activity,
            "own_url": self.own_url(),
            "may_decide": is_member and self.cohort.state == CohortState.RUNNING,
            "holds_certificate": holds_certificate(self.enrolment),
        }


class Decision(PersonActivityPage):
    """A form with a reason, and the POST that decides."""

    http_method_names = ["post"]
    form_name = "decision_form"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.bound(request.POST)
        if form.is_valid():
            self._try(form)
        if form.errors:
            return self.render_to_response(self.get_context_data(**{self.form_name: form}))
        return redirect(self.own_url())

    def bound(self, data: Any) -> forms.Form:
        return ReasonForm(data)

    def act(self, form: Any) -> str:
        """Call the one service of this decision and say what happened."""
        raise NotImplementedError

    def decided(self, form: Any) -> dict[str, Any]:
        """What each of the services takes."""
        return {
            "enrolment": self.enrolment,
            "activity": self.found.activity,
            "reason": form.cleaned_data["reason"],
            "by": self.request.user,
        }

    def _try(self, form: forms.Form) -> None:
        try:
            messages.success(self.request, self.act(form))
        except CertificateHeld:
            form.add_error(None, _("There is a certificate for this enrolment; revoke it first."))
        except CohortNotRunning as fault:
            form.add_error(None, fault_words(fault))
        except EnrolmentWithdrawn:
            form.add_error(None, _("The person is no longer enrolled."))
        except NothingGranted:
            form.add_error(None, _("Fill in minutes, attempts or a new last moment."))
        except UntilPast:
            form.add_error("until", _("This moment has passed. Choose a later one."))


class GrantExtension(Decision):
    """More time or more attempts."""

    form_name = "extension_form"

    def bound(self, data: Any) -> forms.Form:
        return ExtensionForm(data, activity=self.found.activity)

    def act(self, form: Any) -> str:
        grant_extension(**self.decided(form) | form.granted())
        return _("The extension has been granted.")


class Waive(Decision):
    """Let the activity count as completed."""

    def act(self, form: Any) -> str:
        waive(**self.decided(form))
        return _("The activity counts as completed.")


class TakeBack(Decision):
    """Take a completion back."""

    def act(self, form: Any) -> str:
        take_back(**self.decided(form))
        return _("The completion has been taken back.")


class GiveBack(Decision):
    """Let it stand again."""

    def act(self, form: Any) -> str:
        give_back(**self.decided(form))
        return _("The completion stands again.")

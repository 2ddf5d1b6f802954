"""Steps of a cohort: open, start, issue, close; a question with its consequences, then a POST."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.services.issuing import NoCurrentDesign, NoCurrentSignatory
from courses.forms.tracking import StaffForm
from courses.queries.pinning import pinning_preview
from courses.services.certification import issue_for_cohort, retry_failed
from courses.services.cohorts import StepRefused, close_cohort, open_cohort, start_cohort
from courses.services.planning import assign_staff
from courses.views.cohort_actions import CHANGE, ISSUE, STEP
from courses.views.staff_pages import CohortView


class StepView(CohortView):
    """A page that asks, and the POST that does it; either way it ends at the cohort."""

    def get_page_title(self) -> str:
        return str(self.page_title)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except StepRefused as refusal:
            messages.error(request, str(refusal))
        except NoCurrentSignatory:
            messages.error(request, _("Set who signs new certificates first."))
        except NoCurrentDesign:
            messages.error(request, _("Choose a design for new certificates first."))
        return redirect(self.cohort_url())

    def act(self) -> str:
        """Call the one service of this step and say what happened."""
        raise NotImplementedError


class OpenCohort(StepView):
    """Let people be enrolled; nothing to ask about."""

    http_method_names = ["post"]
    permission_required = STEP

    def act(self) -> str:
        open_cohort(cohort=self.cohort, by=self.request.user)
        return _("%(cohort)s is open. Import its people next.") % {"cohort": self.cohort.name}


class StartCohort(StepView):
    """Pin the curriculum; shows beforehand what will be pinned."""

    permission_required = STEP
    page_title = gettext_lazy("Start cohort")
    template_name = "courses/admin/start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"pinning": pinning_preview(self.cohort)}

    def act(self) -> str:
        start_cohort(cohort=self.cohort, by=self.request.user)
        return _("%(cohort)s has started. Its people can learn now.") % {"cohort": self.cohort.name}


class CloseCohort(StepView):
    """End the cohort; shows beforehand who has not completed."""

    permission_required = STEP
    page_title = gettext_lazy("Close cohort")
    template_name = "courses/admin/close.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unfinished = self.cohort.enrolled - self.cohort.completed
        return super().get_context_data(**kwargs) | {"unfinished": unfinished}

    def act(self) -> str:
        close_cohort(cohort=self.cohort, by=self.request.user)
        return _("%(cohort)s is closed. Everything stays readable.") % {"cohort": self.cohort.name}


class IssueCertificates(StepView):
    """Issue certificates; shows beforehand for how many."""

    permission_required = ISSUE
    page_title = gettext_lazy("Issue certificates")
    template_name = "courses/admin/issue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.cohort.enrolled - self.cohort.completed
        return super().get_context_data(**kwargs) | {"waiting": waiting}

    def act(self) -> str:
        outcome = issue_for_cohort(cohort=self.cohort, by=self.request.user)
        if not outcome.issued:
            return _("There was nobody to issue a certificate for.")
        return ngettext(
            "%(count)d certificate is being made.",
            "%(count)d certificates are being made.",
            outcome.issued,
        ) % {"count": outcome.issued}


class RetryCertificates(StepView):
    """Queue the certificates that could not be made once more."""

    http_method_names = ["post"]
    permission_required = ISSUE

    def act(self) -> str:
        count = retry_failed(cohort=self.cohort, by=self.request.user)
        return ngettext(
            "%(count)d certificate is being made again.",
            "%(count)d certificates are being made again.",
            count,
        ) % {"count": count}


class CohortStaffPage(CohortView):
    """Who is in charge of the cohort."""

    permission_required = CHANGE
    page_title = gettext_lazy("Staff")
    template_name = "courses/admin/staff.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or StaffForm(cohort=self.cohort)
        return super().get_context_data(**kwargs) | {"form": form}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = StaffForm(request.POST, cohort=self.cohort)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        assign_staff(cohort=self.cohort, duties=form.duties(), by=request.user)
        messages.success(request, _("Staff saved."))
        return redirect(self.cohort_url())

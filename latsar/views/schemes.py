"""How one cohort is evaluated: what is in force, and another choice before it begins."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.views.cohort_actions import CHANGE
from courses.views.staff_pages import CohortView
from latsar.domain.banding import pass_minimum
from latsar.forms.schemes import CohortSchemesForm
from latsar.queries.schemes import own_schemes
from latsar.services.schemes import PolicyFrozen, choose_schemes, policy_of


class CohortSchemes(CohortView):
    """The policy with its marks; organisers choose other schemes until it is frozen."""

    permission_required = CHANGE
    page_title = gettext_lazy("Evaluation scheme")
    template_name = "latsar/admin/schemes/cohort.html"

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        policy = policy_of(self.cohort)
        own = own_schemes(self.cohort)
        is_frozen = own is not None and own.frozen_at is not None
        if not is_frozen:
            names = ("evaluation", "grading", "remedial")
            initial = {name: getattr(own, f"{name}_id", None) for name in names}
            kwargs.setdefault("form", CohortSchemesForm(initial=initial))
        return super().get_context_data(**kwargs) | {
            "policy": policy,
            "pass_minimum": pass_minimum(policy.bands),
            "frozen_at": own.frozen_at if own else None,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = CohortSchemesForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            choose_schemes(cohort=self.cohort, **form.cleaned_data, by=request.user)
        except PolicyFrozen:
            messages.error(request, _("The cohort has begun and keeps the scheme it began with."))
        else:
            messages.success(request, _("Saved. The cohort keeps this scheme once it begins."))
        return redirect(request.path)

"""What the staff pages of a cohort have in common: who sees which cohort, and the way back."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from courses.models import Cohort
from courses.queries.report_scope import ReportScope, report_scope
from courses.queries.tracking import summaries_within


class CohortView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one cohort; a cohort that is not theirs does not exist for staff."""

    # Permission without which the page does not exist; empty where seeing the cohort is enough.
    permission_required = ""
    header_icon = "group"
    scope: ReportScope
    cohort: Cohort

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.scope = report_scope(request.user)
        if self.permission_required and not request.user.has_perm(self.permission_required):
            raise Http404
        self.cohort = get_object_or_404(summaries_within(self.scope), slug=kwargs["slug"])

    def cohort_url(self) -> str:
        """The page that everything about this cohort returns to."""
        return reverse("courses_admin:cohort", args=[self.cohort.slug])

    def get_page_title(self) -> str:
        return self.page_title or self.cohort.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cohort:index"), "label": _("Cohorts")},
            {"url": self.cohort_url(), "label": self.cohort.name},
            *self.trail(),
        ]

    def trail(self) -> list[dict[str, Any]]:
        """What comes after the cohort in the breadcrumbs."""
        return [{"url": "", "label": self.page_title}] if self.page_title else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "cohort": self.cohort,
            "cohort_url": self.cohort_url(),
        }

"""One assignment of one cohort for its markers: everybody's state, and the groups."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from courses.forms.work import DealForm
from courses.models import Cohort, RequiredActivity
from courses.permissions import may_mark
from courses.queries.assignment_people import assignment_people, cohort_assignment
from courses.services.work_groups import GroupsRefused, add_group, deal_groups, place_people

PLACE = "place-"


class AssignmentPeoplePage(WagtailAdminTemplateMixin, TemplateView):
    """Everybody of the cohort with what they handed in."""

    template_name = "courses/admin/marking/people.html"
    header_icon = "tasks"
    cohort: Cohort
    activity: RequiredActivity

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.cohort = get_object_or_404(Cohort, slug=kwargs["slug"])
        found = cohort_assignment(self.cohort, kwargs["activity"])
        if found is None or not may_mark(request.user, self.cohort):
            raise Http404
        self.activity = found

    def get_page_title(self) -> str:
        return self.activity.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("courses_admin:marking"), "label": _("Marking")},
            {
                "url": reverse("courses_admin:cohort", args=[self.cohort.slug]),
                "label": self.cohort.name,
            },
            {"url": "", "label": self.activity.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return (
            {"deal_form": DealForm()}
            | super().get_context_data(**kwargs)
            | {
                "cohort": self.cohort,
                "activity": self.activity,
                "found": assignment_people(self.activity),
            }
        )


class GroupsPage(AssignmentPeoplePage):
    """Who works with whom: dealt evenly or placed one by one."""

    template_name = "courses/admin/marking/groups.html"

    def get_page_title(self) -> str:
        return _("Groups: %(title)s") % {"title": self.activity.title}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.activity.policy.get("is_group"):
            raise Http404

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = DealForm(request.POST)
        try:
            done = self._change(form)
        except GroupsRefused as refused:
            context = self.get_context_data(problem=str(refused))
            return self.render_to_response(context, status=422)
        if not done:
            return self.render_to_response(self.get_context_data(deal_form=form), status=422)
        messages.success(request, done)
        return redirect(request.path)

    def _change(self, form: DealForm) -> str:
        do, by = self.request.POST.get("do"), self.request.user
        if do == "add":
            group = add_group(activity=self.activity, by=by)
            return _("%(group)s has been added.") % {"group": group.name}
        if do == "place":
            place_people(activity=self.activity, places=self._places(), by=by)
            return _("The groups have been saved.")
        if not form.is_valid():
            return ""
        groups = deal_groups(activity=self.activity, count=form.cleaned_data["count"], by=by)
        return _("Everybody is in one of %(count)s groups.") % {"count": len(groups)}

    def _places(self) -> dict[int, int | None]:
        chosen = {
            name.removeprefix(PLACE): value
            for name, value in self.request.POST.items()
            if name.startswith(PLACE)
        }
        return {
            int(person): int(group) if group.isdecimal() else None
            for person, group in chosen.items()
            if person.isdecimal()
        }

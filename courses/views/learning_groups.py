"""The learning groups of a cohort: deal everybody, move one person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.timetable import DealForm
from courses.queries.learning_groups import groups_of
from courses.services.groups import LearningGroupsRefused, deal_groups, move_person
from courses.views.timetable import ChangeView


class LearningGroupsPage(ChangeView):
    """Who learns in which group."""

    header_icon = "group"
    page_title = gettext_lazy("Learning groups")
    template_name = "courses/admin/timetable/groups.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = groups_of(self.cohort)
        count = {"count": len(found.groups)} if found.groups else None
        form = kwargs.pop("form", None) or DealForm(initial=count)
        return super().get_context_data(**kwargs) | {"form": form, "found": found}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = DealForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            deal_groups(cohort=self.cohort, count=form.cleaned_data["count"], by=request.user)
        except LearningGroupsRefused as refused:
            form.add_error("count", str(refused))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("Everybody is dealt to a group."))
        return redirect(request.path)


class MovePerson(ChangeView):
    """Put one person into another group."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        enrolment = get_object_or_404(
            self.cohort.enrolments.members().select_related("user", "cohort"),
            pk=kwargs["enrolment"],
        )
        chosen = request.POST.get("group", "")
        group = get_object_or_404(self.cohort.groups, pk=chosen) if chosen.isdecimal() else None
        move_person(enrolment=enrolment, group=group, by=request.user)
        words = {"name": enrolment.user.name, "group": group.name if group else ""}
        if group:
            messages.success(request, _("%(name)s is in %(group)s now.") % words)
        else:
            messages.success(request, _("%(name)s is in no group now.") % words)
        return redirect(reverse("courses_admin:learning-groups", args=[self.cohort.slug]))

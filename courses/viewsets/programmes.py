"""Programmes in Wagtail's admin: read by staff, written by packages or made as a copy."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from courses.models import Programme
from courses.queries.programmes import has_begun, programme_list, programme_outline
from courses.viewsets.columns import FigureColumn, ProgrammeColumn


class ReadPolicy(ModelPermissionPolicy):
    """Curricula come from packages; those made here have forms of their own."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class ProgrammeIndex(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Programme]:
        return programme_list()

    def get_list_more_buttons(self, instance: Programme) -> list[Any]:
        return []


class ProgrammeInspect(generic.InspectView):
    """Courses by agenda, with JP and their marks."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_change = self.object.is_own and self.request.user.has_perm("courses.change_programme")
        return super().get_context_data(**kwargs) | {
            "outline": programme_outline(self.object),
            "may_duplicate": self.request.user.has_perm("courses.add_programme"),
            "may_change": may_change and not has_begun(self.object),
        }


class ProgrammeViewSet(ModelViewSet):
    model = Programme
    name = "programme"
    url_prefix = "program"
    icon = "list-ol"
    menu_label = _("Programmes")
    menu_order = 20
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ProgrammeIndex
    inspect_view_class = ProgrammeInspect
    inspect_template_name = "courses/admin/programme.html"
    search_fields = ["title", "code", "regulation"]
    form_fields = ["title"]
    list_display = [
        ProgrammeColumn("title", label=_("Programme"), sort_key="title"),
        Column("regulation", label=_("Regulation")),
        FigureColumn("hours", label="JP", classname="num"),
        NumberColumn("course_count", label=_("Courses"), classname="num"),
        NumberColumn("cohort_count", label=_("Cohorts"), classname="num"),
    ]

    @property
    def permission_policy(self) -> ReadPolicy:
        return ReadPolicy(self.model)

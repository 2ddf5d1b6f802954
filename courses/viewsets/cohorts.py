"""Cohorts in Wagtail's admin: the list with its counts, and the form that plans one."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from courses.domain.planning import fixed_fields
from courses.enums import CohortState
from courses.forms.cohort import CohortForm
from courses.models import Cohort, Programme
from courses.queries.tracking import cohort_summaries
from courses.services.cohorts import CohortDatesWrong, CohortNumberTaken, create_cohort
from courses.services.planning import CapacityTooSmall, CohortPlan, FactFixed, change_cohort
from courses.viewsets.columns import DatesColumn, NameColumn, StateColumn


class CohortPolicy(ModelPermissionPolicy):
    """Whoever enters the admin may open the list; it holds only what they may see."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "view":
            return bool(user.is_active)
        # What people have learnt hangs on a cohort: it is closed, never deleted.
        return action != "delete" and super().user_has_permission(user, action)


class CohortFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=CohortState, widget=forms.CheckboxSelectMultiple
    )
    programme = django_filters.ModelMultipleChoiceFilter(
        label=_("Programme"),
        queryset=Programme.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    year = django_filters.NumberFilter(label=_("Year"))

    class Meta:
        model = Cohort
        fields = ["state", "year", "programme"]


class CohortIndex(generic.IndexView):
    """Cohorts the person may see, with the numbers they may see."""

    def get_base_queryset(self) -> QuerySet[Cohort]:
        return cohort_summaries(self.request.user).order_by("-year", "-number")

    def order_queryset(self, queryset: QuerySet[Cohort]) -> QuerySet[Cohort]:
        return super().order_queryset(queryset) if self.is_explicitly_ordered else queryset

    def get_list_more_buttons(self, instance: Cohort) -> list[Any]:
        return []

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return gettext("No cohort fits. Take a filter away or search for something else.")
        return gettext("Cohorts you may see appear here as soon as there are any.")


class SavesByService:
    """Turns the refusals of the planning services into messages at their fields."""

    def form_valid(self, form: forms.ModelForm) -> Any:
        try:
            return super().form_valid(form)
        except CohortNumberTaken:
            form.add_error("number", _("There is a cohort of this number in this year already."))
        except CohortDatesWrong:
            form.add_error("ends_on", _("The last day cannot lie before the first."))
        except CapacityTooSmall as error:
            text = gettext("The cohort has %(count)d people already.") % {"count": error.people}
            form.add_error("capacity", text)
        except FactFixed:
            form.add_error(None, _("The cohort has begun; these facts are fixed."))
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("courses_admin:cohort", args=[self.object.slug])

    def get_success_buttons(self) -> list[Any]:
        return []


class CohortCreate(SavesByService, generic.CreateView):
    def save_instance(self) -> Cohort:
        return create_cohort(**plan_facts(self.form), by=self.request.user)


class CohortEdit(SavesByService, generic.EditView):
    def get_form(self, form_class: Any = None) -> forms.ModelForm:
        form = super().get_form(form_class)
        for name in fixed_fields(self.object.state) & form.fields.keys():
            form.fields[name].disabled = True
            form.fields[name].help_text = _("Fixed since the cohort began.")
        return form

    def save_instance(self) -> Cohort:
        plan = CohortPlan(**plan_facts(self.form))
        return change_cohort(cohort=self.object, plan=plan, by=self.request.user)


def plan_facts(form: forms.ModelForm) -> dict[str, Any]:
    """What was filled in, as the services take it."""
    return {name: form.cleaned_data[name] for name in form.fields if name in form.cleaned_data}


class CohortViewSet(ModelViewSet):
    model = Cohort
    name = "cohort"
    url_prefix = "angkatan"
    icon = "group"
    menu_label = _("Cohorts")
    menu_order = 10
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = CohortIndex
    add_view_class = CohortCreate
    edit_view_class = CohortEdit
    filterset_class = CohortFilterSet
    search_fields = ["slug", "place", "programme__title"]
    ordering = ["-year", "-number"]
    list_display = [
        NameColumn("name", label=_("Cohort"), sort_key="number"),
        Column("programme", label=_("Programme"), sort_key="programme__title"),
        DatesColumn("starts_on", label=_("Dates"), sort_key="starts_on"),
        StateColumn("state", label=_("State"), sort_key="state"),
        NumberColumn("enrolled", label=_("Enrolled"), sort_key="enrolled", classname="num"),
        NumberColumn("active", label=_("Active"), sort_key="active", classname="num"),
        NumberColumn("completed", label=_("Completed"), sort_key="completed", classname="num"),
        NumberColumn(
            "certificates", label=_("Certificates"), sort_key="certificates", classname="num"
        ),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("programme"),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("number"), FieldPanel("year"), FieldPanel("number_style")]
                    )
                ],
                heading=_("Name"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldPanel("place"),
                ],
                heading=_("When and where"),
            ),
            FieldPanel("capacity"),
            FieldPanel(
                "attendance_rule",
                help_text=_(
                    "Empty: the rule of the programme. It is frozen when the cohort begins."
                ),
            ),
        ],
        base_form_class=CohortForm,
    )

    @property
    def permission_policy(self) -> CohortPolicy:
        return CohortPolicy(self.model)

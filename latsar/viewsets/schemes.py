"""Evaluation schemes in Wagtail's admin: weights, bands and rules, each with its mark."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from latsar.forms.schemes import ScorerBoxes
from latsar.models import EvaluationScheme, GradingScheme, ProgrammeScheme, RemedialRule
from latsar.services.scheme_editing import SchemeUnsound, save_programme_schemes, save_scheme
from latsar.viewsets.scoring_forms import ScoringFormViewSet

_WEIGHT = [FieldPanel("weight"), FieldPanel("weight_unverified"), FieldPanel("weight_mark")]
_ORIGIN = MultiFieldPanel(
    [FieldRowPanel([FieldPanel("mark"), FieldPanel("source")]), FieldPanel("note")],
    heading=_("Where it comes from"),
)


class SchemePolicy(ModelPermissionPolicy):
    """What cohorts were or are held to is changed or left, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class WeightsColumn(Column):
    """Codes of components with their weights; a working value carries its mark."""

    cell_template_name = "latsar/admin/schemes/_weights_cell.html"


class MarkColumn(Column):
    """How sure the whole is."""

    cell_template_name = "latsar/admin/schemes/_mark_cell.html"


class EvaluationIndex(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[EvaluationScheme]:
        return EvaluationScheme.objects.prefetch_related("components")


class GradingIndex(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[GradingScheme]:
        return GradingScheme.objects.prefetch_related("bands")


class ProgrammeIndex(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[ProgrammeScheme]:
        return ProgrammeScheme.objects.select_related("programme", "evaluation", "grading")


class SavesScheme:
    """Saves by the service and shows its refusal on the form."""

    form: forms.ModelForm
    request: Any

    def save_instance(self) -> Any:
        scheme = self.form.save(commit=False)
        save_scheme(scheme=scheme, by=self.request.user)
        return scheme

    def form_valid(self, form: forms.ModelForm) -> Any:
        self.form = form
        try:
            return super().form_valid(form)  # type: ignore[misc]  # the view beside this mixin
        except SchemeUnsound as refused:
            for fault in refused.faults:
                form.add_error(None, str(fault.label))
        self.produced_error_message = gettext("Nothing was saved: the scheme could not be used.")
        return self.form_invalid(form)  # type: ignore[attr-defined]


class SchemeCreate(SavesScheme, generic.CreateView):
    pass


class SchemeEdit(SavesScheme, generic.EditView):
    def get_form(self, form_class: Any = None) -> forms.ModelForm:
        form = super().get_form(form_class)
        form.fields["code"].disabled = True
        return form


class SavesProgramme:
    """Saves by the service."""

    form: forms.ModelForm
    request: Any

    def save_instance(self) -> Any:
        row = self.form.save(commit=False)
        save_programme_schemes(row=row, by=self.request.user)
        return row


class ProgrammeCreate(SavesProgramme, generic.CreateView):
    pass


class ProgrammeEdit(SavesProgramme, generic.EditView):
    def get_form(self, form_class: Any = None) -> forms.ModelForm:
        form = super().get_form(form_class)
        form.fields["programme"].disabled = True
        return form


class SchemeViewSet(ModelViewSet):
    """What the four lists have in common."""

    icon = "tasks"
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = SchemeCreate
    edit_view_class = SchemeEdit

    @cached_property
    def permission_policy(self) -> SchemePolicy:
        return SchemePolicy(self.model)


class EvaluationSchemeViewSet(SchemeViewSet):
    model = EvaluationScheme
    name = "evaluationscheme"
    url_prefix = "skema-nilai"
    menu_label = _("Weights")
    index_view_class = EvaluationIndex
    search_fields = ["label", "code"]
    list_display = [
        "label",
        WeightsColumn("components", label=_("Weights")),
        MarkColumn("mark", label=pgettext_lazy("confidence", "Mark")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("label")]),
            InlinePanel(
                "components",
                label=_("component"),
                heading=_("Components"),
                panels=[
                    FieldRowPanel([FieldPanel("code"), FieldPanel("label")]),
                    FieldRowPanel(_WEIGHT),
                    FieldPanel("scorers", widget=ScorerBoxes),
                    FieldPanel("scorers_mark"),
                    FieldPanel("aspects", widget=forms.Textarea(attrs={"rows": 3})),
                    InlinePanel(
                        "parts",
                        label=_("part"),
                        heading=_("Parts"),
                        panels=[
                            FieldRowPanel(
                                [FieldPanel("method"), FieldPanel("code"), FieldPanel("label")]
                            ),
                            FieldRowPanel(_WEIGHT),
                        ],
                    ),
                ],
            ),
            FieldPanel("tie_breakers"),
            _ORIGIN,
        ]
    )


class GradingSchemeViewSet(SchemeViewSet):
    model = GradingScheme
    name = "gradingscheme"
    url_prefix = "skema-predikat"
    icon = "order"
    menu_label = _("Bands")
    index_view_class = GradingIndex
    search_fields = ["label", "code"]
    list_display = [
        "label",
        Column("award_count", label=_("How many are honoured"), classname="num"),
        MarkColumn("mark", label=pgettext_lazy("confidence", "Mark")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("label")]),
            InlinePanel(
                "bands",
                label=_("band"),
                heading=_("Bands"),
                panels=[
                    FieldRowPanel([FieldPanel("code"), FieldPanel("label")]),
                    FieldRowPanel([FieldPanel("minimum"), FieldPanel("outcome")]),
                    FieldPanel("other_label"),
                ],
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("award_count"), FieldPanel("award_mark")]),
                    FieldRowPanel([FieldPanel("award_document"), FieldPanel("award_source")]),
                ],
                heading=_("Honours"),
            ),
            _ORIGIN,
        ]
    )


class RemedialRuleViewSet(SchemeViewSet):
    model = RemedialRule
    name = "remedialrule"
    url_prefix = "aturan-remedial"
    icon = "redirect"
    menu_label = _("Remedial rules")
    list_display = ["code", "text", MarkColumn("mark", label=pgettext_lazy("confidence", "Mark"))]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("text", widget=forms.Textarea(attrs={"rows": 3})),
            FieldRowPanel([FieldPanel("max_attempts"), FieldPanel("deadline_working_days")]),
            FieldRowPanel([FieldPanel("band_cap"), FieldPanel("band_cap_unverified")]),
            _ORIGIN,
        ]
    )


class ProgrammeSchemeViewSet(SchemeViewSet):
    model = ProgrammeScheme
    name = "programmescheme"
    url_prefix = "skema-program"
    icon = "list-ol"
    menu_label = _("Schemes of programmes")
    index_view_class = ProgrammeIndex
    add_view_class = ProgrammeCreate
    edit_view_class = ProgrammeEdit
    list_display = [
        "programme",
        Column("evaluation", label=_("Evaluation scheme")),
        Column("grading", label=_("Grading scheme")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("programme"),
            FieldPanel("evaluation"),
            FieldPanel("grading"),
            FieldPanel("remedial"),
        ]
    )


class EvaluationGroup(ModelViewSetGroup):
    """One menu for everything that decides about scores."""

    menu_label = _("Evaluation schemes")
    menu_icon = "tasks"
    menu_order = 25
    items = (
        EvaluationSchemeViewSet,
        GradingSchemeViewSet,
        RemedialRuleViewSet,
        ProgrammeSchemeViewSet,
        ScoringFormViewSet,
    )

"""What staff enter about evaluation schemes."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from latsar.enums import Scorer
from latsar.models import EvaluationScheme, GradingScheme, RemedialRule


class ScorerBoxes(forms.CheckboxSelectMultiple):
    """Boxes for a list that is stored as JSON."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=Scorer.choices)

    def format_value(self, value: Any) -> list[str]:
        known = json.loads(value) if isinstance(value, str) else value
        return super().format_value(known or [])

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return json.dumps(super().value_from_datadict(data, files, name) or [])


class CohortSchemesForm(forms.Form):
    """The schemes of one cohort; empty takes what its programme has."""

    evaluation = forms.ModelChoiceField(
        label=_("Evaluation scheme"),
        queryset=EvaluationScheme.objects.all(),
        required=False,
        empty_label=_("As the programme has it"),
    )
    grading = forms.ModelChoiceField(
        label=_("Grading scheme"),
        queryset=GradingScheme.objects.all(),
        required=False,
        empty_label=_("As the programme has it"),
    )
    remedial = forms.ModelChoiceField(
        label=_("Remedial rule"),
        queryset=RemedialRule.objects.all(),
        required=False,
        empty_label=_("As the programme has it"),
    )

"""The form an organiser plans a cohort with."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm


class CohortForm(WagtailAdminModelForm):
    """Says at the field what the database would refuse."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "capacity"):
            self.fields[name].widget.attrs["min"] = 1

    def clean_number(self) -> int:
        return self._at_least_one("number")

    def clean_capacity(self) -> int:
        return self._at_least_one("capacity")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        first, last = facts.get("starts_on"), facts.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day cannot lie before the first."))
        return facts

    def _at_least_one(self, name: str) -> int:
        value: int = self.cleaned_data[name]
        if value < 1:
            self.add_error(name, _("Write a number of at least 1."))
        return value

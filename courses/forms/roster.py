"""What an organiser fills in to bring a roster in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corpu.core.exchange.cells import MAX_BYTES
from courses.domain.roster_targets import CohortDates
from courses.enums import CohortChoice, CohortState, RowVerdict
from courses.models import Cohort, Programme

MEGABYTE = 1024 * 1024
MOST_PEOPLE = 500


class RosterUploadForm(forms.Form):
    """A file, and where its people go."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Choose the file with the people.")},
        help_text=_("XLSX or CSV with the columns nama, no_identitas and instansi at least."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    choice = forms.ChoiceField(
        label=_("Where do the people go?"),
        choices=CohortChoice.choices,
        initial=CohortChoice.ONE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    cohort = forms.ModelChoiceField(
        label=_("Cohort"),
        queryset=Cohort.objects.exclude(state=CohortState.CLOSED),
        to_field_name="slug",
        required=False,
        empty_label=_("Choose a cohort"),
        help_text=_("For one cohort. Closed cohorts are not offered."),
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Programme.objects.all(),
        required=False,
        empty_label=_("Choose a programme"),
        help_text=_("For new cohorts."),
    )
    size = forms.IntegerField(
        label=_("People per cohort at most"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=40,
        required=False,
        help_text=_("For new cohorts. The list is split as evenly as possible."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            text = _("The file is larger than %(limit)s MB. Remove images or split it.")
            raise forms.ValidationError(text, params={"limit": MAX_BYTES // MEGABYTE})
        return file

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("choice") == CohortChoice.SPLIT:
            self._need("programme", _("Choose the programme of the new cohorts."))
            self._need("size", _("Write how many people a cohort takes at most."))
            found["cohort"] = None
        elif "choice" in found:
            self._need("cohort", _("Choose the cohort the people go to."))
            found["programme"] = None
        return found

    def _need(self, field: str, message: Any) -> None:
        if not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, message)


class RosterApplyForm(forms.Form):
    """The last questions before importing: dates of new cohorts, and whether to skip rows."""

    starts_on = forms.DateField(
        label=_("First day of the new cohorts"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=_("Last day of the new cohorts"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    skip_problems = forms.BooleanField(
        label=_("Import only the rows without problems"), required=False
    )

    def __init__(
        self,
        *args: Any,
        dates: CohortDates | None = None,
        has_problems: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            if dates is None:
                del self.fields[name]
            else:
                self.fields[name].initial = getattr(dates, name)
        if not has_problems:
            del self.fields["skip_problems"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day lies before the first."))
        return found


class VerdictForm(forms.Form):
    """The chip that was chosen; what it does not know narrows nothing."""

    verdict = forms.ChoiceField(choices=RowVerdict.choices, required=False)

    def chosen(self) -> RowVerdict | None:
        """Return the verdict that was asked for."""
        self.full_clean()
        value = self.cleaned_data.get("verdict")
        return RowVerdict(value) if value else None

"""What a participant fills in at the workplace: weeks, results, the report."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from latsar.domain.working_days import ReportWeek
from latsar.forms.aktualisasi import DraftForm, day_field, long_text
from latsar.models import ActivityStage, PlannedActivity, WeeklyReport
from latsar.queries.aktualisasi import stages_of
from latsar.services.aktualisasi_weeks import NewFile, ReportFields, WeekFields

ACCEPTED = ".jpg,.jpeg,.png,.pdf,.docx,.odt"


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of files; what each of them is, the service reads from its content."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        return [one for one in data or () if one]


class WeekForm(DraftForm):
    """A week: per activity what was done, which stages were finished when, files."""

    remove = forms.IntegerField(required=False, widget=forms.HiddenInput)
    obstacles = long_text(_("Obstacles"), rows=3, limit=3000)
    solutions = long_text(_("How they were solved"), rows=3, limit=3000)

    def __init__(
        self,
        *args: Any,
        activities: Sequence[PlannedActivity],
        week: ReportWeek,
        report: WeeklyReport | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activities, self.week, self.report = activities, week, report
        results = report.results if report else {}
        if report is not None:
            self.initial |= {
                "sequence": report.sequence,
                "obstacles": report.obstacles,
                "solutions": report.solutions,
            }
        for one in activities:
            field = long_text(_("What you did"), limit=4000)
            field.initial = results.get(str(one.pk), "")
            self.fields[f"result-{one.pk}"] = field
            for stage in self.open_stages(one):
                days = day_field(stage.text)
                days.initial = stage.done_on
                days.widget.attrs |= {
                    "min": week.first.isoformat(),
                    "max": week.last.isoformat(),
                }
                self.fields[f"done-{stage.pk}"] = days
            self.fields[f"file-{one.pk}"] = ManyFilesField(
                label=_("Evidence: photos or documents"),
                required=False,
                widget=ManyFilesInput(attrs={"multiple": True, "accept": ACCEPTED}),
            )

    def open_stages(self, activity: PlannedActivity) -> list[ActivityStage]:
        """Return the stages that no other week reports."""
        own = {None, self.report.pk if self.report else None}
        return [one for one in stages_of(activity) if one.week_id in own]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, day in list(cleaned.items()):
            outside = isinstance(day, dt.date) and not self.week.first <= day <= self.week.last
            if name.startswith("done-") and outside:
                self.add_error(name, _("This day is not in this week."))
        return cleaned

    def fields_of_week(self) -> WeekFields:
        """Return what was filled in."""
        found = self.cleaned_data
        return WeekFields(
            results={one.pk: found[f"result-{one.pk}"] for one in self.activities},
            done={
                stage.pk: found[f"done-{stage.pk}"]
                for one in self.activities
                for stage in self.open_stages(one)
            },
            obstacles=found["obstacles"],
            solutions=found["solutions"],
        )

    def uploads(self) -> list[NewFile]:
        """Return the chosen files, each with its activity."""
        return [
            NewFile(file, one.pk)
            for one in self.activities
            for file in (self.files.getlist(f"file-{one.pk}") if self.files else [])
        ]


class ResultsForm(forms.Form):
    """What came of each activity, and why it differs from the plan."""

    def __init__(self, *args: Any, activities: Sequence[PlannedActivity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = activities
        for one in activities:
            result = long_text(_("Result"), rows=4, limit=4000)
            result.initial = one.result
            remark = long_text(_("Why it differs from the plan"), rows=2, limit=2000)
            remark.initial = one.remark
            self.fields[f"result-{one.pk}"] = result
            self.fields[f"remark-{one.pk}"] = remark
            self.fields[f"sequence-{one.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=one.sequence
            )

    def results(self) -> dict[int, tuple[str, str]]:
        """Return what was filled in, by activity."""
        found = self.cleaned_data
        return {
            one.pk: (found[f"result-{one.pk}"], found[f"remark-{one.pk}"])
            for one in self.activities
        }

    def sequences(self) -> dict[int, int]:
        """Return which copies the writer had."""
        return {one.pk: self.cleaned_data[f"sequence-{one.pk}"] for one in self.activities}


class ReportForm(DraftForm):
    """The words of the report and its file."""

    impact = long_text(
        _("Impact"), rows=6, hint=_("What changed for the unit, for those who are served, for you.")
    )
    follow_up = long_text(_("Follow-up"), rows=4, hint=_("How it goes on after the training."))
    conclusion = long_text(_("Conclusion"), rows=5)
    advice = long_text(_("Advice"), rows=4)
    file = forms.FileField(
        label=_("The report as a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
        help_text=_("PDF, DOCX or ODT, at most 10 MB. A new file takes the place of the old one."),
    )
    is_declared = forms.BooleanField(
        label=_("I declare that this report is my own work and that what it says happened."),
        required=False,
    )

    def report(self) -> ReportFields:
        """Return what was filled in."""
        names = ("impact", "follow_up", "conclusion", "advice", "is_declared")
        return ReportFields(**{name: self.cleaned_data[name] for name in names})

    def upload(self) -> UploadedFile | None:
        """Return the chosen file."""
        file: UploadedFile | None = self.cleaned_data["file"]
        return file

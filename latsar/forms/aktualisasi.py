"""What a participant fills in for the plan; nearly everything may be saved half done."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from latsar.domain.issue_scores import HIGHEST, LOWEST
from latsar.domain.value_matrix import BasicValue
from latsar.enums import CauseKind
from latsar.models import ActivityStage, Aktualisasi, Cause, Issue, PlannedActivity
from latsar.services.aktualisasi import CauseFields, IssueFields
from latsar.services.aktualisasi_activities import MAX_STAGES, ActivityFields, StageFields

SAVE, NEXT, MORE = "save", "next", "more"
LONG = 6000
# Empty rows offered below what is written.
SPARE_CAUSES, SPARE_STAGES = 3, 2


def day_field(label: Any) -> forms.DateField:
    """A day, with the calendar of the device."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


def long_text(label: Any, *, rows: int = 4, limit: int = LONG, hint: Any = "") -> forms.CharField:
    """A text over several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=False, max_length=limit, widget=widget, help_text=hint
    )


class DraftForm(forms.Form):
    """A form that remembers which copy its writer had."""

    sequence = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    do = forms.ChoiceField(
        choices=[(SAVE, SAVE), (NEXT, NEXT), (MORE, MORE)],
        required=False,
        widget=forms.HiddenInput,
    )

    def shown(self) -> list[forms.BoundField]:
        """Return the fields that people see."""
        return [one for one in self if not one.is_hidden]


class UnitForm(DraftForm):
    """Where the person works."""

    unit = forms.CharField(
        label=_("Your unit"),
        required=False,
        max_length=150,
        help_text=_("For example: Subbagian Umum dan Kepegawaian."),
    )


class IssueForm(DraftForm):
    """One issue with the four APKL questions and the three USG scores."""

    title = forms.CharField(
        label=_("Issue"),
        max_length=200,
        help_text=_("One sentence: what does not go as it should?"),
    )
    description = long_text(
        _("What happens"), hint=_("Facts you have seen: since when, how often, for whom.")
    )
    is_actual = forms.BooleanField(
        label=_("Actual: it happens now and is talked about"), required=False
    )
    is_problematic = forms.BooleanField(
        label=_("Problematic: it strays from what should be and needs a solution"), required=False
    )
    is_public = forms.BooleanField(label=_("Concerns many people"), required=False)
    is_feasible = forms.BooleanField(
        label=_("Feasible: you can solve it within your duties"), required=False
    )

    APKL = ("is_actual", "is_problematic", "is_public", "is_feasible")
    USG = ("urgency", "seriousness", "growth")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urgency"] = _score(_("Urgency: how soon must it be dealt with?"))
        self.fields["seriousness"] = _score(_("Seriousness: how grave is what follows from it?"))
        self.fields["growth"] = _score(_("Growth: how fast does it get worse if it stays?"))

    def fields_of_issue(self) -> IssueFields:
        """Return what was filled in."""
        names = ("title", "description", *self.APKL, *self.USG)
        return IssueFields(**{name: self.cleaned_data[name] for name in names})

    @property
    def apkl(self) -> list[forms.BoundField]:
        return [self[name] for name in self.APKL]

    @property
    def usg(self) -> list[forms.BoundField]:
        return [self[name] for name in self.USG]

    @classmethod
    def initial_of(cls, issue: Issue) -> dict[str, Any]:
        """Return an issue as the form shows it."""
        names = ("title", "description", *cls.APKL, *cls.USG, "sequence")
        return {name: getattr(issue, name) for name in names}


def _score(label: Any) -> forms.TypedChoiceField:
    numbers = [(str(one), str(one)) for one in range(LOWEST, HIGHEST + 1)]
    return forms.TypedChoiceField(
        label=label,
        choices=numbers,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class CoreForm(DraftForm):
    """Which issue it shall be, and why."""

    issue = forms.TypedChoiceField(
        label=_("Core issue"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = long_text(
        _("Reason for the choice"),
        rows=3,
        limit=2000,
        hint=_("Needed only if it is not first in the ranking."),
    )
    analysis = long_text(
        _("Description and consequences"),
        rows=8,
        hint=_("What the issue looks like, whom it concerns, what happens if nothing is done."),
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issue"].choices = list(choices)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(work: Aktualisasi) -> dict[str, Any]:
        """Return the choice as the form shows it."""
        return {
            "issue": work.core_issue_id,
            "reason": work.core_reason,
            "analysis": work.core_analysis,
            "sequence": work.sequence,
        }


class CausesForm(DraftForm):
    """All causes at once, with a few empty rows."""

    def __init__(self, *args: Any, causes: Sequence[Cause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = len(causes) + SPARE_CAUSES
        if self.is_bound:
            self.rows = max(self.rows, _rows_in(self.data, "text-"))
        for place in range(self.rows):
            cause = causes[place] if place < len(causes) else None
            self.fields[f"text-{place}"] = forms.CharField(
                label=_("Cause"),
                required=False,
                max_length=300,
                initial=cause.text if cause else "",
            )
            self.fields[f"kind-{place}"] = forms.ChoiceField(
                label=_("Area"),
                choices=CauseKind.choices,
                initial=cause.kind if cause else CauseKind.PEOPLE,
            )
            self.fields[f"main-{place}"] = forms.BooleanField(
                label=_("Main cause"), required=False, initial=cause.is_main if cause else False
            )

    @property
    def lines(self) -> list[tuple[int, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return the rows with their numbers."""
        return [
            (place + 1, self[f"text-{place}"], self[f"kind-{place}"], self[f"main-{place}"])
            for place in range(self.rows)
        ]

    def causes(self) -> list[CauseFields]:
        """Return what was filled in."""
        found = self.cleaned_data
        return [
            CauseFields(
                CauseKind(found[f"kind-{place}"]), found[f"text-{place}"], found[f"main-{place}"]
            )
            for place in range(self.rows)
        ]


class IdeaForm(DraftForm):
    """Title and creative idea."""

    title = forms.CharField(
        label=_("Title of your aktualisasi"),
        required=False,
        max_length=250,
        help_text=_("What you do, by what means, where."),
    )
    idea = long_text(
        _("Creative idea"),
        rows=10,
        hint=_("How you will solve the main causes, what is new in it, and who gains from it."),
    )


class ActivityForm(DraftForm):
    """One activity with its stages and what it has to do with the values."""

    title = forms.CharField(label=pgettext_lazy("aktualisasi", "Activity"), max_length=200)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    output = long_text(
        _("Output"), rows=3, limit=2000, hint=_("What can be shown when it is done.")
    )
    contribution = long_text(_("Contribution to vision and mission"), rows=3, limit=3000)

    def __init__(
        self,
        *args: Any,
        values: Sequence[BasicValue],
        stages: Sequence[ActivityStage] = (),
        words: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.values, self.words = values, words or {}
        self.rows = max(len(stages) + SPARE_STAGES, 4)
        if self.is_bound:
            self.rows = max(self.rows, _rows_in(self.data, "stage-"))
        self.rows = min(self.rows, MAX_STAGES + SPARE_STAGES)
        for place in range(self.rows):
            self._add_stage(place, stages[place] if place < len(stages) else None)
        for value in values:
            field = long_text(value.label, rows=2, limit=2000)
            field.initial = self.words.get(value.code, "")
            self.fields[f"words-{value.code}"] = field

    def _add_stage(self, place: int, stage: ActivityStage | None) -> None:
        self.fields[f"stage-{place}"] = forms.CharField(
            label=_("Stage %(number)s") % {"number": place + 1},
            required=False,
            max_length=300,
            initial=stage.text if stage else "",
        )
        self.fields[f"pk-{place}"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=stage.pk if stage else None
        )
        self.fields[f"values-{place}"] = forms.MultipleChoiceField(
            label=_("Values shown in stage %(number)s") % {"number": place + 1},
            choices=[(one.code, one.label) for one in self.values],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=stage.values if stage else [],
        )

    @property
    def stage_lines(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return the rows of the stages."""
        return [
            (self[f"stage-{place}"], self[f"pk-{place}"], self[f"values-{place}"])
            for place in range(self.rows)
        ]

    @property
    def word_fields(self) -> list[forms.BoundField]:
        """Return the texts about the values."""
        return [self[f"words-{one.code}"] for one in self.values]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first one. Correct one."))
        return cleaned

    def fields_of_activity(self) -> ActivityFields:
        """Return what was filled in."""
        found = self.cleaned_data
        return ActivityFields(
            title=found["title"],
            output=found["output"],
            starts_on=found["starts_on"],
            ends_on=found["ends_on"],
            contribution=found["contribution"],
            value_words={one.code: found[f"words-{one.code}"] for one in self.values},
            stages=[
                StageFields(
                    found[f"stage-{place}"], tuple(found[f"values-{place}"]), found[f"pk-{place}"]
                )
                for place in range(self.rows)
            ],
        )

    @staticmethod
    def initial_of(activity: PlannedActivity) -> dict[str, Any]:
        """Return an activity as the form shows it."""
        names = ("title", "output", "starts_on", "ends_on", "contribution", "sequence")
        return {name: getattr(activity, name) for name in names}


def _rows_in(data: Any, prefix: str) -> int:
    """How many rows a sent form had."""
    places = [name.removeprefix(prefix) for name in data if name.startswith(prefix)]
    return max((int(one) + 1 for one in places if one.isdecimal() and len(one) < 3), default=0)  # noqa: PLR2004  two digits


class ReasonForm(forms.Form):
    """Why an approved paper is opened for a change."""

    reason = forms.CharField(
        label=_("Why do you want to change it?"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

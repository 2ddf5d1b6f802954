"""What is filled in about scores: the sheet, decisions with reasons, setup, papers, objections."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import RequiredActivity
from latsar.domain.score_values import read_score
from latsar.domain.scoring_forms import FormItem
from latsar.enums import ObjectionOutcome, ScoreSource
from latsar.models import ScoringForm
from latsar.services.score_entry import ScoreEntry
from latsar.services.score_setup import Setup

REASON_LENGTH = 250
TEXT_LENGTH = 2000
LONG = {"rows": 3, "class": "w-field-textarea"}


@dataclass(frozen=True, slots=True)
class SheetInput:
    """What was typed into a sheet: entries to write, faults by person, the texts as they were."""

    entries: list[ScoreEntry] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)


def read_sheet(
    data: Mapping[str, Any], people: Iterable[int], items: Sequence[FormItem]
) -> SheetInput:
    """Read a posted sheet; people without a field, because their score is locked, are left out."""
    found = SheetInput()
    for person in people:
        names = [f"score-{person}-{one.key}" for one in items] or [f"score-{person}"]
        if any(name not in data for name in names):
            continue
        values: list[Decimal | None] = []
        for name in names:
            text = str(data[name])
            reading = read_score(text)
            found.typed[name] = text
            values.append(reading.value)
            if reading.fault is not None:
                found.faults[person] = str(reading.fault.label) % {"text": text.strip()[:20]}
        seen = read_score(str(data.get(f"seen-{person}", ""))).value
        if items:
            given = {one.key: value for one, value in zip(items, values, strict=True)}
            found.entries.append(ScoreEntry(person, items=given, seen=seen))
        else:
            found.entries.append(ScoreEntry(person, values[0], seen=seen))
    return found


class ScoreField(forms.CharField):
    """A score from 0 to 100 with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "score-field"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        reading = read_score(text)
        if reading.fault is not None:
            raise forms.ValidationError(str(reading.fault.label) % {"text": text[:20]})
        return reading.value


class ReasonForm(forms.Form):
    """Why something is decided."""

    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs=LONG)
    )


class ModerationForm(ReasonForm):
    """The agreed score and why it is that one."""

    value = ScoreField(label=_("Agreed score"))
    field_order = ("value", "reason")


class ForSomebodyForm(forms.Form):
    """A score given on paper by somebody without an account, such as a mentor."""

    for_name = forms.CharField(label=_("Name of who gave it"), max_length=150)
    value = ScoreField(label=_("Score"))
    reason = forms.CharField(
        label=_("Reason, where you change a score"), max_length=REASON_LENGTH, required=False
    )


class SetupForm(forms.Form):
    """Where the scores of a component come from."""

    source = forms.ChoiceField(
        label=_("Where scores come from"), choices=ScoreSource.choices, widget=forms.RadioSelect
    )
    form = forms.ModelChoiceField(
        label=_("Scoring form"),
        queryset=ScoringForm.objects.filter(is_active=True),
        required=False,
        empty_label=_("No form: one score per person"),
        help_text=_("Only where raters score. Its items are kept as they read now."),
    )
    quiz = forms.TypedChoiceField(
        label=_("Quiz"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only where scores are taken from a quiz."),
    )
    spread_limit = ScoreField(
        label=_("Raters may differ by"),
        help_text=_(
            "Further apart, the score is moderated before it is locked. This is a setting of the "
            "institute; no regulation names a number."
        ),
    )
    needs_paper = forms.BooleanField(
        label=_("Lock only with a paper"),
        required=False,
        help_text=_("For results from elsewhere, such as the agency's list of PKTBT."),
    )

    def __init__(self, *args: Any, quizzes: Sequence[RequiredActivity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quizzes = {one.pk: one for one in quizzes}
        names = [(one.pk, f"{one.required_course.title}: {one.title}") for one in quizzes]
        self.fields["quiz"].choices = [("", "–"), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        is_quiz = found.get("source") == ScoreSource.QUIZ
        if is_quiz and not found.get("quiz") and "quiz" not in self.errors:
            self.add_error("quiz", _("Choose the quiz."))
        return found

    def setup(self) -> Setup:
        """Return what was chosen; what does not belong to the source is left out."""
        found = self.cleaned_data
        source = ScoreSource(found["source"])
        quiz = self.quizzes.get(found["quiz"]) if source == ScoreSource.QUIZ else None
        return Setup(
            source=source,
            spread_limit=found["spread_limit"],
            form=found["form"] if source == ScoreSource.RATERS else None,
            quiz=quiz,
            needs_paper=found["needs_paper"],
        )


class PaperForm(forms.Form):
    """A paper and whom it speaks for."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, JPG or PNG, at most 10 MB."))
    number = forms.CharField(label=_("Number of the document"), max_length=120, required=False)
    agency = forms.TypedChoiceField(label=_("For"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", _("everybody in the cohort")),
            *agencies,
        ]


class SheetUploadForm(forms.Form):
    """A file, or cells copied from a spreadsheet."""

    file = forms.FileField(label=_("File"), required=False, help_text=_("XLSX or CSV."))
    pasted = forms.CharField(
        label=_("Or paste cells here"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "w-field-textarea digits"}),
        help_text=_("Copy the rows together with the heading from the spreadsheet."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("file") and not (found.get("pasted") or "").strip():
            self.add_error("file", _("Choose a file, or paste cells below."))
        return found

    def content(self) -> tuple[bytes, str]:
        """Return the bytes and the name of what was brought in."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), "tempelan.tsv"


class ObjectionForm(forms.Form):
    """What a participant holds against a score."""

    text = forms.CharField(
        label=_("What is wrong with this score?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say what you expected and why; the organiser answers here."),
    )


class AnswerForm(forms.Form):
    """The answer to an objection."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=ObjectionOutcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Answer"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs=LONG)
    )

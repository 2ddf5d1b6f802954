"""The form that writes a question: what is asked, its rows, what is said about it, its filing."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from courses.domain.question_faults import MAX_POINTS, MAX_ROWS
from courses.domain.question_text import even_weights
from courses.domain.questions import FULL, QuestionContent
from courses.enums import Difficulty, QuestionFault, QuestionKind
from courses.forms.question_rows import (
    FIRST_ROWS,
    ROW_OF,
    accepted_of,
    items_of,
    options_of,
    pairs_of,
    spans_of,
)
from courses.forms.question_text import FormattedTextField

WEIGHED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
CHOICES = WEIGHED | {QuestionKind.TRUE_FALSE}
TRUTHS = (_("True"), _("False"))

# What of the form a fault belongs to; all others belong to the rows.
FAULT_FIELDS = {
    QuestionFault.TEXT_MISSING: "text",
    QuestionFault.TEXT_TOO_LONG: "text",
    QuestionFault.POINTS_WRONG: "points",
}


class BeginForm(forms.Form):
    """Which course a new question belongs to, and of which kind it is."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=QuestionKind,
        initial=QuestionKind.SINGLE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses


class QuestionForm(forms.Form):
    """Everything but the rows; fields that a kind does not have are taken out."""

    text = FormattedTextField(label=_("What is asked"))
    own_weights = forms.BooleanField(
        label=_("Set the weights myself"),
        required=False,
        help_text=_("Otherwise they follow from what you mark as right."),
    )
    is_case_sensitive = forms.BooleanField(
        label=_("Capital letters matter"),
        required=False,
        help_text=_("Without this, “wog” and “WoG” are the same answer."),
    )
    may_shuffle = forms.BooleanField(
        label=_("Options may be shuffled"),
        required=False,
        initial=True,
        help_text=_("Leave it out where the order matters, as with “all of the above”."),
    )
    guidance = FormattedTextField(
        label=_("Notes for marking"),
        help_text=_("What a good answer has; for whoever marks it."),
    )
    feedback = FormattedTextField(
        label=_("General feedback"),
        help_text=_("Shown to everyone once the quiz shows feedback: why the answer is right."),
    )
    points = forms.DecimalField(
        label=_("Points"),
        initial=1,
        min_value=0,
        max_value=MAX_POINTS,
        max_digits=8,
        decimal_places=5,
    )
    name = forms.CharField(
        label=_("Name in the bank"),
        required=False,
        max_length=150,
        help_text=_("Only authors see it. Empty: the beginning of the text."),
    )
    category = forms.CharField(
        label=_("Category"),
        required=False,
        max_length=200,
        help_text=_("A shelf in the bank; levels are parted by a slash."),
    )
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        help_text=_("Words by which a quiz can draw, parted by commas."),
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), choices=Difficulty, initial=Difficulty.MEDIUM
    )
    objective = forms.IntegerField(
        label=_("Objective of the course"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Its number in the list of objectives."),
    )
    note = forms.CharField(
        label=_("What you changed"),
        required=False,
        max_length=250,
        help_text=_("One sentence for the version history."),
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: QuestionKind, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        absent = {
            "own_weights": kind in WEIGHED,
            "is_case_sensitive": kind == QuestionKind.SHORT,
            "may_shuffle": kind in WEIGHED,
            "guidance": kind == QuestionKind.ESSAY,
            "note": not is_new,
            "base": not is_new,
        }
        for name, is_there in absent.items():
            if not is_there:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, FormattedTextField):
                values[name] = field.kept(self.initial.get(name), values.get(name))
        return values

    def hold_back(self) -> None:
        """Show what was sent without judging it yet."""
        self._errors = ErrorDict()

    def clean_tags(self) -> list[str]:
        words = [word.strip() for word in self.cleaned_data["tags"].split(",")]
        if any(len(word) > 100 for word in words):  # noqa: PLR2004
            raise forms.ValidationError(_("Keep every tag at 100 characters or less."))
        return [word for word in words if word]

    def filing(self) -> dict[str, Any]:
        """What the bank keeps about a question beside its content."""
        names = ("name", "category", "difficulty", "objective", "tags")
        return {name: self.cleaned_data[name] for name in names}


class QuestionRows(BaseFormSet):
    """The rows that have something in them, in the order they stand in."""

    def hold_back(self) -> None:
        """Show what was sent without judging it yet."""
        self._errors, self._non_form_errors = [{} for _row in self.forms], ErrorList()
        for row in self.forms:
            row.hold_back()

    def filled(self) -> list[dict[str, Any]]:
        """The values of the rows that stay."""
        return [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.is_left_out(form.cleaned_data)
        ]


def rows_class(kind: QuestionKind, *, extra: int) -> type[QuestionRows]:
    """Return the formset of a kind with so many empty rows at its end."""
    fixed = kind == QuestionKind.TRUE_FALSE
    return formset_factory(
        ROW_OF[kind],
        formset=QuestionRows,
        extra=0 if fixed else extra,
        can_delete=not fixed,
        max_num=MAX_ROWS,
        absolute_max=MAX_ROWS + 10,
    )


def first_values(kind: QuestionKind) -> list[dict[str, Any]]:
    """Return what the rows of a new question begin with."""
    if kind == QuestionKind.TRUE_FALSE:
        return [{"text": f"<p>{truth}</p>"} for truth in TRUTHS]
    return [{} for _row in range(FIRST_ROWS.get(kind, 0))]


def initial_values(content: QuestionContent) -> dict[str, Any]:
    """Return what the form shows of a content, without its rows."""
    marks = tuple(one.weight > 0 for one in content.options)
    even = (
        even_weights(marks)
        if content.kind == QuestionKind.MULTIPLE
        else tuple(FULL if is_right else Decimal(0) for is_right in marks)
    )
    return {
        "text": content.text,
        "feedback": content.feedback,
        "guidance": content.guidance,
        "points": Decimal(f"{content.points.normalize():f}"),
        "is_case_sensitive": content.is_case_sensitive,
        "may_shuffle": content.may_shuffle,
        "own_weights": tuple(one.weight for one in content.options) != even,
    }


def content_of(form: QuestionForm, rows: list[dict[str, Any]]) -> QuestionContent:
    """Return the content that was written."""
    values = form.cleaned_data
    content = QuestionContent(
        kind=form.kind,
        text=values["text"],
        points=values["points"],
        feedback=values["feedback"],
        is_case_sensitive=values.get("is_case_sensitive", False),
        may_shuffle=values.get("may_shuffle", True),
        guidance=values.get("guidance", ""),
    )
    if form.kind in CHOICES:
        return replace(content, options=options_of(rows, _weights(form, rows)))
    if form.kind in _ROWS:
        name, made_of = _ROWS[form.kind]
        return replace(content, **{name: made_of(rows)})
    return content


_ROWS: dict[QuestionKind, Any] = {
    QuestionKind.SHORT: ("accepted", accepted_of),
    QuestionKind.NUMERIC: ("spans", spans_of),
    QuestionKind.MATCHING: ("pairs", pairs_of),
    QuestionKind.ORDERING: ("items", items_of),
}


def _weights(form: QuestionForm, rows: list[dict[str, Any]]) -> tuple[Decimal, ...]:
    marks = tuple(bool(row.get("right")) for row in rows)
    if form.cleaned_data.get("own_weights"):
        return tuple(
            FULL
            if is_right and form.kind == QuestionKind.SINGLE
            else row.get("weight") or Decimal(0)
            for row, is_right in zip(rows, marks, strict=True)
        )
    if form.kind == QuestionKind.MULTIPLE:
        return even_weights(marks)
    return tuple(FULL if is_right else Decimal(0) for is_right in marks)

"""Rows of the form that writes a question: options, accepted answers, ranges, pairs, items."""

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from courses.domain.questions import FULL, Accepted, Item, Option, Pair, QuestionContent, Span
from courses.enums import QuestionFault, QuestionKind
from courses.forms.question_text import FormattedTextField

WEIGHT_DIGITS = {"max_digits": 8, "decimal_places": 5}


def new_id() -> str:
    """Return an identifier that tells nothing about what is right."""
    return secrets.token_hex(4)


class RowRadio(forms.CheckboxInput):
    """One choice among all rows: the rows share a name, the value says which row."""

    input_type = "radio"
    template_name = "django/forms/widgets/input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"name": self.group(name), "value": name, "type": "radio"}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return bool(data.get(self.group(name)) == name)

    def group(self, name: str) -> str:
        """The name that the rows of a formset share."""
        return f"{name.partition('-')[0]}-right"


class Row(forms.Form):
    """One row; an empty one is left out, one without its main part is asked to be completed."""

    id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    main = "text"
    # What a row may have without saying anything yet.
    silent = frozenset({"id", "match_id", "weight", "position", "tolerance", "DELETE"})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, FormattedTextField):
                values[name] = field.kept(self.initial.get(name), values.get(name))
        if self.is_left_out(values) or values.get(self.main) not in (None, ""):
            return values
        if self.main not in self.errors:
            self.add_error(self.main, QuestionFault.ROW_EMPTY.label)
        return values

    def hold_back(self) -> None:
        """Show what was sent without judging it yet."""
        self._errors = ErrorDict()

    def is_left_out(self, values: dict[str, Any]) -> bool:
        """Whether nothing was written here, or it is to be taken away."""
        said = (name for name in values if name not in self.silent)
        return bool(values.get("DELETE")) or not any(
            values[name] not in ("", None, False) for name in said
        )


class OptionRow(Row):
    text = FormattedTextField(label=_("Option"))
    right = forms.BooleanField(label=_("Right"), required=False)
    weight = forms.DecimalField(
        label=_("Weight in percent"),
        required=False,
        min_value=-FULL,
        max_value=FULL,
        **WEIGHT_DIGITS,
    )
    feedback = FormattedTextField(label=_("Feedback for who chooses it"))


class SingleRow(OptionRow):
    right = forms.BooleanField(label=_("Right"), required=False, widget=RowRadio)


class TruthRow(SingleRow):
    """True or false: only which one is right and what is said about it is open."""

    text = forms.CharField(disabled=True, widget=forms.HiddenInput)
    weight = None


class AcceptedRow(Row):
    text = forms.CharField(label=_("Accepted answer"), required=False, max_length=250)
    weight = forms.DecimalField(
        label=_("Points in percent"), required=False, min_value=0, max_value=FULL, **WEIGHT_DIGITS
    )
    feedback = FormattedTextField(label=_("Feedback for who answers so"))


class SpanRow(Row):
    main = "value"
    value = forms.DecimalField(
        label=_("Right number"), required=False, max_digits=18, decimal_places=10, localize=True
    )
    tolerance = forms.DecimalField(
        label=_("May differ by"),
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=10,
        localize=True,
    )
    weight = forms.DecimalField(
        label=_("Points in percent"), required=False, min_value=0, max_value=FULL, **WEIGHT_DIGITS
    )
    feedback = FormattedTextField(label=_("Feedback for who answers so"))


class PairRow(Row):
    main = "match"
    prompt = FormattedTextField(label=_("Prompt"))
    match = forms.CharField(label=_("Match"), required=False, max_length=250)
    match_id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)


class ItemRow(Row):
    position = forms.IntegerField(label=_("Position"), required=False, min_value=1, max_value=99)
    text = FormattedTextField(label=_("What to put in order"))


ROW_OF: dict[QuestionKind, type[Row]] = {
    QuestionKind.SINGLE: SingleRow,
    QuestionKind.MULTIPLE: OptionRow,
    QuestionKind.TRUE_FALSE: TruthRow,
    QuestionKind.SHORT: AcceptedRow,
    QuestionKind.NUMERIC: SpanRow,
    QuestionKind.MATCHING: PairRow,
    QuestionKind.ORDERING: ItemRow,
}
# How many rows an empty form begins with.
FIRST_ROWS = {
    QuestionKind.SINGLE: 4,
    QuestionKind.MULTIPLE: 5,
    QuestionKind.TRUE_FALSE: 2,
    QuestionKind.SHORT: 2,
    QuestionKind.NUMERIC: 1,
    QuestionKind.MATCHING: 4,
    QuestionKind.ORDERING: 4,
}

Values = dict[str, Any]


def initial_rows(content: QuestionContent) -> list[Values]:
    """Return what a form shows of the rows of a content."""
    if content.kind in (QuestionKind.SHORT, QuestionKind.NUMERIC):
        return [
            *(
                {"text": one.text, "weight": _shown(one.weight), "feedback": one.feedback}
                for one in content.accepted
            ),
            *(
                {
                    "value": _shown((one.low + one.high) / 2),
                    "tolerance": _shown((one.high - one.low) / 2),
                    "weight": _shown(one.weight),
                    "feedback": one.feedback,
                }
                for one in content.spans
            ),
        ]
    is_right = (lambda one: one.weight > 0) if content.kind == QuestionKind.MULTIPLE else _is_full
    return [
        *(
            {
                "id": one.id,
                "text": one.text,
                "right": is_right(one),
                "weight": _shown(one.weight),
                "feedback": one.feedback,
            }
            for one in content.options
        ),
        *(
            {"id": one.id, "prompt": one.prompt, "match_id": one.match_id, "match": one.match}
            for one in content.pairs
        ),
        *(
            {"id": one.id, "text": one.text, "position": place}
            for place, one in enumerate(content.items, start=1)
        ),
    ]


def options_of(rows: list[Values], weights: tuple[Decimal, ...]) -> tuple[Option, ...]:
    """Return the options of the rows, with the weights that were ticked or given."""
    return tuple(
        Option(row.get("id") or new_id(), row["text"], weight, row["feedback"])
        for row, weight in zip(rows, weights, strict=True)
    )


def accepted_of(rows: list[Values]) -> tuple[Accepted, ...]:
    """Return the accepted answers of the rows."""
    return tuple(Accepted(row["text"], _weight(row), row["feedback"]) for row in rows)


def spans_of(rows: list[Values]) -> tuple[Span, ...]:
    """Return the ranges around the numbers of the rows."""
    return tuple(
        Span(
            row["value"] - (row["tolerance"] or 0),
            row["value"] + (row["tolerance"] or 0),
            _weight(row),
            row["feedback"],
        )
        for row in rows
    )


def pairs_of(rows: list[Values]) -> tuple[Pair, ...]:
    """Return the pairs of the rows; a match that was rewritten gets an identifier of its own."""
    return tuple(
        Pair(
            row.get("id") or new_id(),
            row["prompt"],
            row.get("match_id") or new_id(),
            row["match"],
        )
        for row in rows
    )


def items_of(rows: list[Values]) -> tuple[Item, ...]:
    """Return the items by the places given; rows without a place come last, as they stand."""
    placed = sorted(rows, key=lambda row: row["position"] or len(rows) + 100)
    return tuple(Item(row.get("id") or new_id(), row["text"]) for row in placed)


def _is_full(option: Option) -> bool:
    return option.weight == FULL


def _weight(row: Values) -> Decimal:
    weight: Decimal | None = row.get("weight")
    return FULL if weight is None else weight


def _shown(number: Decimal) -> Decimal:
    """Return a number without the zeros nobody wrote."""
    return Decimal(f"{number.normalize():f}")

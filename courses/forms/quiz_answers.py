"""The questions of an attempt as a form: fields with what was answered, and reading them back."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from courses.domain.answer_forms import (
    Fields,
    FormAnswer,
    answer_from_fields,
    field_name,
    is_same,
)
from courses.domain.answer_saves import MAX_SEQUENCE
from courses.domain.answer_shapes import TEXT_LIMITS
from courses.domain.question_text import plain
from courses.enums import QuestionKind
from courses.queries.attempt_sheets import Choice, SheetQuestion


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One choice, pair or item with its field and what was answered."""

    id: str
    name: str
    text: str
    is_chosen: bool = False
    chosen: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as the template writes it; `was` is the answer it was made with, as JSON.

    `other` says in words what another device saved meanwhile.
    """

    position: int
    kind: QuestionKind
    name: str
    text: str
    points: Decimal
    options: tuple[ChoiceField, ...]
    pairs: tuple[ChoiceField, ...]
    matches: tuple[Choice, ...]
    items: tuple[ChoiceField, ...]
    answer: Any
    typed: str
    longest: int
    was: str
    sequence: int
    saved_at: dt.datetime | None
    is_unclear: bool = False
    other: str = ""

    @property
    def places(self) -> range:
        return range(1, len(self.items) + 1)

    @property
    def help(self) -> str:
        """How to answer, where it does not show by itself."""
        return {
            QuestionKind.MULTIPLE: _("Choose all that are right."),
            QuestionKind.NUMERIC: _("Write a number."),
            QuestionKind.MATCHING: _("Choose what belongs to each."),
            QuestionKind.ORDERING: _("Give each line its place; 1 comes first."),
        }.get(self.kind, "")


def asked(question: SheetQuestion) -> AskedQuestion:
    """Return a question with the stored answer in its fields."""
    return _filled(question, question.answer, {})


def asked_again(
    questions: Iterable[SheetQuestion],
    entered: Iterable[FormAnswer],
    *,
    fields: Fields,
    conflicts: Collection[int],
) -> list[AskedQuestion]:
    """Return the questions with what was entered where it could not be saved."""
    by_position = {row.position: row for row in entered}
    again = []
    for question in questions:
        row = by_position[question.position]
        if row.is_unclear:
            shown = replace(_filled(question, None, fields), is_unclear=True)
        elif question.position in conflicts:
            shown = replace(
                _filled(question, row.answer, {}), other=answer_words(question, question.answer)
            )
        else:
            shown = asked(question)
        again.append(shown)
    return again


def read_answers(questions: Iterable[SheetQuestion], fields: Fields) -> list[FormAnswer]:
    """Return what a posted form says about each question, and whether it changes anything."""
    return [_read(question, fields) for question in questions]


def answer_words(question: SheetQuestion, answer: Any) -> str:
    """Say an answer on one line."""
    if answer is None:
        return _("no answer")
    texts = {
        choice.id: plain(choice.text)
        for choice in (*question.options, *question.prompts, *question.matches, *question.items)
    }
    shape, value = next(iter(answer.items()))
    if shape == "text":
        return str(value)
    if shape == "pairs":
        known = [(pair, match) for pair, match in value.items() if pair in texts]
        return "; ".join(f"{texts[pair]}: {texts.get(match, '–')}" for pair, match in known)
    if shape == "order":
        words = [texts.get(item, "–") for item in value]
        return "; ".join(f"{place}. {text}" for place, text in enumerate(words, start=1))
    return "; ".join(texts.get(name, "–") for name in (value if shape == "options" else [value]))


def _filled(question: SheetQuestion, answer: Any, fields: Mapping[str, Any]) -> AskedQuestion:
    given = answer or {}
    order = {item: place for place, item in enumerate(given.get("order", ()), start=1)}
    chosen = {given.get("option"), *given.get("options", ())}
    name = field_name(question.position)
    return AskedQuestion(
        position=question.position,
        kind=question.kind,
        name=name,
        text=question.text,
        points=question.points,
        options=tuple(
            ChoiceField(choice.id, name, choice.text, is_chosen=choice.id in chosen)
            for choice in question.options
        ),
        pairs=tuple(
            ChoiceField(
                choice.id,
                field_name(question.position, choice.id),
                choice.text,
                chosen=given.get("pairs", {}).get(choice.id, ""),
            )
            for choice in question.prompts
        ),
        matches=question.matches,
        items=_items(question, order, fields),
        answer=answer,
        typed=given.get("text", ""),
        longest=TEXT_LIMITS.get(question.kind, 0),
        was=json.dumps(question.answer),
        sequence=question.sequence,
        saved_at=question.answered_at,
    )


def _items(
    question: SheetQuestion, order: Mapping[str, int], fields: Mapping[str, Any]
) -> tuple[ChoiceField, ...]:
    """Return the things to order, in the order given as far as there is one."""
    rows = []
    for choice in question.items:
        name = field_name(question.position, choice.id)
        entered = (fields.get(name) or [""])[0]
        place = int(entered) if entered.isdecimal() else order.get(choice.id)
        rows.append(ChoiceField(choice.id, name, choice.text, place=place))
    return tuple(sorted(rows, key=lambda row: order.get(row.id, 0)))


def _read(question: SheetQuestion, fields: Fields) -> FormAnswer:
    parts = [choice.id for choice in (*question.prompts, *question.items)]
    answer, is_unclear = answer_from_fields(question.kind, question.position, parts, fields)
    base = (fields.get(f"{field_name(question.position)}.base") or [""])[0]
    return FormAnswer(
        position=question.position,
        base=min(int(base), MAX_SEQUENCE - 1) if base.isdecimal() else 0,
        answer=answer,
        is_changed=not is_unclear and not is_same(answer, _was(question, fields)),
        is_unclear=is_unclear,
    )


def _was(question: SheetQuestion, fields: Fields) -> Any:
    text = (fields.get(f"{field_name(question.position)}.was") or [""])[0]
    try:
        return json.loads(text)
    except ValueError:
        return None

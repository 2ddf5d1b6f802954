"""A question as the entry of `questions.yaml` that reads back as the same question."""

from decimal import Decimal
from typing import Any

from courses.domain.questions import QuestionContent
from latsar.exchange.html_markdown import markdown_or_html
from latsar.exchange.question_file import QuestionPackage

Row = dict[str, Any]


def question_entry(question: QuestionPackage) -> Row:
    """Return the entry; it is known by its identity, so that it is the same question elsewhere."""
    content = question.content
    entry: Row = {
        "key": str(question.uuid),
        "kind": str(content.kind),
        "name": question.name,
        "category": question.category,
        "text": markdown_or_html(content.text),
        "points": number(content.points),
        **_rows(content),
        "feedback": markdown_or_html(content.feedback),
        "guidance": markdown_or_html(content.guidance),
        "tags": list(question.tags),
        "difficulty": str(question.difficulty),
    }
    if question.objective is not None:
        entry["objective"] = question.objective
    if content.is_case_sensitive:
        entry["case_sensitive"] = True
    if not content.may_shuffle:
        entry["shuffle"] = False
    return {name: value for name, value in entry.items() if value not in ("", [])}


def number(value: Decimal) -> int | str:
    """Return a number as YAML keeps it exactly: whole, or as text."""
    return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"


def _rows(content: QuestionContent) -> Row:
    return {
        "options": [
            _filled(
                {"text": markdown_or_html(one.text), "weight": number(one.weight)}, one.feedback
            )
            for one in content.options
        ],
        "pairs": [
            {"prompt": markdown_or_html(one.prompt), "match": one.match}
            if one.prompt
            else {"match": one.match}
            for one in content.pairs
        ],
        "items": [markdown_or_html(one.text) for one in content.items],
        "accepted": [
            _filled({"text": one.text, "weight": number(one.weight)}, one.feedback)
            for one in content.accepted
        ],
        "spans": [
            _filled(
                {
                    "low": number(one.low),
                    "high": number(one.high),
                    "weight": number(one.weight),
                },
                one.feedback,
            )
            for one in content.spans
        ],
    }


def _filled(row: Row, feedback: str) -> Row:
    return row | ({"feedback": markdown_or_html(feedback)} if feedback else {})

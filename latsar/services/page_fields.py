"""Values for the fields of a page's model from the content that a package has for it."""

import json
from typing import Any

from wagtail.models import Page

from courses.enums import QuizPartKind
from courses.models import Question, QuizPart


def page_fields(content: dict[str, Any], *, parent: Page) -> dict[str, Any]:
    """Return what the model takes: a stream as JSON, parts as rows, a neighbour as a page."""
    return {name: _value(name, value, parent) for name, value in content.items()}


def _value(name: str, value: Any, parent: Page) -> Any:
    if name == "parts":
        return _parts(value)
    if name == "available_after":
        # A course that is not written yet has no path to look below.
        below = Page.objects.child_of(parent) if value else Page.objects.none()
        return below.filter(slug=value).first()
    return json.dumps(value) if isinstance(value, list) else value


def _parts(rows: list[dict[str, Any]]) -> list[QuizPart]:
    uuids = [row["question"] for row in rows if row["question"]]
    questions = {
        str(question.uuid): question for question in Question.objects.filter(uuid__in=uuids)
    }
    return [
        QuizPart(
            sort_order=place,
            kind=QuizPartKind.FIXED if row["question"] else QuizPartKind.DRAW,
            question=questions.get(row["question"]),
            count=row["count"],
            tag=row["tag"],
            difficulty=row["difficulty"],
        )
        for place, row in enumerate(rows)
    ]

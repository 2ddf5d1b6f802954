"""What became of packaged questions: each with its record, and whether somebody has changed it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from courses.domain.questions import QuestionContent, content_to_json
from courses.models import CoursePage, Question
from latsar.domain.content_digest import content_digest
from latsar.models import PackagedQuestion


def known_questions(uuids: Iterable[UUID]) -> dict[UUID, Question]:
    """Return the questions there are, with version and tags, in a fixed number of queries."""
    questions = (
        Question.objects.filter(uuid__in=list(uuids))
        .select_related("current", "packaged")
        .prefetch_related("tagged_items__tag")
    )
    return {question.uuid: question for question in questions}


def packaged_elsewhere(course: CoursePage, uuids: Iterable[UUID]) -> list[PackagedQuestion]:
    """Return the records of a course whose questions are not among `uuids`."""
    return list(
        PackagedQuestion.objects.filter(question__course=course)
        .exclude(question__uuid__in=list(uuids))
        .select_related("question")
        .order_by("question__name", "pk")
    )


def question_digest(question: Question) -> str:
    """Return the digest of everything an author can change about a question."""
    content = question.current.content if question.current else None
    return digest_of(
        content,
        name=question.name,
        category=question.category,
        difficulty=question.difficulty,
        objective=question.objective,
        tags=sorted(item.tag.name for item in question.tagged_items.all()),
    )


def digest_of(content: QuestionContent | None, **filing: Any) -> str:
    """Return the digest of a content and its filing; identifiers of rows do not count."""
    stored = content_to_json(content) if content else {}
    return content_digest({**filing, "content": _unnamed(stored)})


def _unnamed(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [
            {field: part for field, part in row.items() if field not in {"id", "match_id"}}
            for row in value
        ]
        if isinstance(value, list)
        else value
        for name, value in stored.items()
    }

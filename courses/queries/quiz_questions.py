"""Which questions a quiz may ask now: its parts, and what the bank has for them."""

import random
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from courses.domain.drawing import Candidate, Part, draw
from courses.enums import QuizPartKind
from courses.models import Question, QuizPart


def parts_of(page_id: int) -> list[Part]:
    """Return the parts of a quiz page, in order (one query)."""
    return [
        Part(part.kind, part.question_id, part.count, part.tag.strip(), part.difficulty)
        for part in QuizPart.objects.filter(page=page_id).order_by("sort_order", "pk")
    ]


def candidates_for(course_id: int, parts: Sequence[Part]) -> list[Candidate]:
    """Return the questions of the course that may be drawn, and the certain ones (one query).

    Archived questions are not asked anymore, wherever they stand.
    """
    certain = [part.question for part in parts if part.kind == QuizPartKind.FIXED]
    rows = (
        Question.objects.in_use()
        .filter(Q(course=course_id) | Q(pk__in=certain), current__isnull=False)
        .order_by("pk")
        .values_list("pk", "current_id", "difficulty", "tagged_items__tag__name")
    )
    tags: dict[int, set[str]] = defaultdict(set)
    facts = {}
    for pk, current, difficulty, tag in rows:
        facts[pk] = (current, difficulty)
        tags[pk].update([tag.casefold()] if tag else [])
    return [
        Candidate(pk, current, difficulty, frozenset(tags[pk]))
        for pk, (current, difficulty) in facts.items()
    ]


def missing_questions(course_id: int, page_id: int) -> int:
    """Return how many questions the quiz asks for and the bank does not have (two queries)."""
    parts = parts_of(page_id)
    return draw(parts, candidates_for(course_id, parts), random.Random(0)).missing  # noqa: S311

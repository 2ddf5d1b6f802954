"""The question bank as its authors see it: their questions, where one is used, its past."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from courses.domain.drawing import Part
from courses.domain.question_changes import PartChange, changes
from courses.domain.question_supply import found_for
from courses.domain.questions import QuestionContent
from courses.enums import QuizPartKind
from courses.models import (
    AttemptQuestion,
    Question,
    QuestionImage,
    QuestionTag,
    QuestionVersion,
    QuizPage,
    QuizPart,
    TaggedQuestion,
)
from courses.queries.quiz_questions import candidates_for
from courses.queries.teams import courses_of


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """One version in the history: how many attempts were given it, what it changed."""

    version: QuestionVersion
    given: int
    changes: tuple[PartChange, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class QuizUse:
    """One quiz that asks a question: always, or by chance."""

    page: QuizPage
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class PartSupply:
    """One part of a quiz, counted from 1, and how many questions of the bank fit it."""

    number: int
    part: Part
    found: int

    @property
    def is_enough(self) -> bool:
        """Whether the part can be given."""
        return self.found >= (self.part.count if self.part.kind == QuizPartKind.DRAW else 1)


def questions_of(user: Any) -> QuerySet[Question]:
    """Return the questions of the courses a person may write."""
    own: QuerySet[Question] = Question.objects.filter(
        course__in=courses_of(user).order_by().values("pk")
    )
    return own


def bank_list(user: Any) -> QuerySet[Question]:
    """Return the same for a list, with `version_number`, `quiz_count` and `attempt_count`."""
    rows: QuerySet[Question] = (
        questions_of(user)
        .select_related("course")
        .prefetch_related("tagged_items__tag")
        .annotate(
            version_number=F("current__number"),
            quiz_count=_counted(_parts_asking(), "page"),
            attempt_count=_counted(
                AttemptQuestion.objects.filter(version__question=OuterRef("pk")), "attempt"
            ),
        )
    )
    return rows


def tags_of(user: Any) -> QuerySet[QuestionTag]:
    """Return the tags in use in the courses a person may write, by name."""
    items = TaggedQuestion.objects.filter(content_object__in=questions_of(user))
    tags: QuerySet[QuestionTag] = QuestionTag.objects.filter(pk__in=items.values("tag"))
    return tags.order_by("name")


def history_of(question: Question) -> list[VersionEntry]:
    """Return all versions, the newest first, each with what it changed (two queries)."""
    versions = list(question.versions.select_related("created_by").order_by("-number"))
    given: Counter[int] = Counter(
        dict(
            AttemptQuestion.objects.filter(version__question=question)
            .values_list("version")
            .annotate(count=Count("pk"))
            .order_by()
        )
    )
    contents: list[QuestionContent | None] = [one.content for one in versions]
    return [
        VersionEntry(
            version=version,
            given=given[version.pk],
            changes=changes(before, version.content) if before else (),
            is_current=version.pk == question.current_id,
        )
        for version, before in zip(versions, [*contents[1:], None], strict=True)
    ]


def quizzes_asking(question: Question) -> list[QuizUse]:
    """Return the quizzes of its course that ask a question, in their order (three queries)."""
    tags = [tag.lower() for tag in question.tags.names()]
    parts = QuizPart.objects.annotate(tag_lower=Lower("tag")).filter(
        Q(kind=QuizPartKind.FIXED, question=question)
        | Q(
            Q(tag="") | Q(tag_lower__in=tags),
            Q(difficulty="") | Q(difficulty=question.difficulty),
            kind=QuizPartKind.DRAW,
            page__path__startswith=question.course.path,
        )
    )
    kinds: dict[int, set[str]] = defaultdict(set)
    for page, kind in parts.values_list("page", "kind"):
        kinds[page].add(kind)
    pages = QuizPage.objects.filter(pk__in=kinds).order_by("path")
    return [QuizUse(page, QuizPartKind.FIXED in kinds[page.pk]) for page in pages]


def given_count(question: Question) -> int:
    """Return how many attempts were given any version of a question."""
    return AttemptQuestion.objects.filter(version__question=question).count()


def supply_of(page: QuizPage) -> list[PartSupply]:
    """Return what the bank has for each part of a quiz as it is saved (three queries)."""
    course = page.get_parent()
    parts = list(page.parts.all()) if course is not None else []
    drawn = [
        Part(part.kind, part.question_id, part.count, part.tag.strip(), part.difficulty)
        for part in parts
    ]
    candidates = candidates_for(course.pk, drawn) if drawn else []
    return [
        PartSupply(number, part, found_for(part, candidates))
        for number, part in enumerate(drawn, start=1)
    ]


def held_images(images: Sequence[int]) -> set[int]:
    """Return which of these images some version of a question shows."""
    kept = QuestionImage.objects.filter(image__in=images).values_list("image", flat=True)
    return set(kept)


def _parts_asking() -> QuerySet[QuizPart]:
    """Return the parts of quizzes that ask the question of the outer query."""
    tagged = TaggedQuestion.objects.filter(
        content_object=OuterRef(OuterRef("pk")), tag__name__iexact=OuterRef("tag")
    )
    parts: QuerySet[QuizPart] = QuizPart.objects.filter(
        Q(kind=QuizPartKind.FIXED, question=OuterRef("pk"))
        | Q(
            Q(tag="") | Exists(tagged),
            Q(difficulty="") | Q(difficulty=OuterRef("difficulty")),
            kind=QuizPartKind.DRAW,
            page__path__startswith=OuterRef("course__path"),
        )
    )
    return parts


def _counted(rows: QuerySet[Any], what: str) -> Coalesce:
    counted = rows.order_by().values(all=Value(1)).annotate(n=Count(what, distinct=True))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)

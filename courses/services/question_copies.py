"""Copies the question banks of courses, in as many statements for many questions as for one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.page_links import with_pages
from courses.models import CoursePage, Question, QuestionImage, QuestionVersion, TaggedQuestion

BATCH = 200


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank to be copied: what is in use in `old`, and what the quizzes name of any bank."""

    old: CoursePage
    new: CoursePage
    named: frozenset[int]


@dataclass(slots=True)
class _Rows:
    """Old questions beside the new ones, both in the same order."""

    old: list[Question] = field(default_factory=list)
    new: list[Question] = field(default_factory=list)

    def pairs(self) -> Iterable[tuple[Question, Question]]:
        return zip(self.old, self.new, strict=True)


def copy_banks(
    *, banks: Iterable[Bank], pages: Mapping[int, int], by: User | None
) -> dict[int, dict[int, int]]:
    """Return, by new course, which question stands for which old one.

    Each copy begins with version 1 as its original reads now; links lead to `pages`. What a quiz
    names comes along even if it is archived, so that the quiz asks the same.
    """
    rows = _questions(list(banks))
    Question.objects.bulk_create(rows.new, batch_size=BATCH)
    _write_versions(rows, pages, by)
    _write_tags(rows)
    audit.record_all(
        rows.new,
        "courses.question.created",
        actor=by,
        data=[{"kind": str(old.kind), "copied_from": old.pk} for old in rows.old],
    )
    made: dict[int, dict[int, int]] = {}
    for old, new in rows.pairs():
        made.setdefault(new.course_id, {})[old.pk] = new.pk
    return made


def _questions(banks: list[Bank]) -> _Rows:
    named = {question for bank in banks for question in bank.named}
    in_use = Q(archived_at=None, course__in=[bank.old for bank in banks])
    known = list(
        Question.objects.filter(in_use | Q(pk__in=named))
        .exclude(current=None)
        .select_related("current")
        .prefetch_related("tagged_items", "current__questionimage_set")
        .order_by("pk")
    )
    rows = _Rows()
    for bank in banks:
        for old in known:
            own = old.course_id == bank.old.pk and old.archived_at is None
            if own or old.pk in bank.named:
                rows.old.append(old)
                rows.new.append(_copy(old, bank.new))
    return rows


def _copy(old: Question, course: CoursePage) -> Question:
    return Question(
        course=course,
        kind=old.kind,
        name=old.name,
        category=old.category,
        difficulty=old.difficulty,
        objective=old.objective,
        archived_at=old.archived_at,
    )


def _write_versions(rows: _Rows, pages: Mapping[int, int], by: User | None) -> None:
    moment = clock.now()
    versions = [
        QuestionVersion(
            question=new,
            number=1,
            stored=with_pages(old.current.stored, pages),
            created_at=moment,
            created_by=by,
        )
        for old, new in rows.pairs()
        if old.current is not None
    ]
    QuestionVersion.objects.bulk_create(versions, batch_size=BATCH)
    images: list[QuestionImage] = []
    for (old, new), version in zip(rows.pairs(), versions, strict=True):
        new.current = version
        shown = old.current.questionimage_set.all() if old.current else ()
        images.extend(QuestionImage(version=version, image_id=row.image_id) for row in shown)
    Question.objects.bulk_update(rows.new, ["current"], batch_size=BATCH)
    QuestionImage.objects.bulk_create(images, batch_size=BATCH)


def _write_tags(rows: _Rows) -> None:
    TaggedQuestion.objects.bulk_create(
        [
            TaggedQuestion(tag_id=item.tag_id, content_object=new)
            for old, new in rows.pairs()
            for item in old.tagged_items.all()
        ],
        batch_size=BATCH,
    )

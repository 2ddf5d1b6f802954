"""Questions of a bank: written, revised by adding a version, filed, archived, restored."""

import uuid as uuids
from collections.abc import Iterable

from django.db import transaction
from wagtail.images import get_image_model

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.question_faults import faults
from courses.domain.question_ids import with_known_ids
from courses.domain.question_text import derived_name, image_ids, is_same, normalised
from courses.domain.questions import QuestionContent, content_to_json
from courses.enums import Difficulty, QuestionFault
from courses.models import CoursePage, Question, QuestionImage, QuestionVersion

NAME_LENGTH = 150
CATEGORY_LENGTH = 200
TAG_LENGTH = 100
NOTE_LENGTH = 250


class QuestionInvalid(Exception):
    """The content has faults; `faults` names them, `str()` says what to do."""

    def __init__(self, found: tuple[QuestionFault, ...]) -> None:
        super().__init__(found)
        self.faults = found

    def __str__(self) -> str:
        return " ".join(str(fault.label) for fault in self.faults)


class KindFixed(Exception):
    """A question stays of the kind it began as: answers of another kind could not be compared."""


@transaction.atomic
def create_question(
    *,
    course: CoursePage,
    content: QuestionContent,
    name: str,
    category: str = "",
    difficulty: str = Difficulty.MEDIUM,
    objective: int | None = None,
    tags: Iterable[str] = (),
    images: Iterable[int] = (),
    uuid: uuids.UUID | None = None,
    by: User | None,
    note: str = "",
) -> Question:
    """Write a question and its first version; without a name it is called after its text.

    `images` are identifiers of images beyond those that the texts show themselves.
    """
    content = _checked(content)
    question = Question(
        uuid=uuid or uuids.uuid4(),
        course=course,
        kind=content.kind,
        name=name.strip()[:NAME_LENGTH] or derived_name(content),
        category=category.strip()[:CATEGORY_LENGTH],
        difficulty=difficulty,
        objective=objective,
    )
    question.save()
    _tag(question, tags)
    _add_version(question, content, number=1, images=images, note=note, by=by)
    audit.record(question, "courses.question.created", actor=by, kind=str(question.kind))
    return question


@transaction.atomic
def revise_question(
    *,
    question: Question,
    content: QuestionContent,
    images: Iterable[int] = (),
    note: str = "",
    by: User | None,
) -> QuestionVersion:
    """Add a version that new attempts get; where nothing differs, return the one there is.

    What reads as before keeps its identifiers, so that answers can be marked by either version.
    """
    content = _checked(content)
    locked = _lock(question)
    if content.kind != locked.kind:
        raise KindFixed
    current: QuestionVersion = locked.versions.order_by("-number")[0]
    if is_same(normalised(current.content), content):
        return current
    content = with_known_ids(current.content, content)
    number = current.number + 1
    version = _add_version(locked, content, number=number, images=images, note=note, by=by)
    audit.record(locked, "courses.question.revised", actor=by, version=number, reason=note)
    question.current = version
    return version


@transaction.atomic
def change_question(
    *,
    question: Question,
    name: str,
    category: str,
    difficulty: str,
    objective: int | None,
    tags: Iterable[str],
    by: User | None,
) -> Question:
    """File a question differently; what it says stays, and so does its version."""
    locked = _lock(question)
    before = _filing(locked)
    locked.name = name.strip()[:NAME_LENGTH] or locked.name
    locked.category = category.strip()[:CATEGORY_LENGTH]
    locked.difficulty, locked.objective = difficulty, objective
    locked.save()
    _tag(locked, tags)
    after = _filing(locked)
    if before != after:
        audit.record(locked, "courses.question.changed", actor=by, before=before, after=after)
    return locked


@transaction.atomic
def save_question(
    *,
    question: Question,
    content: QuestionContent,
    note: str,
    name: str,
    category: str,
    difficulty: str,
    objective: int | None,
    tags: Iterable[str],
    by: User | None,
) -> QuestionVersion:
    """Take over one form: what is asked as a version, where it differs, and the filing."""
    version = revise_question(question=question, content=content, note=note, by=by)
    change_question(
        question=question,
        name=name,
        category=category,
        difficulty=difficulty,
        objective=objective,
        tags=tags,
        by=by,
    )
    return version


@transaction.atomic
def archive_question(*, question: Question, by: User | None) -> Question:
    """Let no quiz draw it any more; attempts that have it keep it."""
    locked = _lock(question)
    if locked.archived_at is None:
        locked.archived_at = clock.now()
        locked.save(update_fields=["archived_at"])
        audit.record(locked, "courses.question.archived", actor=by)
    return locked


@transaction.atomic
def restore_question(*, question: Question, by: User | None) -> Question:
    """Let quizzes draw it again."""
    locked = _lock(question)
    if locked.archived_at is not None:
        locked.archived_at = None
        locked.save(update_fields=["archived_at"])
        audit.record(locked, "courses.question.restored", actor=by)
    return locked


@transaction.atomic
def duplicate_question(*, question: Question, by: User | None) -> Question:
    """Write the newest version once more as a question of its own, with its filing."""
    current = question.versions.latest("number")
    return create_question(
        course=question.course,
        content=current.content,
        name=question.name,
        category=question.category,
        difficulty=question.difficulty,
        objective=question.objective,
        tags=_tags(question),
        images=current.images.values_list("pk", flat=True),
        by=by,
    )


def _checked(content: QuestionContent) -> QuestionContent:
    clean = normalised(content)
    found = faults(clean)
    if found:
        raise QuestionInvalid(found)
    return clean


def _lock(question: Question) -> Question:
    return Question.objects.select_for_update(of=("self",)).get(pk=question.pk)


def _add_version(
    question: Question,
    content: QuestionContent,
    *,
    number: int,
    images: Iterable[int],
    note: str,
    by: User | None,
) -> QuestionVersion:
    version = QuestionVersion.objects.create(
        question=question,
        number=number,
        stored=content_to_json(content),
        created_at=clock.now(),
        created_by=by,
        note=note.strip()[:NOTE_LENGTH],
    )
    wanted = image_ids(content) | frozenset(images)
    if wanted:
        known = get_image_model().objects.filter(pk__in=wanted).values_list("pk", flat=True)
        QuestionImage.objects.bulk_create(
            QuestionImage(version=version, image_id=image) for image in sorted(known)
        )
    question.current = version
    question.save(update_fields=["current"])
    return version


def _tag(question: Question, tags: Iterable[str]) -> None:
    names = {name.strip()[:TAG_LENGTH] for name in tags}
    if names - {""} != set(_tags(question)):
        question.tags.set(sorted(names - {""}))
        question.save()


def _tags(question: Question) -> list[str]:
    return sorted(tag.name for tag in question.tags.all())


def _filing(question: Question) -> dict[str, str]:
    return {
        "name": question.name,
        "category": question.category,
        "difficulty": str(question.difficulty),
        "objective": str(question.objective or ""),
        "tags": ", ".join(_tags(question)),
    }

"""Files of questions into the bank of a course: judged, then taken whole or not at all."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.question_files import EmbeddedImage, ReadFile, ReadProblem, ReadQuestion
from courses.domain.question_imports import JudgedQuestion, Judgement, judge
from courses.domain.questions import QuestionContent
from courses.enums import RowVerdict
from courses.enums.question_files import QuestionFileKind
from courses.exchange.questions.aiken import read_aiken
from courses.exchange.questions.gift import read_gift
from courses.exchange.questions.identity import with_texts
from courses.exchange.questions.images import DIGEST_PREFIX
from courses.exchange.questions.moodle_xml import read_moodle_xml
from courses.exchange.questions.text_decoding import FileRefused
from courses.models import CoursePage, Question
from courses.queries.question_files import IMPORTED, bank_facts, incoming
from courses.services.questions import create_question, revise_question
from courses.services.teams import ensure_team

TITLE_LENGTH = 255
_READERS: dict[QuestionFileKind, Callable[[bytes], ReadFile]] = {
    QuestionFileKind.GIFT: read_gift,
    QuestionFileKind.AIKEN: read_aiken,
    QuestionFileKind.MOODLE_XML: read_moodle_xml,
}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What a file holds and what became of it, or would become of it."""

    read: ReadFile
    judgement: Judgement
    is_written: bool = False

    @property
    def problems(self) -> tuple[ReadProblem, ...]:
        """Everything that keeps the file out, in the order of its lines."""
        found = (*self.read.problems, *self.judgement.problems)
        return tuple(sorted(found, key=lambda one: one.line))

    @property
    def imported(self) -> int:
        """How many questions came in or changed; none where there is a problem."""
        counts = self.judgement.counts
        return 0 if self.problems else counts[RowVerdict.NEW] + counts[RowVerdict.CHANGED]


@transaction.atomic
def import_questions(
    *,
    course: CoursePage,
    data: bytes,
    kind: QuestionFileKind,
    file_name: str,
    by: User | None,
    dry_run: bool = False,
) -> ImportOutcome:
    """Bring a file of questions in; the same file again changes nothing, a dry run never does."""
    try:
        read = _READERS[kind](data)
    except FileRefused as refused:
        return ImportOutcome(ReadFile(problems=(refused.reason,)), Judgement())
    # Two imports at once wait for each other, so that nothing comes in twice.
    Page.objects.select_for_update().get(pk=course.pk)
    judgement = judge(incoming(read), bank_facts(course, read))
    if dry_run or read.problems or judgement.problems:
        return ImportOutcome(read, judgement)
    wanted = [one for one in judgement.questions if one.verdict != RowVerdict.KNOWN]
    if wanted:
        _write(course, wanted, by)
        counts = judgement.counts
        audit.record(
            course,
            IMPORTED,
            actor=by,
            file=file_name,
            kind=str(kind),
            new=counts[RowVerdict.NEW],
            changed=counts[RowVerdict.CHANGED],
            known=counts[RowVerdict.KNOWN],
        )
    return ImportOutcome(read, judgement, is_written=True)


def _write(course: CoursePage, questions: Iterable[JudgedQuestion], by: User | None) -> None:
    questions = list(questions)
    stored = Question.objects.in_bulk([one.stored for one in questions if one.stored])
    with ExitStack() as undo:
        images = _store_images(course, [one.question for one in questions], by, undo)
        for one in questions:
            content = _shown(one.question.content, images)
            if one.verdict == RowVerdict.CHANGED and one.stored:
                revise_question(question=stored[one.stored], content=content, by=by)
            else:
                _create(course, one, content, by)
        # Everything is in the database; the image files stay.
        undo.pop_all()


def _create(
    course: CoursePage, one: JudgedQuestion, content: QuestionContent, by: User | None
) -> None:
    question = one.question
    create_question(
        course=course,
        content=content,
        name=question.name,
        category=question.category,
        difficulty=question.difficulty,
        objective=question.objective,
        tags=question.tags,
        uuid=one.uuid,
        by=by,
    )


def _store_images(
    course: CoursePage, questions: Iterable[ReadQuestion], by: User | None, undo: ExitStack
) -> dict[str, int]:
    """Return the image of each digest, stored where the course's collection lacks it."""
    wanted = {image.digest: image for one in questions for image in one.images}
    if not wanted:
        return {}
    collection = ensure_team(course).collection
    known = get_image_model().objects.filter(collection=collection, file_hash__in=wanted)
    found = dict(known.order_by("-pk").values_list("file_hash", "pk"))
    for digest, image in wanted.items():
        if digest not in found:
            found[digest] = _store_image(image, collection, by, undo)
    return found


def _store_image(
    image: EmbeddedImage, collection: Collection, by: User | None, undo: ExitStack
) -> int:
    stored = get_image_model()(
        title=(image.alt or image.name)[:TITLE_LENGTH],
        collection=collection,
        uploaded_by_user=by,
        file=ContentFile(image.content, name=image.name),
        file_hash=image.digest,
        file_size=len(image.content),
    )
    stored.save()
    undo.callback(stored.file.storage.delete, stored.file.name)
    return int(stored.pk)


def _shown(content: QuestionContent, images: Mapping[str, int]) -> QuestionContent:
    """Let texts name images as the bank does, by identifier."""

    def show(text: str) -> str:
        for digest, pk in images.items():
            text = text.replace(f'id="{DIGEST_PREFIX}{digest}"', f'id="{pk}"')
        return text

    return with_texts(content, show)

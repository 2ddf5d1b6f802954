"""What the bank of a course holds, for files that come in and files that go out."""

import uuid as uuids
from collections import defaultdict

from django.db.models import F, QuerySet
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.utils.file import hash_filelike

from courses.domain.question_files import (
    BankQuestion,
    EmbeddedImage,
    ReadFile,
    WrittenFile,
    filing_tags,
)
from courses.domain.question_imports import Bank, Incoming, StoredQuestion
from courses.enums import QuestionKind
from courses.enums.question_files import QuestionFileKind
from courses.exchange.questions.gift_writer import write_gift
from courses.exchange.questions.identity import identity
from courses.exchange.questions.images import named_as_it_was
from courses.exchange.questions.moodle_xml_writer import write_moodle_xml
from courses.models import CoursePage, Question, QuestionImage, QuestionImport

IMPORTED = "courses.question.imported"
_WRITERS = {
    QuestionFileKind.GIFT: write_gift,
    QuestionFileKind.MOODLE_XML: write_moodle_xml,
}


def bank_facts(course: CoursePage, read: ReadFile) -> Bank:
    """Collect what decides about the questions of a file, however many there are."""
    given = {uuid for one in read.questions if (uuid := _uuid(one.idnumber))}
    own = list(Question.objects.filter(course=course).select_related("current").order_by("pk"))
    digests = _digests(course)
    foreign = Question.objects.exclude(course=course).in_bulk(given, field_name="uuid")
    return Bank(
        by_uuid={
            one.uuid: StoredQuestion(
                one.pk, QuestionKind(one.kind), identity(one.current.content, digests)
            )
            for one in own
            if one.current
        },
        foreign=frozenset(foreign),
        namespace=course.translation_key,
    )


def incoming(read: ReadFile) -> tuple[Incoming, ...]:
    """Return the questions of a file with what they say."""
    return tuple(Incoming(one, identity(one.content, {})) for one in read.questions)


def exported(course: CoursePage, kind: QuestionFileKind) -> WrittenFile:
    """Write the questions of a course that are in use; archived ones stay behind."""
    found = list(
        Question.objects.filter(course=course)
        .in_use()
        .select_related("current")
        .prefetch_related("tagged_items__tag")
        .order_by("category", "name", "pk")
    )
    images = _images(course)
    return _WRITERS[kind](
        [
            BankQuestion(
                content=one.current.content,
                name=one.name,
                idnumber=str(one.uuid),
                category=one.category,
                tags=(
                    *sorted(item.tag.name for item in one.tagged_items.all()),
                    *filing_tags(one.difficulty, one.objective),
                ),
                images=images.get(one.pk, {}),
            )
            for one in found
            if one.current
        ]
    )


def uploads_of(courses: QuerySet[CoursePage]) -> QuerySet[QuestionImport]:
    """Files brought in for these courses, the newest first."""
    uploads = QuestionImport.objects.filter(course__in=courses.order_by().values("pk"))
    return uploads.select_related("course", "uploaded_by")


def _links(course: CoursePage) -> list[tuple[int, int]]:
    """Return pairs of question and image, for the versions that hold now."""
    links = QuestionImage.objects.filter(
        version__question__course=course, version=F("version__question__current")
    )
    return list(links.order_by("pk").values_list("version__question_id", "image_id"))


def _digests(course: CoursePage) -> dict[str, str]:
    found = get_image_model().objects.in_bulk({image for _question, image in _links(course)})
    return {str(pk): digest for pk, image in found.items() if (digest := _digest(image))}


def _images(course: CoursePage) -> dict[int, dict[str, EmbeddedImage]]:
    """Return the images of each question by identifier; one whose file is gone is left out."""
    links = _links(course)
    files = {}
    for pk, image in get_image_model().objects.in_bulk({pk for _question, pk in links}).items():
        content = _content(image)
        if content:
            name = f"{pk}-{named_as_it_was(image.filename)}"
            files[pk] = EmbeddedImage(_digest(image), name, content)
    found: dict[int, dict[str, EmbeddedImage]] = defaultdict(dict)
    for question, pk in links:
        if pk in files:
            found[question][str(pk)] = files[pk]
    return found


def _content(image: AbstractImage) -> bytes:
    try:
        with image.open_file() as file:
            return bytes(file.read())
    except OSError:
        return b""


def _digest(image: AbstractImage) -> str:
    if image.file_hash:
        return str(image.file_hash)
    try:
        with image.open_file() as file:
            return str(hash_filelike(file))
    except OSError:
        return ""


def _uuid(text: str) -> uuids.UUID | None:
    try:
        return uuids.UUID(text)
    except ValueError:
        return None

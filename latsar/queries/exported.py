"""A programme as it is published now, as the package that another site can load."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from corpu.core.domain.figures import Figure
from courses.domain.questions import content_from_json
from courses.enums import Availability, Difficulty, QuizPartKind
from courses.models import (
    AssignmentPage,
    CoursePage,
    LessonPage,
    Programme,
    Question,
    QuizPage,
)
from latsar.exchange.activity_files import (
    ActivityPackage,
    AssignmentPackage,
    LessonPackage,
    PartPackage,
    QuizPackage,
)
from latsar.exchange.curriculum_data import (
    AgendaPlace,
    CoursePlace,
    CurriculumPackage,
    PhasePlace,
)
from latsar.exchange.html_markdown import tidy
from latsar.exchange.own_references import Name, references_in, with_names
from latsar.exchange.package import CoursePackage, Package
from latsar.exchange.question_file import QuestionPackage
from latsar.exchange.stored_content import body_blocks, rubric_criteria
from latsar.models import PackagedPage

_RICH = re.compile(r"<(p|ul|ol|h[2-6]|embed)\b")
Activity = LessonPage | QuizPage | AssignmentPage


@dataclass(frozen=True, slots=True)
class Exported:
    """A package without the bytes of its files, and which files of this site they are."""

    package: Package
    images: tuple[Any, ...]
    documents: tuple[Any, ...]
    # What texts refer to although it is not part of the programme.
    strangers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """The pages and questions of a programme, and what each page is known by."""

    courses: tuple[CoursePage, ...]
    activities: dict[int, list[Activity]]
    questions: dict[int, list[Question]]
    paths: dict[int, str]


def exported(programme: Programme, media_name: Any) -> Exported:
    """Return the programme; `media_name(kind, row)` says what a file is called in the package.

    The number of queries does not depend on how many courses, pages or questions there are.
    """
    source = _source(programme)
    wanted = _references(source)
    images = get_image_model().objects.filter(pk__in=_ids(wanted, "image")).order_by("pk")
    documents = get_document_model().objects.filter(pk__in=_ids(wanted, "document")).order_by("pk")
    names: dict[Name, str] = {
        **{("image", str(row.pk)): media_name("image", row) for row in images},
        **{("document", str(row.pk)): media_name("document", row) for row in documents},
        **{("page", str(page)): path for page, path in source.paths.items()},
    }
    courses = tuple(_course(course, source, names) for course in source.courses)
    return Exported(
        package=Package(courses, (_curriculum(programme),)),
        images=tuple(images),
        documents=tuple(documents),
        strangers=tuple(sorted(f"{kind} {pk}" for kind, pk in wanted - names.keys())),
    )


def _ids(wanted: Iterable[Name], kind: str) -> list[int]:
    return [int(pk) for found, pk in wanted if found == kind]


def _source(programme: Programme) -> _Source:
    places = programme.courses.select_related("course").order_by("order", "pk")
    courses = tuple(place.course for place in places)
    activities: dict[int, list[Activity]] = {course.pk: [] for course in courses}
    parents = {course.path: course.pk for course in courses}
    for page in _activity_pages(courses):
        activities[parents[page.path[: -page.steplen]]].append(page)
    questions: dict[int, list[Question]] = {course.pk: [] for course in courses}
    rows = (
        Question.objects.in_use()
        .filter(course__in=courses)
        .exclude(current=None)
        .select_related("current")
        .prefetch_related("tagged_items__tag")
        .order_by("category", "name", "uuid")
    )
    for question in rows:
        questions[question.course_id].append(question)
    return _Source(courses, activities, questions, _paths(courses, activities))


def _activity_pages(courses: Sequence[CoursePage]) -> list[Activity]:
    """Return what is published below the courses, in its order."""
    steps = [course.path for course in courses]
    below = [
        page
        for page in Page.objects.live().filter(depth=courses[0].depth + 1 if courses else 0)
        if page.path[: -page.steplen] in steps
    ]
    ids = [page.pk for page in below]
    pages: list[Activity] = []
    for model in (LessonPage, AssignmentPage):
        pages.extend(model.objects.filter(pk__in=ids).select_related("available_after"))
    pages.extend(
        QuizPage.objects.filter(pk__in=ids)
        .select_related("available_after")
        .prefetch_related("parts__question")
    )
    return sorted(pages, key=lambda page: page.path)


def _paths(courses: Sequence[CoursePage], activities: dict[int, list[Activity]]) -> dict[int, str]:
    """Return what each page is known by: its packaged file, or a name of its own."""
    packaged = dict(PackagedPage.objects.exclude(page=None).values_list("page_id", "path"))
    paths = {}
    for course in courses:
        path = packaged.get(course.pk, f"{course.code.lower()}/index.md")
        paths[course.pk] = path
        folder = path.partition("/")[0]
        for page in activities[course.pk]:
            known = packaged.get(page.pk, "").partition("/")[2]
            paths[page.pk] = f"{folder}/{known or page.translation_key}"
    return paths


def _references(source: _Source) -> set[Name]:
    found: set[Name] = set()
    for course in source.courses:
        found |= references_in(course.introduction)
        for page in source.activities[course.pk]:
            stored = page.introduction if isinstance(page, QuizPage) else _stored(page, "body")
            found |= references_in(stored)
        for question in source.questions[course.pk]:
            found |= references_in(question.current.stored if question.current else {})
    return found


def _stored(page: Any, name: str) -> Any:
    return getattr(page, name).get_prep_value()


def _course(course: CoursePage, source: _Source, names: dict[Name, str]) -> CoursePackage:
    path = source.paths[course.pk]
    return CoursePackage(
        path=path,
        code=course.code,
        title=course.title,
        slug=course.slug,
        summary=course.summary,
        introduction=tidy(with_names(course.introduction, names)),
        objectives=tuple(block["value"] for block in _stored(course, "objectives")),
        assessments=tuple(block["value"] for block in _stored(course, "assessments")),
        activities=tuple(
            _activity(page, source.paths[page.pk], names) for page in source.activities[course.pk]
        ),
        questions=tuple(
            _question(question, path.partition("/")[0], names)
            for question in source.questions[course.pk]
        ),
    )


def _activity(page: Activity, path: str, names: dict[Name, str]) -> ActivityPackage:
    rules: dict[str, Any] = {
        "path": path,
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "minutes": page.minutes,
        "is_required": page.is_required,
        "availability": Availability(page.availability),
        "after": page.available_after.slug if page.available_after else "",
    }
    if isinstance(page, QuizPage):
        return QuizPackage(
            **rules,
            introduction=tidy(with_names(page.introduction, names)),
            policy=page.policy,
            parts=tuple(
                PartPackage(
                    question=part.question.uuid
                    if part.question and part.kind == QuizPartKind.FIXED
                    else None,
                    count=part.count,
                    tag=part.tag,
                    difficulty=part.difficulty,
                )
                for part in page.parts.all()
            ),
        )
    body = body_blocks(with_names(_stored(page, "body"), names))
    if isinstance(page, AssignmentPage):
        rubric = rubric_criteria(_stored(page, "rubric"))
        return AssignmentPackage(**rules, body=body, policy=page.policy, rubric=rubric)
    return LessonPackage(**rules, code=page.code, body=body)


def _question(question: Question, folder: str, names: dict[Name, str]) -> QuestionPackage:
    stored = question.current.stored if question.current else {}
    return QuestionPackage(
        path=f"{folder}/questions.yaml#{question.uuid}",
        uuid=question.uuid,
        name=question.name,
        category=question.category,
        difficulty=Difficulty(question.difficulty),
        objective=question.objective,
        tags=tuple(sorted(item.tag.name for item in question.tagged_items.all())),
        content=content_from_json(_tidied(with_names(stored, names))),
    )


def _tidied(stored: Any) -> Any:
    """Return stored content with its rich texts in the form in which a load stores them."""
    if isinstance(stored, dict):
        return {name: _tidied(part) for name, part in stored.items()}
    if isinstance(stored, list):
        return [_tidied(part) for part in stored]
    # Forms of a short answer and matches are plain text; everything else begins with its tag.
    return tidy(stored) if isinstance(stored, str) and _RICH.match(stored) else stored


def _curriculum(programme: Programme) -> CurriculumPackage:
    places = list(programme.courses.select_related("course", "agenda", "phase"))
    used = {place.agenda_id for place in places}
    return CurriculumPackage(
        code=programme.code,
        title=programme.title,
        regulation=programme.regulation,
        generation=programme.generation,
        method=programme.method,
        hours=programme.hours,
        days=Figure(programme.days, None, programme.days_mark),
        source=programme.source,
        phases=tuple(
            PhasePlace(
                phase.code, phase.label, Figure(phase.days, None, phase.days_mark), phase.hours
            )
            for phase in programme.phases.order_by("order", "pk")
        ),
        agendas=tuple(
            AgendaPlace(agenda.code, agenda.label)
            for agenda in programme.agendas.order_by("order", "pk")
            if agenda.pk in used
        ),
        courses=tuple(
            CoursePlace(
                code=place.course.code,
                agenda=place.agenda.code,
                phase=place.phase.code if place.phase else "",
                hours=place.hours,
                is_required=place.is_required,
            )
            for place in sorted(places, key=lambda one: (one.order, one.pk))
        ),
    )

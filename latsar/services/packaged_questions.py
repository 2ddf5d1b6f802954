"""Writes the question bank of a packaged course, without ever overwriting an author."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from courses.domain.questions import content_from_json, content_to_json
from courses.models import CoursePage, Question
from courses.services.questions import (
    KindFixed,
    change_question,
    create_question,
    revise_question,
)
from latsar.domain.content_digest import Action, decide
from latsar.enums import KeptReason
from latsar.exchange.own_references import Name, with_ids
from latsar.exchange.question_file import QuestionPackage
from latsar.models import PackagedQuestion
from latsar.queries.packaged_questions import (
    digest_of,
    known_questions,
    packaged_elsewhere,
    question_digest,
)
from latsar.services.load_report import LoadReport


def load_questions(
    *,
    questions: Iterable[QuestionPackage],
    course: CoursePage,
    ids: Mapping[Name, int],
    report: LoadReport,
) -> None:
    """Create, revise or leave each question of the bank; the caller holds the catalogue's lock."""
    sources = {source.uuid: _resolved(source, ids) for source in questions}
    known = known_questions(sources)
    for uuid, source in sources.items():
        question = known.get(uuid)
        if question is None:
            _create(source, course, report)
        elif question.course_id != course.pk:
            report.problems.append(
                _("%(path)s: the question belongs to another course") % {"path": source.path}
            )
        else:
            _follow(source, question, report)
    for record in packaged_elsewhere(course, sources):
        report.keep(
            f"{course.slug}#{record.question.uuid}", record.question.name, KeptReason.REMOVED
        )


def _resolved(source: QuestionPackage, ids: Mapping[Name, int]) -> QuestionPackage:
    stored = with_ids(content_to_json(source.content), ids)
    return replace(source, content=content_from_json(stored))


def _create(source: QuestionPackage, course: CoursePage, report: LoadReport) -> None:
    question = create_question(
        course=course,
        content=source.content,
        name=source.name,
        category=source.category,
        difficulty=source.difficulty,
        objective=source.objective,
        tags=source.tags,
        uuid=source.uuid,
        by=None,
    )
    digest = _digest(source)
    PackagedQuestion.objects.create(question=question, written_digest=digest, file_digest=digest)
    report.created.append(source.path)


def _follow(source: QuestionPackage, question: Question, report: LoadReport) -> None:
    """Bring a question up to the file, unless an author has changed or archived it."""
    record = getattr(question, "packaged", None) or PackagedQuestion(question=question)
    digest = _digest(source)
    if question.archived_at is not None:
        report.keep(source.path, question.name, KeptReason.ARCHIVED)
        return
    action = decide(
        file_digest=digest,
        stored_file_digest=record.file_digest,
        written_digest=record.written_digest,
        current_digests=frozenset({question_digest(question)}),
    )
    if action is Action.KEEP_TOUCHED:
        newer = digest != record.file_digest
        report.keep(
            source.path,
            question.name,
            KeptReason.NEWER_TEXT if newer else KeptReason.EDITED,
        )
        return
    if action is Action.UPDATE:
        if not _update(source, question, report):
            return
    else:
        report.unchanged.append(source.path)
    if record.pk is None or action is not Action.UNCHANGED:
        record.written_digest = record.file_digest = digest
        record.save()


def _update(source: QuestionPackage, question: Question, report: LoadReport) -> bool:
    """Write the file into a question nobody has changed; return whether that was possible."""
    try:
        revise_question(question=question, content=source.content, by=None)
    except KindFixed:
        report.problems.append(
            _("%(path)s: a question cannot become one of another kind; give it a new key")
            % {"path": source.path}
        )
        return False
    change_question(
        question=question,
        name=source.name,
        category=source.category,
        difficulty=source.difficulty,
        objective=source.objective,
        tags=source.tags,
        by=None,
    )
    report.updated.append(source.path)
    return True


def _digest(source: QuestionPackage) -> str:
    return digest_of(
        source.content,
        name=source.name,
        category=source.category,
        difficulty=str(source.difficulty),
        objective=source.objective,
        tags=list(source.tags),
    )

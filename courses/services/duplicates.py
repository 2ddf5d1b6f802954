"""Duplicates a course or a programme for the next regulation; the original stays as it is."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.stated_figures import UNVERIFIED, unconfirmed
from courses.enums import CopiedCourses
from courses.models import (
    CataloguePage,
    CoursePage,
    Programme,
    ProgrammeAgenda,
    ProgrammeCourse,
    ProgrammePhase,
)
from courses.permissions import is_organiser
from courses.queries.duplicates import copied_codes, copied_slugs, ordered_courses
from courses.services.page_copies import CourseDraft, connect, copy_pages
from courses.services.question_copies import Bank, copy_banks
from courses.services.teams import ensure_team, give_course


class TitleMissing(Exception):
    """A copy without a title could not be told from its original."""


class CodeMissing(Exception):
    """A copy needs a code of its own."""


class CodeTaken(Exception):
    """There is a course or a programme with this code already."""


class SlugTaken(Exception):
    """There is a course with this address already."""


@transaction.atomic
def duplicate_course(
    *, course: CoursePage, code: str, title: str, slug: str, by: User | None
) -> CoursePage:
    """Copy a course with its activities, as drafts, and its bank; nothing of any cohort.

    The copy has a team of its own; whoever copies it writes it.
    """
    _hold_names()
    code, title = _named(code, title)
    slug = slugify(slug) or slugify(code)
    if CoursePage.objects.filter(code__iexact=code).exists():
        raise CodeTaken
    if course.get_siblings().filter(slug=slug).exists():
        raise SlugTaken
    draft = copy_pages(course=course, code=code, title=title, slug=slug, by=by)
    _finish([draft], by)
    return draft.new


@transaction.atomic
def duplicate_programme(
    *,
    programme: Programme,
    code: str,
    title: str,
    regulation: str,
    generation: int,
    by: User | None,
    courses: CopiedCourses = CopiedCourses.SAME,
    ending: str = "",
) -> Programme:
    """Copy a programme with its phases, agendas and places; staff change the copy afterwards.

    No figure has been compared with the new regulation, so each is only a working value until
    somebody states its source. Copied courses get their code with `ending`.
    """
    _hold_names()
    code, title = _named(code, title)
    if Programme.objects.filter(code__iexact=code).exists():
        raise CodeTaken
    new = Programme.objects.create(
        code=code,
        title=title,
        regulation=regulation.strip(),
        generation=generation,
        method=programme.method,
        days=programme.days,
        days_mark=UNVERIFIED,
        attendance_rule_id=programme.attendance_rule_id,
        is_own=True,
        **_hours(programme),
    )
    copies = _copied_courses(programme, ending, by) if courses == CopiedCourses.COPIED else {}
    _copy_parts(programme, new, copies)
    names = {"courses": str(courses), "copied": len(copies)}
    audit.record(programme, "courses.programme.duplicated", actor=by, copy=new.code, **names)
    audit.record(new, "courses.programme.copied", actor=by, original=programme.code, **names)
    return new


def _hold_names() -> None:
    """Let nobody else take a code or an address until this is done; a load holds the same row."""
    list(CataloguePage.objects.select_for_update().values_list("pk", flat=True))


def _named(code: str, title: str) -> tuple[str, str]:
    code, title = code.strip(), title.strip()
    if not code:
        raise CodeMissing
    if not title:
        raise TitleMissing
    return code, title


def _finish(drafts: Sequence[CourseDraft], by: User | None) -> None:
    """Give the copies their banks, lead them to each other, and make their teams."""
    pages = {old: new for draft in drafts for old, new in draft.pages.items()}
    banks = [Bank(draft.old, draft.new, draft.named_questions) for draft in drafts]
    questions = copy_banks(banks=banks, pages=pages, by=by)
    for draft in drafts:
        made = questions.get(draft.new.pk, {})
        connect(draft, pages=pages, questions=made)
        if by is None or is_organiser(by):
            ensure_team(draft.new)
        else:
            give_course(course=draft.new, user=by, by=by)
        audit.record(draft.old, "courses.course.duplicated", actor=by, copy=draft.new.code)
        facts = {"activities": len(draft.activities), "questions": len(made)}
        original = draft.old.code
        audit.record(draft.new, "courses.course.copied", actor=by, original=original, **facts)


def _copied_courses(programme: Programme, ending: str, by: User | None) -> dict[int, int]:
    courses = list(ordered_courses(programme))
    codes = copied_codes([course.code for course in courses], ending)
    slugs = copied_slugs(courses, slugify(ending) and f"-{slugify(ending)}")
    drafts = [
        copy_pages(
            course=course,
            code=codes[course.code],
            title=course.title,
            slug=slugs[course.pk],
            by=by,
        )
        for course in courses
    ]
    _finish(drafts, by)
    return {draft.old.pk: draft.new.pk for draft in drafts}


def _copy_parts(programme: Programme, new: Programme, copies: dict[int, int]) -> None:
    phases = {
        phase.pk: ProgrammePhase.objects.create(
            programme=new,
            code=phase.code,
            label=phase.label,
            order=phase.order,
            days=phase.days,
            days_mark=UNVERIFIED,
            **_hours(phase),
        )
        for phase in programme.phases.all()
    }
    agendas = {
        agenda.pk: ProgrammeAgenda.objects.create(
            programme=new, code=agenda.code, label=agenda.label, order=agenda.order
        )
        for agenda in programme.agendas.all()
    }
    ProgrammeCourse.objects.bulk_create(
        ProgrammeCourse(
            programme=new,
            course_id=copies.get(place.course_id, place.course_id),
            agenda=agendas[place.agenda_id],
            phase=phases.get(place.phase_id or 0),
            order=place.order,
            is_required=place.is_required,
            **_hours(place),
        )
        for place in programme.courses.all()
    )


def _hours(row: Programme | ProgrammePhase | ProgrammeCourse) -> dict[str, int | str | None]:
    figure = unconfirmed(row.hours)
    return {"jp": figure.value, "jp_unverified": figure.unverified, "jp_mark": figure.mark}

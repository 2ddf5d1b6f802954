"""What a copy of a course or programme would hold, and which codes and addresses are taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from courses.domain.copied_names import copied_name
from courses.models import CoursePage, Programme, Question
from courses.models.pages import CODE_LENGTH

SLUG_LENGTH = 255


@dataclass(frozen=True, slots=True)
class CopyPreview:
    """How much would be copied with a programme, and under which codes."""

    phases: int
    agendas: int
    courses: int
    activities: int
    questions: int
    codes: tuple[tuple[str, str, str], ...]


def ordered_courses(programme: Programme) -> QuerySet[CoursePage]:
    """The courses of a programme in its order."""
    courses: QuerySet[CoursePage] = CoursePage.objects.filter(programme_places__programme=programme)
    return courses.order_by("programme_places__order", "programme_places__pk")


def programme_preview(programme: Programme, ending: str) -> CopyPreview:
    """Return what a copy of the programme with its courses would hold; five queries."""
    courses = list(ordered_courses(programme).defer("introduction", "objectives", "assessments"))
    names = copied_codes([course.code for course in courses], ending)
    return CopyPreview(
        phases=programme.phases.count(),
        agendas=programme.agendas.count(),
        courses=len(courses),
        activities=sum(course.numchild for course in courses),
        questions=Question.objects.in_use().filter(course__in=courses).count(),
        codes=tuple((one.title, one.code, names[one.code]) for one in courses),
    )


def copied_codes(codes: Iterable[str], ending: str) -> dict[str, str]:
    """Return a free code for the copy of each course, in one query."""
    taken = set(CoursePage.objects.values_list("code", flat=True))
    found: dict[str, str] = {}
    for code in codes:
        found[code] = copied_name(code, ending, taken=taken, length=CODE_LENGTH)
        taken.add(found[code])
    return found


def copied_slugs(courses: Iterable[CoursePage], ending: str) -> dict[int, str]:
    """Return a free address for the copy of each course, in one query."""
    known = list(courses)
    parents = {course.path[: -course.steplen] for course in known}
    taken = {
        slug
        for slug, path in CoursePage.objects.values_list("slug", "path")
        if path[: -CoursePage.steplen] in parents
    }
    found: dict[int, str] = {}
    for course in known:
        found[course.pk] = copied_name(course.slug, ending, taken=taken, length=SLUG_LENGTH)
        taken.add(found[course.pk])
    return found


def addable_courses(programme: Programme) -> QuerySet[CoursePage]:
    """Courses that the programme does not have yet, by code."""
    others: QuerySet[CoursePage] = CoursePage.objects.exclude(programme_places__programme=programme)
    return others.order_by("code")

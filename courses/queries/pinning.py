"""What a cohort would pin if it started now: the programme's published courses and lessons."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models.functions import Length, Substr
from wagtail.models import Page

from corpu.core.domain.figures import Figure, official_total
from courses.models import Cohort, LessonPage, Programme, ProgrammeCourse


@dataclass(frozen=True, slots=True)
class PinnedLesson:
    """A published lesson; `page` is its id."""

    page: int
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PinnedCourse:
    """A published course at its place in the programme, with its published lessons."""

    page: int
    code: str
    title: str
    agenda_code: str
    agenda_label: str
    phase_code: str
    phase_label: str
    order: int
    hours: Figure
    is_required: bool
    lessons: tuple[PinnedLesson, ...]


@dataclass(frozen=True, slots=True)
class Pinning:
    """The curriculum as it would be pinned, and its totals (of required courses only)."""

    courses: tuple[PinnedCourse, ...]

    @property
    def counted(self) -> tuple[PinnedCourse, ...]:
        """Required courses that have something to complete; they make up one hundred percent."""
        return tuple(course for course in self.courses if course.is_required and course.lessons)

    @property
    def empty(self) -> tuple[PinnedCourse, ...]:
        """Courses without a published lesson: pinned, but nothing can be completed in them."""
        return tuple(course for course in self.courses if not course.lessons)

    @property
    def course_count(self) -> int:
        return len(self.counted)

    @property
    def lesson_count(self) -> int:
        return sum(len(course.lessons) for course in self.counted)

    @property
    def jp(self) -> int | None:
        """Sum of JP where every course has an official figure, else None."""
        return official_total([course.hours for course in self.courses])


def pinning_preview(cohort: Cohort) -> Pinning:
    """Return what starting this cohort now would pin (two queries)."""
    return pinning_of(cohort.programme_id)


def pinning_of(programme: Programme | int) -> Pinning:
    """Return the programme's published courses with their published lessons, in order."""
    places = list(
        ProgrammeCourse.objects.filter(programme=programme, course__live=True)
        .select_related("agenda", "phase", "course")
        .defer("course__introduction", "course__objectives", "course__assessments")
        .order_by("order", "pk")
    )
    lessons = _lessons_below([place.course.path for place in places])
    return Pinning(tuple(_pinned(place, lessons[place.course.path]) for place in places))


def _lessons_below(paths: list[str]) -> dict[str, list[PinnedLesson]]:
    rows = (
        LessonPage.objects.live()
        .annotate(parent_path=Substr("path", 1, Length("path") - Page.steplen))
        .filter(parent_path__in=paths)
        .order_by("path")
        .values_list("parent_path", "pk", "title", "minutes")
    )
    below: dict[str, list[PinnedLesson]] = defaultdict(list)
    for parent, page, title, minutes in rows:
        below[parent].append(PinnedLesson(page, title, minutes))
    return below


def _pinned(place: ProgrammeCourse, lessons: list[PinnedLesson]) -> PinnedCourse:
    return PinnedCourse(
        page=place.course_id,
        code=place.course.code,
        title=place.course.title,
        agenda_code=place.agenda.code,
        agenda_label=place.agenda.label,
        phase_code=place.phase.code if place.phase else "",
        phase_label=place.phase.label if place.phase else "",
        order=place.order,
        hours=place.hours,
        is_required=place.is_required,
        lessons=tuple(lessons),
    )

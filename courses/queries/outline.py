"""The pinned curriculum of cohorts with a person's marks: what every learning screen shows.

Which lessons there are is pinned; their titles are those of the pages now, so that words flow.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpu.core.domain.figures import Figure
from courses.domain.progress import is_complete, percent
from courses.models import Cohort, Enrolment, LessonCompletion, RequiredCourse, RequiredLesson
from courses.queries.addresses import page_addresses


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson at its place; `pinned` is None in a preview without a cohort."""

    page: int
    title: str
    minutes: int
    url: str
    pinned: int | None = None
    completed_at: dt.datetime | None = None

    @property
    def is_done(self) -> bool:
        return self.completed_at is not None


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course with its lessons and how far the person is."""

    page: int
    code: str
    title: str
    summary: str
    url: str
    agenda_code: str
    agenda_label: str
    phase_code: str
    phase_label: str
    is_required: bool
    hours: Figure
    lessons: tuple[LessonRow, ...]

    @property
    def lessons_done(self) -> int:
        return sum(lesson.is_done for lesson in self.lessons)

    @property
    def percent(self) -> int:
        return percent(self.lessons_done, len(self.lessons))

    @property
    def is_complete(self) -> bool:
        return is_complete(self.lessons_done, len(self.lessons))


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Courses under one heading (an agenda or a phase) with the sum of their required lessons."""

    code: str
    label: str
    courses: tuple[CourseRow, ...]

    @property
    def _counted(self) -> list[CourseRow]:
        return [course for course in self.courses if course.is_required]

    @property
    def lessons_done(self) -> int:
        return sum(course.lessons_done for course in self._counted)

    @property
    def lesson_count(self) -> int:
        return sum(len(course.lessons) for course in self._counted)

    @property
    def percent(self) -> int:
        return percent(self.lessons_done, self.lesson_count)

    @property
    def is_complete(self) -> bool:
        return is_complete(self.lessons_done, self.lesson_count)


def outlines(enrolments: Sequence[Enrolment]) -> dict[int, tuple[CourseRow, ...]]:
    """Return each enrolment's courses in order (three queries for any number of enrolments)."""
    courses, lessons = _pinned({enrolment.cohort_id for enrolment in enrolments})
    done: dict[int, dict[int, dt.datetime]] = defaultdict(dict)
    completions = LessonCompletion.objects.filter(
        enrolment__in=[enrolment.pk for enrolment in enrolments]
    )
    for enrolment, lesson, moment in completions.values_list(
        "enrolment_id", "lesson_id", "completed_at"
    ):
        done[enrolment][lesson] = moment
    return {
        enrolment.pk: _rows(courses[enrolment.cohort_id], lessons, done[enrolment.pk])
        for enrolment in enrolments
    }


def cohort_outline(cohort: Cohort) -> tuple[CourseRow, ...]:
    """Return a cohort's courses in order, without anybody's marks (two queries)."""
    courses, lessons = _pinned({cohort.pk})
    return _rows(courses[cohort.pk], lessons, {})


def by_agenda(courses: Iterable[CourseRow]) -> list[GroupRow]:
    """Group courses by agenda, in the order in which they come."""
    return _grouped(courses, "agenda_code", "agenda_label")


def by_phase(courses: Iterable[CourseRow]) -> list[GroupRow]:
    """Group courses by phase, in the order in which they come."""
    return _grouped(courses, "phase_code", "phase_label")


def _grouped(courses: Iterable[CourseRow], code: str, label: str) -> list[GroupRow]:
    groups: dict[tuple[str, str], list[CourseRow]] = defaultdict(list)
    for course in courses:
        groups[getattr(course, code), getattr(course, label)].append(course)
    return [GroupRow(key[0], key[1], tuple(rows)) for key, rows in groups.items()]


def _pinned(
    cohorts: set[int],
) -> tuple[dict[int, list[RequiredCourse]], dict[int, list[RequiredLesson]]]:
    courses: dict[int, list[RequiredCourse]] = defaultdict(list)
    for course in (
        RequiredCourse.objects.filter(cohort__in=cohorts)
        .select_related("course")
        .defer("course__introduction", "course__objectives", "course__assessments")
        .order_by("order", "pk")
    ):
        courses[course.cohort_id].append(course)
    lessons: dict[int, list[RequiredLesson]] = defaultdict(list)
    for lesson in (
        RequiredLesson.objects.filter(required_course__cohort__in=cohorts)
        .select_related("lesson")
        .defer("lesson__body")
        .order_by("position")
    ):
        lessons[lesson.required_course_id].append(lesson)
    return courses, lessons


def _rows(
    courses: Iterable[RequiredCourse],
    lessons: dict[int, list[RequiredLesson]],
    done: dict[int, dt.datetime],
) -> tuple[CourseRow, ...]:
    address = page_addresses()
    return tuple(
        CourseRow(
            page=course.course_id,
            code=course.code,
            title=course.course.title,
            summary=course.course.summary,
            url=address(course.course.url_path),
            agenda_code=course.agenda_code,
            agenda_label=course.agenda_label,
            phase_code=course.phase_code,
            phase_label=course.phase_label,
            is_required=course.is_required,
            hours=course.hours,
            lessons=tuple(
                LessonRow(
                    page=lesson.lesson_id,
                    title=lesson.lesson.title,
                    minutes=lesson.lesson.minutes,
                    url=address(lesson.lesson.url_path),
                    pinned=lesson.pk,
                    completed_at=done.get(lesson.pk),
                )
                for lesson in lessons[course.pk]
            ),
        )
        for course in courses
    )

"""What the pages of a course and of a lesson show to the person who reads them."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from courses.domain.progress import percent
from courses.enums import CohortState
from courses.models import Cohort, CoursePage, Enrolment, LessonPage
from courses.permissions import may_preview
from courses.queries.addresses import page_addresses
from courses.queries.outline import CourseRow, LessonRow, outlines


@dataclass(frozen=True, slots=True)
class CourseReading:
    """A course for one reader; `may_read` says whether its lessons are links."""

    enrolment: Enrolment | None
    lessons: tuple[LessonRow, ...]
    row: CourseRow | None
    may_read: bool

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def resume(self) -> LessonRow | None:
        """The first lesson that is not done yet."""
        return next((lesson for lesson in self.lessons if not lesson.is_done), None)


@dataclass(frozen=True, slots=True)
class LessonReading:
    """A lesson for one reader: its place, its neighbours, and how far the reader is."""

    course_title: str
    course_url: str
    lessons: tuple[LessonRow, ...]
    current: LessonRow
    previous: LessonRow | None
    following: LessonRow | None
    enrolment: Enrolment | None
    course: CourseRow | None

    @property
    def cohort(self) -> Cohort | None:
        return self.enrolment.cohort if self.enrolment else None

    @property
    def is_preview(self) -> bool:
        return self.enrolment is None

    @property
    def may_complete(self) -> bool:
        """Whether there is something to confirm and the cohort still runs."""
        return (
            self.enrolment is not None
            and self.enrolment.cohort.state == CohortState.RUNNING
            and not self.current.is_done
        )

    @property
    def percent(self) -> int:
        """Progress in the whole cohort."""
        if self.enrolment is None:
            return 0
        return percent(self.enrolment.lessons_done, self.enrolment.cohort.lesson_count)

    @property
    def number(self) -> int:
        """Place of the lesson in its course, from 1."""
        return self.lessons.index(self.current) + 1


def course_context(page: CoursePage, user: Any, *, is_preview: bool = False) -> dict[str, Any]:
    """Return `reading` of a course page; everyone may see it, only some may open its lessons."""
    enrolment = None
    if not is_preview:
        own = Enrolment.objects.of(user).readable().holding_course(page.pk)
        enrolment = own.current_first().select_related("cohort").first()
    if enrolment is None:
        lessons = _published_lessons(page)
        return {"reading": CourseReading(None, lessons, None, is_preview or may_preview(user))}
    row = next(row for row in outlines([enrolment])[enrolment.pk] if row.page == page.pk)
    return {"reading": CourseReading(enrolment, row.lessons, row, may_read=True)}


def lesson_context(page: LessonPage, user: Any, *, is_preview: bool = False) -> dict[str, Any]:
    """Return `reading` of a lesson page; a preview knows no enrolment and writes nothing."""
    enrolment = None
    if not is_preview:
        own = Enrolment.objects.of(user).readable().holding_lesson(page.pk)
        enrolment = own.current_first().select_related("cohort").first()
    return {"reading": _preview(page) if enrolment is None else _own(page, enrolment)}


def _own(page: LessonPage, enrolment: Enrolment) -> LessonReading:
    rows = outlines([enrolment])[enrolment.pk]
    order = [lesson for row in rows for lesson in row.lessons]
    index = next(number for number, lesson in enumerate(order) if lesson.page == page.pk)
    course = next(row for row in rows if order[index] in row.lessons)
    return LessonReading(
        course_title=course.title,
        course_url=course.url,
        lessons=course.lessons,
        current=order[index],
        previous=order[index - 1] if index else None,
        following=order[index + 1] if index + 1 < len(order) else None,
        enrolment=enrolment,
        course=course,
    )


def _preview(page: LessonPage) -> LessonReading:
    course = page.get_parent()
    lessons = list(_published_lessons(course))
    if all(lesson.page != page.pk for lesson in lessons):
        # A draft, or a page that is not saved yet: it stands at the end of what is published.
        lessons.append(LessonRow(page.pk or 0, page.title, page.minutes, ""))
    index = next(number for number, row in enumerate(lessons) if row.page == (page.pk or 0))
    return LessonReading(
        course_title=course.title,
        course_url=page_addresses()(course.url_path),
        lessons=tuple(lessons),
        current=lessons[index],
        previous=lessons[index - 1] if index else None,
        following=lessons[index + 1] if index + 1 < len(lessons) else None,
        enrolment=None,
        course=None,
    )


def _published_lessons(course: Page) -> tuple[LessonRow, ...]:
    address = page_addresses()
    pages = LessonPage.objects.live().child_of(course).order_by("path").defer("body")
    return tuple(
        LessonRow(page.pk, page.title, page.minutes, address(page.url_path)) for page in pages
    )

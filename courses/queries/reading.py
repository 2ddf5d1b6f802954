"""What the pages of a course and of an activity show to the person who reads them."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from courses.domain.progress import percent
from courses.enums import CohortState
from courses.models import Cohort, CoursePage, Enrolment, LessonPage
from courses.permissions import may_preview
from courses.queries.activity_pages import ActivityPage, activity_of, with_activity
from courses.queries.addresses import page_addresses
from courses.queries.notes import kept_in, with_kept
from courses.queries.outline import ActivityRow, CourseRow, outlines


@dataclass(frozen=True, slots=True)
class CourseReading:
    """A course for one reader; `may_read` says whether its activities are links."""

    enrolment: Enrolment | None
    activities: tuple[ActivityRow, ...]
    row: CourseRow | None
    may_read: bool

    @property
    def minutes(self) -> int:
        return sum(activity.minutes for activity in self.activities)

    @property
    def resume(self) -> ActivityRow | None:
        """The first activity that something can be done in."""
        return next((one for one in self.activities if one.is_left), None)


@dataclass(frozen=True, slots=True)
class ActivityReading:
    """An activity for one reader: its place, its neighbours, and how far the reader is."""

    course_title: str
    course_url: str
    activities: tuple[ActivityRow, ...]
    current: ActivityRow
    previous: ActivityRow | None
    following: ActivityRow | None
    enrolment: Enrolment | None
    course: CourseRow | None
    # What to complete before the current activity opens.
    first: tuple[ActivityRow, ...] = ()

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
            and self.current.is_open
            and not self.current.is_done
        )

    @property
    def percent(self) -> int:
        """Progress in the whole cohort."""
        if self.enrolment is None:
            return 0
        return percent(self.enrolment.activities_done, self.enrolment.cohort.activity_count)

    @property
    def number(self) -> int:
        """Place of the activity in its course, from 1."""
        return self.activities.index(self.current) + 1


def course_context(page: CoursePage, user: Any, *, is_preview: bool = False) -> dict[str, Any]:
    """Return `reading` of a course page; everyone may see it, only some may open its activities."""
    enrolment = None
    if not is_preview:
        own = Enrolment.objects.of(user).readable().holding_course(page.pk)
        enrolment = own.current_first().select_related("cohort").first()
    if enrolment is None:
        activities = _published_activities(page)
        return {
            "reading": CourseReading(None, activities, None, is_preview or may_preview(user, page))
        }
    row = next(row for row in outlines([enrolment])[enrolment.pk] if row.page == page.pk)
    return {"reading": CourseReading(enrolment, row.activities, row, may_read=True)}


def lesson_context(page: LessonPage, user: Any, *, is_preview: bool = False) -> dict[str, Any]:
    """Return `reading` of a lesson page; a preview knows no enrolment and writes nothing."""
    reading = activity_reading(page, user, is_preview=is_preview)
    if reading.enrolment is None:
        return {"reading": reading}
    return {"reading": reading, "kept": kept_in(reading.enrolment)}


def activity_reading(page: ActivityPage, user: Any, *, is_preview: bool = False) -> ActivityReading:
    """Return the frame of any activity page: its place, its neighbours, how far the reader is."""
    enrolment = None
    if not is_preview:
        own = Enrolment.objects.of(user).readable().holding_activity(page.pk)
        enrolment = with_kept(own.current_first(), page.pk).select_related("cohort").first()
    return _preview(page) if enrolment is None else _own(page, enrolment)


def _own(page: ActivityPage, enrolment: Enrolment) -> ActivityReading:
    rows = outlines([enrolment], with_stages=False)[enrolment.pk]
    order = [activity for row in rows for activity in row.activities]
    index = next(number for number, activity in enumerate(order) if activity.page == page.pk)
    course = next(row for row in rows if order[index] in row.activities)
    access = order[index].access
    first = {pinned for pinned, _title in access.first} if access else set()
    return ActivityReading(
        course_title=course.title,
        course_url=course.url,
        activities=course.activities,
        current=order[index],
        previous=order[index - 1] if index else None,
        following=order[index + 1] if index + 1 < len(order) else None,
        enrolment=enrolment,
        course=course,
        first=tuple(row for row in order if row.pinned in first),
    )


def _preview(page: ActivityPage) -> ActivityReading:
    course = page.get_parent()
    activities = list(_published_activities(course))
    if all(activity.page != page.pk for activity in activities):
        # A draft, or a page that is not saved yet: it stands at the end of what is published.
        activities.append(_row(page, ""))
    index = next(number for number, row in enumerate(activities) if row.page == (page.pk or 0))
    return ActivityReading(
        course_title=course.title,
        course_url=page_addresses()(course.url_path),
        activities=tuple(activities),
        current=activities[index],
        previous=activities[index - 1] if index else None,
        following=activities[index + 1] if index + 1 < len(activities) else None,
        enrolment=None,
        course=None,
    )


def _published_activities(course: Page) -> tuple[ActivityRow, ...]:
    address = page_addresses()
    rows = with_activity(Page.objects.live().child_of(course).order_by("path"))
    pages = [page for page in map(activity_of, rows) if page is not None]
    return tuple(_row(page, address(page.url_path)) for page in pages)


def _row(page: ActivityPage, url: str) -> ActivityRow:
    return ActivityRow(page.pk or 0, page.activity_kind, page.title, page.minutes, url)

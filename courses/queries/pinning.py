"""What a cohort would pin if it started now: the programme's published courses and activities."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Length, Substr
from wagtail.models import Page

from corpu.core.domain.figures import Figure, official_total
from courses.enums import ActivityKind, Availability
from courses.models import Cohort, LessonPage, Programme, ProgrammeCourse
from courses.queries.activity_pages import ActivityPage, activity_of, with_activity


@dataclass(frozen=True, slots=True)
class PinnedActivity:
    """A published activity with its rules; `page` and `after` are ids of pages."""

    page: int
    kind: ActivityKind
    title: str
    minutes: int
    is_required: bool = True
    availability: Availability = Availability.ALWAYS
    after: int | None = None
    policy: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PinnedCourse:
    """A published course at its place in the programme, with its published activities."""

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
    activities: tuple[PinnedActivity, ...]

    @property
    def activity_count(self) -> int:
        """How many activities make up one hundred percent of it."""
        return sum(activity.is_required for activity in self.activities)


@dataclass(frozen=True, slots=True)
class Pinning:
    """The curriculum as it would be pinned, and its totals (of required courses only)."""

    courses: tuple[PinnedCourse, ...]

    @property
    def counted(self) -> tuple[PinnedCourse, ...]:
        """Required courses that have something to complete; they make up one hundred percent."""
        return tuple(
            course for course in self.courses if course.is_required and course.activity_count
        )

    @property
    def empty(self) -> tuple[PinnedCourse, ...]:
        """Courses without a published activity: pinned, but nothing can be completed in them."""
        return tuple(course for course in self.courses if not course.activity_count)

    @property
    def course_count(self) -> int:
        return len(self.counted)

    @property
    def activity_count(self) -> int:
        return sum(course.activity_count for course in self.counted)

    @property
    def jp(self) -> int | None:
        """Sum of JP where every course has an official figure, else None."""
        return official_total([course.hours for course in self.courses])


def pinning_preview(cohort: Cohort) -> Pinning:
    """Return what starting this cohort now would pin (two queries)."""
    return pinning_of(cohort.programme_id)


def pinning_of(programme: Programme | int) -> Pinning:
    """Return the programme's published courses with their published activities, in order."""
    places = list(
        ProgrammeCourse.objects.filter(programme=programme, course__live=True)
        .select_related("agenda", "phase", "course")
        .defer("course__introduction", "course__objectives", "course__assessments")
        .order_by("order", "pk")
    )
    activities = _activities_below([place.course.path for place in places])
    return Pinning(tuple(_pinned(place, activities[place.course.path]) for place in places))


def _activities_below(paths: list[str]) -> dict[str, list[PinnedActivity]]:
    rows = (
        Page.objects.live()
        .annotate(parent_path=Substr("path", 1, Length("path") - Page.steplen))
        .filter(parent_path__in=paths)
        .order_by("path")
    )
    below: dict[str, list[PinnedActivity]] = defaultdict(list)
    for row in with_activity(rows):
        page = activity_of(row)
        if page is not None:
            below[row.parent_path].append(_activity(page))
    return below


def _activity(page: ActivityPage) -> PinnedActivity:
    return PinnedActivity(
        page=page.pk,
        kind=page.activity_kind,
        title=page.title,
        minutes=page.minutes,
        is_required=page.is_required,
        availability=Availability(page.availability),
        after=page.available_after_id,
        policy={} if isinstance(page, LessonPage) else page.policy.to_json(),
    )


def _pinned(place: ProgrammeCourse, activities: list[PinnedActivity]) -> PinnedCourse:
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
        activities=tuple(activities),
    )

"""The pinned curriculum of cohorts with a person's marks: what every learning screen shows.

Which activities there are is pinned; their titles are those of the pages now, so that words flow.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpu.core.domain.figures import Figure
from courses.domain.next_step import PAUSED
from courses.domain.progress import is_complete, percent
from courses.enums import ActivityKind, Closed, WorkStage
from courses.models import Cohort, Completion, Enrolment, RequiredActivity, RequiredCourse
from courses.queries.activity_pages import activity_of, with_activity
from courses.queries.addresses import page_addresses
from courses.queries.availability import Access, accesses, moved_dates
from courses.queries.work_stages import attempts_of, stages, works_of


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity at its place; `pinned` is None in a preview without a cohort."""

    page: int
    kind: ActivityKind
    title: str
    minutes: int
    url: str
    pinned: int | None = None
    completed_at: dt.datetime | None = None
    is_required: bool = True
    # How it is open to the person; None where nobody's is asked about.
    access: Access | None = None
    stage: WorkStage = WorkStage.NONE

    @property
    def is_done(self) -> bool:
        return self.completed_at is not None

    @property
    def is_open(self) -> bool:
        """Whether the person may work on it now."""
        return self.access is None or self.access.is_open

    @property
    def is_left(self) -> bool:
        """Whether the person can do something in it now."""
        return self.is_open and not self.is_done and self.stage not in PAUSED

    @property
    def is_locked(self) -> bool:
        """Whether the person should know that it is closed, and why."""
        closing = (Closed.NOT_YET, Closed.OVER, Closed.BEFORE)
        return self.access is not None and not self.is_done and self.access.reason in closing

    @property
    def opens_at(self) -> dt.datetime | None:
        """When it opens by itself, while that is what it waits for."""
        is_early = self.access is not None and self.access.reason == Closed.NOT_YET
        return self.access.opens_at if self.access and is_early else None


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course with its activities and how far the person is."""

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
    activities: tuple[ActivityRow, ...]
    # The pinned course.
    pinned: int = 0

    @property
    def activities_done(self) -> int:
        return sum(activity.is_done for activity in self.activities if activity.is_required)

    @property
    def activity_count(self) -> int:
        return sum(activity.is_required for activity in self.activities)

    @property
    def percent(self) -> int:
        return percent(self.activities_done, self.activity_count)

    @property
    def is_complete(self) -> bool:
        return is_complete(self.activities_done, self.activity_count)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Courses under one heading (agenda or phase) with the sum of their required activities."""

    code: str
    label: str
    courses: tuple[CourseRow, ...]

    @property
    def _counted(self) -> list[CourseRow]:
        return [course for course in self.courses if course.is_required]

    @property
    def activities_done(self) -> int:
        return sum(course.activities_done for course in self._counted)

    @property
    def activity_count(self) -> int:
        return sum(course.activity_count for course in self._counted)


def outlines(
    enrolments: Sequence[Enrolment], *, with_stages: bool = True
) -> dict[int, tuple[CourseRow, ...]]:
    """Return each enrolment's courses in order in at most six queries, four without stages."""
    courses, activities = _pinned({enrolment.cohort_id for enrolment in enrolments})
    done: dict[int, dict[int, dt.datetime]] = defaultdict(dict)
    completions = Completion.objects.standing().filter(
        enrolment__in=[enrolment.pk for enrolment in enrolments]
    )
    for enrolment, activity, moment in completions.values_list(
        "enrolment_id", "activity_id", "completed_at"
    ):
        done[enrolment][activity] = moment
    every = [one for rows in activities.values() for one in rows]
    staged = every if with_stages else []
    given = moved_dates(enrolments, every, counts_attempts=with_stages)
    attempts, works = attempts_of(enrolments, staged), works_of(enrolments, staged)
    found = {}
    for person in enrolments:
        own = courses[person.cohort_id]
        pinned = sorted(
            (activity for course in own for activity in activities[course.pk]),
            key=lambda activity: (activity.position, activity.pk),
        )
        access = accesses(person, pinned, done[person.pk], given[person.pk])
        own_stages = stages(
            pinned if with_stages else (), access, attempts[person.pk], works[person.pk]
        )
        found[person.pk] = _rows(own, activities, done[person.pk], access, own_stages)
    return found


def cohort_outline(cohort: Cohort) -> tuple[CourseRow, ...]:
    """Return a cohort's courses in order, without anybody's marks (two queries)."""
    courses, activities = _pinned({cohort.pk})
    return _rows(courses[cohort.pk], activities, {}, {}, {})


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
) -> tuple[dict[int, list[RequiredCourse]], dict[int, list[RequiredActivity]]]:
    courses: dict[int, list[RequiredCourse]] = defaultdict(list)
    for course in (
        RequiredCourse.objects.filter(cohort__in=cohorts)
        .select_related("course")
        .defer("course__introduction", "course__objectives", "course__assessments")
        .order_by("order", "pk")
    ):
        courses[course.cohort_id].append(course)
    activities: dict[int, list[RequiredActivity]] = defaultdict(list)
    for activity in (
        with_activity(RequiredActivity.objects.standing(), "page")
        .filter(required_course__cohort__in=cohorts)
        .order_by("position")
    ):
        activities[activity.required_course_id].append(activity)
    return courses, activities


def _rows(
    courses: Iterable[RequiredCourse],
    activities: dict[int, list[RequiredActivity]],
    done: dict[int, dt.datetime],
    access: dict[int, Access],
    stage: dict[int, WorkStage],
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
            pinned=course.pk,
            activities=tuple(
                ActivityRow(
                    page=activity.page_id,
                    kind=ActivityKind(activity.kind),
                    title=activity.page.title,
                    minutes=_minutes(activity),
                    url=address(activity.page.url_path),
                    pinned=activity.pk,
                    completed_at=done.get(activity.pk),
                    is_required=activity.is_required,
                    access=access.get(activity.pk),
                    stage=stage.get(activity.pk, WorkStage.NONE),
                )
                for activity in activities[course.pk]
            ),
        )
        for course in courses
    )


def _minutes(activity: RequiredActivity) -> int:
    page = activity_of(activity.page)
    return page.minutes if page else 0

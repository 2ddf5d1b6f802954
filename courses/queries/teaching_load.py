"""The JP account of a timetable: per course against the curriculum, per phase, per instructor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from corpu.accounts.models import User
from courses.domain.teaching_load import (
    CourseLoad,
    InstructorLoad,
    TaughtSession,
    course_load,
    per_instructor,
)
from courses.enums import SessionState
from courses.models import Cohort, Session, SessionInstructor
from courses.queries.curriculum import CurriculumCourse, curriculum_of


@dataclass(frozen=True, slots=True)
class CourseAccount:
    """A course of the curriculum with what the timetable gives it."""

    course: CurriculumCourse
    load: CourseLoad


@dataclass(frozen=True, slots=True)
class InstructorAccount:
    """A person who teaches: in this cohort, and in others between its first and last day."""

    person: User
    load: InstructorLoad
    elsewhere: int


@dataclass(frozen=True, slots=True)
class LoadAccount:
    """Everything about the JP of a timetable."""

    courses: tuple[CourseAccount, ...]
    instructors: tuple[InstructorAccount, ...]
    # JP of sessions without a course, such as opening and briefing; breaks have none.
    without_course: int

    @property
    def open_courses(self) -> int:
        """How many courses do not have yet what they need."""
        return sum(one.load.verdict == "short" for one in self.courses)

    @property
    def has_unverified(self) -> bool:
        """Whether a figure the timetable is held against is not verified."""
        return any(one.load.needed.is_unverified for one in self.courses)


def load_account(cohort: Cohort, sessions: Iterable[Session]) -> LoadAccount:
    """Return the account of a cohort from its listed sessions (three queries)."""
    rows = list(sessions)
    planned = [one for one in rows if one.state == SessionState.PLANNED]
    taught = [taught_session(one) for one in planned]
    groups = list(cohort.groups.values_list("pk", flat=True))
    return LoadAccount(
        courses=_courses(curriculum_of(cohort), taught, groups),
        instructors=_instructors(cohort, planned, taught),
        without_course=sum(one.jp for one in taught if one.course is None),
    )


def taught_session(session: Session) -> TaughtSession:
    """Return what counts of a session whose instructors are loaded."""
    return TaughtSession(
        jp=session.jp,
        course=session.course_id,
        group=session.group_id,
        instructors=frozenset(place.user_id for place in session.taught_by.all()),
    )


def _courses(
    curriculum: Sequence[CurriculumCourse], taught: Sequence[TaughtSession], groups: Sequence[int]
) -> tuple[CourseAccount, ...]:
    return tuple(
        CourseAccount(course, course_load(course.page, taught, groups, course.hours))
        for course in curriculum
    )


def _instructors(
    cohort: Cohort, planned: Sequence[Session], taught: Sequence[TaughtSession]
) -> tuple[InstructorAccount, ...]:
    loads = per_instructor(taught)
    people = {place.user_id: place.user for one in planned for place in one.taught_by.all()}
    elsewhere = _elsewhere(cohort, list(people))
    found = [
        InstructorAccount(person, loads[pk], elsewhere.get(pk, 0)) for pk, person in people.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.load.jp, one.person.full_name)))


def _elsewhere(cohort: Cohort, people: Sequence[int]) -> dict[int, int]:
    places = _places_beside(cohort).filter(user__in=people)
    return dict(places.values_list("user").annotate(jp=Sum("session__jp")).order_by())


def _places_beside(cohort: Cohort) -> QuerySet[SessionInstructor]:
    return SessionInstructor.objects.filter(
        session__state=SessionState.PLANNED,
        session__starts_at__date__gte=cohort.starts_on,
        session__starts_at__date__lte=cohort.ends_on,
    ).exclude(session__cohort=cohort)

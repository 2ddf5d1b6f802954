"""Courses at a glance: what they are made of, what waits, who writes them and who uses them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Revision, WorkflowState
from wagtail.permissions import page_permission_policy

from corpu.accounts.models import User
from courses.domain.writing_states import PageFacts, writing_state
from courses.enums import ActivityKind, CohortState, Difficulty, QuestionKind, WritingState
from courses.models import (
    Cohort,
    CoursePage,
    CourseTeam,
    ProgrammeCourse,
    Question,
    RequiredCourse,
    TeamMember,
)
from courses.permissions import is_organiser
from courses.queries.activity_pages import activity_of, with_activity

OPEN_REVIEWS = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page of the course with how far it has come."""

    page: int
    kind: ActivityKind | None
    title: str
    minutes: int
    state: WritingState


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """How many questions of one kind there are, by difficulty."""

    kind: QuestionKind
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def by_difficulty(self) -> list[int]:
        return [self.counts.get(difficulty, 0) for difficulty in Difficulty.values]


@dataclass(frozen=True, slots=True)
class CourseOverview:
    """One course as its authors and organisers see it."""

    course: CoursePage
    own: PageLine
    activities: tuple[PageLine, ...]
    places: tuple[ProgrammeCourse, ...]
    cohorts: tuple[Cohort, ...]
    questions: tuple[QuestionLine, ...]
    authors: tuple[User, ...]
    images: int
    documents: int

    @property
    def minutes(self) -> int:
        return sum(activity.minutes for activity in self.activities)

    @property
    def question_count(self) -> int:
        return sum(line.total for line in self.questions)

    @property
    def lessons(self) -> int:
        return self._count(ActivityKind.LESSON)

    @property
    def quizzes(self) -> int:
        return self._count(ActivityKind.QUIZ)

    @property
    def assignments(self) -> int:
        return self._count(ActivityKind.ASSIGNMENT)

    @property
    def waiting(self) -> tuple[PageLine, ...]:
        """Pages whose newest words have not reached the readers."""
        pages = (self.own, *self.activities)
        return tuple(page for page in pages if page.state != WritingState.PUBLISHED)

    @property
    def running(self) -> int:
        return sum(cohort.state == CohortState.RUNNING for cohort in self.cohorts)

    def _count(self, kind: ActivityKind) -> int:
        return sum(activity.kind == kind for activity in self.activities)


def visible_courses(user: Any) -> QuerySet[CoursePage]:
    """Courses the person writes or reviews, in the order of the catalogue."""
    courses: QuerySet[CoursePage] = CoursePage.objects.order_by("path")
    courses = courses.defer("introduction", "objectives", "assessments")
    if is_organiser(user):
        return courses
    own = Q(pk__in=[])
    for permission in page_permission_policy.get_cached_permissions_for_user(user):
        own |= Q(path__startswith=permission.page.path)
    return courses.filter(own)


def may_open_courses(user: Any) -> bool:
    """Whether the list of courses is for this person (nothing more than what is known already)."""
    verbs = {"add", "change", "publish"}
    writes: bool = page_permission_policy.user_has_any_permission(user, verbs)
    return writes or bool(is_organiser(user))


def course_overviews(courses: Iterable[CoursePage]) -> tuple[CourseOverview, ...]:
    """Return each course at a glance; as many queries for all as for one."""
    known = list(courses)
    below = _activities([course.path for course in known])
    pages = [*known, *(page for rows in below.values() for page in rows)]
    states = _states(pages)
    places, cohorts = _programmes(known), _cohorts(known)
    questions, authors, files = _questions(known), _authors(known), _files(known)
    return tuple(
        CourseOverview(
            course=course,
            own=_line(course, states),
            activities=tuple(_line(page, states) for page in below[course.path]),
            places=tuple(places[course.pk]),
            cohorts=tuple(cohorts[course.pk]),
            questions=_lines(questions[course.pk]),
            authors=tuple(authors[course.pk]),
            images=files[course.pk]["images"],
            documents=files[course.pk]["documents"],
        )
        for course in known
    )


def _activities(paths: list[str]) -> dict[str, list[Any]]:
    rows = (
        Page.objects.annotate(parent_path=Substr("path", 1, Length("path") - Page.steplen))
        .filter(parent_path__in=paths)
        .order_by("path")
    )
    below: dict[str, list[Any]] = defaultdict(list)
    for row in with_activity(rows):
        page = activity_of(row)
        if page is not None:
            below[row.parent_path].append(page)
    return below


def _states(pages: Sequence[Page]) -> dict[int, WritingState]:
    keys = [str(page.pk) for page in pages]
    base = ContentType.objects.get_for_model(Page)
    # The newest review of a page decides: only that one can still be open.
    reviews = dict(
        WorkflowState.objects.filter(
            base_content_type=base, object_id__in=keys, status__in=OPEN_REVIEWS
        ).values_list("object_id", "status")
    )
    scheduled = set(
        Revision.objects.filter(
            base_content_type=base, object_id__in=keys, approved_go_live_at__isnull=False
        ).values_list("object_id", flat=True)
    )
    return {
        page.pk: writing_state(
            PageFacts(
                is_live=page.live,
                has_changes=page.has_unpublished_changes,
                is_in_review=reviews.get(str(page.pk)) == WorkflowState.STATUS_IN_PROGRESS,
                is_returned=reviews.get(str(page.pk)) == WorkflowState.STATUS_NEEDS_CHANGES,
                is_scheduled=str(page.pk) in scheduled,
            )
        )
        for page in pages
    }


def _line(page: Any, states: Mapping[int, WritingState]) -> PageLine:
    kind = getattr(page, "activity_kind", None)
    title = page.draft_title or page.title
    return PageLine(page.pk, kind, title, getattr(page, "minutes", 0), states[page.pk])


def _programmes(courses: Sequence[CoursePage]) -> dict[int, list[ProgrammeCourse]]:
    found: dict[int, list[ProgrammeCourse]] = defaultdict(list)
    places = ProgrammeCourse.objects.filter(course__in=courses).select_related("programme", "phase")
    for place in places.order_by("programme__generation", "programme__code"):
        found[place.course_id].append(place)
    return found


def _cohorts(courses: Sequence[CoursePage]) -> dict[int, list[Cohort]]:
    """Cohorts that hold a course, and those that will when they start."""
    found: dict[int, dict[int, Cohort]] = defaultdict(dict)
    held = RequiredCourse.objects.filter(course__in=courses).select_related("cohort")
    for row in held.order_by("-cohort__year", "-cohort__number"):
        found[row.course_id][row.cohort_id] = row.cohort
    planned = ProgrammeCourse.objects.filter(
        course__in=courses, programme__cohorts__state__in=(CohortState.DRAFT, CohortState.OPEN)
    ).values_list("course_id", "programme__cohorts")
    pairs = list(planned)
    coming = Cohort.objects.in_bulk([cohort for _course, cohort in pairs])
    for course, cohort in pairs:
        found[course].setdefault(cohort, coming[cohort])
    return defaultdict(list, {course: list(rows.values()) for course, rows in found.items()})


def _questions(courses: Sequence[CoursePage]) -> dict[int, dict[str, Counter[str]]]:
    found: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rows = Question.objects.in_use().filter(course__in=courses).order_by()
    for course, kind, difficulty, count in rows.values_list(
        "course", "kind", "difficulty"
    ).annotate(count=Count("pk")):
        found[course][kind][difficulty] = count
    return found


def _lines(counts: Mapping[str, Counter[str]]) -> tuple[QuestionLine, ...]:
    return tuple(QuestionLine(kind, counts[kind]) for kind in QuestionKind if kind in counts)


def _authors(courses: Sequence[CoursePage]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    members = TeamMember.objects.filter(team__course__in=courses).select_related("user", "team")
    for member in members.order_by("user__full_name", "pk"):
        found[member.team.course_id].append(member.user)
    return found


def _files(courses: Sequence[CoursePage]) -> dict[int, Counter[str]]:
    teams = dict(
        CourseTeam.objects.filter(course__in=courses).values_list("collection_id", "course_id")
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for name, model in (("images", Image), ("documents", Document)):
        rows = model.objects.filter(collection__in=teams).order_by().values_list("collection")
        for collection, count in rows.annotate(count=Count("pk")):
            found[teams[collection]][name] = count
    return found

"""A running cohort beside the newest version of its programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from courses.domain.curriculum_changes import Change, Entry, RuleChange, compare
from courses.enums import (
    AssignmentKind,
    Availability,
    ChangeKind,
    Counting,
    LatePolicy,
    Part,
    ReviewTime,
    RuleName,
)
from courses.models import Cohort, Completion, RequiredActivity, RequiredCourse
from courses.queries.pinning import PinnedActivity, PinnedCourse, Pinning, pinning_of

_CHOICES: dict[str, type[Any]] = {
    RuleName.AVAILABILITY: Availability,
    RuleName.COUNTING: Counting,
    RuleName.KIND: AssignmentKind,
    RuleName.LATE: LatePolicy,
    RuleName.SHOW_SCORE: ReviewTime,
    RuleName.SHOW_ANSWERS: ReviewTime,
    RuleName.SHOW_RIGHT: ReviewTime,
    RuleName.SHOW_FEEDBACK: ReviewTime,
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in words; a value is None where it is yes or no and says no."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change with what a person needs to decide about it."""

    change: Change
    course_title: str
    # How many people have completed the activity that would go.
    done: int
    rules: tuple[RuleLine, ...]

    @property
    def key(self) -> str:
        return self.change.key

    @property
    def kind(self) -> ChangeKind:
        return self.change.kind

    @property
    def label(self) -> str:
        return str(ChangeKind(self.change.kind).label)


@dataclass(frozen=True, slots=True)
class CurriculumChanges:
    """Everything in which a cohort differs from the newest version."""

    pinning: Pinning
    rows: tuple[ChangeRow, ...]

    @property
    def gone(self) -> list[ChangeRow]:
        """What nobody can open any more, and what therefore holds people up."""
        return [row for row in self.rows if row.kind == ChangeKind.GONE]

    @property
    def others(self) -> list[ChangeRow]:
        return [row for row in self.rows if row.kind != ChangeKind.GONE]


def curriculum_changes(cohort: Cohort) -> CurriculumChanges:
    """Compare what the cohort has with what it would get if it started now (five queries)."""
    pinning = pinning_of(cohort.programme_id)
    courses = list(RequiredCourse.objects.filter(cohort=cohort).order_by("order", "pk"))
    activities = list(
        RequiredActivity.objects.standing()
        .filter(required_course__cohort=cohort)
        .select_related("page", "required_course", "after")
        .order_by("position")
    )
    changes = compare(_had(courses, activities), _offered(pinning))
    titles = {course.course_id: course.title for course in courses}
    titles |= {course.page: course.title for course in pinning.courses}
    done = _completed(cohort)
    return CurriculumChanges(
        pinning,
        tuple(
            ChangeRow(
                change,
                titles.get(change.entry.course, ""),
                done.get(change.entry.page, 0) if change.entry.part == Part.ACTIVITY else 0,
                tuple(_line(rule) for rule in change.rules),
            )
            for change in changes
        ),
    )


def gone_count(cohort: Cohort) -> int:
    """How many standing activities of a cohort nobody can open any more (one query)."""
    standing = RequiredActivity.objects.standing().filter(required_course__cohort=cohort)
    return standing.filter(page__live=False).count()


def replacements(cohort: Cohort, kind: str, pinning: Pinning) -> dict[int, PinnedActivity]:
    """Return published activities of this kind that the cohort does not have, by page."""
    taken = set(
        RequiredActivity.objects.filter(required_course__cohort=cohort).values_list(
            "page_id", flat=True
        )
    )
    return {
        offered.page: offered
        for course in pinning.courses
        for offered in course.activities
        if offered.kind == kind and offered.page not in taken
    }


def _completed(cohort: Cohort) -> dict[int, int]:
    completions = Completion.objects.standing().filter(enrolment__cohort=cohort)
    counts = completions.values_list("activity__page_id").annotate(people=Count("pk"))
    return dict(counts.order_by())


def _had(courses: list[RequiredCourse], activities: list[RequiredActivity]) -> list[Entry]:
    return [
        *(
            Entry(
                Part.COURSE,
                course.course_id,
                course.course_id,
                course.title,
                _course_rules(is_required=course.is_required, jp=course.hours.working),
            )
            for course in courses
        ),
        *(
            Entry(
                Part.ACTIVITY,
                activity.page_id,
                activity.required_course.course_id,
                activity.title,
                _activity_rules(activity.is_required, activity.availability, activity.policy),
                activity.page.live,
            )
            for activity in activities
        ),
    ]


def _offered(pinning: Pinning) -> list[Entry]:
    entries: list[Entry] = []
    for course in pinning.courses:
        entries.append(_offered_course(course))
        entries.extend(_offered_activity(course, activity) for activity in course.activities)
    return entries


def _offered_course(course: PinnedCourse) -> Entry:
    rules = _course_rules(is_required=course.is_required, jp=course.hours.working)
    return Entry(Part.COURSE, course.page, course.page, course.title, rules)


def _offered_activity(course: PinnedCourse, activity: PinnedActivity) -> Entry:
    rules = _activity_rules(activity.is_required, activity.availability, activity.policy)
    return Entry(Part.ACTIVITY, activity.page, course.page, activity.title, rules)


def _course_rules(*, is_required: bool, jp: int | None) -> dict[str, str]:
    return {
        RuleName.IS_REQUIRED.value: _text(is_required),
        RuleName.JP.value: _text(jp),
    }


def _activity_rules(
    is_required: bool,  # noqa: FBT001  one of the rules
    availability: str,
    policy: Mapping[str, Any],
) -> dict[str, str]:
    return {
        RuleName.IS_REQUIRED.value: _text(is_required),
        RuleName.AVAILABILITY.value: str(availability),
        **{name: _text(value) for name, value in policy.items() if name in RuleName.values},
    }


def _text(value: Any) -> str:
    """Return a value of a rule as text; yes and no become one and nothing."""
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else str(value)


def _line(rule: RuleChange) -> RuleLine:
    name = RuleName(rule.name)
    return RuleLine(str(name.label), _words(name, rule.before), _words(name, rule.after))


def _words(name: RuleName, value: str) -> str:
    choices = _CHOICES.get(name)
    return str(choices(value).label) if choices is not None and value else value

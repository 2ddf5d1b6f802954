"""The pinned activities of a cohort with their rules, as organisers see and change them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from courses.domain.policies import AssignmentPolicy, QuizPolicy
from courses.enums import MEMBER_STATES, ActivityKind, Availability
from courses.models import (
    Cohort,
    Completion,
    Enrolment,
    Extension,
    RequiredActivity,
    RequiredCourse,
)
from courses.queries.availability import Access, access_of


@dataclass(frozen=True, slots=True)
class ActivityRule:
    """One activity with its rules and how many members have completed it."""

    activity: RequiredActivity
    completed: int

    @property
    def quiz(self) -> QuizPolicy | None:
        is_quiz = self.activity.kind == ActivityKind.QUIZ
        return QuizPolicy.from_json(self.activity.policy) if is_quiz else None

    @property
    def assignment(self) -> AssignmentPolicy | None:
        is_assignment = self.activity.kind == ActivityKind.ASSIGNMENT
        return AssignmentPolicy.from_json(self.activity.policy) if is_assignment else None

    @property
    def comes_after(self) -> RequiredActivity | None:
        """The one activity it waits for."""
        is_after = self.activity.availability == Availability.ACTIVITY
        return self.activity.after if is_after else None

    @property
    def is_in_sequence(self) -> bool:
        return self.activity.availability == Availability.SEQUENCE


@dataclass(frozen=True, slots=True)
class CourseRules:
    """A course with its activities in order."""

    course: RequiredCourse
    rules: tuple[ActivityRule, ...]


@dataclass(frozen=True, slots=True)
class PersonState:
    """One member and how the activity stands for them."""

    enrolment: Enrolment
    completion: Completion | None

    @property
    def is_done(self) -> bool:
        return self.completion is not None and self.completion.taken_back_at is None


@dataclass(frozen=True, slots=True)
class PersonActivity:
    """One activity for one person: completion, what is granted, whether it is open."""

    activity: RequiredActivity
    completion: Completion | None
    extensions: tuple[Extension, ...]
    access: Access

    @property
    def is_done(self) -> bool:
        return self.completion is not None and self.completion.taken_back_at is None

    @property
    def was_taken_back(self) -> bool:
        return self.completion is not None and self.completion.taken_back_at is not None


def cohort_rules(cohort: Cohort) -> list[CourseRules]:
    """Return the activities of a cohort by course, in order (two queries)."""
    rules: dict[int, list[ActivityRule]] = defaultdict(list)
    for activity in _counted().filter(required_course__cohort=cohort).order_by("position", "pk"):
        rules[activity.required_course_id].append(_rule(activity))
    courses = cohort.required_courses.order_by("order", "pk")
    return [CourseRules(course, tuple(rules[course.pk])) for course in courses]


def rule_of(cohort: Cohort, pk: int) -> ActivityRule | None:
    """Return one activity of this cohort with its rules (one query)."""
    activity = _counted().filter(required_course__cohort=cohort, pk=pk).first()
    return _rule(activity) if activity else None


def people_of(activity: RequiredActivity) -> list[PersonState]:
    """Return the members of the cohort and how the activity stands for each (two queries)."""
    completions = {one.enrolment_id: one for one in Completion.objects.filter(activity=activity)}
    members = Enrolment.objects.members().filter(
        cohort__required_courses=activity.required_course_id
    )
    people = members.select_related("user").order_by("user__full_name", "pk")
    return [PersonState(person, completions.get(person.pk)) for person in people]


def person_activity(enrolment: Enrolment, pk: int) -> PersonActivity | None:
    """Return one activity as it stands for one person, or None where their cohort has no such."""
    activities = RequiredActivity.objects.standing().select_related("required_course")
    activity = activities.filter(required_course__cohort=enrolment.cohort_id, pk=pk).first()
    if activity is None:
        return None
    completion = (
        Completion.objects.filter(enrolment=enrolment, activity=activity)
        .select_related("taken_back_by")
        .first()
    )
    granted = Extension.objects.filter(enrolment=enrolment, activity=activity)
    return PersonActivity(
        activity=activity,
        completion=completion,
        extensions=tuple(granted.select_related("granted_by").order_by("granted_at")),
        access=access_of(enrolment, activity),
    )


def _rule(activity: Any) -> ActivityRule:
    return ActivityRule(activity, activity.completed)


def _counted() -> QuerySet[RequiredActivity]:
    standing = Q(completions__taken_back_at=None, completions__enrolment__state__in=MEMBER_STATES)
    rows: QuerySet[RequiredActivity] = (
        RequiredActivity.objects.standing()
        .select_related("required_course__cohort", "after")
        .annotate(completed=Count("completions", filter=standing))
    )
    return rows

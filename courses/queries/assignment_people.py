"""One assignment of one cohort: everybody's state, lateness, extension and group."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Subquery

from courses.domain.availability import extended
from courses.domain.policies import AssignmentPolicy
from courses.domain.submission_states import hides_names
from courses.enums import ActivityKind, SubmissionState
from courses.models import (
    Enrolment,
    Extension,
    RequiredActivity,
    Submission,
    SubmissionVersion,
    WorkGroup,
)


@dataclass(frozen=True, slots=True)
class PersonWork:
    """One person; where names are hidden from markers, neither link nor time is given."""

    enrolment: Enrolment
    state: SubmissionState | None
    submission: int | None
    handed_in_at: dt.datetime | None
    is_late: bool
    group: WorkGroup | None = None
    due_at: dt.datetime | None = None
    is_extended: bool = False


@dataclass(frozen=True, slots=True)
class AssignmentPeople:
    """All people of the cohort, and how many are in which state."""

    policy: AssignmentPolicy
    people: tuple[PersonWork, ...]
    groups: tuple[WorkGroup, ...]

    def count(self, *states: SubmissionState | None) -> int:
        return sum(person.state in states for person in self.people)

    @property
    def counts(self) -> dict[str, int]:
        """People by state; `none` are those who have not begun."""
        found = {state.value: self.count(state) for state in SubmissionState}
        return found | {"none": self.count(None)}


def cohort_assignment(cohort: Any, pk: int) -> RequiredActivity | None:
    """Return an assignment that this cohort has."""
    activities = RequiredActivity.objects.standing().filter(
        pk=pk, kind=ActivityKind.ASSIGNMENT, required_course__cohort=cohort
    )
    return activities.select_related("required_course").first()


def assignment_people(activity: RequiredActivity) -> AssignmentPeople:
    """Return everybody with their work (five queries)."""
    policy = AssignmentPolicy.from_json(activity.policy)
    groups = tuple(_groups(activity))
    group_of = {person.pk: group for group in groups for person in group.members.all()}
    works = {(work.enrolment_id, work.group_id): work for work in _works(activity)}
    untils: dict[int, list[dt.datetime | None]] = {}
    given = Extension.objects.filter(activity=activity).values_list("enrolment_id", "until")
    for pk, until in given:
        untils.setdefault(pk, []).append(until)
    members = Enrolment.objects.members().filter(cohort=activity.required_course.cohort_id)
    people = []
    for enrolment in members.select_related("user", "agency").order_by("user__full_name", "pk"):
        group = group_of.get(enrolment.pk)
        owner = (None, group.pk if group else None) if policy.is_group else (enrolment.pk, None)
        row = _person(enrolment, works.get(owner), policy)
        due_at = extended(activity.due_at, untils.get(enrolment.pk, ()))
        is_extended = due_at != activity.due_at
        people.append(replace(row, group=group, due_at=due_at, is_extended=is_extended))
    return AssignmentPeople(policy, tuple(people), groups)


def _person(enrolment: Enrolment, work: Submission | None, policy: AssignmentPolicy) -> PersonWork:
    state = SubmissionState(work.state) if work else None
    is_hidden = state is not None and hides_names(is_anonymous=policy.is_anonymous, state=state)
    handed_in_at = None if work is None or is_hidden else work.last_at  # type: ignore[attr-defined]
    return PersonWork(
        enrolment=enrolment,
        state=state,
        submission=work.pk if work and handed_in_at else None,
        handed_in_at=handed_in_at,
        is_late=bool(handed_in_at and work and work.last_is_late),  # type: ignore[attr-defined]
    )


def _groups(activity: RequiredActivity) -> list[WorkGroup]:
    groups = activity.work_groups.prefetch_related("members")
    return sorted(groups, key=lambda group: (len(group.name), group.name))


def _works(activity: RequiredActivity) -> Any:
    last = SubmissionVersion.objects.filter(
        submission=OuterRef("pk"), submitted_at__isnull=False
    ).order_by("-number")
    return activity.submissions.annotate(
        last_at=Subquery(last.values("submitted_at")[:1]),
        last_is_late=Subquery(last.values("is_late")[:1]),
    )

"""One work as its marker sees it."""

from dataclasses import dataclass
from typing import Any

from courses.domain.rubric import RubricResult, from_json, judge
from courses.enums import SubmissionState
from courses.models import Assessment, AssignmentPage, Cohort, Submission
from courses.permissions import may_mark
from courses.queries.marking_queue import WorkName, all_waiting, numbered, work_name
from courses.queries.rubric import rubric_of
from courses.queries.work_versions import CriterionFeedback, WorkVersion, criteria_of, versions_of


@dataclass(frozen=True, slots=True)
class MarkingSheet:
    """One work on the marker's desk."""

    submission: Submission
    cohort: Cohort
    title: str
    name: WorkName
    version: WorkVersion
    earlier: tuple[WorkVersion, ...]
    assessment: Assessment | None
    criteria: tuple[CriterionFeedback, ...]
    result: RubricResult
    members: tuple[str, ...]
    previous: int | None
    following: int | None
    place: int
    waiting: int

    @property
    def is_waiting(self) -> bool:
        return self.submission.state == SubmissionState.SUBMITTED

    @property
    def is_hidden(self) -> bool:
        return not self.name.name


def marking_sheet(user: Any, pk: int) -> MarkingSheet | None:
    """Return a handed-in work to somebody who marks in its cohort; None for everybody else."""
    handed_in = Submission.objects.filter(versions__submitted_at__isnull=False, pk=pk).distinct()
    work = numbered(handed_in).first()
    if work is None or not may_mark(user, work.activity.required_course.cohort):
        return None
    versions = [one for one in versions_of(work) if one.submitted_at is not None]
    assessment = Assessment.objects.filter(version=versions[0].id).select_related("marker").first()
    if assessment is not None:
        rubric = from_json(assessment.rubric)
    else:
        rubric = rubric_of(AssignmentPage.objects.get(pk=work.activity.page_id))
    name = work_name(work)
    queue = list(all_waiting().filter(activity=work.activity).values_list("pk", flat=True))
    place = queue.index(work.pk) if work.pk in queue else -1
    return MarkingSheet(
        submission=work,
        cohort=work.activity.required_course.cohort,
        title=work.activity.title,
        name=name,
        version=versions[0],
        earlier=tuple(versions[1:]),
        assessment=assessment,
        criteria=criteria_of(rubric, assessment),
        result=judge(rubric, assessment.levels if assessment else {}),
        members=_members(work) if name.name else (),
        previous=queue[place - 1] if place > 0 else None,
        following=_following(queue, place),
        place=place + 1,
        waiting=len(queue),
    )


def _following(queue: list[int], place: int) -> int | None:
    """The next in the queue; from outside of it, or from its end, the first of the others."""
    if place + 1 < len(queue):
        return queue[place + 1]
    return queue[0] if place > 0 else None


def _members(work: Submission) -> tuple[str, ...]:
    if work.group is None:
        return ()
    people = work.group.members.select_related("user").order_by("user__full_name")
    return tuple(person.user.name for person in people)

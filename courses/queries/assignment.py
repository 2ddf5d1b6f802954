"""The page of an assignment as one person sees it."""

from dataclasses import dataclass
from typing import Any

from corpu.core import clock
from courses.domain.availability import may_read
from courses.domain.lateness import lateness
from courses.domain.policies import AssignmentPolicy
from courses.domain.rubric import Rubric
from courses.domain.submission_states import (
    WorkFacts,
    content_refusal,
    edit_refusal,
    takes_files,
    text_keys,
)
from courses.enums import ActivityKind, Lateness, SubmissionState, WorkRefusal, WorkText
from courses.models import (
    AssignmentPage,
    Enrolment,
    RequiredActivity,
    WorkGroup,
)
from courses.queries.availability import Access, access_of
from courses.queries.reading import activity_reading
from courses.queries.rubric import rubric_of
from courses.queries.work_versions import Feedback, WorkVersion, work_of


@dataclass(frozen=True, slots=True)
class AssignmentSheet:
    """One assignment for one person; a preview has no access and nothing handed in.

    What is asked is shown only where `shows_task` holds; why it does not, `access` says.
    """

    policy: AssignmentPolicy
    rubric: Rubric
    activity: RequiredActivity | None = None
    access: Access | None = None
    state: SubmissionState | None = None
    lateness: Lateness = Lateness.IN_TIME
    refusal: WorkRefusal | None = None
    versions: tuple[WorkVersion, ...] = ()
    group: str = ""
    members: tuple[str, ...] = ()
    shows_task: bool = True

    @property
    def draft(self) -> WorkVersion | None:
        newest = self.versions[0] if self.versions else None
        return newest if newest is not None and newest.submitted_at is None else None

    @property
    def handed_in(self) -> tuple[WorkVersion, ...]:
        """What was handed in, newest first."""
        return tuple(version for version in self.versions if version.submitted_at is not None)

    @property
    def feedback(self) -> Feedback | None:
        """What came back last, while nothing newer waits."""
        return self.handed_in[0].feedback if self.handed_in else None

    @property
    def may_edit(self) -> bool:
        return self.access is not None and self.refusal is None

    @property
    def texts(self) -> tuple[tuple[WorkText, str], ...]:
        """What is asked for, with what the draft has."""
        stored = dict(self.draft.texts) if self.draft else {}
        return tuple((key, stored.get(key, "")) for key in text_keys(self.policy.kind))

    @property
    def sequence(self) -> int:
        return self.draft.sequence if self.draft else 0

    @property
    def missing(self) -> WorkRefusal | None:
        """What the draft lacks before it can be handed in."""
        files = len(self.draft.files) if self.draft else 0
        return content_refusal(self.policy.kind, dict(self.texts), files)

    @property
    def takes_files(self) -> bool:
        return takes_files(self.policy.kind)

    @property
    def accept(self) -> str:
        """The endings that the browser's file dialog offers."""
        return ",".join(f".{one}" for one in self.policy.file_types)

    @property
    def types(self) -> str:
        return ", ".join(one.upper() for one in self.policy.file_types)


def assignment_context(
    page: AssignmentPage, user: Any, *, is_preview: bool = False
) -> dict[str, Any]:
    """Return `reading`, the frame of the page, and `sheet`; a preview knows no enrolment."""
    reading = activity_reading(page, user, is_preview=is_preview)
    enrolment, pinned = reading.enrolment, reading.current.pinned
    if enrolment is None or pinned is None:
        return {"reading": reading, "sheet": AssignmentSheet(page.policy, rubric_of(page))}
    activity = RequiredActivity.objects.select_related("required_course").get(pk=pinned)
    sheet = assignment_sheet(enrolment, activity, rubric_of(page), reading.current.access)
    return {"reading": reading, "sheet": sheet}


def assignment_sheet(
    enrolment: Enrolment,
    activity: RequiredActivity,
    rubric: Rubric,
    access: Access | None = None,
) -> AssignmentSheet:
    """Return everything about a person's work; four queries, and those of an unknown access."""
    policy = AssignmentPolicy.from_json(activity.policy)
    access = access or access_of(enrolment, activity)
    group = _group(enrolment, activity) if policy.is_group else None
    owner = {"submission__group": group} if group else {"submission__enrolment": enrolment}
    submission, versions = work_of(submission__activity=activity, **owner)
    state = SubmissionState(submission.state) if submission else None
    timing = lateness(
        now=clock.now(),
        due_at=access.due_at,
        late=policy.late,
        is_revision=bool(versions) and versions[0].number > 1,
    )
    work = WorkFacts(
        kind=policy.kind,
        state=state,
        is_open=access.is_open,
        lacks_group=policy.is_group and group is None,
        lateness=timing,
    )
    members = group.members.select_related("user").order_by("user__full_name") if group else ()
    return AssignmentSheet(
        policy=policy,
        rubric=rubric,
        activity=activity,
        access=access,
        state=state,
        lateness=timing,
        refusal=edit_refusal(work),
        versions=tuple(versions),
        group=group.name if group else "",
        members=tuple(member.user.name for member in members),
        shows_task=access.may_read
        or may_read(access.reason, ActivityKind.ASSIGNMENT, has_worked=submission is not None),
    )


def _group(enrolment: Enrolment, activity: RequiredActivity) -> WorkGroup | None:
    return WorkGroup.objects.filter(activity=activity, members=enrolment).first()

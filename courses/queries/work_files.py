"""One handed-in file for one person who may have it."""

from dataclasses import dataclass
from typing import Any

from courses.domain.policies import AssignmentPolicy
from courses.domain.submission_states import hides_names
from courses.enums import MEMBER_STATES, SubmissionState
from courses.models import SubmissionFile
from courses.permissions import may_mark


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A file with the name under which this person gets it."""

    file: SubmissionFile
    name: str


def own_file(user: Any, cohort_slug: str, activity: int, pk: int) -> WorkFile | None:
    """Return a file of a person's own work, or of their group's."""
    file = _files().filter(
        pk=pk,
        version__submission__activity=activity,
        version__submission__activity__required_course__cohort__slug=cohort_slug,
    )
    found = file.first()
    if found is None:
        return None
    work = found.version.submission
    owners = work.group.members.all() if work.group else None
    if owners is None:
        is_mine = work.enrolment is not None and (
            work.enrolment.user_id == user.pk and work.enrolment.state in MEMBER_STATES
        )
    else:
        is_mine = owners.filter(user=user, state__in=MEMBER_STATES).exists()
    return WorkFile(found, found.name) if is_mine else None


def marked_file(user: Any, pk: int) -> WorkFile | None:
    """Return a file that a marker may see: only of what was handed in, without names if hidden."""
    found = _files().filter(pk=pk, version__submitted_at__isnull=False).first()
    if found is None:
        return None
    activity = found.version.submission.activity
    if not may_mark(user, activity.required_course.cohort):
        return None
    policy = AssignmentPolicy.from_json(activity.policy)
    state = SubmissionState(found.version.submission.state)
    is_hidden = hides_names(is_anonymous=policy.is_anonymous, state=state)
    return WorkFile(found, neutral_name(found) if is_hidden else found.name)


def neutral_name(file: SubmissionFile) -> str:
    """A file name that says nothing about its owner."""
    return f"berkas-{file.pk}.{file.kind}"


def _files() -> Any:
    return SubmissionFile.objects.select_related(
        "version__submission__enrolment",
        "version__submission__group",
        "version__submission__activity__required_course__cohort",
    )

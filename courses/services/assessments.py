"""Marking: a draft of what a marker says, saved all the time, and the decision about the work."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.domain.rubric import Rubric, from_json, judge, known_levels, to_json
from courses.domain.submission_states import decision_refusal, mark_refusal, state_after
from courses.enums import (
    MEMBER_STATES,
    CompletionHow,
    MarkRefusal,
    Outcome,
    SubmissionState,
)
from courses.models import Assessment, AssignmentPage, Enrolment, Submission, SubmissionVersion
from courses.queries.rubric import rubric_of
from courses.services.completion import EnrolmentWithdrawn, lock_learner, record_completion
from courses.services.submissions import open_revision

COMMENT_LENGTH = 5_000


class MarkRefused(Exception):
    """Nothing can be said or decided about the work now; `criteria` names what is missing."""

    def __init__(self, refusal: MarkRefusal, criteria: tuple[str, ...] = ()) -> None:
        super().__init__(refusal, criteria)
        self.refusal, self.criteria = refusal, criteria

    def __str__(self) -> str:
        return str(self.refusal.label) % {"criteria": ", ".join(self.criteria)}


class MarkedElsewhere(Exception):
    """Somebody else, or another window, has saved since; `assessment` is what is stored."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(assessment.pk)
        self.assessment = assessment


@dataclass(frozen=True, slots=True)
class Marks:
    """What a marker has chosen and written; criteria are named by their keys."""

    levels: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


def stamp(assessment: Assessment | None) -> str:
    """What tells one saved state of an assessment from the next; empty before the first."""
    return assessment.saved_at.isoformat() if assessment else ""


@transaction.atomic
def save_assessment(*, version: SubmissionVersion, marks: Marks, base: str, by: User) -> Assessment:
    """Save what a marker has so far; `base` is the stamp that the marker's copy had.

    The first saving keeps the rubric as it is then. What somebody else saved in the meantime is
    not overwritten (MarkedElsewhere).
    """
    submission = _lock(version.submission_id)
    last = submission.versions.first()
    if mark_refusal(SubmissionState(submission.state)) or last is None or last.pk != version.pk:
        raise MarkRefused(MarkRefusal.NOT_WAITING)
    stored = Assessment.objects.filter(version=version).select_related("marker").first()
    rubric = from_json(stored.rubric) if stored else rubric_of(_page(submission))
    said = _said(rubric, marks)
    if stored is None:
        stored = Assessment(version=version, rubric=to_json(rubric))
    elif said == (stored.levels, stored.comments, stored.comment):
        return stored
    elif stamp(stored) != base:
        raise MarkedElsewhere(stored)
    stored.levels, stored.comments, stored.comment = said
    stored.percent = judge(rubric, stored.levels).percent
    stored.marker, stored.saved_at = by, clock.now()
    stored.save()
    return stored


@transaction.atomic
def decide(*, assessment: Assessment, outcome: Outcome, by: User) -> Assessment:
    """Accept the work, which completes the assignment for its people, or return it.

    A second call with the same outcome changes nothing. Enrolments are locked before the work, as
    everywhere.
    """
    people = _lock_people(assessment.version.submission)
    submission = _lock(assessment.version.submission_id)
    fresh = Assessment.objects.select_related("version").get(pk=assessment.pk)
    if fresh.decided_at is not None and fresh.outcome == outcome:
        return fresh
    result = judge(from_json(fresh.rubric), fresh.levels)
    missing = tuple(one.title for one in result.missing)
    refusal = decision_refusal(
        outcome,
        state=SubmissionState(submission.state),
        missing=missing,
        has_words=bool(fresh.comment.strip() or any(map(str.strip, fresh.comments.values()))),
    )
    if refusal is not None:
        raise MarkRefused(refusal, missing)
    fresh.outcome, fresh.percent = outcome, result.percent
    fresh.marker, fresh.decided_at = by, clock.now()
    fresh.save()
    submission.state, submission.waiting_since = state_after(outcome), None
    if outcome == Outcome.ACCEPT:
        submission.accepted_at = fresh.decided_at
    submission.save(update_fields=["state", "waiting_since", "accepted_at"])
    _follow(outcome, fresh.version, submission, people)
    audit.record(
        submission,
        f"courses.work.{submission.state}",
        actor=by,
        version=fresh.version.number,
        percent=str(result.percent or ""),
    )
    return fresh


@transaction.atomic
def conclude(
    *, version: SubmissionVersion, marks: Marks, base: str, outcome: Outcome, by: User
) -> Assessment:
    """Save what the marker has and decide, in one step; the second click of two changes nothing.

    Both wait here for each other, so that the second finds what the first has decided.
    """
    _lock_people(version.submission)
    _lock(version.submission_id)
    decided = Assessment.objects.filter(version=version, outcome=outcome, marker=by).first()
    if decided is not None and decided.decided_at is not None:
        return decided
    assessment = save_assessment(version=version, marks=marks, base=base, by=by)
    return decide(assessment=assessment, outcome=outcome, by=by)


def _follow(
    outcome: Outcome, version: SubmissionVersion, submission: Submission, people: list[Enrolment]
) -> None:
    if outcome == Outcome.RETURN:
        open_revision(version)
        return
    for person in people:
        record_completion(
            enrolment=person, activity=submission.activity, how=CompletionHow.ACCEPTED
        )


def _lock(submission_id: int) -> Submission:
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("activity__required_course")
        .get(pk=submission_id)
    )


def _lock_people(submission: Submission) -> list[Enrolment]:
    """Lock everybody whose work it is; of a group those who have not withdrawn."""
    if submission.group is None:
        return [lock_learner(Enrolment(pk=submission.enrolment_id))]
    members = submission.group.members.filter(state__in=MEMBER_STATES).order_by("pk")
    people = [lock_learner(member) for member in members]
    if not people:
        raise EnrolmentWithdrawn
    return people


def _page(submission: Submission) -> AssignmentPage:
    return AssignmentPage.objects.get(pk=submission.activity.page_id)


def _said(rubric: Rubric, marks: Marks) -> tuple[dict[str, int], dict[str, str], str]:
    comments = {
        one.key: words for one in rubric if (words := _words(marks.comments.get(one.key, "")))
    }
    return known_levels(rubric, marks.levels), comments, _words(marks.comment)


def _words(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()[:COMMENT_LENGTH]

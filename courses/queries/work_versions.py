"""What was handed in, version by version, with what markers decided about it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.domain.rubric import Criterion, Level, Rubric, from_json, judge
from courses.enums import Outcome, WorkText
from courses.models import (
    Assessment,
    Submission,
    SubmissionFile,
    SubmissionVersion,
)


@dataclass(frozen=True, slots=True)
class CriterionFeedback:
    """What a marker said about one criterion."""

    criterion: Criterion
    place: int | None
    comment: str

    @property
    def level(self) -> Level | None:
        return None if self.place is None else self.criterion.levels[self.place]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a marker decided about a version."""

    outcome: Outcome
    decided_at: dt.datetime
    marker: str
    comment: str
    percent: Decimal | None
    points: int
    possible: int
    criteria: tuple[CriterionFeedback, ...]


@dataclass(frozen=True, slots=True)
class WorkVersion:
    """One version: its texts by what they answer, its files, and what came of it."""

    id: int
    number: int
    texts: tuple[tuple[WorkText, str], ...]
    files: tuple[SubmissionFile, ...]
    sequence: int
    saved_at: dt.datetime
    saved_by: str
    submitted_at: dt.datetime | None
    is_late: bool
    feedback: Feedback | None


def versions_of(submission: Submission | None) -> list[WorkVersion]:
    """Return all versions, newest first; two queries."""
    return [] if submission is None else work_of(submission=submission)[1]


def work_of(**owner: Any) -> tuple[Submission | None, list[WorkVersion]]:
    """Return a work with all its versions, newest first; two queries. None is begun without one."""
    rows = SubmissionVersion.objects.filter(**owner).order_by("-number")
    rows = rows.select_related("submission", "assessment__marker", "saved_by")
    found = list(rows.prefetch_related("files"))
    return (found[0].submission if found else None), [_version(one) for one in found]


def criteria_of(rubric: Rubric, assessment: Assessment | None) -> tuple[CriterionFeedback, ...]:
    """Return the criteria with what was chosen and written so far."""
    levels = assessment.levels if assessment else {}
    comments = assessment.comments if assessment else {}
    return tuple(
        CriterionFeedback(one, levels.get(one.key), comments.get(one.key, "")) for one in rubric
    )


def _version(version: SubmissionVersion) -> WorkVersion:
    return WorkVersion(
        id=version.pk,
        number=version.number,
        texts=texts_of(version.texts.items()),
        files=tuple(version.files.all()),
        sequence=version.sequence,
        saved_at=version.saved_at,
        saved_by=version.saved_by.name,
        submitted_at=version.submitted_at,
        is_late=version.is_late,
        feedback=_feedback(getattr(version, "assessment", None)),
    )


def texts_of(texts: Iterable[tuple[str, str]]) -> tuple[tuple[WorkText, str], ...]:
    """Return stored texts in the order in which they are asked for."""
    stored = dict(texts)
    return tuple((key, stored[key]) for key in WorkText if key in stored)


def _feedback(assessment: Assessment | None) -> Feedback | None:
    if assessment is None or assessment.decided_at is None:
        return None
    rubric = from_json(assessment.rubric)
    result = judge(rubric, assessment.levels)
    return Feedback(
        outcome=Outcome(assessment.outcome),
        decided_at=assessment.decided_at,
        marker=assessment.marker.name,
        comment=assessment.comment,
        percent=assessment.percent,
        points=result.points,
        possible=result.possible,
        criteria=criteria_of(rubric, assessment),
    )

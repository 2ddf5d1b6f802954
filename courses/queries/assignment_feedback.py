"""What came back to a person from marking."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from courses.enums import Outcome, SubmissionState
from courses.models import Assessment, Enrolment
from courses.queries.addresses import page_addresses


@dataclass(frozen=True, slots=True)
class ReturnedWork:
    """One decision about a person's work; `waits` as long as a revision is asked for."""

    title: str
    cohort: str
    url: str
    outcome: Outcome
    decided_at: dt.datetime
    percent: Decimal | None
    comment: str
    waits: bool


def returned_work(user: Any, limit: int = 5) -> list[ReturnedWork]:
    """Return what came back from marking, newest first (three queries)."""
    mine = list(Enrolment.objects.of(user).readable().values_list("pk", flat=True))
    if not mine:
        return []
    own = Q(version__submission__enrolment__in=mine)
    own |= Q(version__submission__group__members__in=mine)
    decided = (
        Assessment.objects.filter(
            own, decided_at__isnull=False, version__submission__activity__dropped_at=None
        )
        .select_related(
            "version__submission__activity__page",
            "version__submission__activity__required_course__cohort",
        )
        .order_by("-decided_at", "-pk")
        .distinct()
    )
    address = page_addresses()
    return [_returned(assessment, address) for assessment in decided[:limit]]


def _returned(assessment: Assessment, address: Any) -> ReturnedWork:
    submission = assessment.version.submission
    is_return = assessment.outcome == Outcome.RETURN
    return ReturnedWork(
        title=submission.activity.title,
        cohort=submission.activity.required_course.cohort.name,
        url=address(submission.activity.page.url_path),
        outcome=Outcome(assessment.outcome),
        decided_at=assessment.decided_at or assessment.saved_at,
        percent=assessment.percent,
        comment=assessment.comment,
        waits=is_return and submission.state == SubmissionState.RETURNED,
    )

"""What a person concluded about a suspicion; it changes no attendance."""

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import SuspicionFinding
from courses.models import Cohort, SuspicionReview
from courses.queries.suspicions import suspicions_in
from courses.services.decisions import need_reason


class SuspicionGone(Exception):
    """There is no such suspicion in this cohort (any more)."""


@transaction.atomic
def judge_suspicion(
    *, cohort: Cohort, key: str, finding: SuspicionFinding, note: str, by: User
) -> SuspicionReview:
    """Write down the conclusion with its grounds; the same one a second time changes nothing."""
    why = need_reason(note)
    locked = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    found = next((one for one in suspicions_in(locked) if one.key == key), None)
    if found is None:
        raise SuspicionGone
    latest = SuspicionReview.objects.filter(cohort=locked, key=key).first()
    if latest is not None and (latest.finding, latest.note) == (finding, why):
        return latest
    review = SuspicionReview.objects.create(
        cohort=locked,
        kind=found.kind,
        key=key,
        finding=finding,
        note=why,
        by=by,
        at=clock.now(),
    )
    audit.record(
        locked,
        "courses.suspicion.judged",
        actor=by,
        kind=str(found.kind),
        enrolments=list(found.enrolments),
        finding=str(finding),
        reason=why,
    )
    return review

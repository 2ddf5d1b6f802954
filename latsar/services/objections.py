"""Objections: a participant holds something against a released score, and gets an answer."""

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import CohortState, EnrolmentState
from courses.models import Enrolment
from latsar.enums import ObjectionOutcome
from latsar.models import Objection, Score


class NothingToObjectTo(Exception):
    """Only a score that was released, in a cohort that is running, can be objected to."""


class ObjectionOpen(Exception):
    """An objection to this score is waiting for its answer already."""


class ObjectionAnswered(Exception):
    """This objection has its answer."""


class ObjectionText(Exception):
    """An objection and its answer need words."""


class NotCorrected(Exception):
    """An answer that says the score was corrected needs another score, released again."""


@transaction.atomic
def object_to_score(*, enrolment: Enrolment, code: str, text: str) -> Objection:
    """Hold something against one's own score; it keeps the number that was seen."""
    if not text.strip():
        raise ObjectionText
    score = (
        Score.objects.select_for_update(of=("self",))
        .select_related("enrolment__cohort")
        .filter(enrolment=enrolment, code=code)
        .exclude(released_at=None)
        .first()
    )
    if score is None or score.value is None or not _may_still(score.enrolment):
        raise NothingToObjectTo
    if score.objections.filter(answered_at=None).exists():
        raise ObjectionOpen
    objection = Objection.objects.create(
        score=score, value=score.value, text=text.strip(), made_at=clock.now()
    )
    audit.record(
        score.enrolment, "latsar.objection.made", actor=score.enrolment.user, code=score.code
    )
    return objection


@transaction.atomic
def answer_objection(
    *, objection: Objection, outcome: ObjectionOutcome, answer: str, by: User
) -> Objection:
    """Answer once, in words; a correction is made, locked and released before it is told."""
    if not answer.strip():
        raise ObjectionText
    locked = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("score__enrolment")
        .get(pk=objection.pk)
    )
    if locked.answered_at is not None:
        raise ObjectionAnswered
    score = locked.score
    is_corrected = score.released_at is not None and score.value != locked.value
    if outcome == ObjectionOutcome.CHANGED and not is_corrected:
        raise NotCorrected
    locked.outcome, locked.answer = outcome, answer.strip()
    locked.answered_by, locked.answered_at = by, clock.now()
    locked.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    audit.record(
        score.enrolment,
        "latsar.objection.answered",
        actor=by,
        code=score.code,
        outcome=str(outcome),
    )
    return locked


def _may_still(enrolment: Enrolment) -> bool:
    is_member = enrolment.state != EnrolmentState.WITHDRAWN
    return is_member and enrolment.cohort.state == CohortState.RUNNING

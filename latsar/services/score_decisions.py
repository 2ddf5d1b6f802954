"""What organisers decide about scores: moderate, lock, unlock with a reason, release."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.models import Cohort
from latsar.domain.score_states import rated
from latsar.enums import LockHold, ScoreAct, ScoreHow, ScoreRefusal, ScoreSource
from latsar.models import Score, ScoreChange
from latsar.queries.scores import ScoreCell
from latsar.services.score_entry import Author, lock_column
from latsar.services.score_setup import NotNow


class ReasonMissing(Exception):
    """What is decided about a score is written down with its reason."""


@dataclass(frozen=True, slots=True)
class Locked:
    """What locking did: how many, and for whom it could not be done and why."""

    count: int
    held: Mapping[int, tuple[LockHold, ...]]


@transaction.atomic
def moderate(
    *, cohort: Cohort, code: str, enrolment_id: int, value: Decimal, reason: str, by: User
) -> Score:
    """Put one agreed score in place of the mean; what the raters gave stays on record."""
    _need(reason)
    score, cell = _rated_score(cohort, code, enrolment_id)
    before = score.value
    score.value, score.how = value, ScoreHow.MODERATED
    score.save(update_fields=["value", "how"])
    _note(cell, score, before, Author(by, reason, act=ScoreAct.MODERATED))
    return score


@transaction.atomic
def take_moderation_back(
    *, cohort: Cohort, code: str, enrolment_id: int, reason: str, by: User
) -> Score:
    """Let the mean of the raters hold again."""
    _need(reason)
    score, cell = _rated_score(cohort, code, enrolment_id)
    if score.how != ScoreHow.MODERATED:
        raise NotNow(ScoreRefusal.NOT_MODERATED)
    before = score.value
    score.value, score.how = rated(cell.facts)
    score.save(update_fields=["value", "how"])
    _note(cell, score, before, Author(by, reason, act=ScoreAct.UNMODERATED))
    return score


@transaction.atomic
def lock_scores(
    *, cohort: Cohort, code: str, by: User, people: Collection[int] | None = None
) -> Locked:
    """Lock every score of a component that is ready; say what holds the others."""
    _column, book = lock_column(cohort, code, people)
    cells = [cell for cell in book.cells_of(code) if not cell.facts.is_locked]
    ready = [cell for cell in cells if not cell.holds]
    _mark([cell.score for cell in ready if cell.score], ScoreAct.LOCKED, by)
    if ready:
        audit.record(cohort, "latsar.scores.locked", actor=by, code=code, count=len(ready))
    held = {cell.enrolment.pk: cell.holds for cell in cells if cell.holds}
    return Locked(len(ready), held)


@transaction.atomic
def unlock_score(*, cohort: Cohort, code: str, enrolment_id: int, reason: str, by: User) -> Score:
    """Open one score for a change; a released one is taken back from the participant's page."""
    _need(reason)
    _column, book = lock_column(cohort, code, [enrolment_id])
    cell = book.cells.get((enrolment_id, code))
    if cell is None or cell.score is None or not cell.facts.is_locked:
        raise NotNow(ScoreRefusal.NOT_LOCKED)
    score = cell.score
    score.locked_at = score.released_at = None
    score.save(update_fields=["locked_at", "released_at"])
    _note(cell, score, score.value, Author(by, reason, act=ScoreAct.UNLOCKED))
    return score


@transaction.atomic
def release_scores(
    *, cohort: Cohort, code: str, by: User, people: Collection[int] | None = None
) -> int:
    """Show every locked score of a component to its person; return how many are new there."""
    _column, book = lock_column(cohort, code, people)
    scores = [
        cell.score
        for cell in book.cells_of(code)
        if cell.score and cell.facts.is_locked and not cell.facts.is_released
    ]
    _mark(scores, ScoreAct.RELEASED, by)
    if scores:
        audit.record(cohort, "latsar.scores.released", actor=by, code=code, count=len(scores))
    return len(scores)


def _rated_score(cohort: Cohort, code: str, enrolment_id: int) -> tuple[Score, ScoreCell]:
    """Return a score that raters gave and that is not locked."""
    column, book = lock_column(cohort, code, [enrolment_id])
    cell = book.cells.get((enrolment_id, code))
    if column.source != ScoreSource.RATERS or cell is None:
        raise NotNow(ScoreRefusal.NOT_RATED)
    if cell.facts.is_locked:
        raise NotNow(ScoreRefusal.LOCKED)
    if cell.score is None or not cell.facts.ratings:
        raise NotNow(ScoreRefusal.NO_RATING)
    return cell.score, cell


def _need(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _mark(scores: list[Score], act: ScoreAct, by: User) -> None:
    """Set when the scores were locked or released, and write it into their history."""
    moment = clock.now()
    names = ["locked_at"] if act == ScoreAct.LOCKED else ["released_at", "was_released"]
    for score in scores:
        setattr(score, names[0], moment)
        score.was_released = score.was_released or act == ScoreAct.RELEASED
    Score.objects.bulk_update(scores, names)
    ScoreChange.objects.bulk_create(
        [
            ScoreChange(
                score=score, act=act, before=score.value, after=score.value, by=by, at=moment
            )
            for score in scores
        ]
    )


def _note(cell: ScoreCell, score: Score, before: Decimal | None, author: Author) -> None:
    ScoreChange.objects.create(
        score=score,
        act=author.act,
        before=before,
        after=score.value,
        reason=author.reason.strip(),
        by=author.by,
        at=clock.now(),
    )
    audit.record(
        cell.enrolment,
        f"latsar.score.{author.act}",
        actor=author.by,
        code=cell.code,
        before=None if before is None else str(before),
        after=None if score.value is None else str(score.value),
        reason=author.reason.strip(),
    )

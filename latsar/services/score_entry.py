"""Enters scores: those of one rater, those from elsewhere, those of a quiz; whole or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.models import Cohort
from courses.queries.quiz_results import quiz_results
from latsar.domain.score_states import Change, ScoreFacts, change_refusal, rated
from latsar.domain.scoring_forms import total_of
from latsar.enums import ScoreAct, ScoreHow, ScoreRefusal, ScoreSource
from latsar.models import RaterScore, Score, ScoreChange, ScoredComponent
from latsar.queries.scores import ScoreBook, ScoreCell, ScoreColumn, score_book
from latsar.services.schemes import policy_of
from latsar.services.score_setup import NotNow, lock_component

_HOW = {ScoreSource.EXTERNAL: ScoreHow.EXTERNAL, ScoreSource.QUIZ: ScoreHow.QUIZ}


class ScoresRefused(Exception):
    """Nothing was written; `refusals` say for which enrolments, and why."""

    def __init__(self, refusals: Mapping[int, ScoreRefusal]) -> None:
        super().__init__(dict(refusals))
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """What somebody enters for one person; `seen` is the score that stood there before.

    With a form, `items` hold what each item is given, and the value follows from them.
    """

    enrolment_id: int
    value: Decimal | None = None
    items: Mapping[str, Decimal | None] = field(default_factory=dict)
    seen: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Whose scores they are, why they change, and what is written into the history."""

    by: User
    reason: str = ""
    for_name: str = ""
    act: ScoreAct = ScoreAct.ENTERED


@dataclass(frozen=True, slots=True)
class Fetched:
    """What taking scores from a quiz did."""

    taken: int
    locked: int
    missing: int


@dataclass(slots=True)
class _Batch:
    """Rows to write together."""

    scores: list[Score] = field(default_factory=list)
    ratings: list[RaterScore] = field(default_factory=list)
    changes: list[ScoreChange] = field(default_factory=list)


@transaction.atomic
def enter_scores(
    *,
    cohort: Cohort,
    code: str,
    entries: Sequence[ScoreEntry],
    by: User,
    reason: str = "",
    for_name: str = "",
    act: ScoreAct | None = None,
) -> int:
    """Write what somebody entered for several people; return how many scores changed.

    Where raters score, these are `by`'s own, or those of `for_name`, who has no account. Raises
    ScoresRefused for the first look at anything that cannot be written; then nothing is.
    """
    column, book = lock_column(cohort, code, [one.enrolment_id for one in entries])
    is_rating = column.source == ScoreSource.RATERS
    usual = ScoreAct.RATED if is_rating else ScoreAct.ENTERED
    author = Author(by, reason.strip(), for_name.strip() if is_rating else "", act or usual)
    wanted = [(entry, book.cells.get((entry.enrolment_id, code))) for entry in entries]
    _refuse(column, wanted, author)
    batch = _Batch()
    for entry, cell in wanted:
        if cell is not None and not _is_same(column, entry, cell, author):
            _plan(batch, column, entry, cell, author)
    _write(batch)
    if batch.changes:
        _log(column, len(batch.changes), author)
    return len(batch.changes)


@transaction.atomic
def take_quiz_scores(*, cohort: Cohort, code: str, by: User) -> Fetched:
    """Take what counts of the quiz for everybody; what is locked stays as it is."""
    column, book = lock_column(cohort, code)
    quiz = column.component.quiz
    if column.source != ScoreSource.QUIZ or quiz is None:
        raise NotNow(ScoreRefusal.NOT_RATED)
    found = {row.enrolment.pk: row.percent for row in quiz_results(quiz)}
    author = Author(by, quiz.title[:250], act=ScoreAct.FETCHED)
    cells = book.cells_of(code)
    batch = _Batch()
    for cell in cells:
        percent = found.get(cell.enrolment.pk)
        if not cell.facts.is_locked and percent != cell.value:
            _plan(batch, column, ScoreEntry(cell.enrolment.pk, percent), cell, author)
    _write(batch)
    if batch.changes:
        _log(column, len(batch.changes), author)
    return Fetched(
        taken=len(batch.changes),
        locked=sum(cell.facts.is_locked for cell in cells),
        missing=sum(found.get(cell.enrolment.pk) is None for cell in cells),
    )


def lock_column(
    cohort: Cohort, code: str, people: Collection[int] | None = None
) -> tuple[ScoreColumn, ScoreBook]:
    """Lock one component and read it, and everything about it, again."""
    component = lock_component(cohort, code)
    book = score_book(cohort, policy_of(cohort), people=people)
    column = next(one for one in book.columns if one.code == code)
    return ScoreColumn(column.leaf, component), book


def _refuse(
    column: ScoreColumn, wanted: Sequence[tuple[ScoreEntry, ScoreCell | None]], author: Author
) -> None:
    """Look at every entry before one is written."""
    refusals: dict[int, ScoreRefusal] = {}
    for entry, cell in wanted:
        if cell is None:
            refusals[entry.enrolment_id] = ScoreRefusal.NOT_A_MEMBER
            continue
        if _is_same(column, entry, cell, author):
            continue
        before = _before(column, cell, author)
        change = Change(column.source, before is not None, author.reason)
        refusal = change_refusal(cell.facts, column.rules, change)
        refusal = refusal or _entry_refusal(column, entry, before)
        if refusal is not None:
            refusals[entry.enrolment_id] = refusal
    if refusals:
        raise ScoresRefused(refusals)


def _entry_refusal(
    column: ScoreColumn, entry: ScoreEntry, before: Decimal | None
) -> ScoreRefusal | None:
    if column.source == ScoreSource.QUIZ:
        return ScoreRefusal.FROM_QUIZ
    if column.items and entry.value is not None:
        return ScoreRefusal.HAS_FORM
    return ScoreRefusal.CHANGED_MEANWHILE if entry.seen != before else None


def _before(column: ScoreColumn, cell: ScoreCell, author: Author) -> Decimal | None:
    """Return what would be changed: the author's own rating, or the score itself."""
    if column.source != ScoreSource.RATERS:
        return cell.value
    own = cell.rating_of(author.by.pk, author.for_name)
    return own.value if own else None


def _is_same(column: ScoreColumn, entry: ScoreEntry, cell: ScoreCell, author: Author) -> bool:
    if not column.items or entry.value is not None:
        return entry.value == _before(column, cell, author)
    own = cell.rating_of(author.by.pk, author.for_name)
    return _as_text(entry.items) == (own.items if own else {})


def _as_text(items: Mapping[str, Decimal | None]) -> dict[str, str]:
    return {key: str(value) for key, value in items.items() if value is not None}


def _plan(
    batch: _Batch, column: ScoreColumn, entry: ScoreEntry, cell: ScoreCell, author: Author
) -> None:
    score = cell.score or Score(enrolment=cell.enrolment, code=column.code)
    before = _before(column, cell, author)
    after = entry.value
    if column.source == ScoreSource.RATERS:
        if column.items:
            after = total_of(column.items, entry.items).total
        rating = cell.rating_of(author.by.pk, author.for_name)
        rating = rating or RaterScore(score=score, rater=author.by, for_name=author.for_name)
        rating.value, rating.items = after, _as_text(entry.items)
        rating.given_at = clock.now()
        batch.ratings.append(rating)
        others = [one.value for one in cell.ratings if one.pk != rating.pk]
        given = tuple(value for value in (*others, after) if value is not None)
        score.value, score.how = rated(ScoreFacts(None, ScoreHow.NONE, given))
    else:
        score.value = after
        score.how = ScoreHow.NONE if after is None else _HOW[column.source]
    batch.scores.append(score)
    batch.changes.append(
        ScoreChange(
            score=score,
            act=author.act,
            for_name=author.for_name,
            before=before,
            after=after,
            reason=author.reason,
            by=author.by,
            at=clock.now(),
        )
    )


def _write(batch: _Batch) -> None:
    """Write the rows in a fixed number of queries; a rating taken back whole is kept empty."""
    Score.objects.bulk_create([one for one in batch.scores if one.pk is None])
    Score.objects.bulk_update([one for one in batch.scores if one.pk], ["value", "how"])
    fresh = [one for one in batch.ratings if one.pk is None]
    kept = [one for one in batch.ratings if one.pk is not None]
    RaterScore.objects.bulk_create(fresh)
    RaterScore.objects.bulk_update(kept, ["value", "items", "given_at"])
    ScoreChange.objects.bulk_create(batch.changes)


def _log(column: ScoreColumn, count: int, author: Author) -> None:
    component: ScoredComponent = column.component
    audit.record(
        component.cohort,
        f"latsar.scores.{author.act}",
        actor=author.by,
        code=column.code,
        count=count,
        reason=author.reason,
    )

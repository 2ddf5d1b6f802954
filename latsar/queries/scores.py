"""The scores of a cohort: everything known about them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from courses.models import Cohort, Enrolment
from latsar.domain.evaluation import EvaluationPolicy, Leaf
from latsar.domain.score_states import (
    PaperReach,
    ScoreFacts,
    ScoreRules,
    is_covered,
    lock_holds,
    stage_of,
)
from latsar.domain.score_values import spread_of
from latsar.domain.scoring_forms import FormItem, items_from_json
from latsar.domain.weighting import FinalResult, final_of
from latsar.enums import LockHold, ScoreHow, Scorer, ScoreSource, ScoreStage
from latsar.models import Objection, RaterScore, Score, ScoredComponent, ScorePaper


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """One person in one component: the score, what raters gave, where it stands."""

    enrolment: Enrolment
    code: str
    score: Score | None
    ratings: tuple[RaterScore, ...]
    facts: ScoreFacts
    rules: ScoreRules

    @property
    def value(self) -> Decimal | None:
        return self.facts.value

    @property
    def stage(self) -> ScoreStage:
        return stage_of(self.facts, self.rules)

    @property
    def holds(self) -> tuple[LockHold, ...]:
        """What is still to be done before it can be locked."""
        return () if self.facts.is_locked else lock_holds(self.facts, self.rules)

    @property
    def spread(self) -> Decimal | None:
        return spread_of(self.facts.ratings)

    def rating_of(self, user_id: int, for_name: str = "") -> RaterScore | None:
        """Return what somebody gave, for themselves or for somebody without an account."""
        wanted = (user_id, for_name)
        return next((one for one in self.ratings if (one.rater_id, one.for_name) == wanted), None)


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """One component or part with how it is scored in this cohort."""

    leaf: Leaf
    component: ScoredComponent

    @property
    def code(self) -> str:
        return self.leaf.code

    @property
    def source(self) -> ScoreSource:
        return ScoreSource(self.component.source)

    @property
    def items(self) -> tuple[FormItem, ...]:
        """The items of its form as they were when it was chosen."""
        return items_from_json(self.component.items)

    @property
    def rules(self) -> ScoreRules:
        component = self.component
        return ScoreRules(self.source, component.spread_limit, needs_paper=component.needs_paper)


@dataclass(frozen=True, slots=True)
class ScoreBook:
    """People × components of one cohort; `cells` are keyed by enrolment and code."""

    policy: EvaluationPolicy
    columns: tuple[ScoreColumn, ...]
    people: tuple[Enrolment, ...]
    cells: Mapping[tuple[int, str], ScoreCell]

    def column(self, code: str) -> ScoreColumn | None:
        return next((one for one in self.columns if one.code == code), None)

    def cells_of(self, code: str) -> list[ScoreCell]:
        """Return the cells of one component, in the order of the people."""
        return [self.cells[one.pk, code] for one in self.people]

    def final(self, enrolment_id: int, *, only_released: bool = False) -> FinalResult:
        """Weigh one person's scores, all of them or only those that were released."""
        scores: dict[str, Decimal | None] = {}
        for column in self.columns:
            cell = self.cells[enrolment_id, column.code]
            is_hidden = only_released and not cell.facts.is_released
            scores[column.code] = None if is_hidden else cell.value
        return final_of(self.policy, scores)


def score_book(
    cohort: Cohort, policy: EvaluationPolicy, *, people: Iterable[int] | None = None
) -> ScoreBook:
    """Return the book of a cohort, or of some of its people; five queries for any number.

    Components nobody has set up yet come as the defaults, not stored.
    """
    members = Enrolment.objects.members().filter(cohort=cohort).select_related("user", "agency")
    if people is not None:
        members = members.filter(pk__in=list(people))
    persons = tuple(members.order_by("user__full_name", "pk"))
    columns = _columns(cohort, policy)
    scores = _scores(persons)
    ratings = _ratings(scores)
    papers = _papers(cohort)
    cells = {
        (person.pk, column.code): _cell(
            person, column, scores.get((person.pk, column.code)), ratings, papers[column.code]
        )
        for person in persons
        for column in columns
    }
    return ScoreBook(policy, columns, persons, cells)


def scores_of(enrolments: Iterable[Enrolment]) -> dict[int, dict[str, Decimal | None]]:
    """Return the scores of these enrolments by code, as `final_of` takes them; one query."""
    found: dict[int, dict[str, Decimal | None]] = {one.pk: {} for one in enrolments}
    rows = Score.objects.filter(enrolment__in=list(found))
    for enrolment, code, value in rows.values_list("enrolment_id", "code", "value"):
        found[enrolment][code] = value
    return found


def default_component(cohort: Cohort, leaf: Leaf, policy: EvaluationPolicy) -> ScoredComponent:
    """Return how a component is scored as long as nobody has said it; not stored."""
    found = policy.component(leaf.code)
    is_agency = found is not None and found.scorers == (Scorer.AGENCY.value,)
    source = ScoreSource.EXTERNAL if is_agency else ScoreSource.RATERS
    return ScoredComponent(cohort=cohort, code=leaf.code, source=source)


def open_objections(cohort: Cohort) -> list[Objection]:
    """Return the objections that wait for an answer, the longest wait first; one query."""
    waiting = Objection.objects.filter(score__enrolment__cohort=cohort, answered_at=None)
    return list(waiting.select_related("score__enrolment__user").order_by("made_at", "pk"))


def _columns(cohort: Cohort, policy: EvaluationPolicy) -> tuple[ScoreColumn, ...]:
    stored = {
        one.code: one
        for one in ScoredComponent.objects.filter(cohort=cohort).select_related("quiz", "form")
    }
    return tuple(
        ScoreColumn(leaf, stored.get(leaf.code) or default_component(cohort, leaf, policy))
        for leaf in policy.leaves
    )


def _scores(people: Sequence[Enrolment]) -> dict[tuple[int, str], Score]:
    rows = Score.objects.filter(enrolment__in=people)
    return {(one.enrolment_id, one.code): one for one in rows}


def _ratings(scores: Mapping[tuple[int, str], Score]) -> dict[int, list[RaterScore]]:
    found: dict[int, list[RaterScore]] = defaultdict(list)
    rows = RaterScore.objects.filter(score__in=[one.pk for one in scores.values()])
    for one in rows.select_related("rater").order_by("given_at", "pk"):
        found[one.score_id].append(one)
    return found


def _papers(cohort: Cohort) -> dict[str, list[PaperReach]]:
    found: dict[str, list[PaperReach]] = defaultdict(list)
    rows = ScorePaper.objects.filter(cohort=cohort)
    for code, enrolment, agency in rows.values_list("code", "enrolment_id", "agency_id"):
        found[code].append(PaperReach(enrolment, agency))
    return found


def _cell(
    person: Enrolment,
    column: ScoreColumn,
    score: Score | None,
    ratings: Mapping[int, list[RaterScore]],
    papers: Sequence[PaperReach],
) -> ScoreCell:
    given = tuple(ratings.get(score.pk, ())) if score else ()
    facts = ScoreFacts(
        value=score.value if score else None,
        how=ScoreHow(score.how) if score else ScoreHow.NONE,
        ratings=tuple(one.value for one in given if one.value is not None),
        is_locked=score is not None and score.locked_at is not None,
        is_released=score is not None and score.released_at is not None,
        has_paper=is_covered(papers, enrolment_id=person.pk, agency_id=person.agency_id),
    )
    return ScoreCell(person, column.code, score, given, facts, column.rules)

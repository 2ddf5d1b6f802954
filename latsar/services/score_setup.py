"""How a component of a cohort is scored: chosen by organisers, fixed once there are scores."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import CohortState
from courses.models import Cohort, RequiredActivity
from latsar.domain.evaluation import EvaluationPolicy, Leaf
from latsar.domain.scoring_forms import FormItem, items_to_json
from latsar.enums import ScoreAct, ScoreHow, ScoreRefusal, ScoreSource
from latsar.models import (
    RaterScore,
    Score,
    ScoreChange,
    ScoredComponent,
    ScoringForm,
    ScoringItem,
)
from latsar.queries.scores import default_component
from latsar.services.schemes import policy_of


class UnknownComponent(Exception):
    """The evaluation of the cohort has no component of this code."""


class ScoresExist(Exception):
    """Where scores come from is fixed once there is one; take the scores out first."""


class FormEmpty(Exception):
    """A form without items cannot be scored with."""


class QuizMissing(Exception):
    """Scores taken from a quiz need the quiz, one of this cohort."""


class NotNow(Exception):
    """Nothing about scores changes now; `refusal` says why."""

    def __init__(self, refusal: ScoreRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Setup:
    """How a component is scored; `quiz` only with that source, `form` only with raters."""

    source: ScoreSource
    spread_limit: Decimal
    form: ScoringForm | None = None
    quiz: RequiredActivity | None = None
    needs_paper: bool = False


def need_running(cohort: Cohort) -> None:
    """Refuse where the cohort has not begun or is closed."""
    if cohort.state != CohortState.RUNNING:
        raise NotNow(ScoreRefusal.NOT_RUNNING)


def lock_component(cohort: Cohort, code: str) -> ScoredComponent:
    """Lock one component of a running cohort, made with its defaults where nobody set it up.

    Everything that writes its scores holds this lock.
    """
    need_running(Cohort.objects.get(pk=cohort.pk))
    policy = policy_of(cohort)
    leaf = _leaf(policy, code)
    fresh = default_component(cohort, leaf, policy)
    component, _is_new = ScoredComponent.objects.get_or_create(
        cohort=cohort, code=code, defaults={"source": fresh.source}
    )
    locked = ScoredComponent.objects.select_for_update(of=("self",)).select_related(
        "quiz__required_course", "form"
    )
    return locked.get(pk=component.pk)


@transaction.atomic
def set_up_component(
    *, cohort: Cohort, code: str, setup: Setup, by: User | None
) -> ScoredComponent:
    """Say where the scores of a component come from; the form's items are kept as they read now."""
    component = lock_component(cohort, code)
    before = _in_words(component)
    is_same = _is_same(component, setup)
    _need_sound(component, setup)
    if not is_same:
        if has_scores(component) and not _may_let_go(component):
            raise ScoresExist
        _let_go(component, by)
    component.source, component.form, component.quiz = setup.source, setup.form, setup.quiz
    component.spread_limit, component.needs_paper = setup.spread_limit, setup.needs_paper
    items = _items(setup.form)
    if setup.form is not None and not items:
        raise FormEmpty
    if has_scores(component):
        items = component.items
    component.items = items
    component.is_neutral = setup.form is not None and setup.form.is_neutral
    component.save()
    if _in_words(component) != before:
        audit.record(
            cohort,
            "latsar.scores.set_up",
            actor=by,
            code=code,
            before=before,
            after=_in_words(component),
        )
    return component


def has_scores(component: ScoredComponent) -> bool:
    """Whether anybody has a score, or a rating, in this component."""
    ratings = RaterScore.objects.filter(
        score__enrolment__cohort=component.cohort_id, score__code=component.code
    )
    return _scores_of(component).exists() or ratings.exists()


@transaction.atomic
def make_neutral_form(
    *, title: str, component: str, guidance: str, items: list[tuple[str, str]], by: User | None
) -> ScoringForm:
    """Make a form of neutral items, marked as such; one of this title that is there is kept."""
    form: ScoringForm
    form, is_new = ScoringForm.objects.get_or_create(
        title=title, defaults={"component": component, "is_neutral": True, "guidance": guidance}
    )
    if is_new:
        ScoringItem.objects.bulk_create(
            [
                ScoringItem(form=form, label=label, description=description, sort_order=place)
                for place, (label, description) in enumerate(items)
            ]
        )
        audit.record(form, "wagtail.create", actor=by)
    return form


def _leaf(policy: EvaluationPolicy, code: str) -> Leaf:
    leaf = next((one for one in policy.leaves if one.code == code), None)
    if leaf is None:
        raise UnknownComponent(code)
    return leaf


def _need_sound(component: ScoredComponent, setup: Setup) -> None:
    is_quiz = setup.source == ScoreSource.QUIZ
    if is_quiz != (setup.quiz is not None):
        raise QuizMissing
    if setup.quiz and setup.quiz.required_course.cohort_id != component.cohort_id:
        raise QuizMissing


def _is_same(component: ScoredComponent, setup: Setup) -> bool:
    """Whether scores come from where they came from before."""
    return (
        setup.source == component.source
        and (setup.form.pk if setup.form else None) == component.form_id
        and (setup.quiz.pk if setup.quiz else None) == component.quiz_id
    )


def _scores_of(component: ScoredComponent) -> QuerySet[Score]:
    return Score.objects.filter(
        enrolment__cohort=component.cohort_id, code=component.code, value__isnull=False
    )


def _may_let_go(component: ScoredComponent) -> bool:
    """What a quiz gave can be given again, so it may go while nothing of it is locked."""
    is_quiz = component.source == ScoreSource.QUIZ
    return is_quiz and not _scores_of(component).exclude(locked_at=None).exists()


def _let_go(component: ScoredComponent, by: User | None) -> None:
    """Take out what the quiz chosen before gave; the history keeps it."""
    scores = list(_scores_of(component))
    moment, reason = clock.now(), component.quiz.title[:250] if component.quiz else ""
    ScoreChange.objects.bulk_create(
        [
            ScoreChange(
                score=one,
                act=ScoreAct.FETCHED,
                before=one.value,
                after=None,
                reason=reason,
                by=by,
                at=moment,
            )
            for one in scores
        ]
    )
    for one in scores:
        one.value, one.how = None, ScoreHow.NONE
    Score.objects.bulk_update(scores, ["value", "how"])


def _items(form: ScoringForm | None) -> list[dict[str, object]]:
    if form is None:
        return []
    return items_to_json(
        FormItem(str(one.pk), one.label, one.weight, one.description) for one in form.items.all()
    )


def _in_words(component: ScoredComponent) -> dict[str, object]:
    return {
        "source": component.source,
        "form": component.form.title if component.form else "",
        "quiz": component.quiz.title if component.quiz else "",
        "spread_limit": f"{component.spread_limit:.2f}",
        "needs_paper": component.needs_paper,
    }

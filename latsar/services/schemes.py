"""The evaluation policy of a cohort: read, chosen before the start, frozen at the start."""

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.models import Cohort
from latsar.domain.evaluation import EvaluationPolicy
from latsar.models import CohortScheme, EvaluationScheme, GradingScheme, RemedialRule
from latsar.queries.schemes import live_policy


class PolicyFrozen(Exception):
    """The cohort has begun; it keeps the schemes that it started with."""


def policy_of(cohort: Cohort) -> EvaluationPolicy:
    """Return how the cohort is evaluated: frozen once it has begun, as the schemes read before.

    A cohort that has begun without its policy being frozen (a lost message) is frozen here. The
    policy is empty (`is_empty`) while nobody has chosen schemes for the cohort or its programme.
    """
    stored = CohortScheme.objects.filter(cohort=cohort).exclude(frozen_at=None).first()
    if stored is not None:
        return EvaluationPolicy.from_json(stored.policy)
    if cohort.started_at is None:
        return live_policy(cohort)
    return freeze_policy(cohort_id=cohort.pk)


@transaction.atomic
def freeze_policy(*, cohort_id: int) -> EvaluationPolicy:
    """Keep the policy as it reads now, once; an empty one is not kept, so that it can be chosen."""
    cohort = (
        Cohort.objects.select_for_update(of=("self",)).select_related("programme").get(pk=cohort_id)
    )
    stored, _is_new = CohortScheme.objects.get_or_create(cohort=cohort)
    if stored.frozen_at is not None:
        return EvaluationPolicy.from_json(stored.policy)
    policy = live_policy(cohort)
    if policy.is_empty or cohort.started_at is None:
        return policy
    stored.policy = policy.to_json()
    stored.frozen_at = clock.now()
    stored.save(update_fields=["policy", "frozen_at"])
    audit.record(
        cohort,
        "latsar.cohort.scheme_frozen",
        actor=None,
        evaluation=policy.evaluation_code,
        grading=policy.grading_code,
    )
    return policy


def freeze_started() -> int:
    """Freeze what a lost message left out; return how many cohorts got their policy."""
    waiting = Cohort.objects.exclude(started_at=None).exclude(evaluation__frozen_at__isnull=False)
    keys = list(waiting.values_list("pk", flat=True))
    return sum(not freeze_policy(cohort_id=key).is_empty for key in keys)


@transaction.atomic
def choose_schemes(
    *,
    cohort: Cohort,
    evaluation: EvaluationScheme | None,
    grading: GradingScheme | None,
    remedial: RemedialRule | None,
    by: User | None,
) -> CohortScheme:
    """Hold one cohort to other schemes than its programme's; None takes the programme's again."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    stored, _is_new = CohortScheme.objects.get_or_create(cohort=cohort)
    if stored.frozen_at is not None:
        raise PolicyFrozen
    chosen = {"evaluation": evaluation, "grading": grading, "remedial": remedial}
    before = {name: _code(getattr(stored, name)) for name in chosen}
    for name, scheme in chosen.items():
        setattr(stored, name, scheme)
    stored.save(update_fields=list(chosen))
    after = {name: _code(scheme) for name, scheme in chosen.items()}
    if after != before:
        audit.record(cohort, "latsar.cohort.scheme_chosen", actor=by, before=before, after=after)
    return stored


def _code(scheme: EvaluationScheme | GradingScheme | RemedialRule | None) -> str:
    return "" if scheme is None else scheme.code

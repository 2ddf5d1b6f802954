"""The policy of a cohort: as schemes read before it begins, as it began afterwards."""

from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from corpu.core import clock
from courses.services.cohorts import start_cohort
from latsar.domain.evaluation import EvaluationPolicy
from latsar.enums import SchemeFault
from latsar.models import (
    CohortScheme,
    EvaluationScheme,
    GradingBand,
    GradingScheme,
    ProgrammeScheme,
    RemedialRule,
    SchemeComponent,
)
from latsar.services.scheme_editing import SchemeUnsound, save_programme_schemes, save_scheme
from latsar.services.schemes import (
    PolicyFrozen,
    choose_schemes,
    freeze_policy,
    freeze_started,
    policy_of,
)
from latsar.tasks import freeze_policies
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory
from tests.latsar.evaluation.scheme_world import graded_cohort, hold, load_packaged, weights

pytestmark = pytest.mark.django_db


def begin(cohort):
    EnrolmentFactory(cohort=cohort)
    return start_cohort(cohort=cohort, by=None)


def change_weights():
    SchemeComponent.objects.filter(code="SP").update(weight=20)
    SchemeComponent.objects.filter(code="TB").update(weight=10)


def actions():
    return list(ModelLogEntry.objects.values_list("action", flat=True))


# ---------------------------------------------------------------- read


def test_without_a_scheme_the_policy_is_empty():
    assert policy_of(CohortFactory()) == EvaluationPolicy()


def test_before_the_start_the_policy_follows_its_schemes():
    cohort = graded_cohort()
    policy = policy_of(cohort)

    assert weights(policy) == {"SP": 10, "AK": 20, "RA": 20, "PA": 30, "TB": 20}
    assert [band.code for band in policy.bands] == ["SM", "M", "CM", "DL", "TM"]
    assert (policy.top_n, policy.remedial.band_cap, policy.is_unverified) == (3, "CM", False)
    change_weights()
    assert weights(policy_of(cohort))["SP"] == 20
    assert not CohortScheme.objects.exists()


def test_parts_are_those_of_the_method():
    cohort = graded_cohort("eval-2022")
    assert [leaf.code for leaf in policy_of(cohort).leaves][:3] == ["SP", "AK-A", "AK-B"]
    assert policy_of(cohort).component("SP").forms == ("3A", "3B")
    assert policy_of(cohort).is_unverified

    cohort.programme.method = "blended"
    assert [leaf.code for leaf in policy_of(cohort).leaves][:3] == ["SP", "AK-MOOC", "AK-EL"]


def test_reading_takes_a_fixed_number_of_queries(django_assert_num_queries):
    cohort = graded_cohort("eval-2022")

    with django_assert_num_queries(6):
        policy_of(cohort)


# ---------------------------------------------------------------- frozen


def test_a_cohort_keeps_the_policy_it_began_with(django_capture_on_commit_callbacks):
    cohort = graded_cohort()
    before = policy_of(cohort)
    with django_capture_on_commit_callbacks(execute=True):
        cohort = begin(cohort)
    change_weights()

    assert policy_of(cohort) == before
    assert actions().count("latsar.cohort.scheme_frozen") == 1


def test_reading_a_frozen_policy_is_one_query(
    django_capture_on_commit_callbacks, django_assert_num_queries
):
    with django_capture_on_commit_callbacks(execute=True):
        cohort = begin(graded_cohort())

    with django_assert_num_queries(1):
        policy_of(cohort)


def test_a_lost_message_is_made_up_for_by_whoever_needs_the_policy():
    cohort = begin(graded_cohort())
    assert not CohortScheme.objects.exists()

    policy = policy_of(cohort)

    assert EvaluationPolicy.from_json(CohortScheme.objects.get().policy) == policy
    change_weights()
    assert policy_of(cohort) == freeze_policy(cohort_id=cohort.pk) == policy


def test_the_sweep_freezes_what_has_begun():
    cohort = begin(graded_cohort())
    CohortFactory(programme=cohort.programme)
    begin(CohortFactory())

    assert freeze_started() == 1
    assert freeze_started() == 0
    assert CohortScheme.objects.exclude(frozen_at=None).get().cohort_id == cohort.pk


def test_a_cohort_that_began_without_a_scheme_can_still_be_given_one():
    cohort = begin(CohortFactory())
    assert policy_of(cohort).is_empty
    load_packaged()

    choose_schemes(
        cohort=cohort,
        evaluation=EvaluationScheme.objects.get(code="eval-2024"),
        grading=GradingScheme.objects.get(),
        remedial=None,
        by=None,
    )

    assert weights(policy_of(cohort))["TB"] == 15
    assert CohortScheme.objects.get().frozen_at is not None


def test_freezing_before_the_start_keeps_nothing():
    cohort = graded_cohort()

    assert freeze_policy(cohort_id=cohort.pk) == policy_of(cohort)
    assert not CohortScheme.objects.exclude(frozen_at=None).exists()


# ---------------------------------------------------------------- chosen


def test_a_cohort_may_differ_from_its_programme_until_it_begins():
    cohort, by = graded_cohort(), UserFactory()
    chosen = {
        "evaluation": EvaluationScheme.objects.get(code="eval-2024"),
        "grading": None,
        "remedial": None,
    }
    choose_schemes(cohort=cohort, **chosen, by=by)
    choose_schemes(cohort=cohort, **chosen, by=by)

    assert weights(policy_of(cohort))["SP"] == 15
    assert policy_of(cohort).grading_code == "latsar-5-band"
    entry = ModelLogEntry.objects.get(action="latsar.cohort.scheme_chosen")
    assert (entry.user, entry.data["after"]["evaluation"]) == (by, "eval-2024")
    policy_of(begin(cohort))
    with pytest.raises(PolicyFrozen):
        choose_schemes(cohort=cohort, **dict.fromkeys(chosen), by=by)


def test_schemes_of_a_programme_are_logged():
    cohort, by = graded_cohort(), UserFactory()
    row = ProgrammeScheme.objects.get()
    row.evaluation = EvaluationScheme.objects.get(code="eval-2024")
    save_programme_schemes(row=row, by=by)

    data = ModelLogEntry.objects.get(action="latsar.programme.schemes_chosen").data
    assert (data["before"]["evaluation"], data["after"]["evaluation"]) == ("eval-2018", "eval-2024")
    row.delete()
    new = hold(cohort.programme)
    ProgrammeScheme.objects.all().delete()
    new.pk = None
    new.remedial = None
    save_programme_schemes(row=new, by=by)
    assert policy_of(cohort).remedial.code == ""


# ---------------------------------------------------------------- changed


def test_a_changed_scheme_is_logged_with_weights_before_and_after():
    load_packaged()
    by = UserFactory()
    scheme = EvaluationScheme.objects.get(code="eval-2018")
    first, *_others, last = scheme.components.all()
    first.weight, last.weight = Decimal(15), Decimal(15)
    scheme.components = [first, *_others, last]

    save_scheme(scheme=scheme, by=by)

    data = ModelLogEntry.objects.get(action="latsar.scheme.changed").data
    assert (data["before"]["weights"]["SP"], data["after"]["weights"]["SP"]) == (
        "10.00 (S)",
        "15.00 (S)",
    )


def test_a_scheme_that_could_not_be_used_is_refused_whole():
    load_packaged()
    scheme = EvaluationScheme.objects.get(code="eval-2018")
    first, *others = scheme.components.all()
    first.weight = Decimal(15)
    scheme.components = [first, *others]

    with pytest.raises(SchemeUnsound) as refused:
        save_scheme(scheme=scheme, by=None)

    assert refused.value.faults == (SchemeFault.NOT_HUNDRED,)
    assert SchemeComponent.objects.get(scheme=scheme, code="SP").weight == 10


def test_bands_and_remedial_rules_are_changed_too():
    load_packaged()
    grading, rule = GradingScheme.objects.get(), RemedialRule.objects.get()
    grading.award_count, rule.max_attempts = 5, 1
    save_scheme(scheme=grading, by=None)
    save_scheme(scheme=rule, by=None)
    grading.bands = [GradingBand(code="L", label="Lulus", minimum=50, outcome="lulus")]

    with pytest.raises(SchemeUnsound):
        save_scheme(scheme=grading, by=None)
    changes = [
        entry.data["after"]
        for entry in ModelLogEntry.objects.filter(action="latsar.scheme.changed")
    ]
    assert 5 in [one.get("award_count") for one in changes]
    assert 1 in [one.get("max_attempts") for one in changes]


def test_a_new_scheme_is_logged_without_a_before():
    save_scheme(scheme=RemedialRule(code="milik-kami", text="Mengulang."), by=None)

    assert ModelLogEntry.objects.get().data["before"] == {}


def test_the_clock_says_when_it_was_frozen():
    cohort = begin(graded_cohort())
    with clock.at(cohort.started_at):
        policy_of(cohort)

    assert CohortScheme.objects.get().frozen_at == cohort.started_at


def test_the_sweep_has_a_task():
    cohort = begin(graded_cohort())
    freeze_policies()

    assert CohortScheme.objects.get().cohort_id == cohort.pk

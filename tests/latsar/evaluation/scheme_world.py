"""Schemes in the database, and a cohort that is held to them."""

from decimal import Decimal

from latsar.domain.scheme_content import SchemeData
from latsar.exchange.package import PACKAGED
from latsar.exchange.scheme_data import read_schemes
from latsar.models import EvaluationScheme, GradingScheme, ProgrammeScheme, RemedialRule
from latsar.services.load_report import LoadReport
from latsar.services.packaged_schemes import load_schemes
from tests.factories import CohortFactory


def load_packaged():
    """The schemes that ship."""
    schemes = read_schemes(PACKAGED, []).schemes
    load_schemes(data=SchemeData(schemes), report=LoadReport())


def hold(programme, evaluation="eval-2018"):
    """Hold a programme to a shipped scheme."""
    return ProgrammeScheme.objects.create(
        programme=programme,
        evaluation=EvaluationScheme.objects.get(code=evaluation),
        grading=GradingScheme.objects.get(),
        remedial=RemedialRule.objects.get(),
    )


def graded_cohort(evaluation="eval-2018", **fields):
    """An open cohort whose programme has schemes."""
    load_packaged()
    cohort = CohortFactory(**fields)
    hold(cohort.programme, evaluation)
    return cohort


def weights(policy):
    return {one.code: Decimal(one.weight) for one in policy.components}

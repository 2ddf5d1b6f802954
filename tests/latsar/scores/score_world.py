"""A running cohort with an evaluation policy, and people who score in it."""

from decimal import Decimal

from django.utils import timezone

from courses.enums import StaffRole
from latsar.domain.evaluation import BandPolicy, ComponentPolicy, EvaluationPolicy, PartPolicy
from latsar.enums import BandOutcome, ScoreSource
from latsar.models import CohortScheme
from latsar.services.score_entry import ScoreEntry, enter_scores
from latsar.services.score_setup import Setup, set_up_component
from tests.courses.tracking_world import running_cohort, serve, staff

POLICY = EvaluationPolicy(
    components=(
        ComponentPolicy("SP", "Sikap perilaku", Decimal(20), aspects=("integritas", "disiplin")),
        ComponentPolicy(
            "AK",
            "Akademik",
            Decimal(20),
            parts=(
                PartPolicy("AK-A", "Tes tipe A", Decimal(10)),
                PartPolicy("AK-B", "Tes tipe B", Decimal(10)),
            ),
        ),
        ComponentPolicy("RA", "Rancangan", Decimal(40)),
        ComponentPolicy("TB", "PKTBT", Decimal(20), is_unverified=True, scorers=("instansi_asal",)),
    ),
    bands=(
        BandPolicy("M", "Memuaskan", Decimal("80.01"), BandOutcome.PASSED),
        BandPolicy("CM", "Cukup Memuaskan", Decimal("70.01"), BandOutcome.PASSED),
        BandPolicy("TM", "Tidak Memuaskan", Decimal(0), BandOutcome.FAILED),
    ),
)
CODES = ("SP", "AK-A", "AK-B", "RA", "TB")


def scored_cohort(people=3, **fields):
    """A running cohort whose evaluation is `POLICY`."""
    cohort = running_cohort(people, **fields)
    CohortScheme.objects.update_or_create(
        cohort=cohort, defaults={"policy": POLICY.to_json(), "frozen_at": timezone.now()}
    )
    return cohort


def members(cohort):
    """Its people, in the order of the sheet."""
    return list(cohort.enrolments.members().order_by("user__full_name", "pk"))


def organiser():
    return staff("penyelenggara")


def examiner(cohort):
    """Somebody who examines in this cohort."""
    user = staff("widyaiswara")
    serve(user, cohort, StaffRole.EXAMINER)
    return user


def enter(cohort, code, values, by, **more):
    """Enter values for the people in order; None leaves a person out."""
    entries = [
        ScoreEntry(one.pk, Decimal(value))
        for one, value in zip(members(cohort), values, strict=False)
        if value is not None
    ]
    return enter_scores(cohort=cohort, code=code, entries=entries, by=by, **more)


def set_up(cohort, code, by=None, *, source=ScoreSource.RATERS, spread_limit=10, **more):
    setup = Setup(source=source, spread_limit=Decimal(spread_limit), **more)
    return set_up_component(cohort=cohort, code=code, setup=setup, by=by)

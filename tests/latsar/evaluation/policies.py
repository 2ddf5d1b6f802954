"""The policies of the packaged schemes, written out for tables of tests."""

from decimal import Decimal

from latsar.domain.evaluation import (
    BandPolicy,
    ComponentPolicy,
    EvaluationPolicy,
    PartPolicy,
    RemedialPolicy,
)
from latsar.enums import BandOutcome

BANDS = (
    BandPolicy("SM", "Sangat Memuaskan", Decimal("90.01"), BandOutcome.PASSED),
    BandPolicy("M", "Memuaskan", Decimal("80.01"), BandOutcome.PASSED),
    BandPolicy("CM", "Cukup Memuaskan", Decimal("70.01"), BandOutcome.PASSED),
    BandPolicy("DL", "Ditunda Kelulusannya", Decimal("60.01"), BandOutcome.POSTPONED),
    BandPolicy("TM", "Tidak Memuaskan", Decimal("0.00"), BandOutcome.FAILED),
)
PARTS = (
    PartPolicy("AK-A", "Ujian tipe A", Decimal(10)),
    PartPolicy("AK-B", "Ujian tipe B", Decimal(10)),
)
COMPONENTS = (
    ComponentPolicy("SP", "Sikap perilaku", Decimal(10), scorers=("penyelenggara", "coach")),
    ComponentPolicy("AK", "Akademik", Decimal(20)),
    ComponentPolicy("RA", "Rancangan aktualisasi", Decimal(20)),
    ComponentPolicy("PA", "Pelaksanaan aktualisasi", Decimal(30)),
    ComponentPolicy("TB", "PKTBT", Decimal(20)),
)
SPLIT = tuple(
    ComponentPolicy(one.code, one.label, one.weight, parts=PARTS) if one.code == "AK" else one
    for one in COMPONENTS
)
POLICY = EvaluationPolicy(
    components=COMPONENTS,
    bands=BANDS,
    top_n=3,
    remedial=RemedialPolicy("remedial-default", None, None, "CM", is_unverified=True),
    evaluation_code="eval-2018",
    grading_code="latsar-5-band",
    source="W6",
)


def all_at(score, policy=POLICY):
    """The same score for everything that is scored."""
    return {leaf.code: Decimal(str(score)) for leaf in policy.leaves}

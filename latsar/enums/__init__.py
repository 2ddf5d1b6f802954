"""Choices of Latsar, by what they are about."""

from latsar.enums.evaluation import BandOutcome, SchemeFault, Scorer
from latsar.enums.guidance import ActorRole, Attention, ConsultationState, LinkState
from latsar.enums.packages import KeptReason

__all__ = [
    "ActorRole",
    "Attention",
    "BandOutcome",
    "ConsultationState",
    "KeptReason",
    "LinkState",
    "SchemeFault",
    "Scorer",
]

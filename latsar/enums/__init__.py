"""Choices of what makes it Latsar, by what they are about."""

from latsar.enums.evaluation import BandOutcome, SchemeFault, Scorer
from latsar.enums.package import KeptReason

__all__ = ["BandOutcome", "KeptReason", "SchemeFault", "Scorer"]

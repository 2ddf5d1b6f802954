"""What a scheme says, from a package or from the database, in the one form that is compared."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from latsar.domain.banding import two_decimals
from latsar.domain.content_digest import content_digest


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight in percent: one that a source states, or a working value, with its mark."""

    value: Decimal | None
    unverified: Decimal | None
    mark: str

    @property
    def working(self) -> Decimal | None:
        """The weight that counts, official or not."""
        return self.value if self.value is not None else self.unverified


@dataclass(frozen=True, slots=True)
class PartContent:
    """A part of a component, for one method of teaching or, with an empty one, for all."""

    method: str
    code: str
    label: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class ComponentContent:
    """One component; `forms` are codes of the regulation's forms by method."""

    code: str
    label: str
    weight: Weight
    scorers: tuple[str, ...]
    scorers_mark: str
    aspects: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]]
    parts: tuple[PartContent, ...]


@dataclass(frozen=True, slots=True)
class EvaluationContent:
    """An evaluation scheme."""

    code: str
    label: str
    source: str
    mark: str
    note: str
    tie_breakers: str
    components: tuple[ComponentContent, ...]


@dataclass(frozen=True, slots=True)
class BandContent:
    """One predicate of a grading scheme."""

    code: str
    label: str
    other_label: str
    minimum: Decimal
    outcome: str


@dataclass(frozen=True, slots=True)
class GradingContent:
    """A grading scheme."""

    code: str
    label: str
    source: str
    mark: str
    note: str
    award_count: int
    award_mark: str
    award_source: str
    award_document: str
    bands: tuple[BandContent, ...]


@dataclass(frozen=True, slots=True)
class RemedialContent:
    """A remedial rule; what no source says is empty."""

    code: str
    text: str
    source: str
    mark: str
    note: str
    max_attempts: int | None
    deadline_working_days: int | None
    band_cap: str
    band_cap_unverified: str


SchemeContent = EvaluationContent | GradingContent | RemedialContent


@dataclass(frozen=True, slots=True)
class ProgrammeSchemes:
    """The codes of the schemes of one programme; an empty one means none."""

    programme: str
    evaluation: str
    grading: str
    remedial: str

    @property
    def codes(self) -> str:
        """The three codes in one text, to see whether somebody has chosen others."""
        return f"{self.evaluation}/{self.grading}/{self.remedial}"


@dataclass(frozen=True, slots=True)
class SchemeData:
    """Everything that a package says about evaluation."""

    schemes: tuple[SchemeContent, ...] = ()
    programmes: tuple[ProgrammeSchemes, ...] = ()


def scheme_digest(content: SchemeContent) -> str:
    """Return a digest of what a scheme says; 10 and 10.00 are the same weight."""
    return content_digest(_plain(asdict(content)))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(two_decimals(value))
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value

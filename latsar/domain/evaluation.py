"""How a cohort is evaluated: components with weights, bands, ties; data, frozen at its start."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from latsar.enums import BandOutcome, SchemeFault

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class PartPolicy:
    """A part of a component that is scored on its own; `weight` in percent of the final score."""

    code: str
    label: str
    weight: Decimal
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class ComponentPolicy:
    """One component; `weight` in percent of the final score, unverified where it is a guess."""

    code: str
    label: str
    weight: Decimal
    is_unverified: bool = False
    parts: tuple[PartPolicy, ...] = ()
    scorers: tuple[str, ...] = ()
    scorers_unverified: bool = True
    aspects: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a score is entered for: a component without parts, or one part of a component."""

    code: str
    label: str
    weight: Decimal
    is_unverified: bool
    component: str


@dataclass(frozen=True, slots=True)
class BandPolicy:
    """A predicate for final scores from `minimum` (two decimals) up to the next band."""

    code: str
    label: str
    minimum: Decimal
    outcome: BandOutcome
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class RemedialPolicy:
    """How a postponed person is decided again; None where no source says it."""

    code: str = ""
    max_attempts: int | None = None
    deadline_working_days: int | None = None
    band_cap: str = ""
    is_unverified: bool = True


@dataclass(frozen=True, slots=True)
class EvaluationPolicy:
    """Everything that decides about scores in one cohort; without components: none is chosen yet.

    `tie_breakers` are codes of components that decide between equal totals, in this order;
    without them equal totals share a place. `top_n` people receive a document of honour.
    """

    components: tuple[ComponentPolicy, ...] = ()
    bands: tuple[BandPolicy, ...] = ()
    top_n: int = 0
    tie_breakers: tuple[str, ...] = ()
    remedial: RemedialPolicy = RemedialPolicy()
    evaluation_code: str = ""
    grading_code: str = ""
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no scheme has been chosen for the cohort."""
        return not self.components

    @property
    def is_unverified(self) -> bool:
        """Whether a weight or a band is only a working value, which screens of staff must say."""
        parts: list[ComponentPolicy | Leaf | BandPolicy] = [
            *self.components,
            *self.leaves,
            *self.bands,
        ]
        return any(part.is_unverified for part in parts)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What scores are entered for, in the order of the scheme."""
        return tuple(leaf for component in self.components for leaf in leaves_of(component))

    def component(self, code: str) -> ComponentPolicy | None:
        """Return the component of this code, or the one that a part of this code belongs to."""
        return next(
            (
                component
                for component in self.components
                if component.code == code or any(part.code == code for part in component.parts)
            ),
            None,
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is stored; numbers as text, so that no digit is lost."""
        stored: dict[str, Any] = _plain(asdict(self))
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "EvaluationPolicy":
        """Return the value that `to_json` stored; what is missing has its default."""
        known = dict(stored)
        return cls(
            **known
            | {
                "components": tuple(_component(one) for one in known.get("components", ())),
                "bands": tuple(_band(one) for one in known.get("bands", ())),
                "tie_breakers": tuple(known.get("tie_breakers", ())),
                "remedial": RemedialPolicy(**known.get("remedial", {})),
            }
        )


def leaves_of(component: ComponentPolicy) -> tuple[Leaf, ...]:
    """Return what scores of one component are entered for."""
    parts: tuple[ComponentPolicy | PartPolicy, ...] = component.parts or (component,)
    return tuple(
        Leaf(part.code, part.label, part.weight, part.is_unverified, component.code)
        for part in parts
    )


def scheme_faults(
    components: Iterable[ComponentPolicy], tie_breakers: Iterable[str]
) -> tuple[SchemeFault, ...]:
    """Say why these components cannot be used; none means that they can."""
    components = tuple(components)
    codes = [component.code for component in components]
    codes += [part.code for component in components for part in component.parts]
    checks = {
        SchemeFault.NO_COMPONENTS: not components,
        SchemeFault.CODE_TWICE: len(set(codes)) < len(codes),
        SchemeFault.NOT_HUNDRED: bool(components)
        and sum(component.weight for component in components) != HUNDRED,
        SchemeFault.PARTS_DIFFER: any(
            component.parts and sum(part.weight for part in component.parts) != component.weight
            for component in components
        ),
        SchemeFault.UNKNOWN_TIE_BREAKER: not set(tie_breakers)
        <= {component.code for component in components},
    }
    return tuple(fault for fault, is_found in checks.items() if is_found)


def band_faults(bands: Iterable[BandPolicy]) -> tuple[SchemeFault, ...]:
    """Say why these bands cannot be used; none means that every score has exactly one band."""
    falling = sorted(bands, key=lambda band: band.minimum, reverse=True)
    order = list(BandOutcome)
    ranks = [order.index(band.outcome) for band in falling]
    distinct = min(len({band.minimum for band in falling}), len({band.code for band in falling}))
    checks = {
        SchemeFault.NO_BANDS: not falling,
        SchemeFault.BAND_TWICE: distinct < len(falling),
        SchemeFault.BANDS_FROM_ZERO: bool(falling) and falling[-1].minimum != 0,
        SchemeFault.OUTCOMES_CROSS: ranks != sorted(ranks),
    }
    return tuple(fault for fault, is_found in checks.items() if is_found)


def _component(stored: Mapping[str, Any]) -> ComponentPolicy:
    parts = tuple(PartPolicy(**_weighed(part)) for part in stored.get("parts", ()))
    lists = {name: tuple(stored.get(name, ())) for name in ("scorers", "aspects", "forms")}
    return ComponentPolicy(**_weighed(stored) | lists | {"parts": parts})


def _weighed(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {**stored, "weight": Decimal(stored["weight"])}


def _band(stored: Mapping[str, Any]) -> BandPolicy:
    known = {"minimum": Decimal(stored["minimum"]), "outcome": BandOutcome(stored["outcome"])}
    return BandPolicy(**{**stored, **known})


def _plain(value: Any) -> Any:
    """Return the value in what JSON knows."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal | BandOutcome):
        return str(value)
    return value

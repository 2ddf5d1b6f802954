"""Where the phases of a cohort lie, seen from a day, and which dates they may have."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courses.enums import PhaseFault, PhaseStage


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """A phase with its first and last day, both or none."""

    code: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PhaseObjection:
    """Why the phase of this code cannot have its dates."""

    code: str
    fault: PhaseFault


def stage_of(phase: PhaseDates, today: dt.date) -> PhaseStage:
    """Say whether a phase is past, going on or ahead; its last day still belongs to it."""
    if phase.starts_on is None or phase.ends_on is None:
        return PhaseStage.UNDATED
    if today < phase.starts_on:
        return PhaseStage.AHEAD
    return PhaseStage.NOW if today <= phase.ends_on else PhaseStage.PAST


def days_left(phase: PhaseDates, today: dt.date) -> int | None:
    """Days that are left after today; None unless the phase is going on."""
    if phase.ends_on is None or stage_of(phase, today) != PhaseStage.NOW:
        return None
    return (phase.ends_on - today).days


def current(phases: Sequence[PhaseDates], today: dt.date) -> tuple[PhaseDates, ...]:
    """Return the phases that are going on; some run beside each other, between others is a gap."""
    return tuple(phase for phase in phases if stage_of(phase, today) == PhaseStage.NOW)


def contains(phase: PhaseDates, day: dt.date) -> bool:
    """Whether a day lies within the phase; a phase without dates keeps no day out."""
    return stage_of(phase, day) in {PhaseStage.NOW, PhaseStage.UNDATED}


def objections(
    phases: Iterable[PhaseDates], sessions: Mapping[str, int]
) -> tuple[PhaseObjection, ...]:
    """Return what is wrong with dates; `sessions` counts those of each phase.

    Phases may overlap and may leave the dates of the cohort: institutes plan them so (PKTBT runs
    beside habituation, MOOC before the opening).
    """
    found = []
    for phase in phases:
        fault = _fault(phase, sessions.get(phase.code, 0))
        if fault is not None:
            found.append(PhaseObjection(phase.code, fault))
    return tuple(found)


def _fault(phase: PhaseDates, sessions: int) -> PhaseFault | None:
    if phase.starts_on is None and phase.ends_on is None:
        return PhaseFault.IN_USE if sessions else None
    if phase.starts_on is None or phase.ends_on is None:
        return PhaseFault.HALF
    return PhaseFault.TURNED if phase.ends_on < phase.starts_on else None

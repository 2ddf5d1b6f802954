"""The line of phases: where one is by the calendar, and what is left in each phase."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courses.domain.phases import PhaseDates, days_left, stage_of
from courses.domain.progress import is_complete
from courses.enums import PhaseStage


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase as the cohort plans it, with the sessions that are still to come."""

    dates: PhaseDates
    label: str
    sessions_left: int = 0


@dataclass(frozen=True, slots=True)
class PhaseWork:
    """The required activities of a phase."""

    code: str
    label: str
    done: int
    count: int

    @property
    def is_complete(self) -> bool:
        return is_complete(self.done, self.count)


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One point of the line; `work` None where a phase has no activities here."""

    code: str
    label: str
    dates: PhaseDates
    stage: PhaseStage
    is_current: bool
    days_left: int | None
    sessions_left: int
    work: PhaseWork | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left in it; what has no work is done once its days are past."""
        if self.stage == PhaseStage.AHEAD or self.sessions_left:
            return False
        if self.work is not None and self.work.count:
            return self.work.is_complete
        return self.stage == PhaseStage.PAST


def phase_line(
    planned: Sequence[PlannedPhase], work: Iterable[PhaseWork], today: dt.date
) -> list[PhaseStep]:
    """Lay the plan of the cohort over the work of a person, by the codes of the phases.

    Work in a phase that the cohort does not plan keeps its point at the end. While no phase is
    going on by its dates, the first undated one with work left is where the person is.
    """
    by_code: Mapping[str, PhaseWork] = {one.code: one for one in work}
    known = {phase.dates.code for phase in planned}
    whole = [*planned]
    whole += [
        PlannedPhase(PhaseDates(one.code), one.label)
        for one in by_code.values()
        if one.code not in known
    ]
    stages = [stage_of(phase.dates, today) for phase in whole]
    undated = _first_open(whole, stages, by_code)
    return [
        PhaseStep(
            code=phase.dates.code,
            label=phase.label,
            dates=phase.dates,
            stage=stage,
            is_current=stage == PhaseStage.NOW or phase is undated,
            days_left=days_left(phase.dates, today),
            sessions_left=phase.sessions_left,
            work=by_code.get(phase.dates.code),
        )
        for phase, stage in zip(whole, stages, strict=True)
    ]


def _first_open(
    phases: Sequence[PlannedPhase], stages: Sequence[PhaseStage], work: Mapping[str, PhaseWork]
) -> PlannedPhase | None:
    if PhaseStage.NOW in stages:
        return None
    for phase, stage in zip(phases, stages, strict=True):
        found = work.get(phase.dates.code)
        if stage == PhaseStage.UNDATED and found is not None and not found.is_complete:
            return phase
    return None

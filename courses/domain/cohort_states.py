"""When a cohort may be opened, started and closed, and what stands in the way."""

from dataclasses import dataclass

from courses.enums import CohortObstacle, CohortState, CohortStep

TRANSITIONS: dict[CohortStep, tuple[CohortState, CohortState]] = {
    CohortStep.OPEN: (CohortState.DRAFT, CohortState.OPEN),
    CohortStep.START: (CohortState.OPEN, CohortState.RUNNING),
    CohortStep.CLOSE: (CohortState.RUNNING, CohortState.CLOSED),
}


@dataclass(frozen=True, slots=True)
class CohortFacts:
    """What decides: the state, the activities its programme offers now, the people in it."""

    state: str
    activities: int
    people: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state a step leads to, or the reasons why it may not be taken."""

    state: CohortState | None
    obstacles: tuple[CohortObstacle, ...]


def take(step: CohortStep, facts: CohortFacts) -> Verdict:
    """Decide about one step; every obstacle is named, not only the first."""
    before, after = TRANSITIONS[step]
    obstacles = []
    if facts.state != before:
        obstacles.append(CohortObstacle.WRONG_STATE)
    if step == CohortStep.START and not facts.activities:
        obstacles.append(CohortObstacle.NO_ACTIVITIES)
    if step == CohortStep.START and not facts.people:
        obstacles.append(CohortObstacle.NO_PEOPLE)
    return Verdict(None if obstacles else after, tuple(obstacles))

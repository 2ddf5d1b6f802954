"""How a quiz stands for a person, and the one thing that can be done with it now."""

from dataclasses import dataclass

from courses.enums import QuizState, QuizStep


@dataclass(frozen=True, slots=True)
class QuizFacts:
    """What is known of one person and one quiz; `left` is None where any number is allowed."""

    is_open: bool
    is_underway: bool
    is_waiting: bool
    is_passed: bool
    used: int
    left: int | None


@dataclass(frozen=True, slots=True)
class QuizStanding:
    """Where it stands and what comes next; no step where nothing can be done."""

    state: QuizState
    step: QuizStep | None


def quiz_standing(facts: QuizFacts) -> QuizStanding:
    """Say where a person stands; an attempt that is open comes before everything else."""
    return QuizStanding(_state(facts), _step(facts))


def _state(facts: QuizFacts) -> QuizState:
    if facts.is_underway:
        return QuizState.UNDERWAY
    if facts.is_passed:
        return QuizState.PASSED
    if facts.is_waiting:
        return QuizState.WAITING
    return QuizState.FAILED if facts.used else QuizState.FRESH


def _step(facts: QuizFacts) -> QuizStep | None:
    if not facts.is_open:
        return None
    if facts.is_underway:
        return QuizStep.CONTINUE
    if facts.left == 0:
        return None
    return QuizStep.AGAIN if facts.used else QuizStep.START

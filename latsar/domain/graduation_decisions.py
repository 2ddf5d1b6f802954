"""Whether a decision about one person may be taken or confirmed."""

import datetime as dt
from dataclasses import dataclass

from latsar.enums import BandOutcome, DecisionRefusal, ProposedOutcome


@dataclass(frozen=True, slots=True)
class Choice:
    """What the meeting says about one person; without an outcome it takes the proposal over.

    `to_repeat` are codes of components, or words of the meeting's own.
    """

    enrolment_id: int
    outcome: BandOutcome | None = None
    note: str = ""
    to_repeat: tuple[str, ...] = ()
    repeat_until: dt.date | None = None


def chosen_outcome(choice: Choice, proposal: ProposedOutcome) -> BandOutcome | None:
    """Return the outcome of a choice; None where neither people nor the rule name one."""
    if choice.outcome is not None:
        return choice.outcome
    return None if proposal == ProposedOutcome.UNDECIDED else BandOutcome(proposal.value)


def choice_refusal(
    choice: Choice, proposal: ProposedOutcome, *, held_on: dt.date
) -> DecisionRefusal | None:
    """Say why a choice cannot be taken as it is.

    Whatever differs from the proposal, and whatever ends somebody's service, needs words; who is
    postponed is told what to repeat and until when.
    """
    outcome = chosen_outcome(choice, proposal)
    if outcome is None:
        return DecisionRefusal.NO_PROPOSAL
    if (outcome.value != proposal.value or outcome == BandOutcome.FAILED) and not choice.note:
        return DecisionRefusal.NEEDS_NOTE
    if outcome != BandOutcome.POSTPONED:
        return None
    if not choice.to_repeat or choice.repeat_until is None:
        return DecisionRefusal.NEEDS_REPEAT
    return DecisionRefusal.UNTIL_PASSED if choice.repeat_until < held_on else None


def next_attempt(confirmed: tuple[BandOutcome, ...]) -> int | None:
    """Return the number of the next decision after these; None where the last one is final."""
    if confirmed and confirmed[-1] != BandOutcome.POSTPONED:
        return None
    return len(confirmed) + 1

"""Who may do what with work in which state: writing, handing in, marking, deciding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courses.enums import (
    AssignmentKind,
    Lateness,
    MarkRefusal,
    Outcome,
    SubmissionState,
    WorkRefusal,
    WorkText,
)

# Characters per text; forms refuse longer ones before anything is cut.
TEXT_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """One work as its owner finds it; `state` is None before the first word is saved."""

    kind: AssignmentKind
    state: SubmissionState | None = None
    is_open: bool = True
    lacks_group: bool = False
    lateness: Lateness = Lateness.IN_TIME


def text_keys(kind: AssignmentKind) -> tuple[WorkText, ...]:
    """The keys of the texts that are asked for."""
    if kind == AssignmentKind.JOURNAL:
        return (WorkText.MAIN_IDEAS, WorkText.APPLICATION)
    return () if kind == AssignmentKind.FILES else (WorkText.TEXT,)


def takes_files(kind: AssignmentKind) -> bool:
    """Whether files may be handed in."""
    return kind in {AssignmentKind.FILES, AssignmentKind.TEXT_AND_FILES}


def clean_texts(kind: AssignmentKind, texts: Mapping[str, str]) -> dict[str, str]:
    """Keep what is asked for, with one kind of line end."""
    return {
        key.value: texts.get(key, "").replace("\r\n", "\n").replace("\0", "")
        for key in text_keys(kind)
    }


def edit_refusal(work: WorkFacts) -> WorkRefusal | None:
    """Why the draft cannot be changed now; None where it can."""
    refusals = (
        (work.state == SubmissionState.ACCEPTED, WorkRefusal.ACCEPTED),
        (work.state == SubmissionState.SUBMITTED, WorkRefusal.WAITING),
        (not work.is_open, WorkRefusal.CLOSED),
        (work.lacks_group, WorkRefusal.NO_GROUP),
        (work.lateness == Lateness.REFUSED, WorkRefusal.TOO_LATE),
    )
    return next((refusal for holds, refusal in refusals if holds), None)


def content_refusal(
    kind: AssignmentKind, texts: Mapping[str, str], files: int
) -> WorkRefusal | None:
    """What is missing before the draft can be handed in; None where nothing is."""
    written = [bool(texts.get(key, "").strip()) for key in text_keys(kind)]
    missing = {
        AssignmentKind.TEXT: (not all(written), WorkRefusal.NO_TEXT),
        AssignmentKind.FILES: (files == 0, WorkRefusal.NO_FILE),
        AssignmentKind.TEXT_AND_FILES: (not any(written) and files == 0, WorkRefusal.NOTHING),
        AssignmentKind.JOURNAL: (not all(written), WorkRefusal.HALF_A_JOURNAL),
    }
    is_missing, refusal = missing[kind]
    return refusal if is_missing else None


def mark_refusal(state: SubmissionState) -> MarkRefusal | None:
    """Why nothing can be said about the work now; None where a marker may write."""
    return None if state == SubmissionState.SUBMITTED else MarkRefusal.NOT_WAITING


def decision_refusal(
    outcome: Outcome, *, state: SubmissionState, missing: Iterable[str], has_words: bool
) -> MarkRefusal | None:
    """Why this cannot be decided now: acceptance needs all levels, a return needs words."""
    if (refusal := mark_refusal(state)) is not None:
        return refusal
    if outcome == Outcome.ACCEPT:
        return MarkRefusal.LEVELS_MISSING if list(missing) else None
    return None if has_words else MarkRefusal.NO_WORDS


def state_after(outcome: Outcome) -> SubmissionState:
    """The state that a decision leads to."""
    return SubmissionState.ACCEPTED if outcome == Outcome.ACCEPT else SubmissionState.RETURNED


def hides_names(*, is_anonymous: bool, state: SubmissionState) -> bool:
    """Whether markers must not learn whose work it is.

    Returned work comes back to be marked again, so names stay hidden until it is accepted.
    """
    return is_anonymous and state != SubmissionState.ACCEPTED

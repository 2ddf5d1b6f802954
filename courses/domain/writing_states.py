"""How far a page has come: from the draft through review to its readers."""

from dataclasses import dataclass

from courses.enums import WritingState


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page; `has_changes` means that a newer draft than the live text exists."""

    is_live: bool
    has_changes: bool
    is_in_review: bool = False
    is_returned: bool = False
    is_scheduled: bool = False


def writing_state(facts: PageFacts) -> WritingState:
    """Return the state that says who has to do something next."""
    if facts.is_in_review:
        return WritingState.REVIEW
    if facts.is_returned:
        return WritingState.RETURNED
    if facts.is_scheduled:
        return WritingState.SCHEDULED
    if not facts.is_live:
        return WritingState.DRAFT
    return WritingState.CHANGED if facts.has_changes else WritingState.PUBLISHED

"""How far a page has come."""

import pytest

from courses.domain.writing_states import PageFacts, writing_state
from courses.enums import WritingState


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # live, newer draft, in review, returned, scheduled
        ((True, False, False, False, False), WritingState.PUBLISHED),
        ((True, True, False, False, False), WritingState.CHANGED),
        ((False, True, False, False, False), WritingState.DRAFT),
        ((False, False, False, False, False), WritingState.DRAFT),
        ((True, True, True, False, False), WritingState.REVIEW),
        ((False, True, True, False, True), WritingState.REVIEW),
        ((False, True, False, True, False), WritingState.RETURNED),
        ((False, True, False, False, True), WritingState.SCHEDULED),
        ((True, True, False, False, True), WritingState.SCHEDULED),
    ],
)
def test_writing_state(facts, expected):
    assert writing_state(PageFacts(*facts)) == expected

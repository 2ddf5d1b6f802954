"""The steps of a cohort: docs/rules/cohort-states.md."""

import pytest

from courses.domain.cohort_states import CohortFacts, take
from courses.enums import CohortObstacle as No
from courses.enums import CohortState as S
from courses.enums import CohortStep as Step


@pytest.mark.parametrize(
    ("step", "state", "lessons", "people", "after", "obstacles"),
    [
        (Step.OPEN, S.DRAFT, 0, 0, S.OPEN, ()),
        (Step.OPEN, S.OPEN, 9, 9, None, (No.WRONG_STATE,)),
        (Step.OPEN, S.RUNNING, 9, 9, None, (No.WRONG_STATE,)),
        (Step.OPEN, S.CLOSED, 9, 9, None, (No.WRONG_STATE,)),
        (Step.START, S.OPEN, 1, 1, S.RUNNING, ()),
        (Step.START, S.OPEN, 0, 1, None, (No.NO_ACTIVITIES,)),
        (Step.START, S.OPEN, 1, 0, None, (No.NO_PEOPLE,)),
        (Step.START, S.DRAFT, 0, 0, None, (No.WRONG_STATE, No.NO_ACTIVITIES, No.NO_PEOPLE)),
        (Step.START, S.RUNNING, 1, 1, None, (No.WRONG_STATE,)),
        (Step.START, S.CLOSED, 1, 1, None, (No.WRONG_STATE,)),
        (Step.CLOSE, S.RUNNING, 0, 0, S.CLOSED, ()),
        (Step.CLOSE, S.DRAFT, 9, 9, None, (No.WRONG_STATE,)),
        (Step.CLOSE, S.OPEN, 9, 9, None, (No.WRONG_STATE,)),
        (Step.CLOSE, S.CLOSED, 9, 9, None, (No.WRONG_STATE,)),
    ],
)
def test_step(step, state, lessons, people, after, obstacles):  # noqa: PLR0917  the table's columns
    verdict = take(step, CohortFacts(state, lessons, people))

    assert (verdict.state, verdict.obstacles) == (after, obstacles)

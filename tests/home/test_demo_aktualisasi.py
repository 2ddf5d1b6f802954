"""How far aktualisasi of the demonstration comes: in step with the cohort, the same every time."""

import pytest

from corpu.home.domain.demo_aktualisasi import STORIES, is_answered, progress_of
from corpu.home.domain.demo_plan import COMPLETE, IN_THE_MIDDLE, NEARLY_DONE, Ending
from corpu.home.domain.demo_story import COHORTS
from corpu.home.domain.demo_timetable import CAMPUS, HABITUATION, phase_dates

KEYS = [f"19900101201903{number:04d}" for number in range(400)]


@pytest.mark.parametrize("story", COHORTS)
def test_progress_lies_within_the_phases_of_its_cohort(story):
    phases = phase_dates(story.starts_on, story.ends_on)

    found = [progress_of(story, key) for key in KEYS]

    begun = [progress for progress in found if progress is not None]
    assert bool(begun) == (story.stage in {COMPLETE, NEARLY_DONE, IN_THE_MIDDLE})
    for progress in begun:
        assert phases[CAMPUS][0] <= progress.planned_on <= phases[CAMPUS][1]
        if progress.worked_until is not None:
            assert phases[HABITUATION][0] <= progress.worked_until <= story.ends_on
        assert progress.is_reported == (story.stage == COMPLETE)


def test_a_cohort_in_the_middle_has_something_for_everybody_to_do():
    [story] = [story for story in COHORTS if story.stage == IN_THE_MIDDLE]

    found = [progress_of(story, key) for key in KEYS]

    endings = {progress.ending for progress in found if progress}
    assert endings == {Ending.WAITING, Ending.AGAIN}
    assert None in found


def test_most_weeks_are_answered_and_some_wait():
    answered = sum(is_answered(f"{key}:1") for key in KEYS)

    assert len(KEYS) / 2 < answered < len(KEYS) * 0.8


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.unit)
def test_story_is_whole(story):
    first, *others = story.issues

    assert all(sum(first.usg) >= sum(other.usg) for other in others)
    assert all(1 <= score <= 5 for issue in story.issues for score in issue.usg)
    assert len(story.activities) == 5
    assert all(len(set(activity.stages)) == 2 for activity in story.activities)

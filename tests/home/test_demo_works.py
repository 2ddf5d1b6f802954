"""What the demonstration plays on quizzes and assignments, one ending after the other."""

import pytest

from corpu.home.domain.demo_plan import Ending, needs_second_try
from corpu.home.services.demo_works import Work, do_assignment, take_quiz
from courses.enums import Outcome
from courses.models import Assessment, Completion, QuizAttempt, SubmissionVersion
from tests.courses.assignments.world import world as assignment_world
from tests.courses.quizzes.quiz_world import NOON, instructor_of, quiz_world
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LEVELS = [("Sangat baik", 4), ("Baik", 3), ("Cukup", 2), ("Kurang", 1)]


def person_who(title, purpose, *, needs_two):
    """Somebody from whose number it follows whether two tries are needed."""
    numbers = (f"19900101201903{number:04d}" for number in range(1000, 2000))
    nip = next(nip for nip in numbers if needs_second_try(f"{nip}:{title}", purpose) is needs_two)
    return UserFactory(nip=nip)


def work_on(made, ending, marker):
    return Work(
        person=made.enrolments[0],
        activity=made.activity,
        moment=NOON,
        ending=ending,
        marker=marker,
    )


@pytest.mark.parametrize(
    ("ending", "needs_two", "states", "completions"),
    [
        (Ending.DONE, False, ["marked"], 1),
        (Ending.DONE, True, ["marked", "marked"], 1),
        (Ending.WAITING, False, ["handed_in"], 0),
        (Ending.AGAIN, False, ["marked"], 0),
    ],
)
def test_quiz_ends_as_planned(home, ending, needs_two, states, completions):
    made = quiz_world(
        *["single"] * 7, "essay", users=[person_who("Kuis WoG", "quiz", needs_two=needs_two)]
    )
    work = work_on(made, ending, instructor_of(made.cohort))

    take_quiz(work)

    assert list(QuizAttempt.objects.order_by("number").values_list("state", flat=True)) == states
    assert Completion.objects.count() == completions


@pytest.mark.parametrize(
    "way",
    [
        (Ending.DONE, False, 1, [Outcome.ACCEPT]),
        (Ending.DONE, True, 2, [Outcome.RETURN, Outcome.ACCEPT]),
        (Ending.WAITING, False, 1, []),
        (Ending.AGAIN, False, 1, [Outcome.RETURN]),
    ],
)
@pytest.mark.parametrize("kind", ["text_and_files", "journal"])
def test_work_ends_as_planned(home, kind, way):
    ending, needs_two, versions, outcomes = way
    made = assignment_world(
        criteria=("Ketepatan",),
        users=[person_who("Studi kasus", "work", needs_two=needs_two)],
        kind=kind,
        levels=LEVELS,
    )
    work = work_on(made, ending, instructor_of(made.cohort))

    do_assignment(work)

    handed_in = SubmissionVersion.objects.exclude(submitted_at=None)
    assert handed_in.count() == versions
    assert list(Assessment.objects.order_by("pk").values_list("outcome", flat=True)) == outcomes
    assert Completion.objects.count() == (Outcome.ACCEPT in outcomes)

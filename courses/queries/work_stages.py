"""How far people are with the quizzes and assignments of their cohorts, in two queries at most."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from corpu.core import clock
from courses.domain.lateness import lateness
from courses.domain.policies import AssignmentPolicy, QuizPolicy
from courses.domain.work_stages import assignment_stage, quiz_stage
from courses.enums import ActivityKind, AttemptState, SubmissionState, WorkStage
from courses.models import Enrolment, QuizAttempt, RequiredActivity, Submission
from courses.queries.availability import Access

# What one person has, by pinned activity.
Attempts = dict[int, list[AttemptState]]
Works = dict[int, SubmissionState]


def attempts_of(
    enrolments: Sequence[Enrolment], pinned: Iterable[RequiredActivity]
) -> dict[int, Attempts]:
    """Return the states of people's attempts by enrolment; no query where there is no quiz."""
    found: dict[int, Attempts] = defaultdict(lambda: defaultdict(list))
    if not _has(ActivityKind.QUIZ, pinned):
        return found
    rows = QuizAttempt.objects.filter(enrolment__in=[one.pk for one in enrolments])
    for person, activity, state in rows.order_by("number").values_list(
        "enrolment_id", "activity_id", "state"
    ):
        found[person][activity].append(AttemptState(state))
    return found


def works_of(
    enrolments: Sequence[Enrolment], pinned: Iterable[RequiredActivity]
) -> dict[int, Works]:
    """Return the states of people's work, their groups' included; no query without assignments."""
    found: dict[int, Works] = defaultdict(dict)
    if not _has(ActivityKind.ASSIGNMENT, pinned):
        return found
    people = [one.pk for one in enrolments]
    own = Q(enrolment__in=people) | Q(group__members__in=people)
    rows = Submission.objects.filter(own).annotate(
        person=Coalesce(F("enrolment_id"), F("group__members"))
    )
    for person, activity, state in rows.values_list("person", "activity_id", "state"):
        found[person][activity] = SubmissionState(state)
    return found


def stages(
    pinned: Iterable[RequiredActivity],
    access: Mapping[int, Access],
    attempts: Attempts,
    works: Works,
) -> dict[int, WorkStage]:
    """Return how far one person is with everything that is more than reading (no query)."""
    found = {}
    for activity in pinned:
        if activity.kind == ActivityKind.QUIZ:
            found[activity.pk] = quiz_stage(
                attempts.get(activity.pk, ()),
                allowed=QuizPolicy.from_json(activity.policy).attempts,
                extra=access[activity.pk].extra_attempts,
            )
        elif activity.kind == ActivityKind.ASSIGNMENT:
            state = works.get(activity.pk)
            timing = lateness(
                now=clock.now(),
                due_at=access[activity.pk].due_at,
                late=AssignmentPolicy.from_json(activity.policy).late,
                is_revision=state == SubmissionState.RETURNED,
            )
            found[activity.pk] = assignment_stage(state, timing)
    return found


def _has(kind: ActivityKind, pinned: Iterable[RequiredActivity]) -> bool:
    return any(activity.kind == kind for activity in pinned)

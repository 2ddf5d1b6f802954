"""The making of an attempt: its questions drawn, put in order and laid out, its deadline set."""

import datetime as dt
import random
import secrets
from collections.abc import Sequence

from django.db.models import Max

from corpu.core import clock
from courses.domain.deadlines import deadline
from courses.domain.drawing import Candidate, draw, layout, question_order
from courses.domain.policies import QuizPolicy
from courses.models import (
    AttemptQuestion,
    Enrolment,
    QuestionVersion,
    QuizAttempt,
    RequiredActivity,
)
from courses.queries.availability import Access
from courses.queries.quiz_questions import candidates_for, parts_of


class NoQuestions(Exception):
    """The bank has no question that this quiz could ask."""


def create_attempt(
    enrolment: Enrolment, activity: RequiredActivity, policy: QuizPolicy, access: Access
) -> QuizAttempt:
    """Create the next attempt of a person whose enrolment is locked."""
    chance = secrets.SystemRandom()
    parts = parts_of(activity.page_id)
    course_id = activity.required_course.course_id
    drawn = draw(parts, candidates_for(course_id, parts), chance).chosen
    chosen = question_order(drawn, shuffle=policy.shuffle_questions, chance=chance)
    if not chosen:
        raise NoQuestions
    questions = _questions(chosen, policy, chance)
    moment = clock.now()
    before = QuizAttempt.objects.filter(enrolment=enrolment, activity=activity)
    attempt = QuizAttempt.objects.create(
        enrolment=enrolment,
        activity=activity,
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
        policy=policy.to_json(),
        started_at=moment,
        deadline_at=deadline_of(moment, policy, access),
        points=sum(question.points for question in questions),
    )
    for question in questions:
        question.attempt = attempt
    AttemptQuestion.objects.bulk_create(questions)
    return attempt


def _questions(
    chosen: Sequence[Candidate], policy: QuizPolicy, chance: random.Random
) -> list[AttemptQuestion]:
    versions = QuestionVersion.objects.in_bulk([candidate.version for candidate in chosen])
    questions = []
    for position, candidate in enumerate(chosen, start=1):
        version = versions[candidate.version]
        content = version.content
        questions.append(
            AttemptQuestion(
                position=position,
                version=version,
                layout=layout(content, shuffle=policy.shuffle_options, chance=chance),
                points=content.points,
            )
        )
    return questions


def deadline_of(started_at: dt.datetime, policy: QuizPolicy, access: Access) -> dt.datetime | None:
    """Return the last moment of an attempt that began then, for this person."""
    return deadline(
        started_at=started_at,
        minutes=policy.minutes,
        extra_minutes=access.extra_minutes,
        closes_at=access.closes_at,
    )

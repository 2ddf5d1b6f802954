"""A running cohort with one quiz, brought there by the services."""

import datetime as dt
from dataclasses import dataclass

from corpu.core import clock
from courses.domain.policies import QuizPolicy
from courses.enums import AttemptState, QuizPartKind, StaffRole
from courses.models import (
    Cohort,
    CohortStaff,
    Enrolment,
    Question,
    QuizAttempt,
    QuizPage,
    QuizPart,
    RequiredActivity,
)
from courses.services import attempts
from courses.services.attempts import save_answer, start_attempt
from courses.services.cohorts import start_cohort
from courses.services.enrolment import enrol
from courses.services.questions import create_question
from tests.courses.quizzes import contents
from tests.factories import CohortFactory, UserFactory, make_programme

NOON = dt.datetime(2019, 5, 6, 12, 0, tzinfo=dt.UTC)


@dataclass
class QuizWorld:
    cohort: Cohort
    enrolments: list[Enrolment]
    activity: RequiredActivity
    questions: list[Question]

    @property
    def users(self):
        return [enrolment.user for enrolment in self.enrolments]

    @property
    def address(self):
        return {"cohort_slug": self.cohort.slug, "activity_id": self.activity.pk}

    def start(self, person=0):
        enrolment = Enrolment.objects.get(pk=self.enrolments[person].pk)
        return start_attempt(enrolment=enrolment, activity=self.activity)

    def save(self, position, answer, *, person=0, number=1, sequence=1, base=0, client="satu"):
        return save_answer(
            user=self.users[person],
            **self.address,
            number=number,
            position=position,
            answer=answer,
            sequence=sequence,
            base=base,
            client=client,
        )

    def hand_in(self, *, person=0, number=1):
        return attempts.hand_in(user=self.users[person], **self.address, number=number)

    def take(self, answers, *, person=0):
        """Start, answer by position and hand in."""
        attempt = self.start(person)
        for position, answer in answers.items():
            self.save(position, answer, person=person, number=attempt.number)
        return self.hand_in(person=person, number=attempt.number)

    def set_policy(self, **fields):
        policy = QuizPolicy(**{"shuffle_questions": False, "shuffle_options": False, **fields})
        self.activity.policy = policy.to_json()
        self.activity.save(update_fields=["policy"])
        return policy


def quiz_world(*kinds, people=1, users=None, questions=None, parts=None, **policy):
    """A quiz that asks these kinds in this order, unshuffled; any number of attempts."""
    programme = make_programme(courses=1, lessons=1)
    course = programme.courses.get().course
    asked = questions or [contents.EVERY[kind]() for kind in kinds or ("single",)]
    bank = [
        create_question(course=course, content=content, name=f"Soal {number}", by=None)
        for number, content in enumerate(asked, start=1)
    ]
    page = course.add_child(instance=QuizPage(title="Kuis WoG", slug="kuis-wog"))
    fixed = [QuizPart(page=page, kind=QuizPartKind.FIXED, question=one) for one in bank]
    for order, part in enumerate(fixed if parts is None else parts):
        part.page, part.sort_order = page, order
        part.save()
    cohort = CohortFactory(programme=programme)
    users = users or [UserFactory() for _ in range(people)]
    enrolments = enrol(cohort=cohort, users=users, by=None)
    with clock.at(NOON):
        cohort = start_cohort(cohort=cohort, by=None)
    activity = RequiredActivity.objects.select_related("required_course").get(page=page)
    world = QuizWorld(cohort, enrolments, activity, bank)
    world.set_policy(**{"attempts": 0, **policy})
    return world


def instructor_of(cohort, **fields):
    user = UserFactory(**fields)
    CohortStaff.objects.create(cohort=cohort, user=user, role=StaffRole.INSTRUCTOR)
    return user


def the_attempt(state=None):
    found = QuizAttempt.objects.get()
    assert state is None or found.state == AttemptState(state)
    return found

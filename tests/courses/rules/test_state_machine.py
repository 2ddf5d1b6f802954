"""Any history of learning and deciding: stored is what the facts say, nobody loses by accident."""

import dataclasses

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from corpu.core import clock
from courses.domain.policies import QuizPolicy
from courses.enums import ActivityKind, AttemptState, CompletionHow, EnrolmentState
from courses.models import (
    Completion,
    CourseProgress,
    Enrolment,
    LessonPage,
    QuizAttempt,
    RequiredActivity,
)
from courses.queries.counters import differences
from courses.queries.rule_changes import preview_change, rules_of
from courses.services.cohort_totals import recount_cohort
from courses.services.completion import EnrolmentWithdrawn, lock_learner, record_completion
from courses.services.decisions import give_back, take_back, waive, waive_for_all
from courses.services.enrolment import reinstate, withdraw
from courses.services.extensions import grant_extension
from courses.services.learning import complete_lesson
from courses.services.rule_changes import change_rules
from tests.courses.learning_world import running
from tests.factories import UserFactory

PEOPLE, LESSONS, QUIZZES = 2, 2, 1
people = st.integers(0, PEOPLE - 1)
lessons = st.integers(0, LESSONS - 1)
activities = st.integers(0, LESSONS + QUIZZES - 1)


class _Undo(Exception):
    """Ends the transaction of one history."""


class History(RuleBasedStateMachine):
    """Two people, two courses, one of them with a quiz; every step is a real service."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.decided = set()
        self.seen = self._completed()
        self.first = {}

    def teardown(self):
        self.block.__exit__(_Undo, _Undo(), None)

    @rule(person=people, number=lessons)
    def complete(self, person, number):
        self._learn(complete_lesson, person, number)

    @rule(person=people, percent=st.sampled_from([40, 65, 75, 90]))
    def pass_quiz(self, person, percent):
        enrolment, quiz = self.world.enrolments[person], self._activity(LESSONS)
        number = QuizAttempt.objects.filter(enrolment=enrolment).count() + 1
        QuizAttempt.objects.create(
            enrolment=enrolment,
            activity=quiz,
            number=number,
            state=AttemptState.MARKED,
            policy=quiz.policy,
            started_at=clock.now(),
            points=1,
            percent=percent,
        )
        if percent >= QuizPolicy.from_json(quiz.policy).pass_mark:
            self._learn(_pass, person, LESSONS)

    @rule(person=people, number=activities)
    def let_off(self, person, number):
        self._learn(waive, person, number, reason="Sakit", by=None)

    @rule(number=activities)
    def let_everyone_off(self, number):
        if self._stands(number):
            waive_for_all(activity=self._activity(number), reason="Listrik padam", by=None)

    @rule(person=people, number=activities)
    def take_back(self, person, number):
        self.decided.add(self.world.enrolments[person].pk)
        self._learn(take_back, person, number, reason="Keliru", by=None)

    @rule(person=people, number=activities)
    def give_back(self, person, number):
        self._learn(give_back, person, number, reason="Ternyata benar", by=None)

    @rule(number=activities, is_required=st.booleans(), losing=st.sets(people))
    def change_required(self, number, is_required, losing):
        activity = self._activity(number)
        if activity.dropped_at is None:
            self._change(
                activity, dataclasses.replace(rules_of(activity), is_required=is_required), losing
            )

    @rule(pass_mark=st.sampled_from(["60", "70", "80"]), losing=st.sets(people))
    def change_pass_mark(self, pass_mark, losing):
        quiz = self._activity(LESSONS)
        if quiz.dropped_at is None:
            policy = {**quiz.policy, "pass_mark": pass_mark}
            self._change(quiz, dataclasses.replace(rules_of(quiz), policy=policy), losing)

    @rule(number=activities)
    def drop(self, number):
        """As taking over changes of the curriculum does."""
        RequiredActivity.objects.filter(pk=self._activity(number).pk).update(
            dropped_at=clock.now(), drop_reason="Dihapus"
        )
        recount_cohort(self.world.cohort)

    @rule(number=activities)
    def add_again(self, number):
        RequiredActivity.objects.filter(pk=self._activity(number).pk).update(dropped_at=None)
        recount_cohort(self.world.cohort)

    @rule(person=people)
    def withdraw(self, person):
        withdraw(enrolment=self.world.enrolments[person], reason="Sakit", by=None)

    @rule(person=people)
    def reinstate(self, person):
        reinstate(enrolment=self.world.enrolments[person], by=None)

    @rule(person=people, number=activities)
    def extend(self, person, number):
        self._learn(grant_extension, person, number, minutes=5, reason="Sakit", by=self.by)

    @invariant()
    def stored_is_what_the_facts_say(self):
        self.world.cohort.refresh_from_db()
        assert differences(self.world.cohort) == []

    @invariant()
    def dates_stay_and_nobody_loses_without_a_decision(self):
        before, self.seen = self.seen, self._completed()
        for key, moment in before.items():
            if key in self.seen:
                assert self.seen[key] == moment
            else:
                assert key[0] in self.decided
        self.decided.clear()
        for row in Completion.objects.all():
            first = self.first.setdefault((row.enrolment_id, row.activity_id), row.completed_at)
            assert row.completed_at == first

    def _change(self, activity, rules, losing):
        chosen = {self.world.enrolments[person].pk for person in losing}
        at_risk = {row.enrolment for row in preview_change(activity, rules).losing}
        self.decided |= chosen & at_risk
        change_rules(activity=activity, rules=rules, losing=chosen, reason="Aturan baru", by=None)

    def _learn(self, act, person, number, **more):
        if not self._stands(number):
            return
        try:
            act(enrolment=self.world.enrolments[person], activity=self._activity(number), **more)
        except EnrolmentWithdrawn:
            enrolment = Enrolment.objects.get(pk=self.world.enrolments[person].pk)
            assert enrolment.state == EnrolmentState.WITHDRAWN

    def _stands(self, number):
        return self._activity(number).dropped_at is None

    def _activity(self, number):
        return RequiredActivity.objects.select_related("required_course").get(
            pk=self.world.activities[number].pk
        )

    def _completed(self):
        """What people have completed and since when: cohort, courses, and (standing) activities."""
        found = {
            (person.pk, "cohort"): person.completed_at
            for person in Enrolment.objects.exclude(completed_at=None)
        }
        for row in CourseProgress.objects.exclude(completed_at=None):
            found[row.enrolment_id, "course", row.course_id] = row.completed_at
        for row in Completion.objects.standing():
            found[row.enrolment_id, "activity", row.activity_id] = row.completed_at
        return found


def _pass(*, enrolment, activity):
    record_completion(
        enrolment=lock_learner(enrolment), activity=activity, how=CompletionHow.PASSED
    )


@pytest.mark.django_db
def test_any_history():
    world = running(people=PEOPLE, courses=2, lessons=1)
    lesson = world.activities[-1]
    course = lesson.required_course.course
    page = course.add_child(instance=LessonPage(title="Kuis", slug="kuis", code="K"))
    quiz = RequiredActivity.objects.create(
        required_course=lesson.required_course,
        page=page,
        kind=ActivityKind.QUIZ,
        title="Kuis",
        position=lesson.position + 1,
        policy=QuizPolicy().to_json(),
    )
    recount_cohort(world.cohort)
    world.activities.append(quiz)
    History.world, History.by = world, UserFactory()

    run_state_machine_as_test(
        History,
        settings=settings(
            max_examples=10,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

"""Changing the rules of a pinned activity: who gains, who keeps, who loses by a decision."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry, Page

from corpu.core import clock
from courses.domain.policies import QuizPolicy
from courses.enums import (
    ActivityKind,
    AttemptState,
    Availability,
    CompletionHow,
    Counting,
    Effect,
    EnrolmentState,
)
from courses.models import Completion, CourseProgress, QuizAttempt
from courses.queries.activity_pages import activity_of
from courses.queries.rule_changes import preview_change, rules_of
from courses.services.cohorts import close_cohort
from courses.services.completion import (
    ActivityNotRequired,
    CohortNotRunning,
    lock_learner,
    record_completion,
)
from courses.services.decisions import CertificateHeld, ReasonMissing, take_back, waive_for_all
from courses.services.enrolment import reinstate, withdraw
from courses.services.rule_changes import (
    DatesOutOfOrder,
    NeverOpens,
    NothingBefore,
    change_rules,
)
from tests.courses.learning_world import certify, running
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MAY = dt.datetime(2019, 5, 10, 8, tzinfo=dt.UTC)


def changed(activity, **fields):
    return dataclasses.replace(rules_of(activity), **fields)


def complete(enrolment, *activities, how=CompletionHow.CONFIRMED):
    for activity in activities:
        record_completion(enrolment=lock_learner(enrolment), activity=activity, how=how)
    enrolment.refresh_from_db()


def make_quiz(activity, enough=70, counting=Counting.BEST):
    activity.kind = ActivityKind.QUIZ
    activity.policy = QuizPolicy(pass_mark=Decimal(enough), counting=counting).to_json()
    activity.save()
    return activity


def attempt(enrolment, activity, percent, number=1):
    return QuizAttempt.objects.create(
        enrolment=enrolment,
        activity=activity,
        number=number,
        state=AttemptState.HANDED_IN if percent is None else AttemptState.MARKED,
        policy=activity.policy,
        started_at=MAY,
        points=10,
        percent=percent,
    )


def quiz_rules(activity, **fields):
    policy = dataclasses.replace(QuizPolicy.from_json(activity.policy), **fields)
    return changed(activity, policy=policy.to_json())


def test_making_an_activity_optional_completes_who_has_all_the_rest():
    world = running(people=2, courses=1, lessons=2)
    ahead, behind = world.enrolments
    first, second = world.activities
    complete(ahead, first)

    with clock.at(MAY):
        preview = change_rules(
            activity=second, rules=changed(second, is_required=False), by=UserFactory()
        )

    ahead.refresh_from_db()
    behind.refresh_from_db()
    world.cohort.refresh_from_db()
    assert [(one.enrolment, one.gains) for one in preview.gaining] == [
        (ahead.pk, (Effect.COURSE, Effect.COHORT))
    ]
    assert (ahead.state, ahead.completed_at) == (EnrolmentState.COMPLETED, MAY)
    assert behind.completed_at is None
    assert world.cohort.activity_count == 1


def test_what_was_counted_is_counted_anew_for_several_people_at_once():
    world = running(people=2, courses=1, lessons=2)
    first, _second = world.activities
    for enrolment in world.enrolments:
        complete(enrolment, first)

    change_rules(activity=first, rules=changed(first, is_required=False), by=None)

    assert set(CourseProgress.objects.values_list("activities_done", flat=True)) == {0}


def test_making_an_activity_required_takes_nothing_without_a_decision():
    world = running(people=2, courses=1, lessons=2)
    first, second = world.activities
    change_rules(activity=second, rules=changed(second, is_required=False), by=None)
    for enrolment in world.enrolments:
        complete(enrolment, first)
    kept, lost = world.enrolments
    date = kept.completed_at
    second.refresh_from_db()
    rules = changed(second, is_required=True)
    assert {one.enrolment for one in preview_change(second, rules).losing} == {kept.pk, lost.pk}

    with pytest.raises(ReasonMissing):
        change_rules(activity=second, rules=rules, losing=[lost.pk], reason=" ", by=None)
    change_rules(activity=second, rules=rules, losing=[lost.pk], reason="Belum lengkap", by=None)

    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.state, kept.completed_at) == (EnrolmentState.COMPLETED, date)
    assert (lost.state, lost.completed_at) == (EnrolmentState.ACTIVE, None)
    courses = CourseProgress.objects.in_bulk(field_name="pk").values()
    assert {row.enrolment_id: row.completed_at is None for row in courses} == {
        kept.pk: False,
        lost.pk: True,
    }
    # What was kept is not taken up again by the next change.
    second.refresh_from_db()
    assert not preview_change(second, changed(second, due_at=MAY)).people


def test_raising_the_pass_mark_names_who_falls_below_and_lets_them_keep_it():
    world = running(people=3, courses=1, lessons=1)
    quiz = make_quiz(world.activities[0])
    high, low, waiting = world.enrolments
    for enrolment, percent in ((high, 90), (low, 75), (waiting, None)):
        attempt(enrolment, quiz, percent)
    complete(high, quiz, how=CompletionHow.PASSED)
    complete(low, quiz, how=CompletionHow.PASSED)
    date = Completion.objects.get(enrolment=low).completed_at
    rules = quiz_rules(quiz, pass_mark=Decimal(80))

    preview = change_rules(activity=quiz, rules=rules, by=None)

    assert [(one.enrolment, one.losses) for one in preview.people] == [
        (low.pk, (Effect.ACTIVITY, Effect.COURSE, Effect.COHORT))
    ]
    low.refresh_from_db()
    assert low.state == EnrolmentState.COMPLETED
    assert Completion.objects.get(enrolment=low).completed_at == date
    entry = ModelLogEntry.objects.get(action="courses.activity.changed")
    assert entry.data["before"] == {"pass_mark": "70"}
    assert entry.data["after"] == {"pass_mark": "80"}
    assert entry.data["kept"] == [low.pk]


def test_losing_a_passed_quiz_is_a_decision_with_a_reason_and_keeps_the_first_date():
    world = running(people=1, courses=1, lessons=1)
    quiz = make_quiz(world.activities[0])
    (enrolment,) = world.enrolments
    attempt(enrolment, quiz, 75)
    complete(enrolment, quiz, how=CompletionHow.PASSED)
    date = Completion.objects.get().completed_at
    by = UserFactory()

    change_rules(
        activity=quiz,
        rules=quiz_rules(quiz, pass_mark=Decimal(80)),
        losing=[enrolment.pk, 999],
        reason="Kunci salah",
        by=by,
    )

    enrolment.refresh_from_db()
    completion = Completion.objects.get()
    assert (enrolment.state, enrolment.activities_done) == (EnrolmentState.ACTIVE, 0)
    assert (completion.completed_at, completion.reason) == (date, "Kunci salah")
    assert completion.taken_back_by == by
    # Lowered again: what a person took back is not given by a rule.
    quiz.refresh_from_db()
    lowered = quiz_rules(quiz, pass_mark=Decimal(60))
    assert not change_rules(activity=quiz, rules=lowered, by=None).people


def test_lowering_the_pass_mark_completes_who_reaches_it():
    world = running(people=2, courses=1, lessons=1)
    quiz = make_quiz(world.activities[0])
    near, far = world.enrolments
    attempt(near, quiz, 65)
    attempt(far, quiz, 40)

    preview = change_rules(activity=quiz, rules=quiz_rules(quiz, pass_mark=Decimal(60)), by=None)

    assert [one.enrolment for one in preview.gaining] == [near.pk]
    assert Completion.objects.get().how == CompletionHow.PASSED
    near.refresh_from_db()
    assert near.state == EnrolmentState.COMPLETED


def test_holders_of_a_certificate_lose_nothing():
    world = running(people=1, courses=1, lessons=1)
    quiz = make_quiz(world.activities[0])
    (enrolment,) = world.enrolments
    attempt(enrolment, quiz, 75)
    complete(enrolment, quiz, how=CompletionHow.PASSED)
    certify(enrolment)
    rules = quiz_rules(quiz, pass_mark=Decimal(80))

    assert preview_change(quiz, rules).losing[0].holds_certificate
    with pytest.raises(CertificateHeld) as refusal:
        change_rules(activity=quiz, rules=rules, losing=[enrolment.pk], reason="x", by=None)
    with pytest.raises(CertificateHeld):
        take_back(enrolment=enrolment, activity=quiz, reason="x", by=None)

    assert refusal.value.enrolments == [enrolment]


def test_who_has_withdrawn_gains_on_the_way_back():
    world = running(people=1, courses=1, lessons=2)
    (enrolment,) = world.enrolments
    complete(enrolment, world.activities[0])
    withdraw(enrolment=enrolment, reason="Sakit", by=None)
    rules = changed(world.activities[1], is_required=False)

    preview = change_rules(activity=world.activities[1], rules=rules, by=None)

    enrolment.refresh_from_db()
    assert (preview.people, enrolment.completed_at) == ((), None)
    assert reinstate(enrolment=enrolment, by=None).state == EnrolmentState.COMPLETED


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"opens_at": MAY, "closes_at": MAY}, DatesOutOfOrder),
        ({"opens_at": MAY, "due_at": MAY - dt.timedelta(hours=1)}, DatesOutOfOrder),
        ({"due_at": MAY, "closes_at": MAY - dt.timedelta(hours=1)}, DatesOutOfOrder),
        ({"availability": Availability.ACTIVITY}, NothingBefore),
        ({"availability": Availability.ACTIVITY, "after": 0}, NothingBefore),
    ],
)
def test_rules_that_cannot_be_are_refused(fields, refusal):
    world = running(courses=1, lessons=2)

    with pytest.raises(refusal):
        change_rules(
            activity=world.activities[0], rules=changed(world.activities[0], **fields), by=None
        )


def test_activities_that_wait_for_each_other_are_refused():
    world = running(courses=1, lessons=2)
    first, second = world.activities
    change_rules(activity=second, rules=changed(second, availability="sequence"), by=None)

    with pytest.raises(NeverOpens) as refusal:
        change_rules(
            activity=first,
            rules=changed(first, availability=Availability.ACTIVITY, after=second.pk),
            by=None,
        )

    assert list(refusal.value.titles) == [first.title, second.title]


def test_what_an_activity_waits_for_is_forgotten_with_the_rule():
    world = running(courses=1, lessons=2)
    first, second = world.activities
    after = changed(second, availability=Availability.ACTIVITY, after=first.pk)
    change_rules(activity=second, rules=after, by=None)
    second.refresh_from_db()
    assert second.after == first

    change_rules(activity=second, rules=changed(second, availability=Availability.ALWAYS), by=None)

    second.refresh_from_db()
    assert second.after is None


def test_neither_dropped_activities_nor_closed_cohorts_are_changed():
    world = running(courses=1, lessons=2)
    first, second = world.activities
    second.dropped_at = MAY
    second.save()
    with pytest.raises(ActivityNotRequired):
        change_rules(activity=second, rules=changed(second, is_required=False), by=None)

    close_cohort(cohort=world.cohort, by=None)
    with pytest.raises(CohortNotRunning):
        change_rules(activity=first, rules=changed(first, is_required=False), by=None)


@pytest.mark.parametrize("people", [1, 3])
def test_preview_takes_four_queries(people, django_assert_num_queries):
    world = running(people=people, courses=2, lessons=2)
    quiz = make_quiz(world.activities[0])
    for enrolment in world.enrolments:
        attempt(enrolment, quiz, 75)
    rules = quiz_rules(quiz, pass_mark=Decimal(60))

    with django_assert_num_queries(4):
        assert len(preview_change(quiz, rules).gaining) == people


def test_letting_everybody_off_lets_those_stand_again_whose_completion_was_taken_back():
    world = running(people=2, courses=1, lessons=1)
    first, second = world.enrolments
    lesson = world.activities[0]
    record_completion(enrolment=lock_learner(first), activity=lesson, how=CompletionHow.CONFIRMED)
    take_back(enrolment=first, activity=lesson, reason="Keliru.", by=None)

    waive_for_all(activity=lesson, reason="Listrik padam.", by=None)

    rows = Completion.objects.standing().order_by("enrolment").values_list("enrolment", "how")
    assert list(rows) == [(first.pk, "waived"), (second.pk, "waived")]


def test_activity_pages_are_told_from_other_pages():
    world = running(courses=1, lessons=1)
    page = Page.objects.get(pk=world.activities[0].page_id)

    assert activity_of(page) == page.specific
    assert activity_of(page.get_parent()) is None


def test_more_attempts_change_nobodys_result():
    world = running(people=1, courses=1, lessons=1)
    quiz = make_quiz(world.activities[0])
    attempt(world.enrolments[0], quiz, 40)

    preview = preview_change(quiz, quiz_rules(quiz, attempts=5))

    assert preview.people == ()

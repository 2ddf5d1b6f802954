"""What is open to a person, on the person's screens and in the services."""

import datetime as dt

import pytest
from django.urls import reverse

from corpu.core import clock
from courses.enums import ActivityKind, AttemptState, Availability, Closed, NextKind
from courses.models import Enrolment, QuizAttempt, RequiredActivity, Submission, WorkGroup
from courses.queries.availability import access_map, access_of, page_access
from courses.queries.learning import activity_after
from courses.queries.my_cohort import cohort_reading
from courses.services.completion import lock_learner
from courses.services.decisions import ReasonMissing, take_back
from courses.services.extensions import NothingGranted, UntilPast, grant_extension
from courses.services.learning import ActivityClosed, complete_lesson, record_opening
from tests.courses.learning_world import running
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2019, 5, 10, 5, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.at(NOW):
        yield


@pytest.fixture
def world():
    return running(courses=1, lessons=3)


def rule(activity, **fields):
    RequiredActivity.objects.filter(pk=activity.pk).update(**fields)
    activity.refresh_from_db()
    return activity


def own(world):
    return Enrolment.objects.select_related("cohort").get(pk=world.enrolments[0].pk)


def extend(world, activity, **given):
    return grant_extension(
        enrolment=world.enrolments[0],
        activity=activity,
        **{"reason": "Sakit", "by": UserFactory()} | given,
    )


def test_lesson_without_rules_needs_no_query(world, django_assert_num_queries):
    enrolment = own(world)

    with django_assert_num_queries(0):
        assert access_of(enrolment, world.activities[0]).is_open


@pytest.mark.parametrize("lessons", [1, 3])
def test_map_takes_three_queries(lessons, django_assert_num_queries):
    world = running(courses=2, lessons=lessons)
    rule(world.activities[-1], availability=Availability.SEQUENCE, due_at=NOW)
    enrolment = own(world)

    with django_assert_num_queries(3):
        access = access_map(enrolment)

    assert set(access) == {activity.pk for activity in world.activities}
    with django_assert_num_queries(3):
        assert access_of(enrolment, world.activities[-1]) == access[world.activities[-1].pk]


def test_extensions_move_dates_and_add_up(world):
    quiz = rule(world.activities[0], kind=ActivityKind.QUIZ, due_at=NOW - DAY, closes_at=NOW - DAY)
    assert access_of(own(world), quiz).reason == Closed.OVER

    extend(world, quiz, minutes=10, until=NOW + DAY)
    extend(world, quiz, minutes=5, attempts=1, until=NOW + 2 * DAY)

    access = access_map(own(world))[quiz.pk]
    assert (access.extra_minutes, access.extra_attempts) == (15, 1)
    assert (access.due_at, access.closes_at) == (NOW + 2 * DAY, NOW + 2 * DAY)
    assert access.is_open


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"minutes": 5, "reason": " "}, ReasonMissing),
        ({}, NothingGranted),
        ({"until": NOW}, UntilPast),
    ],
)
def test_extension_that_gives_nothing_is_refused(world, given, refusal):
    with pytest.raises(refusal):
        extend(world, world.activities[0], **given)


def test_closed_lesson_is_neither_opened_nor_completed(world):
    lesson = rule(world.activities[1], availability=Availability.SEQUENCE)

    for act in (complete_lesson, record_opening):
        with pytest.raises(ActivityClosed) as refusal:
            act(enrolment=world.enrolments[0], activity=lesson)
        assert refusal.value.access.first == ((world.activities[0].pk, world.activities[0].title),)

    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[0])
    assert complete_lesson(enrolment=world.enrolments[0], activity=lesson).is_new


def test_completed_lesson_stays_readable_until_taken_back(world):
    lesson = world.activities[0]
    complete_lesson(enrolment=world.enrolments[0], activity=lesson)
    rule(lesson, opens_at=NOW + DAY)
    assert access_of(own(world), lesson).may_read
    assert not complete_lesson(enrolment=world.enrolments[0], activity=lesson).is_new

    take_back(enrolment=world.enrolments[0], activity=lesson, reason="Keliru", by=None)

    assert not access_of(own(world), lesson).may_read


@pytest.mark.parametrize("begin", ["attempt", "submission", "group"])
def test_work_that_was_begun_stays_readable(world, begin):
    enrolment, activity = world.enrolments[0], world.activities[1]
    kind = ActivityKind.QUIZ if begin == "attempt" else ActivityKind.ASSIGNMENT
    rule(activity, kind=kind, opens_at=NOW + DAY)
    user, page = enrolment.user, activity.page_id
    assert not page_access(user, page).may_read

    if begin == "attempt":
        QuizAttempt.objects.create(
            enrolment=enrolment,
            activity=activity,
            number=1,
            state=AttemptState.OPEN,
            policy={},
            started_at=NOW,
            points=1,
        )
    elif begin == "submission":
        Submission.objects.create(activity=activity, enrolment=enrolment)
    else:
        group = WorkGroup.objects.create(activity=activity, name="1")
        group.members.add(enrolment)
        Submission.objects.create(activity=activity, group=group)

    assert page_access(user, page).may_read


def test_page_access_of_a_plain_lesson_takes_one_query(world, django_assert_num_queries):
    user = world.enrolments[0].user
    with django_assert_num_queries(1):
        assert page_access(user, world.activities[0].page_id).is_open
    assert page_access(UserFactory(), world.activities[0].page_id) is None


def test_closed_page_says_why_and_never_shows_the_lesson(client, world):
    first, second, third = world.activities
    rule(second, availability=Availability.SEQUENCE)
    rule(third, opens_at=NOW + DAY)
    client.force_login(world.enrolments[0].user)

    before = client.get(second.page.get_url()).content.decode()
    early = client.get(third.page.get_url()).content.decode()

    assert f"Selesaikan lebih dulu: {first.title}." in before
    assert first.page.get_url() in before
    assert "Sabtu, 11 Mei 2019, 12.00 WIB" in early
    assert "Tandai selesai" not in before + early
    assert 'class="prose"><div' not in before + early

    rule(third, opens_at=None, closes_at=NOW - DAY)
    over = client.get(third.page.get_url()).content.decode()
    assert "mintalah tambahan waktu" in over


def test_closed_lesson_is_refused_in_words_and_not_remembered(client, world):
    lesson = rule(world.activities[0], opens_at=NOW + DAY)
    client.force_login(world.enrolments[0].user)
    arguments = [world.cohort.slug, lesson.pk]

    opened = client.post(reverse("courses:lesson-open", args=arguments))
    refused = client.post(reverse("courses:lesson-complete", args=arguments), follow=True)

    assert opened.status_code == 204
    assert "Sabtu, 11 Mei 2019" in refused.content.decode()
    assert own(world).started_at is None


def test_outline_locks_and_explains(client, world):
    rule(world.activities[1], availability=Availability.SEQUENCE)
    client.force_login(world.enrolments[0].user)

    page = client.get(reverse("courses:cohort-show", args=[world.cohort.slug]))

    assert f"Selesaikan lebih dulu: {world.activities[0].title}." in page.content.decode()


def test_nobody_is_sent_to_what_is_closed(client, world):
    first, second, third = world.activities
    rule(second, opens_at=NOW + DAY)
    complete_lesson(enrolment=world.enrolments[0], activity=first)
    assert activity_after(own(world), first).pk == third.pk

    complete_lesson(enrolment=world.enrolments[0], activity=third)
    assert activity_after(own(world), third) is None
    reading = cohort_reading(world.enrolments[0].user, world.cohort.slug)
    assert (reading.next.step.kind, reading.next.activity.pinned) == (
        NextKind.AWAIT_OPENING,
        second.pk,
    )
    client.force_login(world.enrolments[0].user)
    desk = client.get(reverse("home:desk")).content.decode()
    assert "dibuka pada Sabtu, 11 Mei 2019" in desk

    rule(second, opens_at=None, closes_at=NOW - DAY)
    desk = client.get(reverse("home:desk")).content.decode()
    assert "Sisanya belum dapat dikerjakan" in desk


def test_locked_enrolment_is_enough_to_ask(world):
    assert access_of(lock_learner(world.enrolments[0]), world.activities[0]).is_open

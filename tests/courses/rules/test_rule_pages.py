"""The organiser's pages of activities and rules: who gets in, and the journeys."""

import pytest
from django.urls import reverse

from courses.domain.policies import QuizPolicy
from courses.enums import ActivityKind, CompletionHow, EnrolmentState
from courses.models import Completion, Extension, RequiredActivity
from courses.services.cohorts import close_cohort
from courses.services.enrolment import withdraw
from tests.courses.learning_world import certify, running
from tests.courses.rules.test_rule_changes_service import attempt, complete, make_quiz
from tests.courses.tracking_world import serve, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

GETS = ("activities", "activity", "activity-waive", "person-activity")
POSTS = (
    "activity-change",
    "person-extension",
    "person-waive",
    "person-take-back",
    "person-give-back",
)


@pytest.fixture
def world():
    return running(people=2, courses=1, lessons=2)


@pytest.fixture
def organiser(client):
    user = staff("penyelenggara")
    client.force_login(user)
    return user


def address(name, world, activity=None, person=0):
    arguments = [world.cohort.slug]
    if name.startswith("person-"):
        arguments.append(world.enrolments[person].pk)
    if name != "activities":
        arguments.append((activity or world.activities[0]).pk)
    return reverse(f"courses_admin:{name}", args=arguments)


def filled(activity, **fields):
    """What the browser sends for the rules as they are, with some fields changed."""
    data = {"is_required": "on", "availability": "always"}
    if activity.kind == ActivityKind.QUIZ:
        policy = QuizPolicy.from_json(activity.policy)
        names = ("attempts", "counting", "pass_mark")
        data |= {name: str(getattr(policy, name)) for name in names} | {"minutes": ""}
    return {key: value for key, value in (data | fields).items() if value is not None}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("superuser", 200),
        ("penyelenggara", 200),
        ("widyaiswara", 404),
        ("pimpinan", 404),
        ("kontak-instansi", 404),
        ("cohort staff", 404),
        ("trainee", 302),
        (None, 302),
    ],
)
def test_pages_answer_by_role(client, world, role, status):
    user = None
    if role == "superuser":
        user = UserFactory(is_superuser=True)
    elif role == "trainee":
        user = world.enrolments[0].user
    elif role == "cohort staff":
        user = staff("widyaiswara")
        serve(user, world.cohort)
    elif role:
        user = staff(role)
    if user:
        client.force_login(user)

    seen = {name: client.get(address(name, world)).status_code for name in GETS}
    sent = {name: client.post(address(name, world)).status_code for name in POSTS}

    assert seen == dict.fromkeys(GETS, status)
    assert sent == dict.fromkeys(POSTS, status)
    assert not Completion.objects.exists()


def test_what_is_not_of_this_cohort_is_not_found(client, world, organiser):
    other = running(courses=1, lessons=1)

    for name in (*GETS[1:], *POSTS):
        act = client.get if name in GETS else client.post
        assert act(address(name, world, activity=other.activities[0])).status_code == 404
    assert client.get(address("person-extension", world)).status_code == 405


def test_list_names_rules_and_completions(client, world, organiser):
    first, second = world.activities
    make_quiz(first, enough="72.5")
    RequiredActivity.objects.filter(pk=second.pk).update(
        availability="activity", after=first, is_required=False, due_at="2019-05-10T01:00Z"
    )
    complete(world.enrolments[0], first)

    html = client.get(address("activities", world)).content.decode()

    assert "nilai lulus 72,5 persen" in html
    assert f"setelah “{first.title}”" in html
    assert "10 Mei 2019, 08.00 WIB" in html
    assert "1/2" in html
    cohort = client.get(reverse("courses_admin:cohort", args=[world.cohort.slug]))
    assert address("activities", world) in cohort.content.decode()


@pytest.mark.parametrize("lessons", [1, 3])
def test_list_takes_the_same_queries(client, organiser, lessons, django_assert_num_queries):
    world = running(people=1, courses=lessons, lessons=lessons)
    client.get(address("activities", world))

    with django_assert_num_queries(13):
        client.get(address("activities", world))


def test_change_is_previewed_then_applied(client, world, organiser):
    first, second = world.activities
    complete(world.enrolments[0], first)

    preview = client.post(
        address("activity", world, second), filled(second, is_required=None, after="")
    )
    html = preview.content.decode()
    second.refresh_from_db()

    assert second.is_required
    assert "1 orang mendapat penyelesaian" in html
    assert world.enrolments[0].user.name in html
    assert "0 orang akan kehilangan penyelesaian" in html

    response = client.post(
        address("activity-change", world, second), filled(second, is_required="False"), follow=True
    )
    second.refresh_from_db()
    world.enrolments[0].refresh_from_db()
    assert "Aturan sudah diubah." in response.content.decode()
    assert not second.is_required
    assert world.enrolments[0].state == EnrolmentState.COMPLETED


def test_losing_needs_a_tick_and_a_reason(client, organiser):
    world = running(people=2, courses=1, lessons=1)
    quiz = make_quiz(world.activities[0])
    for enrolment in world.enrolments:
        attempt(enrolment, quiz, 75)
        complete(enrolment, quiz, how=CompletionHow.PASSED)
    certify(world.enrolments[1])
    data = filled(quiz, pass_mark="80")
    preview = client.post(address("activity", world), data).content.decode()
    assert "tetap selesai: memegang sertifikat yang belum dicabut" in preview

    again = client.post(address("activity-change", world), data | {"everyone": "on"})
    assert "Tulis mengapa orang-orang ini" in again.content.decode()
    held = client.post(
        address("activity-change", world),
        data | {"losing": [world.enrolments[1].pk], "reason": "x"},
    )
    assert held.status_code == 200
    assert Completion.objects.standing().count() == 2

    client.post(
        address("activity-change", world), data | {"everyone": "on", "reason": "Kunci salah"}
    )
    assert [one.enrolment_id for one in Completion.objects.standing()] == [world.enrolments[1].pk]
    quiz.refresh_from_db()
    assert quiz.policy["pass_mark"] == "80"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"availability": "activity"}, "Pilih kegiatan yang harus selesai"),
        (
            {"opens_at": "2019-05-10T08:00", "closes_at": "2019-05-09T08:00"},
            "Urutkan tanggalnya",
        ),
        ({"opens_at": "besok"}, "tanggal"),
    ],
)
def test_rules_that_cannot_be_are_explained(client, world, organiser, fields, words):
    activity = world.activities[0]

    for name in ("activity", "activity-change"):
        response = client.post(address(name, world), filled(activity, **fields))
        assert response.status_code == 200
        assert words in response.content.decode()


def test_activities_that_wait_for_each_other_are_named(client, world, organiser):
    first, second = world.activities
    RequiredActivity.objects.filter(pk=second.pk).update(availability="sequence")

    response = client.post(
        address("activity", world), filled(first, availability="activity", after=str(second.pk))
    )

    assert "saling menunggu" in response.content.decode()


def test_nothing_to_change_says_so(client, world, organiser):
    response = client.post(address("activity", world), filled(world.activities[0]), follow=True)

    assert "Tidak ada yang berubah." in response.content.decode()


def test_late_policy_of_an_assignment_is_changed(client, world, organiser):
    activity = world.activities[0]
    activity.kind = ActivityKind.ASSIGNMENT
    activity.save()

    client.post(address("activity-change", world), filled(activity, late="refuse"))

    activity.refresh_from_db()
    assert activity.policy == {"late": "refuse"}
    assert "terlambat" in client.get(address("activity", world)).content.decode()


def test_everyone_is_let_off_with_a_reason(client, world, organiser):
    activity = world.activities[0]
    complete(world.enrolments[0], activity)
    assert "1 orang yang belum" in client.get(address("activity-waive", world)).content.decode()

    assert client.post(address("activity-waive", world), {"reason": " "}).status_code == 200
    client.post(address("activity-waive", world), {"reason": "Listrik padam"})

    waived = Completion.objects.get(enrolment=world.enrolments[1])
    assert (waived.how, waived.reason) == (CompletionHow.WAIVED, "Listrik padam")
    assert Completion.objects.get(enrolment=world.enrolments[0]).how == CompletionHow.CONFIRMED


def test_person_is_let_off_taken_back_and_given_back(client, world, organiser):
    enrolment = world.enrolments[0]
    client.post(address("person-waive", world), {"reason": "Sakit"})
    date = Completion.objects.get().completed_at

    client.post(address("person-take-back", world), {"reason": "Keliru"})
    assert not Completion.objects.standing().exists()
    page = client.get(address("person-activity", world)).content.decode()
    assert "dicabut pada" in page
    assert organiser.name in page

    client.post(address("person-give-back", world), {"reason": "Ternyata benar"})
    assert Completion.objects.standing().get().completed_at == date
    person = client.get(
        reverse("courses_admin:person", args=[world.cohort.slug, enrolment.pk])
    ).content.decode()
    assert "Ternyata benar" in person
    assert address("person-activity", world) in person


def test_extension_is_granted_and_shown(client, world, organiser):
    quiz = make_quiz(world.activities[0])
    url = address("person-extension", world)

    assert "Isi menit" in client.post(url, {"reason": "Sakit"}).content.decode()
    late = client.post(url, {"reason": "Sakit", "until": "2001-01-01T08:00"})
    assert "sudah lewat" in late.content.decode()
    client.post(url, {"reason": "Sakit", "minutes": "15", "attempts": "1"})

    granted = Extension.objects.get()
    assert (granted.activity, granted.minutes, granted.attempts) == (quiz, 15, 1)
    page = client.get(address("person-activity", world)).content.decode()
    assert "tambahan 15 menit" in page


def test_holder_of_a_certificate_loses_nothing(client, organiser):
    world = running(people=1, courses=1, lessons=1)
    complete(world.enrolments[0], world.activities[0])
    certify(world.enrolments[0])

    response = client.post(address("person-take-back", world), {"reason": "x"})

    assert "cabut sertifikatnya" in response.content.decode()
    assert Completion.objects.standing().exists()


def test_nothing_is_decided_about_who_has_left_or_after_the_close(client, world, organiser):
    withdraw(enrolment=world.enrolments[0], reason="Sakit", by=None)
    gone = client.post(address("person-waive", world), {"reason": "x"})
    assert "bukan peserta lagi" in gone.content.decode()

    close_cohort(cohort=world.cohort, by=None)
    for name, data in (
        ("person-waive", {"reason": "x"}),
        ("activity-waive", {"reason": "x"}),
        ("activity-change", filled(world.activities[0], is_required=None)),
    ):
        response = client.post(address(name, world, person=1), data)
        assert "selama angkatan berjalan" in response.content.decode()
    assert "selama angkatan berjalan" in client.get(address("activity", world)).content.decode()

"""The desk: what do I do now?"""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.models import Site

from certificates.enums import CertificateState
from corpu.accounts.enums import Role
from corpu.accounts.services.roles import give_role, prepare_roles
from corpu.core import clock
from corpu.home.queries.desk import desk_of
from courses.enums import CertificateStage, NextKind
from courses.queries.next_step import certificate_stage
from courses.services.cohorts import close_cohort
from courses.services.enrolment import withdraw
from courses.services.learning import complete_lesson, record_opening
from tests.courses.learning_world import certify, running
from tests.factories import EnrolmentFactory, UserFactory

pytestmark = pytest.mark.django_db
DURING = dt.datetime(2019, 6, 1, 3, tzinfo=dt.UTC)


@pytest.fixture
def world(db):
    return running()


def look(client, user, moment=DURING):
    client.force_login(user)
    with clock.at(moment):
        return client.get(reverse("home:desk")).text


def finish(world):
    for lesson in world.activities:
        complete_lesson(enrolment=world.enrolments[0], activity=lesson)


def test_new_trainee_is_asked_to_begin(client, world):
    user = world.users[0]

    text = look(client, user)

    assert f"Halo, {user.get_short_name()}" in text
    assert "Mulai belajar" in text
    assert f'href="{world.activities[0].page.lessonpage.url}"' in text
    assert "sekitar 10 menit" in text
    assert "Selesaikan semuanya paling lambat Kamis, 20 Juni 2019" in text
    assert "19 hari lagi" in text
    assert "0 dari 4 kegiatan selesai" in text


def test_trainee_goes_on_where_the_reading_stopped(client, world):
    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[0])
    record_opening(enrolment=world.enrolments[0], activity=world.activities[2])

    text = look(client, world.users[0])

    assert "Lanjutkan belajar" in text
    assert "Lanjutkan dari tempat Anda berhenti" in text
    assert f'href="{world.activities[2].page.lessonpage.url}"' in text
    assert "1 dari 4 kegiatan selesai" in text


@pytest.mark.parametrize(
    ("day", "words"),
    [(20, "(hari ini)"), (21, "Hari terakhir adalah Kamis, 20 Juni 2019.")],
)
def test_last_day_is_told(client, world, day, words):
    assert words in look(client, world.users[0], dt.datetime(2019, 6, day, 3, tzinfo=dt.UTC))


def test_who_waits_for_the_first_day_is_told_it(client):
    assert "Pelatihan Anda dimulai Kamis, 2 Mei 2019" in look(client, EnrolmentFactory().user)


def test_who_is_done_waits_for_the_certificate(client, world):
    finish(world)

    assert "Anda telah menyelesaikan semua kegiatan" in look(client, world.users[0])


def test_certificate_that_is_being_made_is_announced(client, world):
    finish(world)
    certify(world.enrolments[0], CertificateState.PENDING)

    assert "Sertifikat sedang dibuat" in look(client, world.users[0])


def test_certificate_is_offered(client, world):
    finish(world)
    certificate = certify(world.enrolments[0])

    text = look(client, world.users[0])

    assert "Sertifikat siap diunduh" in text
    assert certificate.number in text
    assert reverse("certificates:certificate-show", args=[certificate.uuid]) in text


def test_revoked_certificate_is_not_offered(client, world):
    finish(world)
    certify(world.enrolments[0], CertificateState.REVOKED)

    text = look(client, world.users[0])

    assert "Sertifikat siap diunduh" not in text
    assert "Lihat alasannya" in text


def test_closed_before_completion_is_explained(client, world):
    complete_lesson(enrolment=world.enrolments[0], activity=world.activities[0])
    close_cohort(cohort=world.cohort, by=None)

    assert "Anda menyelesaikan 1 dari 4 kegiatan." in look(client, world.users[0])


def test_withdrawal_is_explained(client, world):
    withdraw(enrolment=world.enrolments[0], reason="Sakit", by=None)

    assert "Anda tidak lagi terdaftar" in look(client, world.users[0])


def test_without_cohort_the_desk_says_what_it_will_be(client):
    assert "Anda belum masuk angkatan" in look(client, UserFactory())


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.INSTRUCTOR, Role.LEADERSHIP])
def test_staff_are_led_to_their_work(client, role):
    prepare_roles()
    user = UserFactory()
    give_role(user=user, role=role)
    client.force_login(user)

    response = client.get(reverse("home:desk"))

    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_staff_who_learn_have_a_desk(client, world):
    prepare_roles()
    give_role(user=world.users[0], role=Role.INSTRUCTOR)

    assert "Mulai belajar" in look(client, world.users[0])


def test_desk_of_two_cohorts_is_about_the_one_to_learn_in(client, world):
    user = world.users[0]
    waiting = EnrolmentFactory(user=user)

    desk = desk_of(user, today=dt.date(2019, 6, 1))

    assert (desk.next.step.kind, desk.main.enrolment) == (NextKind.START, world.enrolments[0])
    assert {card.enrolment for card in desk.cards} == {world.enrolments[0], waiting}
    assert waiting.cohort.name in look(client, user)


def test_phases_of_the_desk(world):
    for lesson in world.activities[:3]:
        complete_lesson(enrolment=world.enrolments[0], activity=lesson)

    desk = desk_of(world.users[0], today=dt.date(2019, 6, 1))

    (step,) = desk.steps
    assert (step.label, step.work.done, step.work.count) == ("Klasikal", 3, 4)
    assert (desk.main.percent, step.is_current, step.is_done) == (75, True, False)


def test_desk_of_nobody_has_no_days():
    desk = desk_of(UserFactory(), today=dt.date(2019, 6, 1))

    assert (desk.main, desk.days_left, desk.cards) == (None, None, [])


@pytest.mark.parametrize("cohorts", [1, 3])
def test_empty_desk_takes_eight_queries(cohorts, django_assert_num_queries):
    user = UserFactory()
    for _ in range(cohorts):
        EnrolmentFactory(user=user)
    Site.get_site_root_paths()  # from the cache in every later request

    with django_assert_num_queries(8):
        desk = desk_of(user, today=dt.date(2019, 6, 1))

    assert len(desk.cards) == cohorts


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (CertificateState.PENDING, CertificateStage.MAKING),
        (CertificateState.FAILED, CertificateStage.MAKING),
        (CertificateState.ISSUED, CertificateStage.READY),
        (CertificateState.REVOKED, CertificateStage.NONE),
        (CertificateState.SUPERSEDED, CertificateStage.NONE),
    ],
)
def test_certificate_stage(world, state, stage):
    assert certificate_stage(certify(world.enrolments[0], state)) == stage


def test_no_certificate_is_no_stage():
    assert certificate_stage(None) == CertificateStage.NONE

"""The mentor's page: what a key opens, what it shows, and that nothing else can be done with it."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from corpu.core import clock
from courses.services.enrolment import withdraw
from latsar.enums import ActorRole, ConsultationState
from latsar.services.mentor_links import revoke_link, send_link
from latsar.services.mentors import release_mentor
from tests.latsar.coaching.coaching_world import (
    coached,
    logged,
    mentored,
    newest_link,
    sent_key,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return coached()


@pytest.fixture
def guidance(world):
    return mentored(world.guidances[0])


def url(key, name="page", *args):
    return reverse(f"mentor:{name}", args=[key, *args])


def test_the_page_opens_without_account_and_stays_private(client, guidance):
    answer = client.get(url(sent_key(guidance)))

    assert answer.status_code == 200
    assert guidance.enrolment.user.name in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert newest_link(guidance).last_opened_at is not None


def test_the_key_is_nowhere_stored(guidance):
    key = sent_key(guidance)
    link = newest_link(guidance)

    assert key not in {str(value) for value in vars(link).values()}
    assert len(key) >= 43
    assert len(link.token_digest) == 64


def revoked(guidance):
    revoke_link(guidance=guidance, by=None)


def replaced(guidance):
    sent_key(guidance)


def released(guidance):
    release_mentor(enrolment=guidance.enrolment, by=None)


def left(guidance):
    withdraw(enrolment=guidance.enrolment, reason="Pindah", by=None)


@pytest.mark.parametrize("happens", [revoked, replaced, released, left])
def test_a_key_that_no_longer_opens_says_how_to_get_a_new_one(client, guidance, happens):
    key = sent_key(guidance)
    happens(guidance)

    answer = client.get(url(key))

    assert answer.status_code == 410
    assert "Tautan ini tidak berlaku" in answer.content.decode()
    assert guidance.enrolment.user.name not in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_key_that_never_was_is_not_found(client, guidance):
    answer = client.get(url("x" * 43))

    assert answer.status_code == 404
    assert "Tautan ini tidak berlaku" in answer.content.decode()


def test_an_expired_key_lets_the_mentor_ask_for_a_new_one(client, guidance):
    key = sent_key(guidance)
    later = clock.now() + dt.timedelta(days=91)

    with clock.at(later):
        shown = client.get(url(key))
        renewed = client.post(url(key, "renew"))
        again = client.post(url(key, "renew"))
        send_link(link_id=newest_link(guidance).pk)

    assert shown.status_code == 410
    assert url(key, "renew") in shown.content.decode()
    assert "ah…@contoh.example" in renewed.content.decode()
    assert again.status_code == 410
    assert len(mail.outbox) == 2
    assert mail.outbox[-1].to == ["ahmad@contoh.example"]


def test_a_working_key_is_not_renewed(client, guidance):
    key = sent_key(guidance)

    assert client.post(url(key, "renew")).status_code == 410
    assert client.post(url("x" * 43, "renew")).status_code == 404
    assert client.get(url(key)).status_code == 200


def test_the_mentor_confirms_a_consultation(client, guidance):
    key = sent_key(guidance)
    entry = logged(guidance, clock.today())

    page = client.get(url(key)).content.decode()
    answer = client.post(url(key, "consultation", entry.pk), {"do": "confirm", "answer": "Baik."})
    entry.refresh_from_db()

    assert "Membahas isu pelayanan." in page
    assert answer.status_code == 302
    assert (entry.state, entry.answer) == (ConsultationState.CONFIRMED, "Baik.")
    assert "1 konsultasi" in client.get(url(key)).content.decode()


def test_asking_for_a_correction_needs_words(client, guidance):
    key = sent_key(guidance)
    entry = logged(guidance, clock.today())

    answer = client.post(url(key, "consultation", entry.pk), {"do": "correct", "answer": ""})
    entry.refresh_from_db()

    assert answer.status_code == 422
    assert entry.state == ConsultationState.WAITING


def test_an_answer_comes_too_late(client, guidance):
    key = sent_key(guidance)
    entry = logged(guidance, clock.today())
    client.post(url(key, "consultation", entry.pk), {"do": "confirm"})

    answer = client.post(
        url(key, "consultation", entry.pk), {"do": "correct", "answer": "Salah"}, follow=True
    )
    entry.refresh_from_db()

    assert entry.state == ConsultationState.CONFIRMED
    assert "sudah dikonfirmasi" in answer.content.decode()


def test_only_own_consultations_can_be_answered(client, world, guidance):
    key = sent_key(guidance)
    with_coach = logged(guidance, clock.today(), ActorRole.COACH)
    other = mentored(world.guidances[1])
    of_other = logged(other, clock.today())

    for entry in (with_coach, of_other):
        answer = client.post(url(key, "consultation", entry.pk), {"do": "confirm"})
        entry.refresh_from_db()
        assert answer.status_code == 404
        assert entry.state == ConsultationState.WAITING


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_a_link_changes_nothing_but_by_post(client, guidance, method):
    key = sent_key(guidance)
    entry = logged(guidance, clock.today())

    assert getattr(client, method)(url(key, "consultation", entry.pk)).status_code == 405
    assert getattr(client, method)(url(key, "renew")).status_code == 405


def test_forged_requests_are_refused(guidance):
    key = sent_key(guidance)
    entry = logged(guidance, clock.today())
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(url(key, "consultation", entry.pk), {"do": "confirm"})

    assert answer.status_code == 403


def test_guessing_is_slowed_down(client, guidance, settings):
    settings.ACCOUNT_RATE_LIMITS = {"mentor_page": "2/m/ip", "mentor_renew": "1/m/ip"}

    statuses = [client.get(url("x" * 43)).status_code for _ in range(3)]
    renewals = [client.post(url("x" * 43, "renew")).status_code for _ in range(2)]

    assert statuses == [404, 404, 429]
    assert renewals == [404, 429]


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_takes_a_constant_number_of_queries(
    client, guidance, entries, django_assert_num_queries
):
    key = sent_key(guidance)
    for _ in range(entries):
        logged(guidance, clock.today())

    with django_assert_num_queries(7):
        client.get(url(key))

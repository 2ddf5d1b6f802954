"""A participant's own scores, and objections with their answers."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.services.cohorts import close_cohort
from courses.services.enrolment import withdraw
from latsar.enums import ObjectionOutcome
from latsar.models import Objection
from latsar.services.objections import (
    NotCorrected,
    NothingToObjectTo,
    ObjectionAnswered,
    ObjectionOpen,
    ObjectionText,
    answer_objection,
    object_to_score,
)
from latsar.services.score_decisions import lock_scores, release_scores, unlock_score
from latsar.services.score_entry import ScoreEntry, enter_scores
from tests.courses.tracking_world import open_cohort_of
from tests.latsar.scores.score_world import CODES, enter, members, organiser, scored_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return scored_cohort(2)


@pytest.fixture
def boss():
    return organiser()


@pytest.fixture
def person(cohort):
    return members(cohort)[0]


def release(cohort, boss, *codes, value="80"):
    for code in codes:
        enter(cohort, code, [value], boss)
        lock_scores(cohort=cohort, code=code, by=boss)
        release_scores(cohort=cohort, code=code, by=boss)


def mine(client, cohort):
    url = reverse("latsar:my-scores", args=[cohort.slug])
    return " ".join(client.get(url).content.decode().split())


def correct(cohort, boss, person, value):
    """Unlock, change, lock and release again."""
    unlock_score(cohort=cohort, code="RA", enrolment_id=person.pk, reason="keberatan", by=boss)
    entry = ScoreEntry(person.pk, Decimal(value), seen=Decimal(80))
    enter_scores(cohort=cohort, code="RA", entries=[entry], by=boss, reason="keberatan")
    lock_scores(cohort=cohort, code="RA", by=boss)
    release_scores(cohort=cohort, code="RA", by=boss)


# --- the page ---


def test_only_what_was_released_is_shown(client, cohort, boss, person):
    release(cohort, boss, "RA")
    enter(cohort, "SP", ["61.25"], boss)
    lock_scores(cohort=cohort, code="SP", by=boss)
    client.force_login(person.user)

    text = mine(client, cohort)

    assert "80,00" in text
    assert "61,25" not in text
    assert "Belum ada nilai akhir. Sejauh ini Anda memperoleh 32,00 poin; 60%" in text
    assert "Sikap perilaku (20%)" in text
    assert "angka sementara yang masih harus dipastikan" in text


def test_the_final_score_stands_once_everything_is_released(client, cohort, boss, person):
    release(cohort, boss, *CODES, value="80.01")
    client.force_login(person.user)

    text = mine(client, cohort)

    assert "<strong>80,01</strong> Memuaskan" in text
    assert "Masih ditunggu" not in text


def test_a_score_taken_back_is_being_looked_at_again(client, cohort, boss, person):
    release(cohort, boss, "RA")
    unlock_score(cohort=cohort, code="RA", enrolment_id=person.pk, reason="salah", by=boss)
    client.force_login(person.user)

    text = mine(client, cohort)

    assert "sedang ditinjau kembali" in text
    assert "80,00" not in text


def test_each_sees_own_scores_only(client, cohort, boss):
    release(cohort, boss, "RA")
    client.force_login(members(cohort)[1].user)

    assert "80,00" not in mine(client, cohort)


def test_who_is_not_in_the_cohort_finds_nothing(client, cohort, boss, person):
    url = reverse("latsar:my-scores", args=[cohort.slug])
    assert client.get(url).status_code == 302
    client.force_login(boss)
    assert client.get(url).status_code == 404
    client.force_login(person.user)
    withdraw(enrolment=person, reason="pindah", by=None)
    assert client.get(url).status_code == 404


def test_before_the_start_the_page_says_what_it_will_be(client):
    cohort = open_cohort_of(1)
    client.force_login(cohort.enrolments.get().user)

    assert "Nilai Anda muncul di sini" in mine(client, cohort)


def test_the_page_takes_few_queries(client, cohort, boss, person):
    release(cohort, boss, *CODES)
    for code in CODES:
        object_to_score(enrolment=person, code=code, text="x")
    client.force_login(person.user)
    mine(client, cohort)

    with CaptureQueriesContext(connection) as queries:
        mine(client, cohort)

    assert len(queries) <= 10


# --- objections ---


def send(client, cohort, code="RA", text="Nilai saya keliru."):
    url = reverse("latsar:score-object", args=[cohort.slug, code])
    return client.post(url, {"text": text}, follow=True)


def test_an_objection_is_sent_once_and_answered(client, cohort, boss, person):
    release(cohort, boss, "RA")
    client.force_login(person.user)

    sent = send(client, cohort).content.decode()
    again = send(client, cohort).content.decode()
    objection = Objection.objects.get()
    client.force_login(boss)
    waiting = client.get(reverse("latsar_admin:scores", args=[cohort.slug])).content.decode()
    url = reverse("latsar_admin:score-objection", args=[cohort.slug, objection.pk])
    asked = client.get(url).content.decode()
    wrong = client.post(url, {"outcome": "changed", "answer": "Sudah diperbaiki."})
    client.post(url, {"outcome": "kept", "answer": "Sesuai lembar penguji."})
    twice = client.post(url, {"outcome": "kept", "answer": "Lagi."}, follow=True)
    client.force_login(person.user)

    assert "Keberatan Anda sudah dikirim." in sent
    assert "sudah menunggu jawaban" in again
    assert person.user.name in waiting
    assert "Nilai saya keliru." in asked
    assert wrong.status_code == 422
    assert "Buka dulu kunci nilainya" in wrong.content.decode()
    assert "sudah dijawab" in twice.content.decode()
    assert "Sesuai lembar penguji." in mine(client, cohort)
    client.force_login(boss)
    assert "Sesuai lembar penguji." in client.get(url).content.decode()


def test_an_empty_objection_is_asked_for_words(client, cohort, boss, person):
    release(cohort, boss, "RA")
    client.force_login(person.user)

    response = send(client, cohort, text=" ")

    assert response.status_code == 422
    assert not Objection.objects.exists()


@pytest.mark.parametrize("code", ["SP", "XX"])
def test_what_was_not_released_cannot_be_objected_to(client, cohort, boss, person, code):
    enter(cohort, "SP", ["80"], boss)
    client.force_login(person.user)

    assert send(client, cohort, code).status_code == 404


def test_a_closed_cohort_takes_no_objections(cohort, boss, person):
    release(cohort, boss, "RA")
    close_cohort(cohort=cohort, by=None)

    with pytest.raises(NothingToObjectTo):
        object_to_score(enrolment=person, code="RA", text="x")


def test_a_correction_is_told_after_it_was_made(cohort, boss, person):
    release(cohort, boss, "RA")
    objection = object_to_score(enrolment=person, code="RA", text="keliru")
    what = {"objection": objection, "outcome": ObjectionOutcome.CHANGED, "by": boss}

    with pytest.raises(ObjectionOpen):
        object_to_score(enrolment=person, code="RA", text="lagi")
    with pytest.raises(NotCorrected):
        answer_objection(answer="sudah", **what)
    correct(cohort, boss, person, "82")
    with pytest.raises(ObjectionText):
        answer_objection(answer=" ", **what)
    done = answer_objection(answer="sudah", **what)
    with pytest.raises(ObjectionAnswered):
        answer_objection(answer="lagi", **what)
    with pytest.raises(ObjectionText):
        object_to_score(enrolment=person, code="RA", text=" ")

    assert (done.value, done.outcome, done.answered_by) == (80, ObjectionOutcome.CHANGED, boss)
    assert object_to_score(enrolment=person, code="RA", text="masih").value == 82

"""The screen in the room: who may open it, what it shows, when it changes."""

import re

import pytest
import segno
from django.conf import settings
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.domain.check_in import shown_code
from courses.models import SessionInstructor
from courses.queries.check_in import IDLE_SECONDS, check_in_key, room_screen
from tests.courses.check_in.session_world import make_session, moment, record, world
from tests.courses.tracking_world import serve, staff

pytestmark = pytest.mark.django_db
NOW = moment(7, 55, 10)


@pytest.fixture(autouse=True)
def now():
    with clock.at(NOW):
        yield


def url_of(session, name="room-screen"):
    return reverse(f"courses_admin:{name}", args=[session.cohort.slug, session.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def session():
    return make_session(world(people=2).cohort)


@pytest.fixture
def organiser(client):
    client.force_login(staff(Role.ORGANISER))
    return client


@pytest.mark.parametrize("name", ["room-screen", "room-screen-renew"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("nobody", 302),
        ("trainee", 302),
        ("instructor elsewhere", 404),
        ("coach of the cohort", 404),
        ("instructor of the cohort", 200),
        ("instructor of the session", 200),
        ("organiser", 200),
    ],
)
def test_who_finds_the_screen(client, session, who, status, name):
    if who == "trainee":
        client.force_login(session.cohort.enrolments.first().user)
    elif who != "nobody":
        user = staff(Role.ORGANISER if who == "organiser" else Role.INSTRUCTOR)
        if who.endswith("cohort"):
            serve(user, session.cohort, who.split()[0])
        if who.endswith("session"):
            SessionInstructor.objects.create(session=session, user=user)
        client.force_login(user)

    assert client.get(url_of(session, name)).status_code == status
    assert client.post(url_of(session, name)).status_code in {302, 405}


def test_it_shows_the_code_of_now_large_and_as_a_qr(organiser, session):
    record(session, session.cohort.enrolments.first())
    page = organiser.get(url_of(session))
    shown = shown_code(check_in_key(), session.pk, NOW)

    text = text_of(page)
    assert shown.spoken in text
    assert "<svg" in text
    assert "<strong>1</strong> dari 2" in text
    assert (
        f'<noscript><meta http-equiv="refresh" content="{shown.seconds_left}"></noscript>' in text
    )
    assert f'data-seconds="{shown.seconds_left}"' in text
    assert "no-store" in page["Cache-Control"]


def test_the_qr_leads_to_the_check_in(organiser, session, monkeypatch):
    drawn = []
    make = segno.make
    monkeypatch.setattr("segno.make", lambda text, **kw: drawn.append(text) or make(text, **kw))

    organiser.get(url_of(session))

    code = shown_code(check_in_key(), session.pk, NOW).code
    place = reverse("courses:check-in", args=[session.cohort.slug, session.pk])
    assert drawn == [f"{settings.BASE_URL}{place}?kode={code}"]


def test_the_next_step_shows_another_code(organiser, session):
    first = text_of(organiser.get(url_of(session, "room-screen-renew")))
    with clock.at(moment(7, 55, 40)):
        second = text_of(organiser.get(url_of(session, "room-screen-renew")))

    first_code, second_code = (re.search(r"(\d{3} \d{3})</p>", one)[1] for one in (first, second))
    assert first_code != second_code
    assert "<html" not in first


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": moment(9)}, "Senin, 6 Mei 2019 pukul 08.30 WIB"),
        ({"start": moment(5), "hours": 9}, "dicatat oleh petugas di ruangan"),
        ({"state": "cancelled"}, "dibatalkan"),
        ({"has_check_in": False}, "dicatat oleh petugas"),
    ],
)
def test_without_a_code_it_says_why(organiser, fields, words):
    session = make_session(world().cohort, **fields)
    text = text_of(organiser.get(url_of(session)))

    assert words in text
    assert "<svg" not in text


@pytest.mark.parametrize(
    ("at", "seconds"),
    [
        (moment(7, 55, 10), 20),
        (moment(7, 29, 50), 10),
        (moment(7, 29).replace(microsecond=1), IDLE_SECONDS),
        (moment(6), IDLE_SECONDS),
        (moment(12), IDLE_SECONDS),
    ],
)
def test_it_renews_when_there_is_something_new(session, at, seconds):
    assert room_screen(session, at).renew_in == seconds


@pytest.mark.parametrize("people", [1, 3])
def test_the_screen_costs_two_queries(people, django_assert_num_queries):
    session = make_session(world(people=people).cohort)
    for person in session.cohort.enrolments.all():
        record(session, person, "terlambat")

    with django_assert_num_queries(2):
        screen = room_screen(session, NOW)
    assert (screen.present, screen.expected) == (people, people)

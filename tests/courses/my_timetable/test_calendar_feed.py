"""Private calendar addresses: made, read by calendars, revoked."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.enums import SessionState, TimeZone
from courses.exchange.icalendar_feed import CalendarEvent, write_calendar
from courses.models import CalendarAddress, Room
from courses.queries.calendars import feed_of, own_calendars
from courses.services.calendar_addresses import make_address, revoke_address
from courses.services.enrolment import withdraw
from tests.courses.my_timetable.session_world import NOW, at, make_group, make_session
from tests.courses.tracking_world import running_cohort, serve, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db):
    return running_cohort(2)


@pytest.fixture
def people(cohort):
    return list(cohort.enrolments.order_by("pk"))


def path_of(user, cohort=None):
    return next(one.path for one in own_calendars(user) if one.cohort == cohort)


def fetch(path, moment=NOW):
    """What a calendar without any login gets."""
    with clock.at(moment):
        return Client().get(path)


def titles(path):
    return [str(event["summary"]) for event in Calendar.from_ical(fetch(path).content).events]


def test_a_calendar_needs_no_login_and_asks_not_to_be_found(cohort, people):
    make_session(cohort)
    make_address(user=people[0].user)

    answer = fetch(path_of(people[0].user))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_an_event_says_when_where_and_what(cohort, people):
    teacher = UserFactory(full_name="Ratu Contoh")
    session = make_session(
        cohort,
        "Wawasan; Kebangsaan, Bela Negara",
        starts=at(8, zone=TimeZone.WIT),
        time_zone=TimeZone.WIT,
        room=Room.objects.create(name="Aula"),
        teachers=[teacher],
        jp=3,
        note="Bawa laptop.\nDatang tepat waktu.",
        material_url="https://bahan.example/",
        course=cohort.required_courses.first().course,
        group=make_group(cohort, "Kelompok 1", people[0]),
    )
    make_address(user=people[0].user, cohort=cohort)

    calendar = Calendar.from_ical(fetch(path_of(people[0].user, cohort)).content)

    (event,) = calendar.events
    assert cohort.name in str(calendar["x-wr-calname"])
    assert event["summary"] == "Wawasan; Kebangsaan, Bela Negara"
    assert event["location"] == "Aula"
    assert event["status"] == "CONFIRMED"
    assert event.start == session.starts_at
    assert event["dtstart"].params["TZID"] == "Asia/Jayapura"
    assert [str(zone["tzid"]) for zone in calendar.timezones] == ["Asia/Jayapura"]
    assert event["url"].endswith(reverse("courses:session", args=[cohort.slug, session.pk]))
    for words in ("Ratu Contoh", "Kelompok 1", "3 JP", "https://bahan.example/", "tepat waktu."):
        assert words in event["description"]


def test_a_cancelled_session_stays_and_says_so(cohort, people):
    make_session(
        cohort,
        "Etika",
        state=SessionState.CANCELLED,
        cancel_reason="Pengajar sakit",
        meeting_url="https://rapat.example/x",
    )
    make_address(user=people[0].user)

    (event,) = Calendar.from_ical(fetch(path_of(people[0].user)).content).events

    assert event["summary"] == "Dibatalkan: Etika"
    assert event["status"] == "CANCELLED"
    assert "Pengajar sakit" in event["description"]
    assert event["location"] == "https://rapat.example/x"


def test_only_what_concerns_the_person_is_in_it(cohort, people):
    make_session(cohort, "Semua")
    make_session(cohort, "Kelompok sendiri", group=make_group(cohort, "A", people[0]))
    make_session(cohort, "Kelompok lain", group=make_group(cohort, "B", people[1]))
    other = running_cohort(1)
    make_session(other, "Angkatan lain")
    make_session(other, "Diajar sendiri", teachers=[people[0].user])
    for chosen in (None, cohort):
        make_address(user=people[0].user, cohort=chosen)

    everything, one = path_of(people[0].user), path_of(people[0].user, cohort)

    assert sorted(titles(everything)) == ["Diajar sendiri", "Kelompok sendiri", "Semua"]
    assert sorted(titles(one)) == ["Kelompok sendiri", "Semua"]


def test_staff_have_the_whole_cohort(cohort, people):
    make_session(cohort, "Kelompok", group=make_group(cohort, "A", people[0]))
    user = serve(UserFactory(), cohort).user
    make_address(user=user, cohort=cohort)
    make_address(user=user)

    assert titles(path_of(user, cohort)) == ["Kelompok"]
    assert titles(path_of(user)) == []


def test_what_lies_a_year_back_is_left_out(cohort, people):
    make_session(cohort, "Lama", starts=at(8, day=dt.date(2018, 5, 1)))
    make_session(cohort, "Baru", starts=at(8, day=dt.date(2018, 6, 1)))
    make_address(user=people[0].user)

    assert titles(path_of(people[0].user)) == ["Baru"]


def test_a_revoked_address_opens_nothing(cohort, people):
    make_address(user=people[0].user)
    path = path_of(people[0].user)

    assert revoke_address(user=people[0].user)

    assert fetch(path).status_code == 404
    assert path_of(people[0].user) == ""
    assert not revoke_address(user=people[0].user)


def test_a_new_address_ends_the_old_one(cohort, people):
    with clock.at(NOW):
        make_address(user=people[0].user)
    old = path_of(people[0].user)
    with clock.at(NOW + dt.timedelta(seconds=1)):
        make_address(user=people[0].user)
    new = path_of(people[0].user)

    assert fetch(old).status_code == 404
    assert fetch(new).status_code == 200
    assert CalendarAddress.objects.filter(revoked_at=None).count() == 1


def test_an_address_ends_for_one_cohort_only(cohort, people):
    make_address(user=people[0].user)
    make_address(user=people[0].user, cohort=cohort)

    revoke_address(user=people[0].user, cohort=cohort)

    assert path_of(people[0].user)
    assert not path_of(people[0].user, cohort)


def test_who_leaves_loses_the_calendar(cohort, people):
    make_session(cohort)
    for chosen in (None, cohort):
        make_address(user=people[0].user, cohort=chosen)
    everything, one = path_of(people[0].user), path_of(people[0].user, cohort)
    withdraw(enrolment=people[0], reason="Mengundurkan diri", by=None)

    assert titles(everything) == []
    assert fetch(one).status_code == 404


def test_who_is_switched_off_loses_the_calendar(people):
    user = people[0].user
    make_address(user=user)
    path = path_of(user)
    user.is_active = False
    user.save()

    assert fetch(path).status_code == 404


@pytest.mark.parametrize("key", ["x", "a" * 43, "0" * 64])
def test_guessing_finds_nothing(people, key):
    make_address(user=people[0].user)

    assert fetch(reverse("calendar-feed", args=[key])).status_code == 404


def test_the_stored_digest_is_no_key(people):
    address = make_address(user=people[0].user)

    assert feed_of(address.token_digest, NOW) is None


def test_after_a_change_of_the_secret_the_address_goes_on_unseen(client, settings, people):
    make_address(user=people[0].user)
    path = path_of(people[0].user)
    settings.SECRET_KEY = "rahasia-yang-lain-sekali"

    assert fetch(path).status_code == 200
    assert path_of(people[0].user) == ""
    client.force_login(people[0].user)
    assert "tidak dapat ditampilkan lagi" in client.get(reverse("courses:calendars")).text


def test_the_page_leads_from_nothing_to_an_address_and_back(client, cohort, people):
    client.force_login(people[0].user)
    page = reverse("courses:calendars")

    assert "Buat alamat pribadi" in client.get(page).text
    made = client.post(reverse("courses:calendar-make"), {"cohort": cohort.slug}, follow=True)
    path = path_of(people[0].user, cohort)
    assert f'href="webcal://testserver{path}"' in made.text
    assert f'value="http://testserver{path}"' in made.text
    assert "no-store" in made["Cache-Control"]
    gone = client.post(reverse("courses:calendar-revoke"), {"cohort": cohort.slug}, follow=True)
    assert path not in gone.text
    assert "dicabut" in gone.text
    again = client.post(reverse("courses:calendar-revoke"), {"cohort": cohort.slug}, follow=True)
    assert "dicabut" not in again.text


def test_addresses_of_other_peoples_cohorts_cannot_be_made(client, people):
    other = running_cohort(1)
    client.force_login(people[0].user)

    answer = client.post(reverse("courses:calendar-make"), {"cohort": other.slug})

    assert answer.status_code == 404
    assert not CalendarAddress.objects.exists()


@pytest.mark.parametrize(
    ("name", "method", "status"),
    [
        ("courses:calendars", "get", 200),
        ("courses:calendar-make", "get", 405),
        ("courses:calendar-make", "post", 302),
        ("courses:calendar-revoke", "get", 405),
        ("courses:calendar-revoke", "post", 302),
    ],
)
def test_everybody_has_a_calendar_of_their_own(client, name, method, status):
    assert getattr(client, method)(reverse(name)).status_code == (405 if status == 405 else 302)
    client.force_login(staff(Role.ORGANISER))
    assert getattr(client, method)(reverse(name)).status_code == status


def test_one_session_as_a_file(client, cohort, people):
    session = make_session(cohort)
    client.force_login(people[0].user)

    answer = client.get(reverse("courses:session-file", args=[cohort.slug, session.pk]))

    assert answer["Content-Disposition"] == f'attachment; filename="sesi-{session.pk}.ics"'
    (event,) = Calendar.from_ical(answer.content).events
    assert event["summary"] == session.title


@pytest.mark.parametrize("cohort_only", [False, True])
@pytest.mark.parametrize("sessions", [1, 3])
def test_a_feed_takes_a_fixed_number_of_queries(
    django_assert_num_queries, cohort, people, cohort_only, sessions
):
    for number in range(sessions):
        make_session(cohort, f"Sesi {number}", starts=at(8 + number), teachers=[UserFactory()])
    make_address(user=people[0].user, cohort=cohort if cohort_only else None)
    path = path_of(people[0].user, cohort if cohort_only else None)

    with django_assert_num_queries(6 if cohort_only else 4):
        assert len(titles(path)) == sessions


@pytest.mark.parametrize("cohorts", [1, 3])
def test_the_list_of_calendars_takes_two_queries(django_assert_num_queries, cohorts):
    user = UserFactory()
    for _ in range(cohorts):
        serve(user, running_cohort(1))

    with django_assert_num_queries(2):
        assert len(own_calendars(user)) == cohorts + 1


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_people_write_stays_one_event(title, note):
    event = CalendarEvent(
        uid="sesi-1@contoh",
        summary=title,
        starts_at=NOW,
        ends_at=NOW + dt.timedelta(hours=1),
        url="http://contoh/sesi/1/",
        description=note,
        place=title,
    )

    calendar = Calendar.from_ical(write_calendar([event], name=title, now=NOW))

    (read,) = calendar.events
    assert read["uid"] == "sesi-1@contoh"
    assert len(calendar.subcomponents) == 1


@pytest.mark.parametrize("of_cohort", [False, True])
def test_the_database_holds_one_valid_address(cohort, people, of_cohort):
    address = make_address(user=people[0].user, cohort=cohort if of_cohort else None)
    address.pk, address.token_digest = None, "0" * 64

    with pytest.raises(IntegrityError):
        address.save(force_insert=True)

"""Checking in on the pages: for whom they exist, what they say, what they leave behind."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.domain.check_in import shown_code
from courses.models import Attendance, AttendanceRule, Programme
from courses.queries.check_in import check_in_key
from courses.queries.my_attendance import my_attendance
from courses.views.check_in_marks import COOKIE, network_of
from tests.courses.check_in.session_world import make_group, make_session, moment, record, world
from tests.courses.tracking_world import staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NOW = moment(7, 55)


@pytest.fixture(autouse=True)
def now():
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def scene():
    return world()


@pytest.fixture
def session(scene):
    return make_session(scene.cohort)


def url_of(session, name="check-in"):
    return reverse(f"courses:{name}", args=[session.cohort.slug, session.pk])


def code_of(session, at=NOW):
    return shown_code(check_in_key(), session.pk, at).code


@pytest.fixture
def trainee(client, scene):
    client.force_login(scene.users[0])
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def test_scanning_shows_one_button_and_records_nothing(trainee, session):
    page = trainee.get(url_of(session), {"kode": code_of(session)})

    assert f'name="kode" value="{code_of(session)}"' in text_of(page)
    assert page["Cache-Control"].startswith("max-age=0")
    assert not Attendance.objects.exists()


def test_a_get_does_not_tell_whether_a_code_is_right(trainee, session):
    right, wrong = (
        re.sub(r'(?<=")\w{64}(?=")', "", text_of(trainee.get(url_of(session), {"kode": code})))
        for code in (code_of(session), "12")
    )

    assert right.replace(code_of(session), "12") == wrong


def test_the_button_records_and_leads_to_the_session(trainee, session):
    answer = trainee.post(url_of(session), {"kode": code_of(session)}, follow=True)

    assert answer.redirect_chain == [(url_of(session, "session"), 302)]
    assert "Anda tercatat hadir pukul 07.55 WIB" in text_of(answer)
    assert Attendance.objects.get().status == "hadir"


def test_late_is_said(trainee, session):
    with clock.at(moment(8, 20)):
        answer = trainee.post(
            url_of(session), {"kode": code_of(session, moment(8, 20))}, follow=True
        )

    assert "tercatat terlambat" in text_of(answer)


def test_a_second_time_is_answered_kindly(trainee, session):
    trainee.post(url_of(session), {"kode": code_of(session)})
    with clock.at(moment(8, 30)):
        answer = trainee.post(url_of(session), {"kode": "1"}, follow=True)
        page = trainee.get(url_of(session))

    assert "Anda sudah tercatat pukul 07.55 WIB" in text_of(answer)
    assert "Anda sudah tercatat" in text_of(page)
    assert Attendance.objects.get().checked_in_at == NOW


def test_a_wrong_code_stands_at_its_field(trainee, session):
    answer = trainee.post(url_of(session), {"kode": "000 000"})

    assert answer.status_code == 422
    assert 'value="000 000"' in text_of(answer)
    assert 'aria-invalid="true"' in text_of(answer)
    assert "Kode ini salah atau sudah kedaluwarsa" in text_of(answer)
    assert not Attendance.objects.exists()


def test_guessing_is_stopped(trainee, session):
    answers = [trainee.post(url_of(session), {"kode": "0"}).status_code for _ in range(21)]

    assert answers == [422] * 20 + [429]
    assert "Terlalu banyak percobaan" in text_of(trainee.post(url_of(session), {"kode": "0"}))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": moment(9)}, "dibuka pada Senin, 6 Mei 2019 pukul 08.30 WIB"),
        ({"start": moment(9), "time_zone": "Asia/Makassar"}, "pukul 09.30 WITA"),
        ({"start": moment(5), "hours": 9}, "sudah ditutup"),
        ({"state": "cancelled"}, "dibatalkan"),
        ({"has_check_in": False}, "dicatat oleh petugas"),
    ],
)
def test_what_is_not_open_says_why(trainee, scene, fields, words):
    session = make_session(scene.cohort, **fields)

    page = trainee.get(url_of(session), {"kode": code_of(session)})
    refused = trainee.post(url_of(session), {"kode": code_of(session)})

    assert words in text_of(page)
    assert 'name="kode"' not in text_of(page)
    assert refused.status_code == 422


def test_what_staff_recorded_is_shown(trainee, scene, session):
    record(session, scene.enrolments[0], "izin")

    assert "Tercatat sebagai izin" in text_of(trainee.get(url_of(session)))


def test_another_group_s_session_is_named_so(trainee, scene):
    session = make_session(scene.cohort, group=make_group(scene.cohort))

    assert "kelompok lain" in text_of(trainee.get(url_of(session)))


def test_the_device_keeps_its_name(trainee, scene, session):
    other = make_session(scene.cohort)
    first = trainee.post(url_of(session), {"kode": code_of(session)})
    trainee.post(url_of(other), {"kode": code_of(other)})

    cookie = first.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) is settings.SESSION_COOKIE_SECURE
    devices = set(Attendance.objects.values_list("device", flat=True))
    assert len(devices) == 1
    assert cookie.value.split(":")[0] not in devices


def test_a_forged_device_gets_a_new_name(trainee, session):
    trainee.cookies[COOKIE] = "another:forged"
    answer = trainee.post(url_of(session), {"kode": code_of(session)})

    assert answer.cookies[COOKIE].value.split(":")[0] != "another"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
    ],
)
def test_a_network_is_an_address_or_half_of_one(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 302), ("stranger", 404), ("organiser", 404), ("withdrawn", 200), ("member", 200)],
)
def test_who_finds_the_check_in(client, scene, session, who, status):
    user = staff(Role.ORGANISER) if who == "organiser" else UserFactory()
    if who == "withdrawn":
        scene.cohort.enrolments.update(state="withdrawn", withdrawn_at=timezone.now())
    if who in {"member", "withdrawn"}:
        user = scene.users[0]
    if who != "nobody":
        client.force_login(user)

    shown, posted = (getattr(client, method)(url_of(session)) for method in ("get", "post"))

    assert shown.status_code == status
    assert posted.status_code == (422 if status == 200 else status)
    assert not Attendance.objects.exists()


def test_the_session_of_another_cohort_is_not_here(trainee):
    other = make_session(world().cohort)
    place = reverse("courses:check-in", args=[world().cohort.slug, other.pk])

    assert trainee.get(url_of(other)).status_code == 404
    assert trainee.get(place).status_code == 404


def test_the_session_s_page_has_the_box(trainee, session):
    page = text_of(trainee.get(url_of(session, "session")))

    assert f'action="{url_of(session)}"' in page
    with clock.at(moment(5)):
        assert "mulai pukul 07.30 WIB" in text_of(trainee.get(url_of(session, "session")))
    with clock.at(moment(9, 1)):
        assert "sudah ditutup" in text_of(trainee.get(url_of(session, "session")))


def attendance_url(cohort):
    return reverse("courses:my-attendance", args=[cohort.slug])


def test_own_attendance_shows_the_days_that_have_begun(trainee, scene):
    session = make_session(scene.cohort, moment(6), title="Pagi")
    make_session(scene.cohort, moment(13), title="Siang")
    record(session, scene.enrolments[0], "alpa")

    page = text_of(trainee.get(attendance_url(scene.cohort)))

    assert "Pagi" in page
    assert "Siang" not in page
    assert "alpa" in page


@pytest.mark.parametrize("sessions", [1, 3])
def test_own_attendance_is_read_in_few_queries(
    trainee, scene, sessions, django_assert_max_num_queries, django_assert_num_queries
):
    for hour in range(sessions):
        session = make_session(scene.cohort, moment(hour))
        record(session, scene.enrolments[0], "sakit")

    with django_assert_num_queries(4):
        mine = my_attendance(scene.users[0], scene.cohort.slug, NOW)
    with django_assert_max_num_queries(7):
        trainee.get(attendance_url(scene.cohort))
    assert mine.absence.sessions == sessions
    assert dict(mine.tally)["sakit"] == sessions
    assert mine.unrecorded == 0


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (1, "hampir mencapai batas"),
        (2, "Setengah batas"),
        (0, "melampaui batas"),
        (9, "1 dari 9"),
        (None, "belum diketahui"),
    ],
)
def test_own_attendance_says_how_close_the_limit_is(trainee, scene, limit, words):
    rule = AttendanceRule.objects.create(code="x", label="X", max_sessions=limit)
    Programme.objects.update(attendance_rule=rule)
    scene.cohort.attendance_policy = {}
    scene.cohort.save()
    record(make_session(scene.cohort, moment(6)), scene.enrolments[0], "alpa")
    make_session(scene.cohort, moment(7))

    assert words in text_of(trainee.get(attendance_url(scene.cohort)))


def test_empty_attendance_leads_to_the_timetable(trainee, scene):
    page = text_of(trainee.get(attendance_url(scene.cohort)))

    assert reverse("courses:timetable", args=[scene.cohort.slug]) in page


@pytest.mark.parametrize(("who", "status"), [("nobody", 302), ("stranger", 404), ("member", 200)])
def test_who_finds_own_attendance(client, scene, who, status):
    if who != "nobody":
        client.force_login(scene.users[0] if who == "member" else UserFactory())

    assert client.get(attendance_url(scene.cohort)).status_code == status

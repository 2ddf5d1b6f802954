"""The timetable and the page of a session, as each person may see them."""

import datetime as dt

import pytest
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.enums import (
    AttendanceSource,
    AttendanceStatus,
    CohortState,
    SessionMode,
    SessionState,
    StaffRole,
    TimeZone,
)
from courses.models import Attendance, Cohort, Room
from courses.queries.my_timetable import my_sessions, timetable_reader
from courses.services.enrolment import withdraw
from tests.courses.my_timetable.session_world import NOW, at, make_group, make_session
from tests.courses.tracking_world import open_cohort_of, running_cohort, serve, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db):
    return running_cohort(2)


@pytest.fixture
def people(cohort):
    return list(cohort.enrolments.order_by("pk"))


def see(client, user, session=None, cohort=None, moment=NOW):
    client.force_login(user)
    address = (
        reverse("courses:session", args=[session.cohort.slug, session.pk])
        if session
        else reverse("courses:timetable", args=[cohort.slug])
    )
    with clock.at(moment):
        return client.get(address)


def readers(cohort, people):
    """People by what they are to the cohort; the first two are in it, group A and group B."""
    other = running_cohort(1)
    return {
        "own_group": people[0].user,
        "other_group": people[1].user,
        "staff": serve(UserFactory(), cohort).user,
        "organiser": staff(Role.ORGANISER),
        "stranger": other.enrolments.get().user,
        "other_staff": serve(UserFactory(), other, StaffRole.COACH).user,
    }


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        ("own_group", (200, 200, 200)),
        ("other_group", (200, 200, 404)),
        ("staff", (200, 200, 200)),
        ("organiser", (200, 200, 200)),
        ("stranger", (404, 404, 404)),
        ("other_staff", (404, 404, 404)),
        (None, (302, 302, 302)),
    ],
)
def test_who_sees_what(client, cohort, people, role, answers):
    timetable, whole, grouped = answers
    both = make_session(cohort)
    group = make_group(cohort, "A", people[0])
    make_group(cohort, "B", people[1])
    alone = make_session(cohort, "Diskusi kelompok", group=group)
    if role:
        client.force_login(readers(cohort, people)[role])

    for address, expected in (
        (reverse("courses:timetable", args=[cohort.slug]), timetable),
        (reverse("courses:session", args=[cohort.slug, both.pk]), whole),
        (reverse("courses:session", args=[cohort.slug, alone.pk]), grouped),
        (reverse("courses:session-file", args=[cohort.slug, alone.pk]), grouped),
    ):
        assert client.get(address).status_code == expected, address


def test_who_teaches_sees_the_own_sessions_only(client, cohort):
    teacher = UserFactory()
    assert see(client, teacher, cohort=cohort).status_code == 404
    taught = make_session(cohort, "Anti korupsi", teachers=[teacher])
    other = make_session(cohort, "Etika")

    assert see(client, teacher, taught).status_code == 200
    assert see(client, teacher, other).status_code == 404
    text = see(client, teacher, cohort=cohort).text
    assert "Anti korupsi" in text
    assert "Etika" not in text
    assert "sesi yang Anda ajar" in text


def test_who_has_withdrawn_sees_no_sessions(client, cohort, people):
    session = make_session(cohort)
    withdraw(enrolment=people[0], reason="Mengundurkan diri", by=None)

    assert see(client, people[0].user, session).status_code == 404
    assert see(client, people[0].user, cohort=cohort).status_code == 404


def test_nobody_reads_who_has_been_switched_off(cohort):
    user = serve(UserFactory(is_active=False), cohort).user

    assert timetable_reader(user, cohort.slug) is None


def test_a_session_lives_in_its_own_cohort_only(client, cohort, people):
    session = make_session(running_cohort(1))
    client.force_login(people[0].user)

    address = reverse("courses:session", args=[cohort.slug, session.pk])
    assert client.get(address).status_code == 404


def test_an_empty_timetable_says_what_it_will_be(client, cohort, people):
    text = see(client, people[0].user, cohort=cohort).text

    assert "Belum ada sesi" in text
    assert reverse("courses:cohort-show", args=[cohort.slug]) in text


def test_staff_of_an_empty_timetable_are_told_too(client, cohort):
    assert "Belum ada sesi" in see(client, staff(Role.ORGANISER), cohort=cohort).text


def test_an_open_cohort_has_a_timetable_already(client):
    cohort = open_cohort_of(1)
    make_session(cohort)

    assert "Wawasan Kebangsaan" in see(client, cohort.enrolments.get().user, cohort=cohort).text


def test_what_runs_now_stands_on_top(client, cohort, people):
    make_session(cohort, "Kemarin", starts=at(8, day=dt.date(2019, 5, 5)))
    running = make_session(cohort, "Berjalan")
    make_session(cohort, "Batal", starts=at(8), hours=2, state=SessionState.CANCELLED)

    text = see(client, people[0].user, cohort=cohort).text

    assert text.index("Sedang berlangsung") < text.index("Batal")
    assert 'card-title">Berjalan' in text
    assert "dibatalkan" in text
    assert text.index("1 hari yang sudah lewat") < text.index("Kemarin")
    assert f"/sesi/{running.pk}/" in text


def test_a_timetable_that_is_over_is_open_to_read(client, cohort, people):
    make_session(cohort)

    text = see(client, people[0].user, cohort=cohort, moment=NOW + dt.timedelta(days=9)).text

    assert "telah selesai" in text
    assert "Wawasan Kebangsaan" in text


def test_everything_about_a_session_is_on_one_page(client, cohort, people):
    room = Room.objects.create(name="Aula Pandeglang")
    group = make_group(cohort, "Kelompok 2", people[0])
    teacher = UserFactory(full_name="Ratu Contoh")
    session = make_session(
        cohort,
        group=group,
        room=room,
        jp=3,
        teachers=[teacher],
        material_url="https://bahan.example/modul.pdf",
        meeting_url="https://rapat.example/abc",
        note="Bawa laptop.",
        course=cohort.required_courses.first().course,
    )

    text = see(client, people[0].user, session).text

    for words in (
        "Senin, 6 Mei 2019",
        "08.30–09.30 WIB",
        "Aula Pandeglang",
        "Kelompok 2",
        "Ratu Contoh",
        'href="https://bahan.example/modul.pdf"',
        'href="https://rapat.example/abc"',
        "rapat.example",
        "Bawa laptop.",
        session.course.title,
        "Sesi ini sedang berlangsung",
        "Kehadiran Anda",
    ):
        assert words in text, words


def test_another_zone_is_told_with_its_time_in_wib(client, cohort, people):
    session = make_session(
        cohort, starts=at(8, zone=TimeZone.WIT), time_zone=TimeZone.WIT, mode=SessionMode.ASYNC
    )

    text = see(client, people[0].user, session).text

    assert "08.00–09.00 WIT" in text
    assert "06.00 WIB" in text
    assert "secara mandiri" in text


def test_a_session_over_midnight_names_its_last_day(client, cohort, people):
    session = make_session(cohort, starts=at(20), hours=10, mode=SessionMode.WORKPLACE)

    text = see(client, people[0].user, session).text

    assert "20.00 – 7 Mei, 06.00 WIB" in text
    assert "di tempat kerja Anda" in text


def test_cancelling_is_told_with_its_reason(client, cohort, people):
    session = make_session(
        cohort,
        state=SessionState.CANCELLED,
        cancel_reason="Pengajar sakit",
        meeting_url="https://rapat.example/abc",
    )

    text = see(client, people[0].user, session).text

    assert "Pengajar sakit" in text
    assert "Masuk ke rapat" not in text
    assert "Kehadiran Anda" not in text


def test_cancelling_without_a_reason(client, cohort, people):
    session = make_session(cohort, state=SessionState.CANCELLED)

    assert "tidak perlu datang" in see(client, people[0].user, session).text


def test_own_attendance_is_shown_and_nobody_elses(client, cohort, people):
    session = make_session(cohort)
    Attendance.objects.create(
        session=session,
        enrolment=people[0],
        status=AttendanceStatus.SICK,
        source=AttendanceSource.ROLL,
        note="Surat dokter ada",
        marked_at=NOW,
    )

    own, other = (see(client, one.user, session).text for one in people)

    assert "Surat dokter ada" in own
    assert "Surat dokter ada" not in other
    assert "sakit" in see(client, people[0].user, cohort=cohort).text


def test_missing_record_is_told_after_the_session(client, cohort, people):
    session = make_session(cohort, has_check_in=False)

    text = see(client, people[0].user, session, moment=NOW + dt.timedelta(hours=3)).text

    assert "Belum ada catatan" in text


def test_staff_see_no_attendance_of_their_own(client, cohort):
    session = make_session(cohort)

    assert "Kehadiran Anda" not in see(client, staff(Role.ORGANISER), session).text


def test_a_closed_cohort_keeps_its_timetable(client, cohort, people):
    session = make_session(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED, closed_at=NOW)

    assert see(client, people[0].user, session).status_code == 200


@pytest.mark.parametrize("sessions", [1, 3])
def test_timetable_takes_a_fixed_number_of_queries(
    django_assert_num_queries, cohort, people, sessions
):
    for number in range(sessions):
        make_session(
            cohort,
            f"Sesi {number}",
            starts=at(8 + number),
            teachers=[UserFactory()],
            room=Room.objects.create(name=f"Ruang {number}"),
            group=make_group(cohort, f"K{number}"),
        )
    user = serve(people[0].user, cohort).user
    with django_assert_num_queries(6):
        reader = timetable_reader(user, cohort.slug)
        found = my_sessions(reader, NOW)
        names = [p.user.name for one in found for p in one.session.taught_by.all()]
    assert len(names) == sessions


@pytest.mark.parametrize(
    ("page", "sessions"), [("timetable", 1), ("timetable", 3), ("session", 1), ("session", 3)]
)
def test_pages_stay_within_the_budget(
    client, django_assert_max_num_queries, people, sessions, page
):
    cohort = people[0].cohort
    made = [
        make_session(cohort, f"Sesi {number}", starts=at(8 + number), teachers=[UserFactory()])
        for number in range(sessions)
    ]
    client.force_login(people[0].user)
    address = {
        "timetable": reverse("courses:timetable", args=[cohort.slug]),
        "session": reverse("courses:session", args=[cohort.slug, made[0].pk]),
    }[page]
    with django_assert_max_num_queries(15), clock.at(NOW):
        assert client.get(address).status_code == 200

"""The roll on a phone: one POST for all, one tap per person, corrections, letters, closing."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpu.accounts.enums import Role
from corpu.core import clock
from courses.enums import CohortState, SessionState, StaffRole
from courses.models import Attendance, AttendanceChange, Cohort, Session
from courses.queries.roll import sessions_to_roll
from courses.services.attendance import mark
from courses.services.enrolment import enrol
from courses.services.roll_closing import close_roll
from tests.courses.attendance.roll_world import (
    ALPA,
    BEFORE,
    DURING,
    HADIR,
    IZIN,
    SAKIT,
    check_in,
    group_of,
    instructor_of,
    make_session,
    organiser,
    place,
    status_of,
    teacher_of,
    url,
    world,
)
from tests.courses.tracking_world import running_cohort, staff
from tests.factories import UserFactory, make_programme

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"


@pytest.fixture(autouse=True)
def during():
    with clock.at(DURING):
        yield


@pytest.fixture
def room(client):
    """The instructor of a session of three people in front of the roll."""
    session, people = world(3)
    client.force_login(teacher_of(session))
    return client, session, people


def text(response):
    return " ".join(response.content.decode().split())


# --- who may ---

GETS = ("roll", "roll-close", "roll-reopen", "roll-sheet", "roll-sheet-xlsx", "roll-paper")
POSTS = ("roll", "roll-close", "roll-reopen", "roll-sheet", "roll-sheet-apply")


def visitor(kind, session):
    cohort = session.cohort
    if kind == "organiser":
        return organiser()
    if kind == "instructor of the cohort":
        return instructor_of(cohort)
    if kind == "instructor of the session":
        return teacher_of(session)
    if kind == "instructor of another cohort":
        return instructor_of(world(1)[0].cohort)
    if kind == "coach of the cohort":
        user = staff(Role.INSTRUCTOR)
        place(user, cohort, StaffRole.COACH)
        return user
    return staff(Role.LEADERSHIP if kind == "leadership" else Role.AGENCY_CONTACT)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("organiser", 200),
        ("instructor of the cohort", 200),
        ("instructor of the session", 200),
        ("instructor of another cohort", 404),
        ("coach of the cohort", 404),
        ("leadership", 404),
        ("contact", 404),
    ],
)
def test_pages_by_role(client, kind, expected):
    session, (one, *_others) = world()
    client.force_login(visitor(kind, session))

    seen = {client.get(url(name, session)).status_code for name in GETS}
    seen.add(client.get(url("roll-person", session, one.pk)).status_code)

    assert seen == {expected}
    if expected == 404:
        posts = {client.post(url(name, session)).status_code for name in POSTS}
        posts.add(client.post(url("roll-person", session, one.pk)).status_code)
        assert posts == {404}


@pytest.mark.parametrize("name", GETS)
def test_strangers_log_in_and_trainees_stay_outside(client, name):
    session, (one, *_others) = world()

    assert client.get(url(name, session)).status_code == 302
    client.force_login(one.user)
    assert client.get(url(name, session)).status_code == 302


def test_session_of_another_cohort_is_not_found_below_this_one(client):
    session, _people = world(1)
    other, _others = world(1)
    client.force_login(organiser())

    address = reverse("courses_admin:roll", args=[session.cohort.slug, other.pk])

    assert client.get(address).status_code == 404


def test_person_of_another_session_is_not_found(room):
    client, session, _people = room
    _other, (stranger,) = world(1)

    for name in ("roll-person", "roll-letter"):
        assert client.get(url(name, session, stranger.pk)).status_code == 404


# --- one POST for everybody ---


def test_exceptions_are_chosen_and_everybody_else_is_present(room):
    client, session, (one, two, three) = room

    response = client.post(
        url("roll", session), {f"status-{two.pk}": "sakit", "rest": "1"}, follow=True
    )

    assert [status_of(session, person) for person in (one, two, three)] == [HADIR, SAKIT, HADIR]
    assert "3 orang dicatat." in text(response)
    assert "Tutup daftar hadir" in text(response)


def test_only_what_is_chosen_is_recorded(room):
    client, session, (one, two, three) = room

    client.post(url("roll", session), {f"status-{two.pk}": "alpa", f"status-{three.pk}": "x"})
    response = client.post(url("roll", session), {"status-x": "alpa"}, follow=True)

    assert [status_of(session, person) for person in (one, two, three)] == [None, ALPA, None]
    assert "Tidak ada yang dipilih, jadi tidak ada yang dicatat." in text(response)


def test_who_checked_in_meanwhile_is_left_and_named(room):
    client, session, (one, two, three) = room
    check_in(session, one)

    response = client.post(
        url("roll", session), {f"status-{one.pk}": "alpa", "rest": "1"}, follow=True
    )

    assert [status_of(session, person) for person in (one, two, three)] == [HADIR] * 3
    assert f"dibiarkan: {one.user.name}." in text(response)


def test_refusal_is_said_in_words(room):
    client, session, (one, *_others) = room

    with clock.at(BEFORE):
        response = client.post(url("roll", session), {f"status-{one.pk}": "hadir"}, follow=True)
        page = text(client.get(url("roll", session)))

    assert "Sebelum itu hanya izin dan sakit yang dapat dicatat." in text(response)
    assert 'value="sakit"' in page
    assert 'value="hadir"' not in page
    assert 'name="rest"' not in page


# --- one tap ---


def test_a_tap_saves_at_once_and_renews_row_count_and_button(room):
    client, session, (one, two, _three) = room
    headers = {
        "HX-Request": "true",
        "HX-Current-URL": f"http://testserver{url('roll', session)}?status=belum",
    }

    response = client.post(
        url("roll", session),
        {"tap": f"{two.pk}:izin", f"status-{one.pk}": "alpa"},
        headers=headers,
    )

    page = text(response)
    assert [status_of(session, one), status_of(session, two)] == [None, IZIN]
    assert f'id="person-{two.pk}"' in page
    assert f'id="person-{one.pk}"' not in page
    assert "surat menyusul" in page
    assert "<b>1</b> dari 3 tercatat" in page
    assert "Simpan; 2 lainnya hadir" in page
    assert 'status=belum" aria-current="true"' in page


def test_a_tap_without_script_leads_back_to_the_list(room):
    client, session, (one, *_others) = room

    response = client.post(url("roll", session), {"tap": f"{one.pk}:terlambat"})

    assert response.url == url("roll", session)
    assert status_of(session, one) == "terlambat"


@pytest.mark.parametrize("tap", ["", "x:hadir", "1", "0:hadir", ":"])
def test_a_forged_tap_records_nothing(room, tap):
    client, session, _people = room

    response = client.post(url("roll", session), {"tap": tap}, headers={"HX-Request": "true"})

    assert response.status_code in {200, 302}
    assert not Attendance.objects.exists()


# --- what the page shows ---


def test_unrecorded_people_stand_first_and_chips_narrow(room):
    client, session, (one, two, three) = room
    check_in(session, one)
    mark(session=session, enrolment_id=two.pk, status=SAKIT, note="demam", by=None)

    everybody = client.get(url("roll", session))
    missing = client.get(url("roll", session), {"status": "belum"})
    sick = client.get(url("roll", session), {"status": "sakit"})
    nobody = client.get(url("roll", session), {"status": "alpa"})

    def names(response):
        return [line.pk for line in response.context["lines"]]

    assert names(everybody) == [three.pk, one.pk, two.pk]
    assert (names(missing), names(sick), names(nobody)) == ([three.pk], [two.pk], [])
    assert "demam" in text(sick)
    assert "Tidak ada yang sesuai" in text(nobody) or "Tampilkan semua" in text(nobody)


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        (
            {"state": SessionState.CANCELLED, "cancel_reason": "Banjir"},
            CohortState.RUNNING,
            "Sesi ini dibatalkan; tidak ada kehadiran yang dicatat. Banjir",
        ),
        ({"has_attendance": False}, CohortState.RUNNING, "Kehadiran tidak dicatat pada sesi ini."),
        ({}, CohortState.CLOSED, "Kehadiran hanya dicatat selama angkatan berjalan."),
    ],
)
def test_a_session_without_roll_offers_nothing_to_tap(room, fields, state, words):
    client, session, _people = room
    Session.objects.update(**fields)
    Cohort.objects.update(state=state)

    page = text(client.get(url("roll", session)))

    assert words in page
    assert 'type="radio"' not in page


def test_a_session_without_people_says_what_to_do(client):
    session, _people = world(1)
    session.group = group_of(session.cohort, "Kosong", [])
    session.save()
    client.force_login(organiser())

    assert "Belum ada peserta sesi ini." in text(client.get(url("roll", session)))


# --- one person ---


def test_mark_with_note_and_letter(room):
    client, session, (one, *_others) = room
    address = url("roll-person", session, one.pk)

    page = client.get(address)
    response = client.post(
        address,
        {"status": "sakit", "note": "Demam", "letter": SimpleUploadedFile("surat.pdf", PDF)},
    )
    sent = client.get(url("roll-letter", session, one.pk))

    assert page.status_code == 200
    assert response.url == url("roll", session)
    assert status_of(session, one) == SAKIT
    assert b"".join(sent.streaming_content) == PDF
    assert sent["Content-Disposition"] == 'attachment; filename="surat.pdf"'
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in sent["Cache-Control"]


def test_correction_asks_for_the_reason_and_shows_the_history(room):
    client, session, (one, *_others) = room
    check_in(session, one)
    address = url("roll-person", session, one.pk)

    without = client.post(address, {"status": "alpa", "note": ""})
    same = client.post(address, {"status": "hadir", "note": "", "reason": "x"})
    done = client.post(address, {"status": "alpa", "note": "", "reason": "titip"}, follow=True)
    page = text(client.get(address))

    assert (without.status_code, same.status_code) == (422, 422)
    assert "Tulis alasannya." in text(without)
    assert "Tidak ada yang berubah." in text(same)
    assert f"Catatan {one.user.name} sudah dikoreksi." in text(done)
    assert "hadir → alpa: titip" in page
    assert AttendanceChange.objects.count() == 1


def test_blank_reason_is_no_reason(room):
    client, session, (one, *_others) = room
    check_in(session, one)

    response = client.post(url("roll-person", session, one.pk), {"status": "alpa", "reason": " "})

    assert "Tulis alasannya." in text(response)
    assert status_of(session, one) == HADIR


def test_letter_that_was_still_to_come(room):
    client, session, (one, *_others) = room
    mark(session=session, enrolment_id=one.pk, status=IZIN, by=None)
    address = url("roll-person", session, one.pk)

    nothing = client.post(address, {"do": "letter"})
    wrong = client.post(
        address, {"do": "letter", "letter": SimpleUploadedFile("surat.pdf", b"<html>")}
    )
    right = client.post(
        address, {"do": "letter", "letter": SimpleUploadedFile("izin.pdf", PDF)}, follow=True
    )
    second = client.post(address, {"do": "letter", "letter": SimpleUploadedFile("b.pdf", PDF)})

    assert "Pilih berkas atau potret suratnya." in text(nothing)
    assert "PDF, JPG, PNG" in text(wrong)
    assert f"Surat {one.user.name} sudah disimpan." in text(right)
    assert second.status_code == 422
    assert not AttendanceChange.objects.exists()


def test_letter_that_is_not_there_is_not_found(room):
    client, session, (one, two, _three) = room
    mark(
        session=session,
        enrolment_id=two.pk,
        status=SAKIT,
        letter=SimpleUploadedFile("surat.pdf", PDF),
        by=None,
    )
    record = Attendance.objects.get(enrolment=two)
    record.letter.storage.delete(record.letter.name)

    assert client.get(url("roll-letter", session, one.pk)).status_code == 404
    assert client.get(url("roll-letter", session, two.pk)).status_code == 404


def test_names_cannot_bring_markup_in(client):
    session, (one,) = world(1)
    one.user.full_name = "<script>alert(1)</script>"
    one.user.save()
    client.force_login(organiser())

    for address in (url("roll", session), url("roll-person", session, one.pk)):
        assert "<script>alert(1)" not in client.get(address).content.decode()


# --- closing ---


def test_closing_names_who_becomes_alpa(room):
    client, session, (one, two, three) = room
    check_in(session, one)

    asked = text(client.get(url("roll-close", session)))
    done = client.post(url("roll-close", session), follow=True)

    assert "2 orang belum dicatat dan menjadi alpa:" in asked
    assert two.user.name in asked
    assert "Daftar hadir ditutup. 2 orang dicatat alpa." in text(done)
    assert status_of(session, three) == ALPA
    assert 'type="radio"' not in text(done)


def test_closing_when_everybody_is_recorded_and_too_early(room):
    client, session, people = room
    with clock.at(BEFORE):
        early = client.post(url("roll-close", session), follow=True)
    for person in people:
        check_in(session, person)

    done = client.post(url("roll-close", session), follow=True)

    assert "daftar hadirnya belum dapat ditutup" in text(early)
    assert "Daftar hadir ditutup." in text(done)
    assert "Semua sudah dicatat." in text(client.get(url("roll-close", session)))


def test_reopening_needs_a_reason(room):
    client, session, _people = room
    close_roll(session=session, by=None)

    without = client.post(url("roll-reopen", session), {"reason": ""})
    done = client.post(url("roll-reopen", session), {"reason": "terlalu dini"}, follow=True)
    again = client.post(url("roll-reopen", session), {"reason": "lagi"}, follow=True)

    assert without.status_code == 422
    assert "Daftar hadir terbuka lagi." in text(done)
    assert "Daftar hadir memang masih terbuka." in text(again)
    assert not Attendance.objects.exists()


def test_who_came_after_closing_is_shown_as_not_counted(room):
    client, session, _people = room
    close_roll(session=session, by=None)
    enrol(cohort=session.cohort, users=[UserFactory()], by=None)

    assert "Masuk angkatan atau kelompok setelah daftar ditutup" in text(
        client.get(url("roll", session))
    )


# --- the list of rolls ---

INDEX = "courses_admin:roll-index"


def test_index_shows_today_and_what_is_still_open(client):
    session, people = world(2)
    cohort = session.cohort
    group = group_of(cohort, "A", people[:1])
    tonight = make_session(cohort, starts_at=DURING + dt.timedelta(hours=8), group=group)
    open_before = make_session(cohort, starts_at=DURING - dt.timedelta(days=2), title="Lama")
    make_session(cohort, starts_at=DURING - dt.timedelta(days=20), title="Terlalu lama")
    make_session(cohort, starts_at=DURING + dt.timedelta(days=3), title="Nanti")
    closed = make_session(cohort, starts_at=DURING - dt.timedelta(days=3), title="Tutup")
    Session.objects.filter(pk=closed.pk).update(roll_closed_at=DURING)
    check_in(session, people[0])
    client.force_login(instructor_of(cohort))

    response = client.get(reverse(INDEX))

    def found(name):
        return [(d.session.pk, d.recorded, d.expected) for d in response.context[name]]

    assert found("today") == [(session.pk, 1, 2), (tonight.pk, 0, 1)]
    assert found("waiting") == [(open_before.pk, 0, 2)]


def test_index_is_empty_for_who_takes_no_roll(client):
    world(1)
    user = staff(Role.LEADERSHIP)
    client.force_login(user)

    response = client.get(reverse(INDEX))

    assert "Tidak ada sesi Anda dalam 24 jam ke depan." in text(response)
    assert reverse(INDEX) not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_nobody_takes_a_roll_without_logging_in():
    world(1)

    assert not sessions_to_roll(AnonymousUser()).exists()


def test_menu_leads_to_the_rolls(room):
    client, _session, _people = room

    assert reverse(INDEX) in client.get(reverse("wagtailadmin_home")).content.decode()


# --- counts ---


def queries_of(act):
    with CaptureQueriesContext(connection) as captured:
        assert act().status_code in {200, 302}
    return len(captured)


def test_pages_take_the_same_queries_for_any_number_of_people(client):
    programme = make_programme()
    client.force_login(organiser())
    ContentType.objects.get_for_model(Session)
    counted = []
    for people in (2, 4):
        cohort = running_cohort(people, programme=programme)
        session = make_session(cohort)
        first = cohort.enrolments.first()
        check_in(session, first)
        close_later = make_session(cohort)
        client.get(url("roll", session))
        counted.append(
            [
                queries_of(lambda s=session: client.get(url("roll", s))),
                queries_of(lambda s=session, p=first: client.get(url("roll-person", s, p.pk))),
                queries_of(lambda s=session: client.get(url("roll-paper", s))),
                queries_of(lambda s=session: client.post(url("roll", s), {"rest": "1"})),
                queries_of(lambda s=close_later: client.post(url("roll-close", s))),
            ]
        )
        counted[-1].append(queries_of(lambda: client.get(reverse(INDEX))))

    assert counted[0] == counted[1]

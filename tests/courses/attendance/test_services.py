"""Attendance by staff: first marks, corrections, letters, closing and reopening the roll."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from corpu.core import clock
from courses.enums import AttendanceSource, CohortState, RollRefusal, SessionState
from courses.models import Attendance, AttendanceChange, Cohort, Session
from courses.queries.roll import roll_of
from courses.services.attendance import (
    LetterRefused,
    RollRefused,
    add_letter,
    correct,
    mark,
    mark_many,
)
from courses.services.decisions import ReasonMissing
from courses.services.enrolment import enrol, withdraw
from courses.services.roll_closing import close_roll, reopen_roll
from tests.courses.attendance.roll_world import (
    ALPA,
    BEFORE,
    DURING,
    HADIR,
    IZIN,
    LATE,
    SAKIT,
    START,
    check_in,
    group_of,
    organiser,
    status_of,
    world,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"


@pytest.fixture(autouse=True)
def during():
    with clock.at(DURING):
        yield


def letter(content=PDF, name="surat dokter.pdf"):
    return SimpleUploadedFile(name, content)


def refusal(act, **about):
    with pytest.raises(RollRefused) as caught:
        act(**about)
    return caught.value.refusal


# --- first marks ---


def test_first_marks_are_stored_without_history():
    session, (one, two, three) = world()
    by = organiser()

    marked = mark_many(
        session=session, marks={one.pk: (HADIR, ""), two.pk: (IZIN, " dinas ")}, by=by
    )

    assert (marked.recorded, marked.left) == ((one.pk, two.pk), ())
    record = Attendance.objects.get(enrolment=two)
    assert (record.status, record.note, record.source, record.marked_by, record.marked_at) == (
        IZIN,
        "dinas",
        AttendanceSource.ROLL,
        by,
        DURING,
    )
    assert status_of(session, three) is None
    assert not AttendanceChange.objects.exists()
    assert not ModelLogEntry.objects.filter(action__startswith="courses.attendance").exists()


def test_nothing_chosen_stores_nothing():
    session, _people = world(1)

    assert mark_many(session=session, marks={}, by=None).recorded == ()


def test_marks_do_not_overwrite_what_was_recorded_meanwhile():
    session, (one, two) = world(2)
    check_in(session, one)

    marked = mark_many(session=session, marks={one.pk: (ALPA, ""), two.pk: (ALPA, "")}, by=None)

    assert (marked.recorded, marked.left) == ((two.pk,), (one.pk,))
    assert status_of(session, one) == HADIR


def test_the_same_mark_twice_is_one_record():
    session, (one,) = world(1)

    first = mark(session=session, enrolment_id=one.pk, status=HADIR, by=None)
    again = mark(session=session, enrolment_id=one.pk, status=HADIR, by=None)

    assert first == again
    assert Attendance.objects.count() == 1


def test_another_mark_is_a_correction():
    session, (one,) = world(1)
    mark(session=session, enrolment_id=one.pk, status=HADIR, by=None)

    found = refusal(mark, session=session, enrolment_id=one.pk, status=ALPA, by=None)

    assert found == RollRefusal.RECORDED
    assert str(RollRefused(found)) == "Sudah ada catatan. Ubah dengan menyebutkan alasannya."


def test_only_who_is_expected_can_be_marked():
    session, (one, two, three) = world()
    session.group = group_of(session.cohort, "A", [one])
    session.save()
    withdraw(enrolment=three, reason="pindah", by=None)
    (_other,) = others = world(1)[1]

    for person in (two, three, *others):
        assert (
            refusal(mark, session=session, enrolment_id=person.pk, status=HADIR, by=None)
            == RollRefusal.NOT_EXPECTED
        )
    assert not Attendance.objects.exists()


def test_before_the_session_only_announced_absence_is_recorded():
    session, (one, two) = world(2)

    with clock.at(BEFORE):
        assert (
            refusal(mark, session=session, enrolment_id=one.pk, status=HADIR, by=None)
            == RollRefusal.TOO_EARLY
        )
        mark(session=session, enrolment_id=two.pk, status=IZIN, note="dinas", by=None)

    assert (status_of(session, one), status_of(session, two)) == (None, IZIN)


@pytest.mark.parametrize(
    ("fields", "cohort_state", "expected"),
    [
        ({"state": SessionState.CANCELLED}, CohortState.RUNNING, RollRefusal.CANCELLED),
        ({"has_attendance": False}, CohortState.RUNNING, RollRefusal.NO_ROLL),
        ({}, CohortState.CLOSED, RollRefusal.NOT_RUNNING),
        ({"roll_closed_at": START}, CohortState.RUNNING, RollRefusal.CLOSED),
    ],
)
def test_marks_are_refused_where_there_is_no_open_roll(fields, cohort_state, expected):
    session, (one,) = world(1)
    Session.objects.update(**fields)
    Cohort.objects.update(state=cohort_state)

    found = refusal(mark, session=session, enrolment_id=one.pk, status=HADIR, by=None)

    assert found == expected


# --- letters ---


def test_letter_comes_with_the_mark_or_later():
    session, (one, two) = world(2)
    by = organiser()

    mark(session=session, enrolment_id=one.pk, status=SAKIT, letter=letter(), by=by)
    mark(session=session, enrolment_id=two.pk, status=SAKIT, by=by)
    before = [line.misses_letter for line in roll_of(session).lines]
    record = add_letter(session=session, enrolment_id=two.pk, letter=letter(), by=by)

    assert before == [False, True]
    assert [line.misses_letter for line in roll_of(session).lines] == [False, False]
    assert record.letter_name == "surat dokter.pdf"
    assert record.letter.name.startswith("attendance/")
    with record.letter.open("rb") as stored:
        assert stored.read() == PDF
    assert ModelLogEntry.objects.filter(action="courses.attendance.letter_added").count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "surat.pdf", "Berkasnya kosong"),
        (b"<html>", "surat.pdf", "PDF, JPG, PNG"),
        (b"x" * (5 * 1024 * 1024 + 1), "surat.pdf", "5 MB"),
        (b"%PDF-1.4 rusak", "surat.pdf", "rusak"),
    ],
)
def test_a_file_that_is_no_letter_changes_nothing(content, name, words):
    session, (one,) = world(1)

    with pytest.raises(LetterRefused, match=words):
        mark(
            session=session,
            enrolment_id=one.pk,
            status=SAKIT,
            letter=letter(content, name),
            by=None,
        )

    assert not Attendance.objects.exists()


def test_a_second_letter_needs_a_reason():
    session, (one,) = world(1)
    about = {"session": session, "enrolment_id": one.pk, "by": None}
    mark(**about, status=SAKIT, letter=letter())

    assert refusal(add_letter, **about, letter=letter()) == RollRefusal.RECORDED
    record = correct(**about, status=SAKIT, reason="salah berkas", letter=letter(name="baru.pdf"))

    assert record.letter_name == "baru.pdf"
    change = AttendanceChange.objects.get()
    assert (change.before, change.after, change.reason) == (SAKIT, SAKIT, "salah berkas")


def test_letter_of_nobody_recorded():
    session, (one,) = world(1)

    found = refusal(add_letter, session=session, enrolment_id=one.pk, letter=letter(), by=None)

    assert found == RollRefusal.NOT_RECORDED


# --- corrections ---


def test_correction_keeps_before_after_reason_and_person():
    session, (one,) = world(1)
    check_in(session, one)
    by = organiser()

    record = correct(
        session=session,
        enrolment_id=one.pk,
        status=ALPA,
        reason=" tidak ada di ruang ",
        note="dicek dua kali",
        by=by,
    )

    change = AttendanceChange.objects.get()
    assert (change.before, change.after, change.reason, change.by, change.at) == (
        HADIR,
        ALPA,
        "tidak ada di ruang",
        by,
        DURING,
    )
    record.refresh_from_db()
    assert (record.status, record.note, record.source) == (
        ALPA,
        "dicek dua kali",
        AttendanceSource.ROLL,
    )
    assert record.checked_in_at is not None
    entry = ModelLogEntry.objects.get(action="courses.attendance.corrected")
    assert entry.user == by
    assert entry.data["reason"] == "tidak ada di ruang"
    assert (entry.data["before"], entry.data["after"]) == (HADIR, ALPA)


def test_correction_without_note_keeps_the_note():
    session, (one,) = world(1)
    mark(session=session, enrolment_id=one.pk, status=IZIN, note="dinas", by=None)

    record = correct(
        session=session, enrolment_id=one.pk, status=SAKIT, reason="ternyata sakit", by=None
    )

    assert record.note == "dinas"


def test_correction_needs_reason_record_and_change():
    session, (one,) = world(1)
    about = {"session": session, "enrolment_id": one.pk, "by": None}

    assert refusal(correct, **about, status=ALPA, reason="x") == RollRefusal.NOT_RECORDED
    mark(**about, status=HADIR)
    with pytest.raises(ReasonMissing):
        correct(**about, status=ALPA, reason="  ")
    assert refusal(correct, **about, status=HADIR, reason="x") == RollRefusal.SAME
    assert not AttendanceChange.objects.exists()


def test_correction_is_possible_after_closing_but_not_after_the_cohort():
    session, (one,) = world(1)
    about = {"session": session, "enrolment_id": one.pk, "by": None}
    close_roll(session=session, by=None)

    correct(**about, status=SAKIT, reason="surat menyusul")
    Cohort.objects.update(state=CohortState.CLOSED)

    assert refusal(correct, **about, status=IZIN, reason="x") == RollRefusal.NOT_RUNNING


# --- closing ---


def test_closing_turns_unrecorded_into_alpa_once():
    session, (one, two, three) = world()
    by = organiser()
    mark(session=session, enrolment_id=one.pk, status=HADIR, by=by)

    counts = [close_roll(session=session, by=by), close_roll(session=session, by=by)]

    assert counts == [2, 0]
    assert {status_of(session, one), status_of(session, two), status_of(session, three)} == {
        HADIR,
        ALPA,
    }
    session.refresh_from_db()
    assert session.roll_closed_at == DURING
    entry = ModelLogEntry.objects.get(action="courses.roll.closed")
    assert entry.data["absent"] == sorted([two.pk, three.pk])


def test_closing_of_a_group_leaves_the_others_alone():
    session, (one, two) = world(2)
    session.group = group_of(session.cohort, "A", [one])
    session.save()

    close_roll(session=session, by=None)

    assert (status_of(session, one), status_of(session, two)) == (ALPA, None)


def test_roll_is_not_closed_before_the_session():
    session, _people = world(1)

    with clock.at(BEFORE):
        assert refusal(close_roll, session=session, by=None) == RollRefusal.NOT_BEGUN


def test_reopening_takes_back_what_only_the_closing_knew():
    session, (one, two, three) = world()
    about = {"session": session, "by": None}
    mark(**about, enrolment_id=one.pk, status=LATE)
    close_roll(**about)
    correct(**about, enrolment_id=two.pk, status=SAKIT, reason="surat")

    taken = reopen_roll(**about, reason="masih ada yang datang")

    assert taken == 1
    assert [status_of(session, one), status_of(session, two), status_of(session, three)] == [
        LATE,
        SAKIT,
        None,
    ]
    entry = ModelLogEntry.objects.get(action="courses.roll.reopened")
    assert entry.data == {"taken_back": [three.pk], "reason": "masih ada yang datang"}
    mark(**about, enrolment_id=three.pk, status=HADIR)


def test_reopening_needs_reason_and_a_closed_roll():
    session, _people = world(1)

    with pytest.raises(ReasonMissing):
        reopen_roll(session=session, reason="", by=None)
    assert refusal(reopen_roll, session=session, reason="x", by=None) == RollRefusal.OPEN


def test_who_came_later_is_not_absent_before():
    session, _people = world(1)
    close_roll(session=session, by=None)

    (late,) = enrol(cohort=session.cohort, users=[UserFactory()], by=None)

    assert status_of(session, late) is None
    with clock.at(DURING + dt.timedelta(hours=1)):
        found = refusal(mark, session=session, enrolment_id=late.pk, status=HADIR, by=None)
    assert found == RollRefusal.CLOSED

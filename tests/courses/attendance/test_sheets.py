"""Attendance sheets: reading, judging against the database, recording whole or not at all."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from corpu.core import clock
from corpu.core.exchange.cells import TableError
from courses.domain.roll_sheet import Expected, MarkRow
from courses.enums import AttendanceSource, MarkVerdict, RollRefusal, SheetFault
from courses.exchange.attendance import SheetError, read_marks, write_marks
from courses.models import Attendance, AttendanceChange
from courses.services import attendance_sheets
from courses.services.attendance import Marked, RollRefused, mark
from courses.services.attendance_sheets import SheetHasProblems, apply_sheet, preview_sheet
from courses.services.decisions import ReasonMissing
from tests.courses.attendance.roll_world import (
    ALPA,
    DURING,
    HADIR,
    SAKIT,
    instructor_of,
    status_of,
    url,
    world,
)


def read(text, name="hadir.csv"):
    return read_marks(text.encode(), name)


def test_heading_is_found_below_a_letterhead_in_any_order():
    rows = read(
        "BPSDM Provinsi Banten\nDaftar hadir;;;\nStatus;Nama Peserta;NIP;Alasan;Keterangan\n"
        "H;Siti;1990 0101 201903 1 001;;\n;;;;\nsakit;Budi;;surat;demam\n"
    )

    assert rows == (
        MarkRow(4, "199001012019031001", "Siti", "H"),
        MarkRow(6, "", "Budi", "sakit", "demam", "surat"),
    )


def test_what_is_no_nip_stays_readable_and_formulas_are_seen():
    rows = read("NIP;Status\nabc;hadir\n'199001012019031001;=1+1\n")

    assert [(one.nip, one.status, one.has_formula) for one in rows] == [
        ("abc", "hadir", False),
        ("199001012019031001", "", True),
    ]


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("a;b\nc;d\n", SheetFault.NO_HEADING, "Unduh lembar sesi ini"),
        ("NIP;Nama\n1;Budi\n", SheetFault.NO_HEADING, "Status"),
        ("Status;Nama\n", SheetFault.NO_PEOPLE, "Tidak ada peserta"),
        ("Status;Nama\n" + "H;Budi\n" * 501, SheetFault.TOO_MANY, "500"),
    ],
)
def test_what_is_no_attendance_sheet_says_why(text, fault, words):
    with pytest.raises(SheetError) as caught:
        read(text)

    assert caught.value.fault == fault
    assert words in caught.value.message


def test_unreadable_file_is_the_tables_business():
    with pytest.raises(TableError):
        read("", "kosong.csv")


def test_written_sheet_is_read_again():
    people = [Expected(1, "199001012019031001", "=Siti", "hadir", "depan"), Expected(2, "", "Budi")]

    content = write_marks(people)

    assert read_marks(content, "lembar.xlsx") == (
        MarkRow(2, "199001012019031001", "=Siti", "hadir", "depan"),
        MarkRow(3, "", "Budi", ""),
    )


# --- against the database ---


@pytest.fixture
def during():
    with clock.at(DURING):
        yield


def rows_of(people, *statuses, **fields):
    return [
        MarkRow(number, person.user.nip, person.user.full_name, status, **fields)
        for number, (person, status) in enumerate(zip(people, statuses, strict=True), start=2)
    ]


@pytest.mark.django_db
def test_sheet_is_recorded_with_its_source_and_again_changes_nothing(during):
    session, people = world(3)
    rows = rows_of(people, "H", "sakit", "")

    first = apply_sheet(session=session, rows=rows, reason="", by=None)
    again = apply_sheet(session=session, rows=rows, reason="", by=None)

    assert (first.to_record, again.to_record) == (2, 0)
    assert again.counts == {MarkVerdict.KNOWN: 2, MarkVerdict.EMPTY: 1}
    assert [status_of(session, one) for one in people] == [HADIR, SAKIT, None]
    assert set(Attendance.objects.values_list("source", flat=True)) == {AttendanceSource.SHEET}
    assert not AttendanceChange.objects.exists()


@pytest.mark.django_db
def test_corrections_of_a_sheet_need_a_reason_each_or_for_all(during):
    session, (one, two) = world(2)
    for person in (one, two):
        mark(session=session, enrolment_id=person.pk, status=HADIR, note="x", by=None)
    rows = [
        *rows_of([one], "alpa", reason="tidak ada"),
        *rows_of([two], "sakit"),
    ]

    preview = preview_sheet(session=session, rows=rows)
    with pytest.raises(ReasonMissing):
        apply_sheet(session=session, rows=rows, reason=" ", by=None)
    assert status_of(session, one) == HADIR
    apply_sheet(session=session, rows=rows, reason="rekap kertas", by=None)

    assert (preview.without_reason, preview.to_record, preview.problems) == (1, 2, 0)
    changes = AttendanceChange.objects.order_by("attendance__enrolment")
    assert sorted(changes.values_list("after", "reason")) == [
        (ALPA, "tidak ada"),
        (SAKIT, "rekap kertas"),
    ]
    assert set(Attendance.objects.values_list("note", flat=True)) == {"x"}


@pytest.mark.django_db
def test_one_problem_records_nothing(during):
    session, people = world(2)

    with pytest.raises(SheetHasProblems):
        apply_sheet(session=session, rows=rows_of(people, "H", "bolos"), reason="", by=None)

    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_a_check_in_between_check_and_recording_stops_the_sheet(during, monkeypatch):
    session, (one,) = world(1)
    monkeypatch.setattr(attendance_sheets, "mark_many", lambda **_: Marked(left=(one.pk,)))

    with pytest.raises(RollRefused) as caught:
        apply_sheet(session=session, rows=rows_of([one], "H"), reason="", by=None)

    assert caught.value.refusal == RollRefusal.RECORDED


# --- pages ---


def book(*lines):
    workbook = Workbook()
    for line in lines:
        workbook.active.append(line)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return SimpleUploadedFile("lembar.xlsx", buffer.getvalue())


@pytest.fixture
def desk(client, during):
    session, people = world(2)
    client.force_login(instructor_of(session.cohort))
    return client, session, people


@pytest.mark.django_db
def test_journey_from_download_to_recording(desk):
    client, session, (one, two) = desk
    downloaded = client.get(url("roll-sheet-xlsx", session))
    sheet = load_workbook(io.BytesIO(downloaded.content)).active
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    lines[1][3], lines[2][3] = "hadir", "alpa"

    assert client.get(url("roll-sheet", session)).status_code == 200
    checked = client.post(url("roll-sheet", session), {"file": book(*lines)})
    assert not Attendance.objects.exists()
    signed = checked.context["apply_form"].initial["rows"]
    done = client.post(url("roll-sheet-apply", session), {"rows": signed}, follow=True)

    assert "attachment" in downloaded["Content-Disposition"]
    assert "2 dicatat, 0 dikoreksi." in done.content.decode()
    assert (status_of(session, one), status_of(session, two)) == (HADIR, ALPA)


@pytest.mark.django_db
def test_correction_through_a_sheet_asks_for_the_reason(desk):
    client, session, (one, _two) = desk
    mark(session=session, enrolment_id=one.pk, status=HADIR, by=None)
    lines = (["NIP", "Status"], [one.user.nip, "sakit"])
    checked = client.post(url("roll-sheet", session), {"file": book(*lines)})
    signed = checked.context["apply_form"].initial["rows"]

    without = client.post(url("roll-sheet-apply", session), {"rows": signed})
    too_long = client.post(url("roll-sheet-apply", session), {"rows": signed, "reason": "x" * 251})
    assert status_of(session, one) == HADIR
    client.post(url("roll-sheet-apply", session), {"rows": signed, "reason": "surat"})

    assert "Alasan koreksi" in checked.content.decode()
    assert "Tulis mengapa catatan ini dikoreksi." in without.content.decode()
    assert "250" in too_long.content.decode()
    assert status_of(session, one) == SAKIT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (None, "Pilih berkas kehadirannya."),
        (SimpleUploadedFile("x.csv", b"a;b\nc;d\n"), "Baris judul kolom tidak ditemukan."),
        (SimpleUploadedFile("x.csv", b""), "Berkas kosong."),
        (SimpleUploadedFile("x.csv", b"x" * (5 * 1024 * 1024 + 1)), "Berkas lebih dari 5 MB."),
    ],
)
def test_unreadable_sheet_is_refused_on_the_form(desk, upload, words):
    client, session, _people = desk

    response = client.post(url("roll-sheet", session), {"file": upload} if upload else {})

    assert response.status_code == 422
    assert words in response.content.decode()


@pytest.mark.django_db
def test_rows_with_problems_are_shown_with_the_remedy_and_not_recorded(desk):
    client, session, (one, _two) = desk
    lines = (["NIP", "Nama", "Status"], [one.user.nip, "<b>x</b>", "bolos"])

    checked = client.post(url("roll-sheet", session), {"file": book(*lines)})
    signed = checked.context["apply_form"].initial["rows"]
    forced = client.post(url("roll-sheet-apply", session), {"rows": signed})

    page = checked.content.decode()
    assert "Tulis hadir, terlambat, izin, sakit, atau alpa." in page
    assert "<b>x</b>" not in page
    assert 'name="rows"' not in page
    assert "Perbaiki dahulu baris yang bermasalah" in forced.content.decode()
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_what_was_not_checked_is_not_recorded(desk, monkeypatch):
    client, session, (one, _two) = desk
    other, _people = world(1)
    lines = (["NIP", "Status"], [one.user.nip, "hadir"])
    checked = client.post(url("roll-sheet", session), {"file": book(*lines)})
    signed = checked.context["apply_form"].initial["rows"]
    client.force_login(instructor_of(other.cohort))

    forged = client.post(url("roll-sheet-apply", other), {"rows": signed + "x"}, follow=True)
    foreign = client.post(url("roll-sheet-apply", other), {"rows": signed}, follow=True)

    for response in (forged, foreign):
        assert "Pemeriksaan ini terlalu lama atau bukan untuk sesi ini." in (
            response.content.decode()
        )
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_sheet_of_a_roll_that_was_recorded_meanwhile_is_shown_again(desk, monkeypatch):
    client, session, (one, _two) = desk
    lines = (["NIP", "Status"], [one.user.nip, "hadir"])
    checked = client.post(url("roll-sheet", session), {"file": book(*lines)})
    signed = checked.context["apply_form"].initial["rows"]
    monkeypatch.setattr(attendance_sheets, "mark_many", lambda **_: Marked(left=(one.pk,)))

    response = client.post(url("roll-sheet-apply", session), {"rows": signed})

    assert "Sudah ada catatan." in response.content.decode()

"""A timetable file read into rows."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpu.core.exchange.cells import Cell, CellKind
from courses.domain.timetable_rows import TimetableRow
from courses.enums import SessionMode, TimetableFault, TimetableField, TimetableProblem, TimeZone
from courses.exchange import timetable_cells as cells
from courses.exchange.timetable import MAX_SESSIONS, TimetableError, read_timetable
from tests.courses.timetable_files.sheets import HEADING, line, sheet, text_sheet


def read(*lines, heading=HEADING):
    return read_timetable(sheet(*lines, heading=heading), "jadwal.xlsx")


def utc(hour, minute=0, day=6):
    return dt.datetime(2019, 5, day, hour, minute, tzinfo=dt.UTC)


def test_a_row_says_when_and_what():
    (row,) = read(line(code="7", group="A", room="Aula", teachers="Siti, S.E.; 199001; Budi"))

    assert (row.number, row.code, row.title, row.problems) == (2, 7, "Etika", ())
    assert row.plain["starts_at"] == utc(1)
    assert row.plain["ends_at"] == utc(3, 15)
    assert row.plain["time_zone"] == TimeZone.WIB
    assert row.plain["jp"] == 3
    assert row.names == {TimetableField.GROUP: "A", TimetableField.ROOM: "Aula"}
    assert row.teachers == ("Siti, S.E.", "199001", "Budi")


def test_what_the_file_does_not_have_is_not_said():
    heading = ("Hari/Tanggal", "Pukul", "Kegiatan")
    (row,) = read(("Senin, 6 Mei 2019", "08.00 - 10.15 WIB", "Apel"), heading=heading)

    assert set(row.plain) == {"title", "starts_at", "ends_at", "time_zone"}
    assert (row.names, row.teachers, row.code, row.problems) == ({}, None, None, ())
    assert row.plain["ends_at"] == utc(3, 15)


def test_every_column_is_read():
    heading = [column.value for column in TimetableField]
    (row,) = read(
        (
            *("", "2019-05-06", "08:00", "10:15", "WIT", "", "Tempat Kerja", "4", "ONCAMPUS"),
            *("A3-WOG", "", "", "Ratu\nBudi", "https://rapat.example/", "http://bahan.example/"),
            *("Bawa laptop\nDatang awal", "tidak"),
        ),
        heading=heading,
    )

    assert row.problems == ()
    assert row.plain["starts_at"] == dt.datetime(2019, 5, 5, 23, tzinfo=dt.UTC)
    assert row.plain["mode"] == SessionMode.WORKPLACE
    assert row.plain["has_attendance"] is False
    assert row.plain["note"] == "Bawa laptop\nDatang awal"
    assert row.plain["meeting_url"] == "https://rapat.example/"
    assert row.teachers == ("Ratu", "Budi")
    assert row.title == "A3-WOG"


def test_an_end_before_the_beginning_is_the_next_day():
    (row,) = read(line(start="20.00", end="06.00"))

    assert row.plain["ends_at"] == utc(23)


def test_csv_and_lines_above_the_heading_are_read_too():
    content = text_sheet(HEADING, line(), ("", "", "", "", "", "", "", "", ""), heading=("JADWAL",))

    assert [row.title for row in read_timetable(content, "jadwal.csv")] == ["Etika"]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"day": ""}, TimetableField.DAY, TimetableProblem.MISSING),
        ({"day": "31-02-2019"}, TimetableField.DAY, TimetableProblem.DAY),
        ({"day": "besok"}, TimetableField.DAY, TimetableProblem.DAY),
        ({"start": ""}, TimetableField.STARTS, TimetableProblem.MISSING),
        ({"end": ""}, TimetableField.ENDS, TimetableProblem.MISSING),
        ({"start": "25.00"}, TimetableField.STARTS, TimetableProblem.TIME),
        ({"end": "pagi"}, TimetableField.ENDS, TimetableProblem.TIME),
        ({"title": ""}, TimetableField.TITLE, TimetableProblem.MISSING),
        ({"title": "x" * 201}, TimetableField.TITLE, TimetableProblem.TOO_LONG),
        ({"jp": "tiga"}, TimetableField.JP, TimetableProblem.NUMBER),
        ({"jp": "41"}, TimetableField.JP, TimetableProblem.NUMBER),
        ({"code": "baru"}, TimetableField.CODE, TimetableProblem.NUMBER),
        ({"teachers": "x" * 1001}, TimetableField.TEACHERS, TimetableProblem.TOO_LONG),
    ],
)
def test_what_cannot_be_read_is_named(cells, column, code):
    (row,) = read_timetable(text_sheet(line(**cells)), "jadwal.csv")

    assert [(one.column, one.code) for one in row.problems] == [(column, code)]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("cara", "tatapmuka", TimetableProblem.CHOICE),
        ("zona", "GMT", TimetableProblem.CHOICE),
        ("presensi", "mungkin", TimetableProblem.CHOICE),
        ("tautan rapat", "javascript:alert(1)", TimetableProblem.LINK),
        ("tautan bahan", "rapat", TimetableProblem.LINK),
        ("catatan", "x" * 2001, TimetableProblem.TOO_LONG),
    ],
)
def test_other_columns_are_checked_too(column, value, code):
    (row,) = read((*line(), value), heading=(*HEADING, column))

    assert [one.code for one in row.problems] == [code]


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        (Cell("08.30", CellKind.TEXT), (8, 30)),
        (Cell("8:30", CellKind.TEXT), (8, 30)),
        (Cell("08:30:00", CellKind.TEXT), (8, 30)),
        (Cell("08.30 WITA", CellKind.TEXT), (8, 30)),
        (Cell(0.354166666, CellKind.NUMBER), (8, 30)),
        (Cell(dt.datetime(1899, 12, 30, 8, 30), CellKind.DATE), (8, 30)),  # noqa: DTZ001
        # 08.30 that a spreadsheet took for a number: it could be 8.03 as well.
        (Cell(8.3, CellKind.NUMBER), None),
    ],
)
def test_ways_to_write_a_time(cell, time):
    hours, problems = cells.read_hours(cell, Cell("23.59", CellKind.TEXT))

    assert (hours and (hours[0].hour, hours[0].minute)) == time
    assert bool(problems) == (time is None)


def test_a_formula_is_not_calculated():
    formula = Cell("=NOW()", CellKind.FORMULA)
    _hours, problems = cells.read_hours(formula, formula)

    assert {one.code for one in problems} == {TimetableProblem.FORMULA}
    assert cells.read_day(formula)[1][0].code == TimetableProblem.FORMULA


def test_a_number_is_no_date():
    assert cells.read_day(Cell(43591, CellKind.NUMBER))[1][0].code == TimetableProblem.DAY


def test_a_date_cell_is_a_date():
    noon = dt.datetime(2019, 5, 6, 12)  # noqa: DTZ001
    assert cells.read_day(Cell(noon, CellKind.DATE)) == (dt.date(2019, 5, 6), ())


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (sheet(("Etika",), heading=("judul",)), TimetableFault.NO_HEADING),
        (
            sheet(("x",), heading=("judul", "jp", "ruang", "tanggal")),
            TimetableFault.MISSING_COLUMNS,
        ),
        (sheet(("x",), heading=(*HEADING, "ruangan")), TimetableFault.TWICE),
        (sheet(), TimetableFault.NO_SESSIONS),
        (sheet(*[line()] * (MAX_SESSIONS + 1)), TimetableFault.TOO_MANY),
    ],
)
def test_what_is_no_timetable_is_refused_in_words(content, fault):
    with pytest.raises(TimetableError) as refused:
        read_timetable(content, "jadwal.xlsx")

    assert refused.value.fault == fault
    assert "%" not in refused.value.message


def test_of_several_words_one_is_recommended():
    (row,) = read((*line(), "tatapmuka"), heading=(*HEADING, "cara"))

    words = dict(row.problems[0].parameters)["allowed"].split(", ")
    assert sorted(words) == sorted(cells.MODE_WORDS.values())


def test_rows_survive_the_way_through_the_page():
    (row,) = read(line(code="7", group="A", teachers="Siti; Budi"))

    assert TimetableRow.from_json(row.to_json()) == row
    (bare,) = read(("6 Mei 2019", "08.00-09.00", "Apel"), heading=("tgl", "jam", "acara"))
    assert TimetableRow.from_json(bare.to_json()) == bare


@settings(max_examples=25)
@given(st.lists(st.text(max_size=30), min_size=9, max_size=9))
def test_whatever_stands_in_a_sheet_is_read_or_named(texts):
    try:
        rows = read_timetable(sheet(line(), tuple(texts)), "jadwal.xlsx")
    except TimetableError:
        return
    assert rows
    assert all(row.problems or row.plain["starts_at"] < row.plain["ends_at"] for row in rows)

"""Spreadsheets in and out."""

import datetime as dt
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from corpu.core.enums import TableFault
from corpu.core.exchange.cells import EMPTY, Cell, CellKind, Row, TableError, clean
from corpu.core.exchange.tables import read_table, write_csv, write_xlsx
from tests.core.exchange.files import csv_text, xlsx

TEXT, NUMBER, DATE, FORMULA = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.FORMULA


def texts(rows):
    return [(row.number, [cell.text for cell in row.cells]) for row in rows]


def fault_of(content, name="daftar.xlsx"):
    with pytest.raises(TableError) as error:
        read_table(content, name)
    return error.value


def rezipped(content, **replaced):
    """The workbook with parts of its archive replaced (`__` in a keyword stands for `/`)."""
    replaced = {name.replace("__", "/") + ".xml": body for name, body in replaced.items()}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, old.read(name)))
        for name, body in replaced.items():
            new.writestr(name, body)
    return buffer.getvalue()


def sheet_xml(body):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'


# --- workbooks ------------------------------------------------------------------------------------


def test_workbook_cells_keep_their_kind_and_rows_their_number():
    born = dt.datetime(1995, 8, 17)  # noqa: DTZ001  spreadsheets know no time zone
    content = xlsx([["Judul"], [], ["teks", 199508172024032001, 1.5, born, "=1+1", None, True]])

    rows = read_table(content, "daftar.xlsx")

    assert rows == [
        Row(1, (Cell("Judul", TEXT),)),
        Row(
            3,
            (
                Cell("teks", TEXT),
                Cell(199508172024032000, NUMBER),
                Cell(1.5, NUMBER),
                Cell(born, DATE),
                Cell("=1+1", FORMULA),
                EMPTY,
                Cell("True", TEXT),
            ),
        ),
    ]


def test_hidden_and_empty_sheets_are_passed_over():
    content = xlsx([["isi"]], before=[("Kosong", "visible"), ("Rahasia", "hidden")])

    assert texts(read_table(content, "a.xlsx")) == [(1, ["isi"])]


def test_error_cell_counts_as_formula():
    content = xlsx([["#REF!"]])

    assert read_table(content, "a.xlsx") == [Row(1, (Cell("#REF!", FORMULA),))]


def test_array_formula_is_a_formula():
    body = '<row r="1"><c r="A1"><f t="array" ref="A1">SUM(B1:B2)</f><v>3</v></c></row>'

    content = rezipped(xlsx([["x"]]), xl__worksheets__sheet1=sheet_xml(body))

    assert read_table(content, "a.xlsx") == [Row(1, (Cell("=SUM(B1:B2)", FORMULA),))]


def test_rows_after_a_very_long_gap_are_read_in_bounded_time():
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>z</t></is></c></row>'
    )
    began = time.process_time()

    rows = read_table(rezipped(xlsx([["x"]]), xl__worksheets__sheet1=sheet_xml(body)), "a.xlsx")

    assert texts(rows) == [(1, ["a"]), (1048576, ["z"])]
    assert time.process_time() - began < 20


def test_a_row_number_no_sheet_can_have_does_not_hang():
    body = '<row r="99999999999"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'

    error = fault_of(rezipped(xlsx([["x"]]), xl__worksheets__sheet1=sheet_xml(body)))

    assert error.fault == TableFault.NO_ROWS


def test_archive_that_unpacks_too_large_is_refused_before_unpacking():
    bomb = rezipped(xlsx([["x"]]), xl__bomb="0" * (41 * 1024 * 1024))
    assert len(bomb) < 100_000

    error = fault_of(bomb)

    assert (error.fault, error.parameters) == (TableFault.UNPACKS_TOO_LARGE, {"limit": 40})


def test_external_entities_are_refused():
    evil = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'
    )

    assert fault_of(rezipped(xlsx([["x"]]), xl__worksheets__sheet1=evil)).fault == "damaged"


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "a.xlsx", TableFault.EMPTY_FILE),
        (b"  \r\n", "a.csv", TableFault.EMPTY_FILE),
        (b"nama;nip", "a.pdf", TableFault.UNKNOWN_TYPE),
        (b"nama;nip", "tanpa-akhiran", TableFault.UNKNOWN_TYPE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", TableFault.OLD_OR_LOCKED),
        (b"PK\x03\x04 torn", "a.xlsx", TableFault.DAMAGED),
        (b"<html></html>", "a.xlsx", TableFault.DAMAGED),
        (b"a;b\r\n" * 1_200_000, "a.csv", TableFault.TOO_LARGE),
        (b"a;b\x00\x00", "a.csv", TableFault.NOT_TEXT),
        (b"\xff\xfea", "a.csv", TableFault.UNKNOWN_ENCODING),
        (b"nama\x81;x", "a.csv", TableFault.UNKNOWN_ENCODING),
        (b'nama;nip\r\n"Siti;1\r\n', "a.csv", TableFault.BROKEN_QUOTES),
        (b";;;\r\n;;\r\n", "a.csv", TableFault.NO_ROWS),
        (b"a;b\r\n" * 5001, "a.csv", TableFault.TOO_MANY_ROWS),
        (b";" * 60 + b"x", "a.csv", TableFault.TOO_MANY_COLUMNS),
        (xlsx([]), "a.xlsx", TableFault.NO_ROWS),
        (xlsx([[None] * 60 + ["x"]]), "a.xlsx", TableFault.TOO_MANY_COLUMNS),
        (rezipped(xlsx([["x"]]), xl__workbook="<x"), "a.xlsx", TableFault.DAMAGED),
    ],
)
def test_unreadable_file_is_refused_with_its_reason(content, name, fault):
    error = fault_of(content, name)

    assert error.fault == fault
    assert "%(" not in error.message


# --- text files -----------------------------------------------------------------------------------

PEOPLE = [
    ["nama", "nip", "alamat"],
    ["Rafi, S.T.", "01", "Jl. Sudirman, Serang"],
    ["Réza", "02", "x"],
]
PLAIN = [["nama", "nip"], ["Réza", "02"]]


@pytest.mark.parametrize(
    "content",
    [
        csv_text(PLAIN, ";").encode(),
        csv_text(PLAIN, ",").encode("utf-8-sig"),
        csv_text(PLAIN, "\t").encode("utf-16"),
        csv_text(PLAIN, ";").encode("cp1252"),
        csv_text(PLAIN, "\t").replace("\r\n", "\n").encode(),
        b"sep=;\r\n" + csv_text(PLAIN, ";").encode(),
    ],
    ids=["semicolon", "bom-comma", "utf16-tab", "cp1252", "unix-newlines", "sep-line"],
)
def test_encoding_and_separator_are_recognised(content):
    assert texts(read_table(content, "a.csv")) == [(1, PLAIN[0]), (2, PLAIN[1])]


def test_commas_in_names_and_addresses_do_not_mislead_the_separator():
    rows = read_table(csv_text([["DATA PESERTA"], *PEOPLE]).encode(), "a.csv")

    assert [values for _number, values in texts(rows)] == [["DATA PESERTA"], *PEOPLE]


def test_quoted_newlines_stay_in_one_row_and_blank_lines_count():
    content = b'nama;alamat\r\n\r\n"Siti";"Jl. A\r\nSerang"\r\nBudi;"kata ""kutip"""\r\n'

    assert texts(read_table(content, "a.csv")) == [
        (1, ["nama", "alamat"]),
        (3, ["Siti", "Jl. A Serang"]),
        (4, ["Budi", 'kata "kutip"']),
    ]


def test_formula_and_text_constant_in_csv():
    rows = read_table(b'a;b\r\n="199508172024032001";=HYPERLINK(1)\r\n', "a.csv")

    assert rows[1].cells == (
        Cell("199508172024032001", TEXT),
        Cell("=HYPERLINK(1)", FORMULA),
    )


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Siti \u00a0 Aminah\t", "Siti Aminah"),
        ("Si\u200bti\ufeff \u2060Aminah", "Siti Aminah"),
        ("Siti\r\nAminah\x07", "Siti Aminah"),
        ("Rene\u0301", "René"),
        ("\u200b \u00a0", ""),
    ],
)
def test_clean_takes_out_what_nobody_sees(text, cleaned):
    assert clean(text) == cleaned


# --- writing --------------------------------------------------------------------------------------

HOSTILE = [
    "=1+1",
    "+62812",
    "-5",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "'=1",
    "''-",
    "'biasa",
    '="01"',
    "a\r\nb",
]


def test_csv_cells_are_formula_safe():
    assert write_csv([["=1+1", "a", 7, None]]).decode("utf-8-sig") == "'=1+1,a,7,\r\n"


def test_xlsx_text_is_stored_as_text():
    book = load_workbook(io.BytesIO(write_xlsx([["NIP"], ["=1+1"], ["199508172024032001"]])))

    cells = [row[0] for row in book.active.iter_rows()]

    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [
        ("NIP", "s", "@"),
        ("=1+1", "s", "@"),
        ("199508172024032001", "s", "@"),
    ]
    assert [cell.quotePrefix for cell in cells] == [False, True, False]


def test_xlsx_numbers_and_dates_keep_their_type():
    moment = dt.datetime(2019, 6, 20, 9, 30)  # noqa: DTZ001
    content = write_xlsx([["n", "d", "t", ""], [5, dt.date(2019, 6, 20), moment, None]], widths=[9])

    assert read_table(content, "a.xlsx")[1].cells == (
        Cell(5, NUMBER),
        Cell(dt.datetime(2019, 6, 20), DATE),  # noqa: DTZ001
        Cell(moment, DATE),
    )


def values_after(content, name):
    return [[cell.value for cell in row.cells] for row in read_table(content, name)]


def test_hostile_text_comes_back_as_it_was():
    rows = [["judul", "lain"], *([text, "x"] for text in HOSTILE)]

    assert values_after(write_csv(rows), "a.csv") == rows
    assert values_after(write_csv(rows, separator=";"), "a.csv") == rows
    assert values_after(write_xlsx(rows), "a.xlsx") == rows


def test_characters_xml_cannot_hold_do_not_break_the_workbook():
    rows = [["judul"], ["a\x01b\ufffe\uffff"], ["_x000D_"], ["a\ud800"]]

    assert values_after(write_xlsx(rows), "a.xlsx") == [*rows[:3], ["a_xD800_"]]
    assert values_after(write_csv(rows[3:]), "a.csv") == [["a?"]]


@settings(deadline=None)
@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8).filter(clean),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_survives_xlsx_and_csv(values):
    rows = [["judul"] * len(values), values]
    legal = [[v.replace("\x00", "") or "x" for v in row] for row in rows]

    back = values_after(write_xlsx(legal), "a.xlsx")

    assert [[v for v in row if v is not None] for row in back] == [
        [v for v in row if clean(v)] for row in legal
    ]

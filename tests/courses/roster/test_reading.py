"""Roster files read into rows: columns by name, values cleaned, faults named."""

import datetime as dt
from pathlib import Path

import pytest

import corpu.home
from corpu.accounts.enums import NipWarning
from courses.domain.roster_rows import Remark
from courses.enums import RosterFault, RosterField, RosterNote, RosterProblem
from courses.exchange.roster import read_roster
from courses.exchange.roster_columns import RosterError
from tests.core.exchange.files import csv_text, xlsx
from tests.courses.roster.sheets import HEADING, NIP, sheet

TODAY = dt.date(2026, 11, 21)
BORN = dt.date(1995, 8, 17)
REAL = Path(corpu.home.__file__).parent / "data" / "peserta-latsar-2019.xlsx"


def read(content, name="peserta.xlsx"):
    return read_roster(content, name, today=TODAY)


def read_one(formats=None, **cells):
    (row,) = read(sheet(cells, formats=formats))
    return row


def codes(row):
    return [remark.code for remark in row.remarks]


# --- columns --------------------------------------------------------------------------------------


def test_lan_sheet_is_read_from_its_third_row():
    row = read_one()

    assert (row.number, row.nip, row.name) == (3, NIP, "Siti Aminah, S.E.")
    assert (row.agency, row.remarks) == ("Pemerintah Kota Serang", ())
    person = row.person
    assert (person.full_name, person.title_after, person.nip) == ("Siti Aminah", "S.E.", NIP)
    assert (person.email, person.kind, person.rank) == ("siti@contoh.example", "cpns", "III/a")
    assert (person.sex, person.birth_date, person.phone) == ("female", BORN, "081234567890")


def test_columns_are_found_in_any_order_below_any_title_under_other_names():
    content = csv_text(
        [
            ["PEMERINTAH KOTA SERANG"],
            [],
            ["No.", "Surel", "NIP", "Catatan", "Nama Lengkap", "Asal Instansi", "JK"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            ["1", "siti@contoh.example", NIP, "x", "Siti Aminah", "Kota Serang", "P"],
        ]
    ).encode()

    (row,) = read(content, "peserta.csv")

    assert (row.number, row.name, row.agency) == (5, "Siti Aminah", "Kota Serang")
    assert (row.person.email, row.person.sex) == ("siti@contoh.example", "female")


@pytest.mark.parametrize(
    ("rows", "fault", "message"),
    [
        ([["a", "b"], ["c", "d"]], RosterFault.NO_HEADING, "nama, no_identitas, instansi"),
        ([["nama", "surel"], ["x", "y"]], RosterFault.MISSING_COLUMNS, "no_identitas, instansi"),
        ([["nama", "nip", "NIP", "instansi"]], RosterFault.TWICE, "“no_identitas”"),
        ([["nama", "nip", "instansi"]], RosterFault.NO_PEOPLE, "Tidak ada peserta"),
    ],
)
def test_what_is_no_roster_is_refused_in_words(rows, fault, message):
    with pytest.raises(RosterError) as error:
        read(xlsx(rows))

    assert error.value.fault == fault
    assert message in error.value.message


def test_rows_with_nothing_in_known_columns_are_passed_over():
    content = xlsx([["nama", "nip", "instansi", "x"], [None, None, None, "y"], ["A", NIP, "B"]])

    assert [row.number for row in read(content)] == [3]


def test_row_without_name_and_nip_is_a_problem():
    (row,) = read(xlsx([["nama", "nip", "instansi"], [None, None, "Jumlah"]]))

    assert row.remarks == (Remark(RosterProblem.NO_PERSON),)


def test_real_sheet_reads_without_a_remark():
    rows = read(REAL.read_bytes(), REAL.name)

    assert (len(rows), rows[0].number, rows[-1].number) == (200, 3, 202)
    assert [row.remarks for row in rows if row.remarks] == []


# --- NIP ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        NIP,
        "19950817 202403 2 001",
        f"'{NIP}",
        f"\u00a0{NIP}\u200b",
        "19950817\u00a0202403\u00a02\u00a0001",
        "1995.0817.202403.2.001",
    ],
)
def test_nip_is_cleaned(written):
    row = read_one(no_identitas=written)

    assert (row.nip, row.person.nip, row.remarks) == (NIP, NIP, ())


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (int(NIP), RosterProblem.NIP_NUMBER),
        (1.99508172024032e17, RosterProblem.NIP_NUMBER),
        (12, RosterProblem.NIP_NUMBER),
        (dt.datetime(1995, 8, 17), RosterProblem.NIP_NUMBER),  # noqa: DTZ001
        ("1.99508E+17", RosterProblem.NIP_LOST_DIGITS),
        ("1,99508E+17", RosterProblem.NIP_LOST_DIGITS),
        ("199508172024032000", RosterProblem.NIP_LOST_DIGITS),
        ("19950817202403200", RosterProblem.NIP_LOST_DIGITS),
        ("199508172024032", RosterProblem.NIP_LOST_DIGITS),
        ("19950817", RosterProblem.NIP_LENGTH),
        ("1995081720240320011", RosterProblem.NIP_LENGTH),
        ("19950817202403200I", RosterProblem.NIP_LETTERS),
        ("-", RosterProblem.NIP_LETTERS),
        ("１９９５０８１７２０２４０３２００１", RosterProblem.NIP_LETTERS),
        (f'=CONCATENATE("{NIP}")', RosterProblem.FORMULA),
        (None, RosterProblem.MISSING),
    ],
)
def test_doubtful_nip_is_refused(cell, problem):
    row = read_one(no_identitas=cell)

    assert codes(row) == [problem]
    assert (row.remarks[0].field, row.person.nip) == (RosterField.NIP, None)


def test_nip_that_only_looks_odd_is_kept_with_a_note():
    row = read_one(no_identitas="199513172024032001")

    assert (row.person.nip, row.has_problem) == ("199513172024032001", False)
    assert codes(row) == [NipWarning.BAD_BIRTH_DATE]


def test_birth_date_and_sex_that_differ_from_the_nip_are_noted():
    row = read_one(tgl_lahir="18-08-1995", jenis_kelamin="Pria")

    assert codes(row) == [NipWarning.BIRTH_DATE_DIFFERS, NipWarning.SEX_DIFFERS]
    assert row.person.birth_date == dt.date(1995, 8, 18)


@pytest.mark.parametrize(
    ("written", "nip", "kind"),
    [
        ("PNS", NIP, "cpns"),
        (None, NIP, "cpns"),
        ("CPNS", NIP, "cpns"),
        ("PPPK", NIP, "pppk"),
        ("PNS", "199508172024212001", "pppk"),
    ],
)
def test_kind_of_participant(written, nip, kind):
    assert read_one(jenis_peserta=written, no_identitas=nip).person.kind == kind


# --- other values ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        dt.datetime(1995, 8, 17),  # noqa: DTZ001
        "17-08-1995",
        "17/08/1995",
        "17.8.1995",
        "1995-08-17",
        "1995-08-17 00:00:00",
        "17 Agustus 1995",
        "Kamis, 17 agustus 1995",
        "17 Ags 1995",
        "17-Aug-1995",
        " 17 - 08 - 1995 ",
    ],
)
def test_dates_of_birth(written):
    row = read_one(tgl_lahir=written)

    assert (row.person.birth_date, row.remarks) == (BORN, ())


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("08/17/1995", RosterProblem.DATE_IMPOSSIBLE),
        ("30-02-1995", RosterProblem.DATE_IMPOSSIBLE),
        ("17-08-2995", RosterProblem.DATE_IMPOSSIBLE),
        (dt.datetime(1900, 1, 5), RosterProblem.DATE_IMPOSSIBLE),  # noqa: DTZ001
        ("17-08-95", RosterProblem.DATE_UNREADABLE),
        ("17 Sapar 1995", RosterProblem.DATE_UNREADABLE),
        ("tidak tahu", RosterProblem.DATE_UNREADABLE),
        (34928, RosterProblem.DATE_NUMBER),
        ("=TODAY()", RosterProblem.FORMULA),
    ],
)
def test_unusable_date_is_a_problem(cell, problem):
    row = read_one(tgl_lahir=cell)

    assert (codes(row), row.person.birth_date) == ([problem], None)


@pytest.mark.parametrize(
    ("gol", "pangkat", "rank"),
    [
        ("III/a", None, "III/a"),
        ("IIIa", None, "III/a"),
        ("iii A", None, "III/a"),
        ("Penata Muda (III/a)", None, "III/a"),
        ("Penata Muda, III-a", "Penata Muda", "III/a"),
        (None, "Penata Muda Tk. I", "III/b"),
        (None, "penata muda tingkat I", "III/b"),
        (None, "Guru", ""),
        ("II/c", "Pengatur", "II/c"),
    ],
)
def test_ranks(gol, pangkat, rank):
    row = read_one(gol=gol, pangkat=pangkat)

    assert (row.person.rank, row.remarks) == (rank, ())


def test_rank_that_does_not_fit_its_name_is_noted():
    row = read_one(gol="III/b", pangkat="Penata Muda")

    assert (row.person.rank, codes(row)) == ("III/b", [RosterNote.RANK_DIFFERS])


def test_rank_of_contract_staff_is_not_kept():
    row = read_one(gol="IX", jenis_peserta="PPPK", no_identitas="199508172024212001")

    assert (row.person.rank, codes(row)) == ("", [RosterNote.RANK_NOT_KEPT])


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("gol", "V/a", RosterProblem.UNKNOWN_VALUE),
        ("gol", "III/e", RosterProblem.UNKNOWN_VALUE),
        ("gol", "=A1", RosterProblem.FORMULA),
        ("pangkat", "=A1", RosterProblem.FORMULA),
        ("jenis_kelamin", "x", RosterProblem.UNKNOWN_VALUE),
        ("jenis_kelamin", "=A1", RosterProblem.FORMULA),
        ("jenis_peserta", "TNI", RosterProblem.UNKNOWN_VALUE),
        ("jenis_peserta", "=A1", RosterProblem.FORMULA),
        ("email", "bukan surel", RosterProblem.EMAIL_INVALID),
        ("email", "a@x.example; b@x.example", RosterProblem.EMAIL_INVALID),
        ("email", "=A1", RosterProblem.FORMULA),
        ("nama", "=A1", RosterProblem.FORMULA),
        ("nama", None, RosterProblem.MISSING),
        ("nama", "x" * 151, RosterProblem.TOO_LONG),
        ("nama", "Siti, " + "S" * 81, RosterProblem.TOO_LONG),
        ("agama", "x" * 31, RosterProblem.TOO_LONG),
        ("tempat_lahir", "x" * 81, RosterProblem.TOO_LONG),
        ("jabatan", "x" * 151, RosterProblem.TOO_LONG),
        ("no_hp / telp kantor", "0" * 21, RosterProblem.TOO_LONG),
        ("Instansi", None, RosterProblem.MISSING),
        ("Instansi", '="Kota "&"Serang"', RosterProblem.FORMULA),
    ],
)
def test_unusable_cell_is_a_problem(column, cell, problem):
    row = read_one(**{column: cell})

    assert codes(row) == [problem]
    assert row.has_problem


def test_formula_outside_the_known_columns_is_harmless():
    assert read_one(pola_penyelenggaraan="=1/0").remarks == ()


@pytest.mark.parametrize("written", ["Wanita", "P", "perempuan", "PEREMPUAN "])
def test_sex_as_forms_write_it(written):
    assert read_one(jenis_kelamin=written).person.sex == "female"


@pytest.mark.parametrize(
    ("cell", "phone", "notes"),
    [
        ("'081234567890", "081234567890", []),
        (81234567890, "081234567890", [RosterNote.PHONE_NUMBER]),
        (62812345678, "62812345678", []),
        (None, "", []),
    ],
)
def test_phones(cell, phone, notes):
    row = read_one(**{"no_hp / telp kantor": cell})

    assert (row.person.phone, codes(row)) == (phone, notes)


def test_stray_characters_are_cleaned_everywhere():
    row = read_one(
        nama="  Siti \u00a0Aminah ,S.E. ", email=" SITI@Contoh.example\u200b", agama="Is\u00adlam"
    )

    assert (row.person.full_name, row.person.title_after) == ("Siti Aminah", "S.E.")
    assert (row.person.email, row.person.religion) == ("siti@contoh.example", "Islam")


def test_missing_email_is_noted():
    row = read_one(email=None)

    assert (row.person.email, codes(row)) == (None, [RosterNote.NO_EMAIL])


def test_heading_constants_are_lan_columns():
    assert [field.value for field in RosterField][:7] == HEADING[:7]

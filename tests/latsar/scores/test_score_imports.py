"""Sheets of scores: read, judged row by row, imported whole or not at all, once."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import Workbook

from corpu.core.exchange.tables import write_csv, write_xlsx
from courses.enums import RowVerdict
from latsar.enums import ScoreFault, ScoreSheetFault, ScoreSource
from latsar.exchange.scores import ScoreSheetError, as_file, read_scores, template_rows
from latsar.models import RaterScore, Score, ScoreChange, ScoreImport
from latsar.services.score_decisions import lock_scores
from latsar.services.score_imports import (
    SheetGone,
    SheetHasProblems,
    apply_import,
    preview_import,
    upload_scores,
)
from latsar.services.score_setup import make_neutral_form
from tests.latsar.scores.score_world import (
    enter,
    examiner,
    members,
    organiser,
    scored_cohort,
    set_up,
)

CODES = ("SP", "AK-A", "RA")


def sheet(*rows):
    return write_xlsx(rows)


def read(*rows, codes=CODES):
    return read_scores(sheet(*rows), "nilai.xlsx", codes)


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        (["a", "b"], ScoreSheetFault.NO_HEADING),
        (["NIP", "Nama"], ScoreSheetFault.NO_COMPONENT),
        (["NIP", "SP", "sp"], ScoreSheetFault.TWICE),
        (["NIP", "SP"], ScoreSheetFault.NO_ROWS),
    ],
)
def test_what_is_no_sheet_of_scores(heading, fault):
    with pytest.raises(ScoreSheetError) as refused:
        read(heading)

    assert refused.value.fault == fault
    assert refused.value.message


def test_columns_are_found_by_name_in_any_order():
    rows = read(
        ["Daftar nilai"], ["No", "ak a", "Nama Peserta", "SP", "NIP"], [1, 80, "Siti", "70,5", "9"]
    )

    (row,) = rows
    assert (row.nip, row.name, row.number) == ("9", "Siti", 3)
    assert {one.code: one.reading.value for one in row.scores} == {
        "AK-A": Decimal(80),
        "SP": Decimal("70.5"),
    }


def test_stored_numbers_keep_what_was_typed_and_formulas_are_refused():
    workbook = Workbook()
    workbook.active.append(["NIP", "SP", "RA"])
    workbook.active.append([199001012019031001, 85.35, "=1+1"])
    import_bytes = save(workbook)

    (row,) = read_scores(import_bytes, "nilai.xlsx", CODES)

    assert row.is_nip_lost
    assert row.scores[0].reading.value == Decimal("85.35")
    assert row.scores[1].reading.fault == ScoreFault.FORMULA


def save(workbook):
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_written_sheet_reads_back(kind):
    rows = template_rows(CODES, [("199001012019031001", "Siti", {"SP": Decimal("85.35")})])

    (row,) = read_scores(as_file(rows, kind), f"nilai.{kind}", CODES)

    assert (row.nip, row.name) == ("199001012019031001", "Siti")
    assert row.scores[0].reading.value == Decimal("85.35")


@pytest.fixture
def cohort(db):
    return scored_cohort(2)


@pytest.fixture
def boss(db):
    return organiser()


def bring(cohort, by, *rows):
    return upload_scores(cohort=cohort, content=write_csv(rows), file_name="nilai.csv", by=by)


def test_an_import_writes_once_and_again_changes_nothing(cohort, boss):
    one, other = members(cohort)
    rows = [
        ["NIP", "Nama", "RA", "TB"],
        [one.user.nip, "", 80, 90.5],
        ["", other.user.name, 70, ""],
    ]
    upload = bring(cohort, boss, *rows)

    before = preview_import(upload=upload, by=boss)
    done = apply_import(upload=upload, by=boss)
    again = apply_import(upload=upload, by=boss)
    repeated = bring(cohort, boss, *rows)
    second = preview_import(upload=repeated, by=boss)

    assert (before.to_write, done.written, again.applied_at) == (3, 3, done.applied_at)
    assert second.counts == {RowVerdict.KNOWN: 2}
    assert second.to_write == apply_import(upload=repeated, by=boss).written == 0
    assert Score.objects.count() == ScoreChange.objects.filter(act="imported").count() == 3
    assert RaterScore.objects.get(score__enrolment=one).rater == boss


def test_a_changed_score_names_its_sheet_as_reason(cohort, boss):
    one, _other = members(cohort)
    enter(cohort, "RA", ["80"], boss)
    upload = bring(cohort, boss, ["NIP", "RA"], [one.user.nip, 81])

    assert preview_import(upload=upload, by=boss).counts == {RowVerdict.CHANGED: 1}
    apply_import(upload=upload, by=boss)

    assert ScoreChange.objects.latest("pk").reason == "nilai.csv"


def test_each_imports_own_scores_where_raters_score(cohort, boss):
    one, _other = members(cohort)
    enter(cohort, "RA", ["80"], boss)
    other = examiner(cohort)
    upload = bring(cohort, other, ["NIP", "RA"], [one.user.nip, 90])

    apply_import(upload=upload, by=other)

    assert Score.objects.get(code="RA").value == 85


def test_one_problem_stops_the_whole_sheet(cohort, boss):
    one, _other = members(cohort)
    upload = bring(cohort, boss, ["NIP", "RA"], [one.user.nip, 80], ["1", 90])

    with pytest.raises(SheetHasProblems) as refused:
        apply_import(upload=upload, by=boss)

    assert refused.value.preview.counts[RowVerdict.PROBLEM] == 1
    assert not Score.objects.exists()


def test_what_cannot_be_imported_is_named(cohort, boss):
    one, _other = members(cohort)
    enter(cohort, "SP", ["80"], boss)
    lock_scores(cohort=cohort, code="SP", by=boss)
    form = make_neutral_form(title="F", component="", guidance="", items=[("Isi", "")], by=None)
    set_up(cohort, "RA", form=form)
    component = set_up(cohort, "AK-B", source=ScoreSource.EXTERNAL)
    type(component).objects.filter(pk=component.pk).update(source=ScoreSource.QUIZ)
    upload = bring(cohort, boss, ["NIP", "SP", "RA", "AK-B"], [one.user.nip, 81, 80, 80])

    (row,) = preview_import(upload=upload, by=boss).rows

    assert [fault.reason.value for fault in row.faults] == ["locked", "has_form", "from_quiz"]


def test_a_lost_file_is_said(cohort, boss):
    upload = bring(cohort, boss, ["NIP", "RA"], ["1", 80])
    upload.file.storage.delete(upload.file.name)

    with pytest.raises(SheetGone):
        preview_import(upload=upload, by=boss)


# --- pages ---


def page(name, cohort, *more):
    return reverse(f"latsar_admin:{name}", args=[cohort.slug, *more])


def words(response):
    return " ".join(response.content.decode().split())


def test_cells_are_pasted_looked_at_and_imported(client, cohort, boss):
    client.force_login(boss)
    one, other = members(cohort)
    pasted = f"NIP\tRA\n{one.user.nip}\t80,555\n{other.user.nip}\t70\n"

    response = client.post(page("scores-upload", cohort), {"pasted": pasted}, follow=True)
    upload = ScoreImport.objects.get()
    done = client.post(page("scores-apply", cohort, upload.pk), follow=True)
    later = client.get(page("scores-show", cohort, upload.pk))

    assert "Impor 2 nilai" in words(response)
    assert "80,56" in words(response)
    assert "dibulatkan" in words(response)
    assert "2 nilai diimpor." in words(done)
    assert later.status_code == 302
    assert "2 nilai diimpor" in words(client.get(page("scores-upload", cohort)))


def test_problems_are_shown_and_hold_the_import(client, cohort, boss):
    client.force_login(boss)
    upload = bring(cohort, boss, ["NIP", "Nama", "RA"], ["", "Tono", "x"])

    shown = words(client.get(page("scores-show", cohort, upload.pk)))
    applied = client.post(page("scores-apply", cohort, upload.pk), follow=True)

    assert "Tidak ada orang di angkatan ini dengan NIP atau nama tersebut." in shown
    assert "RA: “x” bukan angka" in shown
    assert "Impor 1 nilai" not in shown
    assert "Tidak ada yang diimpor" in words(applied)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, "Pilih berkas, atau tempelkan sel di bawah."),
        ({"pasted": "halo"}, "Judul kolom tidak ditemukan."),
    ],
)
def test_wrong_sheets_are_said_in_words(client, cohort, boss, data, expected):
    client.force_login(boss)

    response = client.post(page("scores-upload", cohort), data)

    assert response.status_code == 422
    assert expected in words(response)


def test_a_file_that_is_gone_leads_back(client, cohort, boss):
    client.force_login(boss)
    upload = bring(cohort, boss, ["NIP", "RA"], ["1", 80])
    upload.file.storage.delete(upload.file.name)

    response = client.get(page("scores-show", cohort, upload.pk), follow=True)

    assert "Unggah lagi" in words(response)

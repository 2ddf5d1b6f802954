"""import_roster: JSON and table, exit codes, nothing written where nothing may be."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from corpu.accounts.models import User
from corpu.accounts.services.agencies import load_agencies
from courses.enums import CohortState
from courses.models import Cohort
from tests.courses.roster.sheets import NIP, people, sheet
from tests.courses.roster.test_reading import REAL
from tests.factories import CohortFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
NUMBER = (
    "Sel berupa angka sehingga 18 digit hilang ketelitiannya. "
    "Ubah kolom NIP menjadi teks, lalu ketik ulang."
)
UNCLEAR = (
    "“Serang” belum jelas merujuk instansi mana. Tulis salah satu: "
    "Pemerintah Kabupaten Serang, Pemerintah Kota Serang."
)


@pytest.fixture
def programme():
    load_agencies()
    return ProgrammeFactory(code="latsar-2018")


@pytest.fixture
def cohort(programme):
    return CohortFactory(programme=programme)


@pytest.fixture
def file(tmp_path):
    def write(*rows, name="peserta.xlsx"):
        path = tmp_path / name
        path.write_bytes(sheet(*rows))
        return str(path)

    return write


@pytest.fixture
def run(capsys):
    """Runs the command; returns its exit status, standard output and error message."""

    def call(*arguments):
        status, message = 0, ""
        try:
            call_command("import_roster", *arguments)
        except CommandError as error:
            status, message = error.returncode, str(error)
        except SystemExit as error:
            status = error.code
        return status, capsys.readouterr().out, message

    return call


def table_counts():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_json_has_exactly_the_promised_keys(cohort, file, run):
    status, out, _message = run(
        file({}, {"no_identitas": 199508172024032002, "email": "b@contoh.example"}),
        *("--cohort", cohort.slug, "--format", "json"),
    )

    assert status == 1
    assert json.loads(out) == {
        "new": 1,
        "known": 0,
        "changed": 0,
        "problems": 1,
        "rows": [
            {
                "row": 3,
                "verdict": "new",
                "nip": NIP,
                "name": "Siti Aminah, S.E.",
                "messages": [],
            },
            {
                "row": 4,
                "verdict": "problem",
                "nip": "199508172024032000",
                "name": "Siti Aminah, S.E.",
                "messages": [
                    f"NIP: {NUMBER}",
                ],
            },
        ],
    }
    assert User.objects.count() == 0


def test_import_and_again(cohort, file, run):
    path = file({}, *people(2))

    first = run(path, "--cohort", cohort.slug, "--format", "json")
    before = table_counts()
    second = run(path, "--cohort", cohort.slug, "--format", "json")

    assert (first[0], json.loads(first[1])["new"]) == (0, 3)
    assert (second[0], json.loads(second[1])["known"]) == (0, 3)
    assert table_counts() == before


def test_dry_run_writes_nothing(cohort, file, run):
    path = file({}, *people(2))
    before = table_counts()

    status, out, _message = run(path, "--cohort", cohort.slug, "--dry-run", "--format", "json")

    assert (status, json.loads(out)["new"]) == (0, 3)
    assert table_counts() == before


def test_dry_run_with_problems_exits_with_one(cohort, file, run):
    assert run(file({"nama": None}), "--cohort", cohort.slug, "--dry-run")[0] == 1


def test_table_says_everything_in_words(cohort, file, run):
    run(file({}), "--cohort", cohort.slug)

    status, out, _message = run(
        file({"gol": "III/b"}, *people(1, Instansi="Serang")), "--cohort", cohort.slug
    )

    assert status == 1
    assert out.splitlines() == [
        f"    3  berubah     {NIP}  Siti Aminah, S.E.",
        "       - Akan diperbarui: Golongan.",
        "    4  bermasalah  199508172024031001  Orang 0",
        f"       - Instansi: {UNCLEAR}",
        "baru: 0",
        "sudah ada: 0",
        "berubah: 1",
        "bermasalah: 1",
        "Tidak ada yang disimpan. Perbaiki barisnya, lalu impor lagi.",
    ]


def test_table_of_a_dry_run_says_so(cohort, file, run):
    out = run(file({}), "--cohort", cohort.slug, "--dry-run")[1]

    assert out.splitlines()[-1] == "Tidak ada yang disimpan: ini hanya uji coba."


@pytest.mark.parametrize("by_code", [True, False])
def test_split_names_the_new_cohorts(programme, file, run, by_code):
    status, out, _message = run(
        file(*people(3)),
        *("--programme", programme.code if by_code else str(programme.pk), "--size", "2"),
        *("--starts-on", "2019-05-02", "--ends-on", "2019-06-20", "--year", "2019"),
    )

    assert status == 0
    assert out.splitlines()[-2:] == [
        "Angkatan I Tahun 2019 (angkatan-i-2019)",
        "Angkatan II Tahun 2019 (angkatan-ii-2019)",
    ]


def test_real_file_becomes_five_cohorts_of_forty(programme, run):
    arguments = (str(REAL), "--programme", programme.code, "--size", "40", "--format", "json")

    first = json.loads(run(*arguments)[1])
    again = json.loads(run(*arguments)[1])

    keys = ("new", "known", "changed", "problems")
    assert [first[key] for key in keys] == [200, 0, 0, 0]
    assert [again[key] for key in keys] == [0, 200, 0, 0]
    assert [row["row"] for row in first["rows"]] == list(range(3, 203))
    assert [cohort.enrolments.count() for cohort in Cohort.objects.all()] == [40] * 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--cohort", "tidak-ada"), "Tidak ada angkatan “tidak-ada”."),
        (("--programme", "tidak-ada"), "Tidak ada program “tidak-ada”."),
        (("--programme", "99999"), "Tidak ada program “99999”."),
        (("--programme", "latsar-2018", "--size", "0"), "--size"),
        (
            *(("--programme", "latsar-2018", "--starts-on", "2019-05-02"),),
            "Hari terakhir mendahului hari pertama.",
        ),
        ((), "--cohort"),
        (("--cohort", "a", "--programme", "b"), "not allowed"),
    ],
)
def test_wrong_usage_exits_with_two(programme, file, run, arguments, message):
    if "--starts-on" in arguments:
        arguments = (*arguments, "--ends-on", "2019-05-01")

    status, out, found = run(file({}), *arguments)

    assert (out, Cohort.objects.count()) == ("", 0)
    assert message in found
    assert status == 2 or "--size" in message or "--cohort" in message or "not allowed" in message


def test_closed_cohort_is_wrong_usage(cohort, file, run):
    Cohort.objects.update(state=CohortState.CLOSED)

    assert run(file({}), "--cohort", cohort.slug) == (
        2,
        "",
        "Angkatan sudah ditutup; daftar pesertanya tetap.",
    )


def test_file_that_is_missing_or_no_roster_is_wrong_usage(cohort, tmp_path, run):
    notes = tmp_path / "catatan.csv"
    notes.write_text("satu;dua\ntiga;empat\n")

    assert run(str(tmp_path / "tidak-ada.xlsx"), "--cohort", cohort.slug)[0] == 2
    assert run(str(tmp_path / "x.pdf"), "--cohort", cohort.slug)[0] == 2
    assert run(str(notes), "--cohort", cohort.slug) == (
        2,
        "",
        "Baris judul kolom tidak ditemukan. Kolom wajib: nama, no_identitas, instansi.",
    )


def test_concurrent_change_is_reported(programme, file, run, monkeypatch):
    CohortFactory(programme=programme, number=1, year=2019)
    monkeypatch.setattr("courses.queries.roster.last_number", lambda year: 0)

    status, _out, message = run(file({}), "--programme", programme.code, "--year", "2019")

    assert (status, message) == (
        1,
        "Orang lain mengubah peserta atau angkatan yang sama. Jalankan impor sekali lagi.",
    )

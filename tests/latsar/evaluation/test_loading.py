"""Schemes from a package: loaded once, again, and beside what staff have changed."""

from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from latsar.enums import KeptReason
from latsar.exchange.package import PACKAGED
from latsar.exchange.problems import PackageInvalid
from latsar.exchange.scheme_data import read_schemes
from latsar.models import (
    EvaluationScheme,
    GradingScheme,
    ProgrammeScheme,
    RemedialRule,
    SchemeComponent,
)
from latsar.queries.scheme_contents import evaluation_content
from latsar.queries.scheme_faults import faults_of
from latsar.services.curricula import load_curricula
from latsar.services.load_report import KeptPage, LoadReport
from latsar.services.packaged_schemes import load_schemes

EVALUATION = """\
grading_schemes:
  - id: dua-predikat
    mark: S
    source: C1
    bands:
      - {code: L, label: Lulus, min: 70.01, outcome: lulus}
      - {code: T, label: Tidak, alt_label: Belum, min: 0, outcome: tidak_lulus}
    awards:
      top_n: {value: 3, mark: S, source: W6}
      document: piagam
evaluation_schemes:
  - id: eval-contoh
    regulation: kepka
    mark: S
    source: W6
    tie_breakers: [PA]
    components:
      - code: AK
        label: Akademik
        weight: null
        weight_unverified: 40
        aspects: [tepat, rapi]
        forms: {klasikal: [3A, 3B], recap: 3G}
        parts:
          klasikal:
            - {code: AK-A, label: Tipe A, weight: 15, mark: V}
            - {code: AK-B, label: Tipe B, weight: null, weight_unverified: 25}
      - {code: PA, label: Pelaksanaan, weight: 60, scorer: [penguji, mentor], scorer_mark: S}
remedial_rules:
  - {id: ulang, mark: M, text: Mengulang., max_attempts: null, resulting_band_cap_unverified: L}
  - {id: akibat, mark: S, text: Diberhentikan.}
"""
NAMES = ["eval-contoh", "dua-predikat", "ulang"]


@pytest.fixture
def graded(small):
    small.write("evaluation.yaml", EVALUATION)
    small.replace(
        "curricula.yaml",
        "    method: klasikal\n",
        "    method: klasikal\n    evaluation: eval-contoh\n"
        "    grading: dua-predikat\n    remedial: ulang\n",
    )
    return small


@pytest.fixture
def loaded(home, graded):
    load_curricula(folder=graded.folder)
    return graded


def reload(package):
    return load_curricula(folder=package.folder)


# ---------------------------------------------------------------- what ships


def test_every_shipped_scheme_is_sound_and_every_curriculum_has_one():
    problems = []
    data = read_schemes(PACKAGED, problems)

    assert problems == []
    assert {scheme.code: faults_of(scheme) for scheme in data.schemes} == dict.fromkeys(
        ["eval-2018", "eval-2021", "eval-2022", "eval-2024", "latsar-5-band", "remedial-default"],
        (),
    )
    assert len(data.programmes) == 7
    assert {entry.codes for entry in data.programmes} == {
        f"eval-{year}/latsar-5-band/remedial-default" for year in (2018, 2021, 2022, 2024)
    }


def test_shipped_weights_carry_the_marks_of_their_sources():
    schemes = {scheme.code: scheme for scheme in read_schemes(PACKAGED, []).schemes}

    def weights(code):
        return {one.code: (one.weight.working, one.weight.mark) for one in schemes[code].components}

    assert weights("eval-2018") == {
        code: (Decimal(weight), "S")
        for code, weight in {"SP": 10, "AK": 20, "RA": 20, "PA": 30, "TB": 20}.items()
    }
    assert set(weights("eval-2021").values()) == {(Decimal(weight), "M") for weight in (10, 20, 30)}
    assert weights("eval-2022")["AK"] == (Decimal(20), "V")
    assert weights("eval-2022")["SP"] == (Decimal(10), "M")
    assert weights("eval-2024")["SP"] == weights("eval-2024")["TB"] == (Decimal(15), "S")
    minima = [str(band.minimum) for band in schemes["latsar-5-band"].bands]
    assert minima == ["90.01", "80.01", "70.01", "60.01", "0"]


# ---------------------------------------------------------------- the first and the second load


@pytest.mark.django_db
def test_first_load_makes_schemes(loaded):
    scheme = EvaluationScheme.objects.get()
    academic, practice = SchemeComponent.objects.filter(scheme=scheme)
    chosen = ProgrammeScheme.objects.get()

    assert (scheme.label, scheme.mark, scheme.tie_breakers) == ("KepKa LAN 93/2021", "S", "PA")
    assert (academic.weight, academic.weight_unverified, academic.weight_mark) == (None, 40, "M")
    assert (academic.aspects, academic.forms) == ("tepat\nrapi", {"klasikal": ["3A", "3B"]})
    parts = academic.parts.values_list("method", "code", "weight", "weight_mark")
    assert list(parts) == [("klasikal", "AK-A", 15, "V"), ("klasikal", "AK-B", None, "M")]
    assert (practice.scorers, practice.scorers_mark) == (["penguji", "mentor"], "S")
    bands = GradingScheme.objects.get().bands.values_list("code", "other_label", "outcome")
    assert list(bands) == [("L", "", "lulus"), ("T", "Belum", "tidak_lulus")]
    assert RemedialRule.objects.get().band_cap_unverified == "L"
    assert (chosen.programme.code, chosen.evaluation, chosen.written) == (
        "latsar-contoh",
        scheme,
        "eval-contoh/dua-predikat/ulang",
    )


@pytest.mark.django_db
def test_second_load_changes_nothing(loaded, django_assert_max_num_queries):
    entries = ModelLogEntry.objects.count()

    with django_assert_max_num_queries(60) as queries:
        report = reload(loaded)

    assert [code for code in report.unchanged if code in NAMES] == NAMES
    assert (report.created, report.updated, report.kept, report.problems) == ([], [], [], [])
    assert [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert ModelLogEntry.objects.count() == entries


@pytest.mark.django_db
def test_a_newer_package_updates_what_nobody_touched(loaded):
    loaded.replace("evaluation.yaml", "label: Pelaksanaan", "label: Pelaksanaan aktualisasi")
    loaded.replace("evaluation.yaml", "min: 70.01", "min: 75.01")
    loaded.replace("evaluation.yaml", "Mengulang.", "Mengulang bagiannya.")

    assert reload(loaded).updated == NAMES
    assert SchemeComponent.objects.get(code="PA").label == "Pelaksanaan aktualisasi"
    assert GradingScheme.objects.get().bands.first().minimum == Decimal("75.01")
    assert reload(loaded).updated == []


@pytest.mark.django_db
def test_what_staff_changed_is_kept_and_reported(loaded):
    SchemeComponent.objects.filter(code="PA").update(weight=50)
    SchemeComponent.objects.filter(code="AK").update(weight_unverified=50)

    assert KeptPage("eval-contoh", "KepKa LAN 93/2021", KeptReason.EDITED) in reload(loaded).kept
    loaded.replace("evaluation.yaml", "label: Pelaksanaan", "label: Pelaksanaan aktualisasi")
    kept = reload(loaded).kept
    assert KeptPage("eval-contoh", "KepKa LAN 93/2021", KeptReason.NEWER_TEXT) in kept
    assert SchemeComponent.objects.get(code="PA").weight == 50


@pytest.mark.django_db
def test_staff_who_write_what_the_package_says_have_not_edited(loaded):
    loaded.replace("evaluation.yaml", "label: Pelaksanaan", "label: Pelaksanaan aktualisasi")
    SchemeComponent.objects.filter(code="PA").update(label="Pelaksanaan aktualisasi")

    assert "eval-contoh" in reload(loaded).updated
    assert "eval-contoh" in reload(loaded).unchanged


@pytest.mark.django_db
def test_a_scheme_made_here_is_not_the_packages(home, graded):
    EvaluationScheme.objects.create(code="eval-contoh", label="Milik kami")
    report = reload(graded)

    assert KeptPage("eval-contoh", "Milik kami", KeptReason.OWN) in report.kept
    assert evaluation_content(EvaluationScheme.objects.get()).components == ()


@pytest.mark.django_db
def test_schemes_chosen_here_for_a_programme_stay(loaded):
    row = ProgrammeScheme.objects.get()
    row.evaluation = EvaluationScheme.objects.create(code="sendiri", label="Milik kami")
    row.save()

    kept = reload(loaded).kept

    codes = "latsar-contoh: sendiri/dua-predikat/ulang"
    assert KeptPage(codes, "Latsar contoh", KeptReason.EDITED) in kept
    assert ProgrammeScheme.objects.get().evaluation.code == "sendiri"


@pytest.mark.django_db
def test_a_programme_follows_the_package_to_another_scheme(loaded):
    loaded.replace("curricula.yaml", "    remedial: ulang\n", "")
    reload(loaded)

    row = ProgrammeScheme.objects.get()
    assert (row.remedial, row.written) == (None, "eval-contoh/dua-predikat/")


# ---------------------------------------------------------------- what is wrong with a package


@pytest.mark.django_db
def test_an_unsound_scheme_is_left_out_and_said(home, graded):
    graded.replace("evaluation.yaml", "weight: 60,", "weight: 50,")
    report = reload(graded)

    assert [problem for problem in report.problems if "eval-contoh" in problem] != []
    assert EvaluationScheme.objects.count() == ProgrammeScheme.objects.count() == 0


@pytest.mark.django_db
def test_a_scheme_without_any_weight_is_left_out(home, graded):
    graded.replace("evaluation.yaml", "weight: null, weight_unverified: 25", "weight: null")

    assert len(reload(graded).problems) == 1


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("weight: 60,", "weight: banyak,", 28),
        ("weight: 60,", "weight: 60, mark: X,", 28),
        ("scorer: [penguji,", "scorer: [tetangga,", 28),
        ("          klasikal:", "          daring:", 18),
        ("outcome: lulus", "outcome: juara", 6),
        ("  - id: dua-predikat", "  - nama: dua-predikat", 2),
        ("{code: PA, label", "{kode: PA, label", 28),
    ],
)
def test_problems_name_their_line(graded, old, new, line):
    graded.replace("evaluation.yaml", old, new)

    with pytest.raises(PackageInvalid) as error:
        load_curricula(folder=graded.folder)
    assert error.value.problems[-1].file == "evaluation.yaml"
    assert line in [problem.line for problem in error.value.problems]


def test_a_curriculum_with_a_strange_scheme_is_a_problem(graded):
    graded.replace("curricula.yaml", "eval-contoh", "eval-lain")

    with pytest.raises(PackageInvalid) as error:
        load_curricula(folder=graded.folder)
    assert [problem.file for problem in error.value.problems] == ["curricula.yaml"]


def test_a_package_without_evaluation_says_nothing_about_it(small):
    assert read_schemes(small.folder, []).schemes == ()


def test_no_regulations_and_no_curricula_are_somebody_elses_problem(tmp_path):
    (tmp_path / "evaluation.yaml").write_text(EVALUATION)
    data = read_schemes(tmp_path, [])

    assert (data.schemes[0].label, data.programmes) == ("kepka", ())


@pytest.mark.django_db
def test_a_programme_that_is_not_here_gets_no_scheme(home, graded):
    load_schemes(data=read_schemes(graded.folder, []), report=LoadReport())

    assert ProgrammeScheme.objects.count() == 0

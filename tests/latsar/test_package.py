"""A package folder becomes dataclasses, or is refused with every problem named."""

import pytest
from wagtail.models import Page

from corpu.core.domain.figures import Figure
from courses.models import CoursePage, LessonPage
from latsar.exchange import lesson_blocks as limits
from latsar.exchange.curriculum_data import AgendaPlace, CoursePlace, PhasePlace
from latsar.exchange.lesson_blocks import Text
from latsar.exchange.package import LessonPackage, read_package
from latsar.exchange.problems import PackageInvalid
from tests.latsar.conftest import YAML

NONE = Figure(None, None, "M")


def problems_of(small):
    with pytest.raises(PackageInvalid) as refused:
        read_package(small.folder)
    return [str(problem) for problem in refused.value.problems]


def test_package_is_read_in_the_order_of_its_modules(small):
    package = read_package(small.folder)

    assert [course.path for course in package.courses] == ["a0-dk/index.md", "a3-wog/index.md"]
    assert package.courses[0].introduction == "<p>Pengantar <b>Dinamika Kelompok</b>.</p>"
    assert package.courses[0].objectives == ("Tujuan pertama", "Tujuan kedua")
    assert package.courses[1].lessons[0] == LessonPackage(
        path="a3-wog/01-konsep.md",
        code="W1",
        title="Konsep",
        slug="konsep",
        summary="Ringkasan Konsep.",
        minutes=7,
        body=(Text("<p>Naskah.</p>"),),
    )
    assert package.paths == {
        "a0-dk/index.md",
        "a0-dk/01-pembuka.md",
        "a3-wog/index.md",
        "a3-wog/01-konsep.md",
        "a3-wog/02-alasan.md",
    }


def test_curriculum_has_phases_agendas_and_figures(small):
    (curriculum,) = read_package(small.folder).curricula

    assert curriculum.code == "latsar-contoh"
    assert curriculum.regulation == "Peraturan LAN 12/2018\nKepKa LAN 93/2021"
    assert (curriculum.hours, curriculum.days) == (Figure(511, None, "S"), NONE)
    assert curriculum.source == "JP: W2"
    assert curriculum.phases == (
        PhasePlace("ONCAMPUS", "Klasikal", Figure(21, None, "S"), Figure(None, 191, "M")),
        # Named by a module, listed nowhere: the agencies' phase, without figures.
        PhasePlace("PKTBT", "Kompetensi teknis", NONE, NONE),
    )
    assert curriculum.agendas == (
        AgendaPlace("A0", "Orientasi"),
        AgendaPlace("A3", "Peran PNS dalam NKRI"),
    )
    assert curriculum.courses == (
        CoursePlace("A0-DK", "A0", "ONCAMPUS", NONE, is_required=True),
        CoursePlace("A3-WOG", "A3", "PKTBT", Figure(6, None, "D"), is_required=True),
    )


BORROWED = """
  - id: latsar-pinjam
    title: Latsar pinjam
    generation: 3
    regulation: [perlan]
    method: {method}
    total_jp: {{value: null, mark: M}}
    total_days: {{value: null, mark: M}}
    phases:
      - {{code: {phase}, days: null, jp: null}}
    modules_same_as: latsar-contoh
    supplements: [A3-WOG]
"""


@pytest.mark.parametrize(
    ("method", "phase", "expected"), [("klasikal", "ONCAMPUS", "ONCAMPUS"), ("distance", "EL", "")]
)
def test_borrowed_modules_in_a_phase_that_is_not_there(small, method, phase, expected):
    small.replace(
        "curricula.yaml",
        "      - {code: ONCAMPUS",
        "      - {code: EL, days: null, jp: null}\n      - {code: ONCAMPUS",
    )
    small.replace(
        "curricula.yaml",
        "      - {code: A0-DK, jp: null, phase: ONCAMPUS}\n"
        "      - {code: A3-WOG, jp: 6, mark: D, phase: PKTBT}",
        "      - {code: A0-DK, jp: null, phase: EL}"
        if method == "klasikal"
        else "      - {code: A0-DK, jp: null, phase: ONCAMPUS}",
    )
    text = (small.folder / "curricula.yaml").read_text(encoding="utf-8")
    small.write("curricula.yaml", text + BORROWED.format(method=method, phase=phase))

    borrowed = read_package(small.folder).curricula[1]

    assert borrowed.courses == (
        CoursePlace("A0-DK", "A0", expected, NONE, is_required=True),
        CoursePlace("A3-WOG", "A3", "", NONE, is_required=False),
    )


def test_supplement_stands_behind_its_agenda(small):
    small.write(
        "modules.yaml",
        "modules:\n  - {code: A3-WOG, agenda: A3}\n  - {code: A0-DK, agenda: A3}\n"
        "  - {code: A4-X, agenda: A0}\n",
    )
    small.course("A4-X", "Lain", "lain")
    small.lesson("a4-x/01.md", "A4-X-1", "Awal")
    small.replace(
        "curricula.yaml",
        "      - {code: A3-WOG, jp: 6, mark: D, phase: PKTBT}",
        "      - {code: A4-X, jp: null}\n    supplements: [A3-WOG]",
    )

    (curriculum,) = read_package(small.folder).curricula

    assert [(place.code, place.is_required) for place in curriculum.courses] == [
        ("A0-DK", True),
        ("A3-WOG", False),
        ("A4-X", True),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "curricula.yaml",
            "jp: 6, mark: D",
            "jp: 6",
            "curricula.yaml:13: jp ditulis tanpa tanda keyakinan (V, S, D, atau M)",
        ),
        (
            "curricula.yaml",
            "jp: 6, mark: D",
            "jp: enam, mark: D",
            "curricula.yaml:13: jp bukan bilangan bulat",
        ),
        (
            "curricula.yaml",
            "jp: 6, mark: D",
            "jp: true, mark: D",
            "curricula.yaml:13: jp bukan bilangan bulat",
        ),
        (
            "curricula.yaml",
            "total_jp: {value: 511, mark: S, source: W2}",
            "total_jp: 511",
            "curricula.yaml:2: jumlah dengan nilai dan tanda keyakinan belum ada",
        ),
        (
            "curricula.yaml",
            "{code: A3-WOG, jp",
            "{code: A3-WGO, jp",
            "curricula.yaml:13: A3-WGO tidak dikenal",
        ),
        (
            "curricula.yaml",
            "phase: ONCAMPUS",
            "phase: KAMPUS",
            "curricula.yaml:12: KAMPUS tidak dikenal",
        ),
        (
            "curricula.yaml",
            "phase: ONCAMPUS",
            "phase: EL",
            "curricula.yaml:12: EL bukan tahap dalam kurikulum ini",
        ),
        (
            "curricula.yaml",
            "[perlan, kepka]",
            "[perlan, perka]",
            "curricula.yaml:2: perka tidak dikenal",
        ),
        (
            "curricula.yaml",
            "method: klasikal",
            "method: kelas",
            "curricula.yaml:2: metode tidak dikenal",
        ),
        (
            "curricula.yaml",
            "id: latsar-contoh",
            "nama: latsar",
            "curricula.yaml:2: ada entri tanpa id",
        ),
        (
            "curricula.yaml",
            "    modules:",
            "    modul:",
            "curricula.yaml:2: kurikulum ini tidak memuat mata pelatihan",
        ),
        (
            "curricula.yaml",
            "    modules:",
            "    modules_same_as: lain\n    modul:",
            "curricula.yaml:2: lain tidak dikenal",
        ),
        (
            "curricula.yaml",
            "phases:",
            "phases: [",
            "curricula.yaml:10: tidak terbaca: expected the node content, but found '-'",
        ),
        (
            "regulations.yaml",
            YAML["regulations.yaml"],
            "x",
            "regulations.yaml:1: baris kunci: nilai tidak ada",
        ),
        ("modules.yaml", "agenda: A3", "agenda: A7", "curricula.yaml:13: A7 tidak dikenal"),
        (
            "modules.yaml",
            "{code: A3-WOG,",
            "{code: A0-DK,",
            "modules.yaml:3: A0-DK tertulis dua kali",
        ),
        ("modules.yaml", "modules:", "modul:", "modules.yaml:1: daftar modules tidak ada"),
        (
            "structure.yaml",
            "agendas:\n",
            "- agendas:\n",
            "structure.yaml:5: tidak terbaca: expected <block end>, but found '-'",
        ),
        (
            "modules/a3-wog/index.md",
            "code: A3-WOG",
            "code: A3-WGO",
            "modules/a3-wog/index.md:1: code: seharusnya A3-WOG",
        ),
        (
            "modules/a3-wog/index.md",
            "title: Whole of Government",
            "judul: x",
            "modules/a3-wog/index.md:1: judul: isian ini tidak dikenal",
        ),
        (
            "modules/a3-wog/index.md",
            "title: Whole of Government",
            "title:",
            "modules/a3-wog/index.md:1: title: teks belum diisi",
        ),
        (
            "modules/a3-wog/index.md",
            "slug: whole-of",
            "slug: Whole_of",
            (
                "modules/a3-wog/index.md:1: "
                "slug: alamat hanya memakai a–z, 0–9, dan tanda hubung tunggal"
            ),
        ),
        (
            "modules/a3-wog/index.md",
            "slug: whole-of-government",
            "slug: dinamika-kelompok",
            "modules:1: dua halaman memakai alamat dinamika-kelompok",
        ),
        (
            "modules/a3-wog/index.md",
            "objectives: [Tujuan pertama, Tujuan kedua]",
            "objectives: []",
            (
                "modules/a3-wog/index.md:1: "
                "objectives: daftar dengan sedikitnya satu entri belum diisi"
            ),
        ),
        (
            "modules/a3-wog/index.md",
            "assessments: [Kuis]",
            "assessments: [1]",
            (
                "modules/a3-wog/index.md:1: "
                "assessments: setiap entri berupa teks paling banyak 250 karakter"
            ),
        ),
        (
            "modules/a3-wog/index.md",
            "Ringkasan Whole of Government.",
            "x" * 251,
            (
                "modules/a3-wog/index.md:1: "
                "summary: terlalu panjang: 251 dari paling banyak 250 karakter"
            ),
        ),
        (
            "modules/a3-wog/index.md",
            "Pengantar",
            "## Pengantar",
            "modules/a3-wog/index.md:9: judul tidak dapat dipakai dalam blok ini",
        ),
        (
            "modules/a3-wog/index.md",
            "summary: ",
            "summary: a: b: ",
            "modules/a3-wog/index.md:5: tidak terbaca: mapping values are not allowed here",
        ),
        (
            "modules/a3-wog/01-konsep.md",
            "minutes: 7",
            "minutes: 0",
            "modules/a3-wog/01-konsep.md:1: minutes: bilangan di atas nol belum diisi",
        ),
        (
            "modules/a3-wog/01-konsep.md",
            "slug: konsep",
            "slug: alasan",
            "a3-wog/index.md:1: dua halaman memakai alamat alasan",
        ),
        (
            "modules/a3-wog/01-konsep.md",
            "Naskah.",
            "",
            "modules/a3-wog/01-konsep.md:8: materi ini belum punya naskah",
        ),
        (
            "modules/a3-wog/01-konsep.md",
            "Naskah.",
            "A\n\n# B",
            "modules/a3-wog/01-konsep.md:10: judul di sini hanya ## dan ###",
        ),
        (
            "modules/a3-wog/01-konsep.md",
            "---\ncode",
            "code",
            "modules/a3-wog/01-konsep.md:1: berkas harus diawali isian di antara dua baris ---",
        ),
    ],
)
def test_problem_names_file_line_and_reason(small, file, old, new, problem):
    small.replace(file, old, new)

    assert problem in problems_of(small)


def test_missing_files_are_named(small):
    for name in ("regulations.yaml", "modules/a0-dk/index.md", "modules/a3-wog/01-konsep.md"):
        (small.folder / name).unlink()
    (small.folder / "modules/a3-wog/02-alasan.md").write_bytes(b"---\n\xff\n---\n")

    problems = problems_of(small)

    assert "regulations.yaml:1: berkas tidak ada" in problems
    assert "modules/a0-dk/index.md:1: berkas tidak ada" in problems
    assert "modules/a3-wog/02-alasan.md:1: berkas tidak memakai UTF-8" in problems


def test_course_without_lessons_and_stranger_folder_are_refused(small):
    (small.folder / "modules/a0-dk/01-pembuka.md").unlink()
    small.lesson("a9-xx/01.md", "A9-1", "Tersesat")

    assert problems_of(small) == [
        "modules/a0-dk/index.md:1: mata pelatihan ini belum punya materi",
        "modules/a9-xx:1: A9-XX tidak dikenal",
    ]


def test_all_problems_are_told_at_once(small):
    small.replace("modules/a3-wog/01-konsep.md", "Naskah.", "# A\n\n# B")
    small.replace("modules/a0-dk/01-pembuka.md", "Naskah.", "# C")

    assert [problem.split(": ")[0] for problem in problems_of(small)] == [
        "modules/a0-dk/01-pembuka.md:8",
        "modules/a3-wog/01-konsep.md:8",
        "modules/a3-wog/01-konsep.md:10",
    ]


def test_limits_are_those_of_the_pages():
    def longest(model, name):
        return model._meta.get_field(name).max_length

    assert {
        "title": longest(Page, "title"),
        "code": longest(CoursePage, "code"),
        "lesson code": longest(LessonPage, "code"),
        "summaries": {longest(CoursePage, "summary"), longest(LessonPage, "summary")},
        "points": {
            CoursePage._meta.get_field(name).stream_block.child_blocks[block].field.max_length
            for name, block in (("objectives", "objective"), ("assessments", "assessment"))
        },
    } == {
        "title": limits.TITLE_LIMIT,
        "code": limits.CODE_LIMIT,
        "lesson code": limits.LESSON_CODE_LIMIT,
        "summaries": {limits.SUMMARY_LIMIT},
        "points": {limits.POINT_LIMIT},
    }

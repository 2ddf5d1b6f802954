"""The Markdown of a lesson: every kind of block, and every problem with its line."""

import pytest

from courses.blocks import LessonBody
from latsar.exchange import lesson_blocks as limits
from latsar.exchange.lesson_blocks import (
    Callout,
    Case,
    Detail,
    Glossary,
    Quote,
    Sources,
    Table,
    Text,
)
from latsar.exchange.lesson_markdown import read_introduction, read_lesson_body
from latsar.exchange.problems import ProblemList


def read(markdown, first_line=1):
    problems = ProblemList("contoh.md")
    blocks = read_lesson_body(markdown.splitlines(), first_line=first_line, problems=problems)
    return blocks, [(problem.line, problem.reason) for problem in problems.problems]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Satu\ndua", "<p>Satu dua</p>"),
        ("## Judul\n\n### Anak judul", "<h2>Judul</h2><h3>Anak judul</h3>"),
        ("**tebal** dan *miring*", "<p><b>tebal</b> dan <i>miring</i></p>"),
        ("- satu\n- dua", "<ul><li>satu</li><li>dua</li></ul>"),
        ("- satu\n\n- dua", "<ul><li>satu</li><li>dua</li></ul>"),
        ("1. satu\n2. dua", "<ol><li>satu</li><li>dua</li></ol>"),
        ("- satu\n  - anak", "<ul><li>satu<ul><li>anak</li></ul></li></ul>"),
        ("baris\\\nbaru", "<p>baris<br>baru</p>"),
        ("[LAN](https://lan.go.id)", '<p><a href="https://lan.go.id">LAN</a></p>'),
        ("A & B < C", "<p>A &amp; B &lt; C</p>"),
        # Raw HTML is text, never markup.
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ('"kutip" dan Jum\'at', "<p>“kutip” dan Jum’at</p>"),
    ],
)
def test_running_text(markdown, html):
    assert read(markdown) == ((Text(html),), [])


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        (
            "Tabel: Dua *hal*\n| A | B |\n|---|---|\n| **x** | y |\n| z | |",
            Table(
                "Dua hal",
                ("A", "B"),
                (("<p><b>x</b></p>", "<p>y</p>"), ("<p>z</p>", "<p></p>")),
            ),
        ),
        (
            "::: callout tip | Saat menyusun\nTulis *cara* bubar.\n:::",
            Callout("tip", "Saat menyusun", "<p>Tulis <i>cara</i> bubar.</p>"),
        ),
        ("::: callout info\nTanpa judul.\n:::", Callout("info", "", "<p>Tanpa judul.</p>")),
        (
            "::: detail | Lebih jauh\nSatu.\n\n- dua\n:::",
            Detail("Lebih jauh", "<p>Satu.</p><ul><li>dua</li></ul>"),
        ),
        (
            "::: case | Sungai\nSungai kotor.\n\n? Siapa *perlu* ikut?\n? Apa tujuannya?\n:::",
            Case("Sungai", "<p>Sungai kotor.</p>", ("Siapa perlu ikut?", "Apa tujuannya?")),
        ),
        (
            "::: quote | Pembukaan UUD 1945\nmelindungi segenap bangsa\n:::",
            Quote("melindungi segenap bangsa", "Pembukaan UUD 1945"),
        ),
        ("::: quote\nTanpa nama.\n:::", Quote("Tanpa nama.", "")),
        (
            "::: glossary\n- *Whole of Government* (WoG): satu: pemerintah\n  untuk warga\n:::",
            Glossary((("Whole of Government (WoG)", "satu: pemerintah untuk warga"),)),
        ),
        (
            "::: sources\n- Modul *LAN* [2017](https://lan.go.id)\n\n- Catatan\n:::",
            Sources(("Modul LAN 2017 (https://lan.go.id)", "Catatan")),
        ),
    ],
)
def test_special_block(markdown, block):
    assert read(markdown) == ((block,), [])


def test_blocks_keep_their_order():
    blocks, problems = read(
        "Awal.\n\nTabel: T\n| A |\n|---|\n| 1 |\n\nTengah.\n\n::: sources\n- S\n:::\n\nAkhir."
    )

    assert problems == []
    assert [type(block) for block in blocks] == [Text, Table, Text, Sources, Text]


@pytest.mark.parametrize(
    ("markdown", "problem"),
    [
        ("A\n\n# Judul", (3, "judul di sini hanya ## dan ###")),
        ("#### Judul", (1, "judul di sini hanya ## dan ###")),
        ("A\n\n> kutip", (3, "Markdown ini tidak dapat dipakai dalam materi: blockquote")),
        ("```\nkode\n```", (1, "Markdown ini tidak dapat dipakai dalam materi: fence")),
        ("A `kode`", (1, "Markdown ini tidak dapat dipakai dalam materi: code_inline")),
        (
            "![x](https://a.b/c.png)",
            (1, "gambar ditulis ![yang tampak](media/berkas “fullwidth”)"),
        ),
        ("A ![x](media/c.png)", (1, "Markdown ini tidak dapat dipakai dalam materi: image")),
        ("A\n\n---", (3, "Markdown ini tidak dapat dipakai dalam materi: hr")),
        (
            "[x](/katalog/)",
            (1, "tautan harus diawali http://, https://, atau mailto:"),
        ),
        ("- a\n\n  b", (3, "butir daftar hanya memuat satu paragraf")),
        ("| A |\n|---|\n| 1 |", (1, "tabel perlu judul: baris “Tabel: …” tepat di atasnya")),
        ("Tabel: T\n| A |\n|---|", (2, "tabel tidak punya baris")),
        ("Tabel: T\n\nTeks", (1, "“Tabel:” harus tepat di atas tabelnya")),
        ("Teks\nTabel: T", (2, "“Tabel:” harus tepat di atas tabelnya")),
        (
            "Tabel: T\n| A |\n|---|\n| [a](https://b.c) |",
            (2, "sel tabel tidak dapat memuat tautan"),
        ),
        (
            f"Tabel: {'x' * 201}\n| A |\n|---|\n| 1 |",
            (1, "terlalu panjang: 201 dari paling banyak 200 karakter"),
        ),
        ("A\n:::", (2, "::: ini tidak menutup blok apa pun")),
        ("A\n::: sources\n- x", (2, "blok belum ditutup dengan :::")),
        ("::: wow\nx\n:::", (1, "blok tidak dikenal: wow")),
        ("::: | judul\nx\n:::", (1, "blok tidak dikenal: —")),
        (
            "::: callout merah\nx\n:::",
            (1, "callout hanya salah satu dari: info, tip, warning, reflection"),
        ),
        ("::: callout info\n\n:::", (1, "blok kosong")),
        ("::: detail\nx\n:::", (1, "blok perlu judul: ::: detail | judul")),
        (
            "::: case | K\nx\n:::",
            (1, "kasus perlu sedikitnya satu pertanyaan (baris yang diawali ?)"),
        ),
        (
            f"::: case | K\nx\n? {'y' * 401}\n:::",
            (3, "terlalu panjang: 401 dari paling banyak 400 karakter"),
        ),
        ("::: callout tip | T\n\n## x\n:::", (3, "judul tidak dapat dipakai dalam blok ini")),
        (
            "::: callout tip | T\n\n| A |\n|---|\n| 1 |\n:::",
            (3, "Markdown ini tidak dapat dipakai dalam materi: table"),
        ),
        ("::: glossary | G\n- a: b\n:::", (1, "blok ini tidak memakai judul")),
        ("::: sources | S\n- a\n:::", (1, "blok ini tidak memakai judul")),
        (
            "::: glossary\n- a: b\n- tanpa arti\n:::",
            (3, "entri glosarium ditulis “- istilah: arti”"),
        ),
        ("::: sources\nx\n:::", (2, "setiap entri blok ini diawali tanda hubung")),
        (
            f"::: glossary\n- {'a' * 101}: b\n:::",
            (2, "terlalu panjang: 101 dari paling banyak 100 karakter"),
        ),
        (
            f"::: sources\n- {'a' * 501}\n:::",
            (2, "terlalu panjang: 501 dari paling banyak 500 karakter"),
        ),
        (
            f"::: callout tip | {'a' * 121}\nx\n:::",
            (1, "terlalu panjang: 121 dari paling banyak 120 karakter"),
        ),
        (
            f"::: quote | {'a' * 201}\nx\n:::",
            (1, "terlalu panjang: 201 dari paling banyak 200 karakter"),
        ),
    ],
)
def test_problem_names_its_line(markdown, problem):
    line, reason = problem

    assert read(markdown, first_line=10)[1] == [(line + 9, reason)]


def test_block_inside_a_block_is_a_problem():
    _blocks, problems = read("::: detail | A\n::: sources\n- x\n:::\n:::")

    assert problems[0] == (2, "blok tidak boleh berada di dalam blok lain")


def test_introduction_has_no_headings():
    problems = ProblemList("index.md")

    html = read_introduction(["Halo *Anda*.", "", "## Tidak"], first_line=5, problems=problems)

    assert html == "<p>Halo <i>Anda</i>.</p><h2>Tidak</h2>"
    assert [str(problem) for problem in problems.problems] == [
        "index.md:7: judul tidak dapat dipakai dalam blok ini"
    ]


def test_limits_are_those_of_the_blocks():
    body = LessonBody().child_blocks
    callout, case = body["callout"].child_blocks, body["case"].child_blocks
    term = body["glossary"].child_blocks["terms"].child_block.child_blocks

    def longest(block):
        return block.field.max_length

    assert {
        "callout": longest(callout["title"]),
        "kinds": tuple(kind for kind, _label in callout["kind"].field.choices if kind),
        "case": longest(case["title"]),
        "detail": longest(body["detail"].child_blocks["title"]),
        "question": longest(case["questions"].child_block),
        "caption": longest(body["table"].child_blocks["caption"]),
        "attribution": longest(body["quote"].child_blocks["attribution"]),
        "term": longest(term["term"]),
        "meaning": longest(term["meaning"]),
        "source": longest(body["sources"].child_blocks["sources"].child_block),
    } == {
        "callout": limits.CALLOUT_TITLE_LIMIT,
        "kinds": limits.CALLOUT_KINDS,
        "case": limits.BLOCK_TITLE_LIMIT,
        "detail": limits.BLOCK_TITLE_LIMIT,
        "question": limits.QUESTION_LIMIT,
        "caption": limits.CAPTION_LIMIT,
        "attribution": limits.ATTRIBUTION_LIMIT,
        "term": limits.TERM_LIMIT,
        "meaning": limits.MEANING_LIMIT,
        "source": limits.SOURCE_LIMIT,
    }

"""The packaged bank: read with every problem named, written through services, over no edit."""

from dataclasses import replace

import pytest

from courses.domain.question_faults import faults
from courses.domain.question_text import plain
from courses.enums import QuestionKind
from courses.models import CoursePage, Question, QuizPage
from courses.services.questions import archive_question, revise_question
from latsar.enums import KeptReason
from latsar.exchange.package import read_package
from latsar.exchange.problems import PackageInvalid
from latsar.services.curricula import load_curricula

BANK = """\
questions:
  - key: satu
    kind: single
    name: Soal satu
    text: "Mana yang **tepat**?"
    options:
      - {text: "Ini", right: true, feedback: "Ya."}
      - {text: "Itu"}
    feedback: "Karena ini."
    tags: [dasar]
    difficulty: easy
    objective: 2
  - key: dua
    kind: essay
    text: "Uraikan."
    guidance: "Baca dengan sabar."
    tags: [uraian]
"""
QUIZ = """\
---
type: quiz
title: Kuis
slug: kuis
summary: ""
minutes: 10
attempts: 2
time_limit: 10
pass_mark: 62.5
after: konsep
parts:
  - {question: satu}
  - {draw: 1, tag: uraian}
---
Siapkan **diri**.
"""
FILE = "modules/a3-wog/questions.yaml"
PAGE = "modules/a3-wog/03-kuis.md"


@pytest.fixture
def banked(small):
    small.write(FILE, BANK)
    small.write(PAGE, QUIZ)
    return small


def problems_of(package):
    with pytest.raises(PackageInvalid) as refused:
        read_package(package.folder)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (FILE, "right: true", "right: false", f"{FILE}:2: satu: Tandai pilihan yang benar."),
        (FILE, "kind: single", "kind: pilihan", f"{FILE}:2: satu: salah satu dari ini"),
        (FILE, "objective: 2", "objective: 9", f"{FILE}:2: satu: mata pelatihan ini tidak"),
        (FILE, "key: dua", "key: satu", f"{FILE}:13: satu tertulis dua kali"),
        (FILE, "key: dua", "kunci: dua", f"{FILE}:13: ada entri tanpa key"),
        (FILE, "guidance:", "petunjuk:", f"{FILE}:13: dua: tidak dikenal: petunjuk"),
        (FILE, "tags: [dasar]", "tags: dasar", f"{FILE}:2: satu: tag berupa teks pendek"),
        (FILE, "difficulty: easy", "difficulty: gampang", f"{FILE}:2: satu: salah satu dari ini"),
        (FILE, "name: Soal satu", "name: [1]", f"{FILE}:2: satu: name berupa teks"),
        (FILE, "questions:", "soal:", f"{FILE}:1: daftar questions tidak ada"),
        (FILE, '{text: "Itu"}', "Itu", f"{FILE}:2: satu: options: setiap baris"),
        (FILE, '{text: "Itu"}', '{teks: "Itu"}', f"{FILE}:2: satu: tidak dikenal: teks"),
        (FILE, '{text: "Itu"}', '{text: "Itu", weight: x}', f"{FILE}:2: satu: x bukan bilangan"),
        (PAGE, "question: satu", "question: tiga", f"{PAGE}:12: parts: bank soal tidak memuat"),
        (PAGE, "draw: 1", "draw: 2", f"{PAGE}:13: parts: bank soal hanya memuat 1 dari 2"),
        (PAGE, "draw: 1", "draw: x", f"{PAGE}:13: parts: sebuah bagian menyebut"),
        (PAGE, "tag: uraian", "difficulty: x", f"{PAGE}:13: parts: tingkat kesulitan"),
        (PAGE, "tag: uraian", "label: x", f"{PAGE}:13: parts: tidak dikenal: label"),
        (PAGE, "after: konsep", "after: kuis", f"{PAGE}:1: after: tidak ada kegiatan"),
        (PAGE, "after: konsep", "opens: activity", f"{PAGE}:1: after: menyebut kegiatan"),
        (PAGE, "pass_mark: 62.5", "pass_mark: 101", f"{PAGE}:1: pass_mark: isinya bilangan"),
        (PAGE, "attempts: 2", "attempts: -1", f"{PAGE}:1: attempts: isinya bilangan bulat"),
        (PAGE, "type: quiz", "type: ujian", f"{PAGE}:1: type: salah satu dari ini"),
        (PAGE, "after: konsep", "required: x", f"{PAGE}:1: required: isinya true atau false"),
        (PAGE, "after: konsep", "key: a/b", f"{PAGE}:1: key: kunci hanya memakai"),
    ],
)
def test_problem_names_file_line_and_reason(banked, file, old, new, problem):
    banked.replace(file, old, new)

    assert any(said.startswith(problem) for said in problems_of(banked)), problems_of(banked)


@pytest.mark.django_db
def test_bank_and_quiz_are_loaded_once(home, banked):
    report = load_curricula(folder=banked.folder)

    assert report.problems == []
    question = Question.objects.get(name="Soal satu")
    assert (question.objective, question.difficulty) == (2, "easy")
    assert question.current.content.text == "<p>Mana yang <b>tepat</b>?</p>"
    assert Question.objects.get(name="Uraikan.").kind == QuestionKind.ESSAY
    quiz = QuizPage.objects.get()
    assert [part.question for part in quiz.parts.all()] == [question, None]
    assert (quiz.available_after.slug, str(quiz.policy.pass_mark)) == ("konsep", "62.50")
    again = load_curricula(folder=banked.folder)
    assert (again.created, again.updated, again.kept) == ([], [], [])


@pytest.mark.django_db
def test_newer_file_revises_a_question_nobody_has_changed(home, banked):
    load_curricula(folder=banked.folder)
    banked.replace(FILE, "Mana yang", "Manakah yang")
    banked.replace(FILE, "tags: [dasar]", "tags: [lanjut]")

    report = load_curricula(folder=banked.folder)

    question = Question.objects.get(name="Soal satu")
    assert report.updated == ["a3-wog/questions.yaml#satu"]
    assert (question.current.number, question.versions.count()) == (2, 2)
    assert [tag.name for tag in question.tags.all()] == ["lanjut"]


@pytest.mark.django_db
def test_edited_archived_and_dropped_questions_are_kept(home, banked):
    load_curricula(folder=banked.folder)
    one, two = Question.objects.get(name="Soal satu"), Question.objects.get(name="Uraikan.")
    content = replace(one.current.content, text="<p>Suntingan</p>")
    revise_question(question=one, content=content, by=None)

    edited = load_curricula(folder=banked.folder)
    banked.replace(FILE, "Mana yang", "Manakah yang")
    newer = load_curricula(folder=banked.folder)
    banked.replace(FILE, 'text: "Manakah yang **tepat**?"', "text: Suntingan")
    adopted = load_curricula(folder=banked.folder)
    archive_question(question=two, by=None)
    archived = load_curricula(folder=banked.folder)
    banked.write(FILE, BANK.partition("  - key: dua")[0])
    banked.replace(PAGE, "  - {draw: 1, tag: uraian}\n", "")
    dropped = load_curricula(folder=banked.folder)

    reports = (edited, newer, adopted, archived, dropped)
    assert [[kept.reason for kept in report.kept] for report in reports] == [
        [KeptReason.EDITED],
        [KeptReason.NEWER_TEXT],
        [],
        [KeptReason.ARCHIVED],
        # The file went back to its first text, which nobody had written here since.
        [KeptReason.REMOVED],
    ]


@pytest.mark.django_db
def test_question_of_another_kind_or_course_is_a_problem(home, banked):
    load_curricula(folder=banked.folder)
    banked.replace(FILE, "kind: single", "kind: multiple")

    assert "jenis soal tidak dapat diganti" in load_curricula(folder=banked.folder).problems[0]

    Question.objects.update(course=CoursePage.objects.get(code="A0-DK"))
    assert "milik mata pelatihan lain" in load_curricula(folder=banked.folder).problems[0]


# ---------------------------------------------------------------- the shipped bank


@pytest.fixture(scope="module")
def wog():
    return next(course for course in read_package().courses if course.code == "A3-WOG")


def test_shipped_bank_can_be_given(wog):
    assert [question.path for question in wog.questions if faults(question.content)] == []
    assert len(wog.questions) >= 42
    assert {question.content.kind for question in wog.questions} == set(QuestionKind)
    assert {question.objective for question in wog.questions} == set(range(1, 6))
    assert sum(q.content.kind == QuestionKind.ESSAY for q in wog.questions) >= 2


def test_shipped_questions_teach_and_do_not_give_themselves_away(wog):
    assert all(question.content.feedback and question.tags for question in wog.questions)
    singles = [q.content for q in wog.questions if q.content.kind == QuestionKind.SINGLE]
    longest = sum(
        max(content.options, key=lambda one: len(plain(one.text))).weight == 100
        for content in singles
    )
    assert longest <= len(singles) * 0.45
    texts = [plain(option.text).lower() for content in singles for option in content.options]
    assert not any("semua benar" in text or "di atas" in text for text in texts)


def test_shipped_course_ends_with_journal_case_and_quiz(wog):
    journal, case, quiz = wog.activities[-3:]

    assert [one.slug for one in wog.activities[-3:]] == ["jurnal-belajar", "tugas-kasus", "kuis"]
    assert all(one.is_required for one in wog.activities)
    assert journal.policy.kind == "journal"
    assert [len(criterion.levels) for criterion in case.rubric] == [4] * 4
    assert (quiz.policy.attempts, quiz.policy.minutes, quiz.policy.pass_mark) == (2, 30, 70)
    assert sum(part.count for part in quiz.parts) == 12

"""Aiken, as its documentation describes it, and every way to get it wrong."""

import pytest

from courses.enums.question_files import FileProblem
from courses.exchange.questions.aiken import read_aiken

GOOD = """Apa warna <b>langit</b>
pada siang hari?
A. biru
B) abu-abu
ANSWER: A

Siapa?
A) saya
B) Anda
C) mereka
ANSWER:  C
"""


def test_questions_with_options_and_an_answer():
    found = read_aiken(GOOD.encode())

    assert found.problems == ()
    first, second = found.questions
    assert first.content.text == "<p>Apa warna &lt;b&gt;langit&lt;/b&gt;<br>pada siang hari?</p>"
    assert [(one.text, int(one.weight)) for one in first.content.options] == [
        ("<p>biru</p>", 100),
        ("<p>abu-abu</p>", 0),
    ]
    assert [int(one.weight) for one in second.content.options] == [0, 0, 100]
    assert (first.line, second.line, found.types["single"]) == (1, 7, 2)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("Apa?\nANSWER: A", 1, FileProblem.OPTIONS_MISSING),
        ("Apa?", 1, FileProblem.OPTIONS_MISSING),
        ("ANSWER: A", 1, FileProblem.TEXT_MISSING),
        ("Apa?\nA. x\nB. y", 1, FileProblem.ANSWER_LINE_MISSING),
        ("Apa?\nA. x\nB. y\n\nLain?\nA. x\nB. y\nANSWER: A", 5, FileProblem.ANSWER_LINE_MISSING),
        ("Apa?\nA. x\nB. y\nANSWER: C", 4, FileProblem.ANSWER_UNKNOWN),
        ("Apa?\nA. x\nB. y\nANSWER:", 4, FileProblem.ANSWER_UNKNOWN),
        ("Apa?\nA. x\nC. y\nANSWER: A", 3, FileProblem.OPTION_ORDER),
        ("Apa?\nA. x\nA. y\nANSWER: A", 3, FileProblem.OPTION_ORDER),
    ],
)
def test_problems_name_line_and_remedy(text, line, code):
    (found,) = read_aiken(text.encode()).problems

    assert (found.line, found.code) == (line, code)
    assert "%(" not in found.message

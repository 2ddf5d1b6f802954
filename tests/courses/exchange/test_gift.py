"""GIFT, as its documentation describes it, and every way to get it wrong."""

from decimal import Decimal

import pytest

from courses.domain.question_faults import faults
from courses.enums import Difficulty, QuestionKind
from courses.enums.question_files import FileProblem
from courses.exchange.questions.gift import read_gift

FULL = Decimal(100)


def read(text):
    found = read_gift(text.encode())
    assert found.problems == ()
    (question,) = found.questions
    assert faults(question.content) == ()
    return question


def weights(question):
    return [(one.text, int(one.weight), one.feedback) for one in question.content.options]


def test_choice_with_comment_title_weights_and_feedback():
    question = read(
        "// catatan untuk diri sendiri [id:B-7] [tag:wog] [tag:difficulty:hard] [tag:objective:2]\n"
        "::Ibu kota:: Ibu kota Banten\\: yang mana? {\n"
        "// di tengah pun boleh\n"
        "=Serang#Tepat ~%50%Kota lama#Hampir \\= setengah\n~Cilegon ####Baca lagi}\n"
    )

    assert question.content.kind == QuestionKind.SINGLE
    assert question.content.text == "<p>Ibu kota Banten: yang mana?</p>"
    assert weights(question) == [
        ("<p>Serang</p>", 100, "<p>Tepat</p>"),
        ("<p>Kota lama</p>", 50, "<p>Hampir = setengah</p>"),
        ("<p>Cilegon</p>", 0, ""),
    ]
    assert question.content.feedback == "<p>Baca lagi</p>"
    assert (question.name, question.idnumber, question.line) == ("Ibu kota", "B-7", 2)
    assert (question.tags, question.difficulty, question.objective) == (
        ("wog",),
        Difficulty.HARD,
        2,
    )


def test_several_right_ones_share_what_rounding_lost():
    question = read("Mana? {~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}")

    assert question.content.kind == QuestionKind.MULTIPLE
    assert sum(one.weight for one in question.content.options[:3]) == FULL


def test_true_and_false_with_feedback_for_the_wrong_and_the_right_answer():
    question = read("Benarkah? {F#Keliru#Betul}")

    assert question.content.kind == QuestionKind.TRUE_FALSE
    assert weights(question) == [
        ("<p>Benar</p>", 0, "<p>Keliru</p>"),
        ("<p>Salah</p>", 100, "<p>Betul</p>"),
    ]


@pytest.mark.parametrize("word", ["T", "TRUE", "true", "T ####"])
def test_true(word):
    assert read(f"Benarkah? {{{word}}}").content.options[0].weight == FULL


def test_short_answers_with_weights_and_wildcards():
    question = read(r"Siapa? {=Budi Utomo =%50%Budi*#Siapa lengkapnya? =%0%\\*}")

    assert [(one.text, int(one.weight)) for one in question.content.accepted] == [
        ("Budi Utomo", 100),
        ("Budi*", 50),
        ("\\*", 0),
    ]


def test_an_answer_without_sign_is_a_short_answer():
    assert read("Siapa? {Budi}").content.accepted[0].text == "Budi"


@pytest.mark.parametrize(
    ("answers", "spans"),
    [
        ("#3", [(3, 3, 100)]),
        ("#3:0.5", [("2.5", "3.5", 100)]),
        ("#1..5", [(1, 5, 100)]),
        ("#-1.5..-0.5", [("-1.5", "-0.5", 100)]),
        ("#=1822:0#Ya =%50%1822:2#Hampir ~", [(1822, 1822, 100), (1820, 1824, 50)]),
        ("# =1e2 =*", [(100, 100, 100)]),
    ],
)
def test_numbers(answers, spans):
    found = read(f"Berapa? {{{answers}}}").content.spans

    assert [(one.low, one.high, one.weight) for one in found] == [
        (Decimal(low), Decimal(high), weight) for low, high, weight in spans
    ]


def test_matching_with_one_that_only_distracts():
    question = read("Pasangkan. {=<b>a</b> -> 1 =b -> 2 = -> 3}")

    assert [(one.prompt, one.match) for one in question.content.pairs] == [
        ("<p><b>a</b></p>", "1"),
        ("<p>b</p>", "2"),
        ("", "3"),
    ]


def test_a_short_answer_with_weight_may_hold_an_arrow():
    assert read("Tulis {=%100%a->b}").content.accepted[0].text == "a->b"


def test_essay_and_missing_word():
    assert read("Uraikan. {}").content.kind == QuestionKind.ESSAY
    assert read("Uraikan. { ####Umum }").content.feedback == "<p>Umum</p>"
    assert read("Ibu kota {=Serang ~Lebak} adalah kota.").content.text == (
        "<p>Ibu kota _____ adalah kota.</p>"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[html]<p>a</p><h2>b</h2>", "<p>a</p><p><b>b</b></p>"),
        (
            "[markdown]*a* **b**\\n\\n1. c\\n2. d",
            "<p><i>a</i> <b>b</b></p><ol><li>c</li><li>d</li></ol>",
        ),
        ("[plain]a <b>\\nc\\n\\nd", "<p>a &lt;b&gt;<br>c</p><p>d</p>"),
        ("[moodle]a\\nb\\n\\nc", "<p>a<br>b</p><p>c</p>"),
        ("a <i>b</i>", "<p>a <i>b</i></p>"),
    ],
)
def test_formats(source, text):
    assert read(f"{source} {{}}").content.text == text


def test_an_answer_may_have_a_format_of_its_own():
    question = read("[html]x {=[plain]<b>~[markdown]*c*#[plain]<d>}")

    assert weights(question) == [
        ("<p>&lt;b&gt;</p>", 100, ""),
        ("<p><i>c</i></p>", 0, "<p>&lt;d&gt;</p>"),
    ]


def test_categories_hold_until_the_next_one():
    found = read_gift(
        b"$CATEGORY: $course$/top/Bab 1/Isi\na {}\n\nb {}\n\n$CATEGORY: tunggal\n\nc {}"
    )

    assert [one.category for one in found.questions] == ["Bab 1/Isi", "Bab 1/Isi", "tunggal"]
    assert [one.line for one in found.questions] == [2, 4, 8]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("a {=b", 1, FileProblem.BRACE_MISSING),
        ("\n\na\nb {=c\n\n", 4, FileProblem.BRACE_MISSING),
        ("a {=b} {=c}", 1, FileProblem.BRACE_STRAY),
        ("a } b", 1, FileProblem.BRACE_STRAY),
        ("::judul a {}", 1, FileProblem.TITLE_OPEN),
        ("{=a ~b}", 1, FileProblem.TEXT_MISSING),
        ("hanya teks", 1, FileProblem.TYPE_UNSUPPORTED),
        ("a {b ~c =d}", 1, FileProblem.ANSWERS_UNREADABLE),
        ("a {=b -> c =d}", 1, FileProblem.MATCH_UNREADABLE),
        ("a {#}", 1, FileProblem.NUMBER_UNREADABLE),
        ("a {#tiga}", 1, FileProblem.NUMBER_UNREADABLE),
        ("a {#3,5}", 1, FileProblem.NUMBER_UNREADABLE),
        ("a {#1e999999999}", 1, FileProblem.NUMBER_UNREADABLE),
        ("a {#=3 =*#Bukan}", 1, FileProblem.OTHERS_FEEDBACK),
        ("a {~%banyak%b ~c}", 1, FileProblem.WEIGHT_UNREADABLE),
        ("a {~%101%b ~c}", 1, FileProblem.WEIGHT_UNREADABLE),
        ("a <video src=x></video> {}", 1, FileProblem.MEDIA),
        ("a <img src='https\\://x.example/y.png'> {}", 1, FileProblem.IMAGE_REMOTE),
        ("a <img src='y.png'> {}", 1, FileProblem.IMAGE_MISSING),
        (f"{'a' * 50_001} {{}}", 1, FileProblem.TEXT_TOO_LONG),
    ],
)
def test_problems_name_line_and_remedy(text, line, code):
    found = read_gift(text.encode())

    assert [(one.line, one.code) for one in found.problems] == [(line, code)] * len(found.problems)
    assert found.problems
    assert found.questions == ()
    assert "%(" not in found.problems[0].message

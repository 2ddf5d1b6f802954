"""Moodle XML: the types that are taken, those that are not, images and problems."""

from decimal import Decimal

import pytest

from courses.domain.question_faults import faults
from courses.enums import QuestionKind
from courses.enums.question_files import FileProblem
from courses.exchange.questions.moodle_xml import read_moodle_xml
from tests.courses.exchange.files import PNG, PNG_TEXT, quiz


def question(kind, inside="", text="Apa?", extra=""):
    return (
        f'<question type="{kind}">\n<name><text>Nama</text></name>\n'
        f'<questiontext format="html"><text><![CDATA[<p>{text}</p>]]></text>{extra}'
        "</questiontext>\n"
        f"{inside}\n</question>\n"
    )


def answer(fraction, text, inside=""):
    return f'<answer fraction="{fraction}"><text>{text}</text>{inside}</answer>'


def read(kind, inside="", **values):
    found = read_moodle_xml(quiz(question(kind, inside, **values)))
    assert found.problems == ()
    (one,) = found.questions
    assert faults(one.content) == ()
    return one


def test_single_choice_with_everything_around_it():
    one = read(
        "multichoice",
        "<single>true</single><shuffleanswers>0</shuffleanswers><defaultgrade>2.5000000</defaultgrade>"
        "<generalfeedback format='markdown'><text>*Baca* lagi</text></generalfeedback>"
        "<penalty>0.33</penalty><idnumber>S-1</idnumber>"
        "<tags><tag><text>wog</text></tag></tags>"
        + answer(100, "a", "<feedback format='plain_text'><text>Ya &lt;b></text></feedback>")
        + answer("-25.5", "b"),
    )

    assert one.content.kind == QuestionKind.SINGLE
    assert [(one.text, str(one.weight), one.feedback) for one in one.content.options] == [
        ("<p>a</p>", "100", "<p>Ya &lt;b&gt;</p>"),
        ("<p>b</p>", "-25.5", ""),
    ]
    assert one.content.feedback == "<p><i>Baca</i> lagi</p>"
    assert (one.content.points, one.content.may_shuffle) == (Decimal("2.5"), False)
    assert (one.name, one.idnumber, one.tags, one.line) == ("Nama", "S-1", ("wog",), 3)


def test_several_right_ones():
    one = read(
        "multichoice",
        "<single>false</single>" + "".join(answer("33.33333", text) for text in "abc"),
    )

    assert one.content.kind == QuestionKind.MULTIPLE


def test_true_false_in_either_order():
    one = read("truefalse", answer(0, "false") + answer(100, "true"))

    assert [(one.text, int(one.weight)) for one in one.content.options] == [
        ("<p>Benar</p>", 100),
        ("<p>Salah</p>", 0),
    ]


def test_short_answer_keeps_case_and_wildcard():
    one = read("shortanswer", "<usecase>1</usecase>" + answer(100, "WoG") + answer(50, "w*"))

    assert one.content.is_case_sensitive
    assert [one.text for one in one.content.accepted] == ["WoG", "w*"]


def test_number_with_tolerance_and_its_plain_unit():
    one = read(
        "numerical",
        answer(100, "3.5", "<tolerance>0.25</tolerance>")
        + answer(50, "-2")
        + answer(0, "*")
        + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>",
    )

    assert [(str(one.low), str(one.high)) for one in one.content.spans] == [
        ("3.25", "3.75"),
        ("-2", "-2"),
    ]


def test_matching_ordering_essay():
    def sub(text, match):
        inside = f"<text>{text}</text><answer><text>{match}</text></answer>"
        return f"<subquestion format='html'>{inside}</subquestion>"

    pairs = read("matching", sub("a", "1") + sub("b", "2") + sub("", "3")).content.pairs
    items = read("ordering", answer(2, "kedua") + answer(1, "pertama")).content.items
    as_written = read("ordering", answer(0, "x") + answer(0, "y")).content.items
    essay = read("essay", "<graderinfo format='html'><text>Lihat isi</text></graderinfo>").content

    assert [(one.prompt, one.match) for one in pairs] == [
        ("<p>a</p>", "1"),
        ("<p>b</p>", "2"),
        ("", "3"),
    ]
    assert [one.text for one in items] == ["<p>pertama</p>", "<p>kedua</p>"]
    assert [one.text for one in as_written] == ["<p>x</p>", "<p>y</p>"]
    assert essay.guidance == "<p>Lihat isi</p>"


def test_category_without_its_place_in_moodle():
    category = (
        '<question type="category"><category><text>$course$/top/Bab 1</text></category></question>'
    )

    found = read_moodle_xml(quiz(category, question("essay")))

    assert found.questions[0].category == "Bab 1"
    assert found.types == {"essay": 1}


def test_embedded_images_by_file_and_by_address():
    file = f'<file name="denah a.png" path="/" encoding="base64">{PNG_TEXT}</file>'
    one = read(
        "essay",
        text='a<img src="@@PLUGINFILE@@/denah%20a.png" alt="Denah">'
        f'<img src="data:image/png;base64,{PNG_TEXT}">',
        extra=file,
    )

    (image,) = one.images
    assert image.content == PNG
    assert image.name == "denah-a.png"
    assert one.content.text.count(f'id="sha1:{image.digest}"') == 2
    assert 'alt="Denah"' in one.content.text


def test_types_that_are_not_taken_are_counted_and_named():
    found = read_moodle_xml(
        quiz(question("cloze"), question("calculated"), question("cloze"), question("essay"))
    )

    assert found.types == {"cloze": 2, "calculated": 1, "essay": 1}
    assert [one.code for one in found.problems] == [FileProblem.TYPE_UNSUPPORTED] * 3
    assert [one.line for one in found.problems] == [3, 8, 13]
    assert "cloze" in found.problems[0].message


@pytest.mark.parametrize(
    ("source", "line", "code"),
    [
        (question("truefalse", answer(100, "true")), 3, FileProblem.TRUTH_UNREADABLE),
        (
            question("truefalse", answer(100, "ya") + answer(0, "false")),
            3,
            FileProblem.TRUTH_UNREADABLE,
        ),
        (question("shortanswer", answer("banyak", "a")), 6, FileProblem.WEIGHT_UNREADABLE),
        (question("numerical", answer(100, "tiga")), 6, FileProblem.NUMBER_UNREADABLE),
        (question("numerical", answer(50, "*")), 6, FileProblem.OTHERS_FEEDBACK),
        (
            question(
                "numerical",
                "<units><unit><multiplier>10</multiplier></unit></units>" + answer(100, "3"),
            ),
            6,
            FileProblem.UNITS,
        ),
        (
            question("essay", "<generalfeedback format='bbcode'><text>a</text></generalfeedback>"),
            6,
            FileProblem.FORMAT_UNKNOWN,
        ),
        (question("essay", text="<img src='@@PLUGINFILE@@/x.png'>"), 5, FileProblem.IMAGE_MISSING),
        (
            question("essay", text="<a href='@@PLUGINFILE@@/x.pdf'>y</a>"),
            5,
            FileProblem.FILE_UNSUPPORTED,
        ),
        (
            question(
                "essay",
                text="<img src='@@PLUGINFILE@@/x.png'>",
                extra="<file name='x.png' encoding='base64'>%%%</file>",
            ),
            5,
            FileProblem.IMAGE_DAMAGED,
        ),
        (
            question(
                "essay",
                text="<img src='@@PLUGINFILE@@/x.png'>",
                extra="<file name='x.png' encoding='base64'>PHN2Zz4=</file>",
            ),
            5,
            FileProblem.IMAGE_DAMAGED,
        ),
        (question("essay", text="<iframe src='x'></iframe>"), 5, FileProblem.MEDIA),
    ],
)
def test_problems_name_line_question_and_remedy(source, line, code):
    found = read_moodle_xml(quiz(source))

    assert [(one.line, one.question, one.code) for one in found.problems] == [(line, "Nama", code)]
    assert "%(" not in found.problems[0].message

"""Files that mean harm, or are no files of questions at all, are refused within bounds."""

import base64
import struct
import time
import tracemalloc
import zlib

import pytest

from courses.domain import question_files
from courses.enums.question_files import FileProblem, QuestionFileKind
from courses.exchange.questions import images
from courses.exchange.questions.aiken import read_aiken
from courses.exchange.questions.gift import read_gift
from courses.exchange.questions.moodle_xml import read_moodle_xml
from courses.exchange.questions.recognition import recognise
from courses.exchange.questions.text_decoding import FileRefused
from tests.courses.exchange.files import PNG_TEXT, quiz
from tests.courses.exchange.test_moodle_xml import question

MEGABYTE = 1024 * 1024
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz>&c;</quiz>"""
OUTSIDE = b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz></quiz>'


def refusal(read, content):
    with pytest.raises(FileRefused) as refused:
        read(content)
    assert "%(" not in str(refused.value)
    return refused.value.reason.line, refused.value.reason.code


@pytest.fixture
def bounded():
    """What is refused is refused quickly and without taking memory."""
    tracemalloc.start()
    started = time.monotonic()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - started < 20
    assert peak < 150 * MEGABYTE


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (LAUGHS, 2, FileProblem.XML_FORBIDDEN),
        (OUTSIDE, 1, FileProblem.XML_FORBIDDEN),
        (b"<quiz>" + b"<question>" * 100, 1, FileProblem.XML_TOO_DEEP),
        (b"<quiz><question type='essay'>" + b"<a/>" * 4_000, 1, FileProblem.XML_TOO_DEEP),
        (b"<quiz>\n<question>\n</quiz>", 3, FileProblem.XML_BROKEN),
        (b"<quiz>&nbsp;</quiz>", 1, FileProblem.XML_BROKEN),
        (b"<html></html>", 1, FileProblem.XML_NOT_QUIZ),
        (b"<quiz></quiz>", 1, FileProblem.EMPTY),
        (b"<?xml version='1.0' encoding='koi8-r'?><quiz/>", 1, FileProblem.ENCODING_REFUSED),
        (
            b"<?xml version='1.0' encoding='UTF-8'?>\n<quiz>\xe9</quiz>",
            2,
            FileProblem.UNKNOWN_ENCODING,
        ),
    ],
)
def test_xml_that_is_refused(bounded, content, line, code):
    assert refusal(read_moodle_xml, content) == (line, code)


@pytest.mark.parametrize("read", [read_gift, read_aiken, read_moodle_xml])
def test_nothing_and_far_too_much(bounded, read):
    assert refusal(read, b" \n ") == (1, FileProblem.EMPTY)
    assert refusal(read, b"a" * (question_files.MAX_BYTES + 1)) == (1, FileProblem.TOO_LARGE)
    assert refusal(read, b"ab\ncd\0e") == (2, FileProblem.NOT_TEXT)


def test_too_many_questions(bounded):
    content = b"a {}\n\n" * (question_files.MAX_QUESTIONS + 2)

    assert refusal(read_gift, content) == (1, FileProblem.TOO_MANY)


def test_problems_are_listed_up_to_a_bound():
    found = read_gift(b"a {=b\n\n" * 500)

    assert len(found.problems) == question_files.MAX_PROBLEMS


@pytest.mark.parametrize(
    "text",
    [
        "<b>" * 16_000,
        "<div>" * 9_000,
        "[markdown]" + ">" * 49_000,
        "[markdown]" + "[" * 49_000,
        "[markdown]" + "*a_" * 16_000,
        "<ul><li>" * 2_000,
    ],
)
def test_soup_is_refused_or_cleaned_in_time(bounded, text):
    found = read_gift(f"{text} {{}}".encode())

    assert len(found.problems) + len(found.questions) == 1


def bomb(width, height):
    """A PNG of a few bytes that claims to be huge."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(5_000, 5_000), (12_000, 12_000), (60_000, 60_000)])
def test_image_with_too_many_pixels(bounded, size):
    encoded = base64.b64encode(bomb(*size)).decode()
    file = f"<file name='x.png' encoding='base64'>{encoded}</file>"

    found = read_moodle_xml(
        quiz(question("essay", text="<img src='@@PLUGINFILE@@/x.png'>", extra=file))
    )

    assert [one.code for one in found.problems] == [FileProblem.IMAGE_TOO_LARGE]


@pytest.mark.parametrize("length", [3 * MEGABYTE, 4 * MEGABYTE])
def test_image_with_too_many_bytes(bounded, length):
    file = f"<file name='x.png' encoding='base64'>{'A' * length}</file>"

    found = read_moodle_xml(
        quiz(question("essay", text="<img src='@@PLUGINFILE@@/x.png'>", extra=file))
    )

    assert [one.code for one in found.problems] == [FileProblem.IMAGE_TOO_LARGE]


def test_too_many_images(monkeypatch):
    monkeypatch.setattr("courses.exchange.questions.reading.MAX_IMAGES", 0)
    source = question("essay", text=f"<img src='data:image/png;base64,{PNG_TEXT}'>")

    assert refusal(read_moodle_xml, quiz(source)) == (1, FileProblem.IMAGES_TOO_MANY)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("..", "gambar.png"),
        ("a b;c.svg", "a-b-c.png"),
        ("x" * 300, "x" * 80 + ".png"),
    ],
)
def test_names_of_images_are_harmless(name, expected):
    assert images.safe_name(name, "PNG") == expected


TEXT = "Café – “soal” {}"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_encodings_are_recognised(content, encoding):
    found = read_gift(content)

    assert found.encoding == encoding
    assert found.questions[0].content.text == "<p>Café – “soal”</p>"


def test_declared_encoding_of_xml():
    source = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        + quiz(question("essay", text="é")).decode().partition("\n")[2]
    )

    found = read_moodle_xml(source.encode("latin-1"))

    assert found.questions[0].content.text == "<p>é</p>"
    assert found.questions[0].line == 3


@pytest.mark.parametrize(
    "content",
    [
        b"baik {}\n\n" + "é".encode() + b" \xc3 {}",
        b"baik {}\n\nx\x81 {}",
        TEXT.encode("utf-16")[:-1],
    ],
)
def test_damaged_encodings_are_refused(content):
    line, code = refusal(read_gift, content)

    assert code == FileProblem.UNKNOWN_ENCODING
    assert line in {1, 3}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xef\xbb\xbf <?xml", QuestionFileKind.MOODLE_XML),
        ("<quiz>".encode("utf-16"), QuestionFileKind.MOODLE_XML),
        (b"Apa?\r\nA) x\r\nB) y\r\nANSWER: A\r\n", QuestionFileKind.AIKEN),
        (b"Apa? {=a ~b}", QuestionFileKind.GIFT),
    ],
)
def test_types_are_recognised(content, kind):
    assert recognise(content) == kind

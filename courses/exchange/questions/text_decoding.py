"""The bytes of a text file to text: UTF-8, UTF-16 with its mark, Windows-1252, or refused."""

import codecs
import re
import unicodedata

from courses.domain.question_files import MAX_BYTES, MEGABYTE, ReadProblem, problem
from courses.enums.question_files import FileProblem

# What UTF-8 looks like when it is read as Windows-1252: then the file is damaged UTF-8.
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u2018-\u201e\u20ac\u2122\u0152-\u017e]")
# Tabs and line ends are text; the other control characters never are.
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._\-]{1,40})[\"']")
_ALLOWED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
}
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


class FileRefused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, reason: ReadProblem) -> None:
        super().__init__(reason.message)
        self.reason = reason


def refuse(code: FileProblem, line: int = 1, **parameters: str | int) -> FileRefused:
    """Make the refusal of a whole file."""
    return FileRefused(problem(line, "", code, **parameters))


def decode(content: bytes) -> tuple[str, str]:
    """Return text with plain line ends and the encoding it was in; raises FileRefused."""
    if len(content) > MAX_BYTES:
        raise refuse(FileProblem.TOO_LARGE, limit=MAX_BYTES // MEGABYTE)
    if not content.strip():
        raise refuse(FileProblem.EMPTY)
    text, encoding = _decode(content)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    control = _CONTROL.search(text)
    if control:
        raise refuse(FileProblem.NOT_TEXT, text.count("\n", 0, control.start()) + 1)
    return text, encoding


def decode_xml(content: bytes) -> tuple[str, str]:
    """Return the text of an XML file, in the encoding it declares, without the declaration."""
    declared = _DECLARED.match(content)
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and name not in _ALLOWED:
        raise refuse(FileProblem.ENCODING_REFUSED, found=name)
    text, encoding = decode(content)
    if encoding == "cp1252" and name and _ALLOWED[name] != "cp1252":
        raise refuse(FileProblem.UNKNOWN_ENCODING, _bad_line(content))
    # Line numbers stay: the declaration gives way to as many line ends as it had.
    return _XML_DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text), encoding


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16"), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text = _strictly(content, "cp1252")
    if _MOJIBAKE.search(text):
        raise refuse(FileProblem.UNKNOWN_ENCODING, _bad_line(content))
    return text, "cp1252"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refuse(FileProblem.UNKNOWN_ENCODING, _bad_line(content)) from error


def _bad_line(content: bytes) -> int:
    """Return the first line that is not UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 1

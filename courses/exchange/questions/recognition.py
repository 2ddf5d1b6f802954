"""Tells the type of a question file from what it holds."""

import re

from courses.enums.question_files import QuestionFileKind

# What a file begins with decides; the rest of a large one is not looked at.
SAMPLE = 100_000

_AIKEN_ANSWER = re.compile(r"^[ \t]*ANSWER\s*:\s*[A-Z]\s*$", re.MULTILINE)
_AIKEN_OPTION = re.compile(r"^[ \t]*A[.)]\s", re.MULTILINE)


def recognise(content: bytes) -> QuestionFileKind:
    """Return the likely type; what is neither XML nor Aiken is read as GIFT."""
    # The signs that decide are the same in every encoding once the zeros of UTF-16 are gone.
    sample = (
        content[:SAMPLE].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \n\r\t")
    )
    if sample.startswith("<"):
        return QuestionFileKind.MOODLE_XML
    sample = sample.replace("\r", "\n")
    if _AIKEN_ANSWER.search(sample) and _AIKEN_OPTION.search(sample):
        return QuestionFileKind.AIKEN
    return QuestionFileKind.GIFT

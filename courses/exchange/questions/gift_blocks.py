"""A GIFT file cut into its questions: blank lines, comments, categories, escapes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Escaped characters stand as control characters while a question is cut; no text holds those.
_ESCAPES = {
    "\\": "\x01",
    "~": "\x02",
    "=": "\x03",
    "#": "\x04",
    "{": "\x05",
    "}": "\x06",
    ":": "\x07",
    "n": "\x08",
}
_RESTORED = str.maketrans({mark: "\n" if char == "n" else char for char, mark in _ESCAPES.items()})
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_ID = re.compile(r"\[id:((?:[^\]\\]|\\.)*)\]")
_TAG = re.compile(r"\[tag:((?:[^\]\\]|\\.)*)\]")
CATEGORY = "$CATEGORY:"


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one question, with the number each has in the file."""

    text: str
    numbers: tuple[int, ...]
    category: str = ""
    idnumber: str = ""
    tags: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """The line on which the question begins."""
        return self.numbers[0]

    def line_at(self, place: int) -> int:
        """The line of a character of the text."""
        return self.numbers[self.text.count("\n", 0, max(place, 0))]


def protect(text: str) -> str:
    """Hide escaped characters, so that what is left of them has a meaning in GIFT."""
    return _ESCAPED.sub(lambda found: _ESCAPES[found[1]], text)


def restore(text: str) -> str:
    """Return the text as it is meant."""
    return text.translate(_RESTORED)


def split_blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file; a blank line ends each, comments belong to the next."""
    category = ""
    lines: list[str] = []
    numbers: list[int] = []
    comment = ""
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        stripped = line.strip(" \t")
        if stripped.startswith("//"):
            comment += stripped
        elif not lines and stripped.startswith(CATEGORY):
            category = restore(protect(stripped.removeprefix(CATEGORY)))
        elif stripped:
            lines.append(line.rstrip(" \t"))
            numbers.append(number)
        elif lines:
            yield _block(lines, numbers, category, comment)
            lines, numbers, comment = [], [], ""


def _block(lines: list[str], numbers: list[int], category: str, comment: str) -> Block:
    idnumber = _ID.search(comment)
    return Block(
        text=protect("\n".join(lines)).strip(" \t"),
        numbers=tuple(numbers),
        category=category,
        idnumber=_unescape(idnumber[1]) if idnumber else "",
        tags=tuple(_unescape(tag) for tag in _TAG.findall(comment)),
    )


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()

"""Texts of questions: when one is empty, which images it shows, when two contents are the same."""

import html
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from itertools import count
from typing import Any

from courses.domain.questions import FULL, Pair, QuestionContent

NAME_LENGTH = 150

# The editor numbers its paragraphs anew each time it opens a text.
_BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')
_IMAGE = re.compile(r'<embed\b(?=[^>]*\bembedtype="image")[^>]*?\sid="(\d+)"[^>]*>')
_EMBED = re.compile(r"<embed\b")
_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|h\d)>")
_BREAK = re.compile(r"<(?:/p|/li|/h\d|br\s*/?)>")


def plain(text: str) -> str:
    """Return the words of a rich text, on one line."""
    spaced = _BREAK.sub(" ", text)
    return " ".join(html.unescape(_TAG.sub("", spaced)).replace("\xa0", " ").split())


def paragraphs(text: str) -> str:
    """Return the words of a rich text, with an empty line between its paragraphs."""
    found = (plain(block) for block in _BLOCK_END.split(text))
    return "\n\n".join(block for block in found if block)


def without_editor_marks(text: str) -> str:
    """Return a rich text as it is stored; one that shows nothing is empty."""
    return "" if is_empty(text) else _BLOCK_KEY.sub("", text).strip()


def is_empty(text: str) -> bool:
    """Whether a rich text shows nothing: no words and no image."""
    return not plain(text) and not _EMBED.search(text)


def image_ids(content: QuestionContent) -> frozenset[int]:
    """Return the images that any text of a question shows."""
    return frozenset(int(found) for text in rich_texts(content) for found in _IMAGE.findall(text))


def rich_texts(content: QuestionContent) -> Iterator[str]:
    """Return every text of a question that may hold an image."""
    yield from (content.text, content.feedback, content.guidance)
    for option in content.options:
        yield from (option.text, option.feedback)
    yield from (one.prompt for one in content.pairs)
    yield from (one.text for one in content.items)
    yield from (one.feedback for one in content.accepted)
    yield from (one.feedback for one in content.spans)


def derived_name(content: QuestionContent) -> str:
    """Return a name for a question that has none: the beginning of what it asks."""
    words = plain(content.text)
    return words if len(words) <= NAME_LENGTH else f"{words[: NAME_LENGTH - 1].rstrip()}…"


def even_weights(marks: tuple[bool, ...]) -> tuple[Decimal, ...]:
    """Return the weights of options of which only right and wrong are known.

    The right ones share 100 percent evenly, the wrong ones -100: who ticks everything earns
    nothing. What two decimals leave over goes to the first ones, so that the sums are exact.
    """
    right, wrong = iter(_shares(sum(marks))), iter(_shares(len(marks) - sum(marks)))
    return tuple(next(right) if is_right else -next(wrong) for is_right in marks)


def _shares(number: int) -> list[Decimal]:
    hundredths = int(FULL * 100)
    return [
        Decimal(hundredths // number + (place < hundredths % number)) / 100
        for place in range(number)
    ]


def normalised(content: QuestionContent) -> QuestionContent:
    """Return a content as it is stored: trimmed, without the editor's marks, equal matches one."""
    return replace(
        content,
        text=without_editor_marks(content.text),
        feedback=without_editor_marks(content.feedback),
        guidance=without_editor_marks(content.guidance),
        options=tuple(
            replace(
                one,
                text=without_editor_marks(one.text),
                feedback=without_editor_marks(one.feedback),
            )
            for one in content.options
        ),
        pairs=_joined(content.pairs),
        items=tuple(replace(one, text=without_editor_marks(one.text)) for one in content.items),
        accepted=tuple(
            replace(
                one, text=" ".join(one.text.split()), feedback=without_editor_marks(one.feedback)
            )
            for one in content.accepted
        ),
        spans=tuple(
            replace(one, feedback=without_editor_marks(one.feedback)) for one in content.spans
        ),
    )


def is_same(before: QuestionContent, after: QuestionContent) -> bool:
    """Whether two normalised contents differ in nothing but the identifiers of their rows."""
    return _unnamed(before) == _unnamed(after)


def _joined(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    first: dict[str, str] = {}
    joined = []
    for pair in pairs:
        match = " ".join(pair.match.split())
        match_id = first.setdefault(match, pair.match_id) if match else pair.match_id
        joined.append(Pair(pair.id, without_editor_marks(pair.prompt), match_id, match))
    return tuple(joined)


def _unnamed(content: QuestionContent) -> dict[str, Any]:
    numbers: dict[str, int] = {}
    counter = count()
    values = {field.name: getattr(content, field.name) for field in fields(content)}
    values["options"] = [replace(one, id="") for one in content.options]
    values["items"] = [replace(one, id="") for one in content.items]
    values["pairs"] = [
        (one.prompt, one.match, numbers.setdefault(one.match_id, next(counter)))
        for one in content.pairs
    ]
    return values

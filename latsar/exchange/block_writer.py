"""The blocks of a lesson as Markdown that `lesson_markdown` reads back as the same blocks."""

from collections.abc import Callable, Sequence
from typing import Any

from latsar.exchange import rich_text
from latsar.exchange.html_markdown import markdown_of, plain_markdown
from latsar.exchange.lesson_blocks import (
    Block,
    Callout,
    Case,
    Detail,
    Document,
    Glossary,
    Image,
    Media,
    Quote,
    Sources,
    Table,
    Text,
)
from latsar.exchange.lesson_markdown import read_lesson_body
from latsar.exchange.problems import ProblemList
from latsar.exchange.raw_blocks import block_to_json


def body_markdown(body: Sequence[Block]) -> str:
    """Return the Markdown of a body; each block reads back as exactly itself."""
    parts = []
    before: Block | None = None
    for block in body:
        parts.append(_written(block, follows_text=isinstance(before, Text)))
        before = block
    return "\n\n".join(parts)


def _written(block: Block, *, follows_text: bool) -> str:
    wishes = [_WRITERS[type(block)](block)]
    if isinstance(block, Text):
        # Two texts in a row would read as one.
        wishes = ([] if follows_text else wishes) + [_fence("text", "", wishes[0])]
    for text in wishes:
        if text is not None and _reads_back(text, block):
            return text
    return f"::: raw\n{block_to_json(block)}\n:::"


def _reads_back(text: str, block: Block) -> bool:
    problems = ProblemList("")
    read = read_lesson_body(text.splitlines(), first_line=1, problems=problems)
    return read == (block,) and not problems.problems


def _fence(opening: str, title: str, content: str | None) -> str | None:
    if content is None:
        return None
    head = f"::: {opening} | {title}" if title else f"::: {opening}"
    return f"{head}\n{content}\n:::" if content else f"{head}\n:::"


def _text(block: Text) -> str | None:
    def reads(markdown: str, problems: ProblemList) -> str:
        tokens = rich_text.parse(markdown)
        return rich_text.html_of(tokens, first_line=1, headings=True, problems=problems)

    return markdown_of(block.html, reads)


def _table(block: Table) -> str | None:
    """Return a pipe table where every cell is one paragraph."""
    rows = []
    for row in block.rows:
        cells = [markdown_of(cell) for cell in row]
        if any(cell is None or "\n" in cell for cell in cells):
            return None
        rows.append([cell or "" for cell in cells])
    headings = [plain_markdown(heading) for heading in block.headings]
    lines = [headings, ["---"] * len(headings), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"Tabel: {plain_markdown(block.caption)}\n{table}"


def _case(block: Case) -> str | None:
    text = markdown_of(block.html)
    if text is None:
        return None
    questions = "\n".join(f"? {plain_markdown(question)}" for question in block.questions)
    return _fence("case", block.title, f"{text}\n\n{questions}" if text else questions)


def _list(name: str, lines: Sequence[str]) -> str | None:
    return _fence(name, "", "\n".join(f"- {line}" for line in lines))


def _image(block: Image) -> str | None:
    lines = [f"credit: {block.credit}"] + ([f"caption: {block.caption}"] if block.caption else [])
    return _fence(f"image media/{block.media}", block.alternative, "\n".join(lines))


def _media(block: Media) -> str | None:
    files = [f"media/{name}" for name in (block.media, block.captions) if name]
    return _fence(" ".join(["media", block.kind, *files]), block.title, markdown_of(block.html))


_WRITERS: dict[type[Block], Callable[[Any], str | None]] = {
    Text: _text,
    Table: _table,
    Callout: lambda block: _fence(f"callout {block.kind}", block.title, markdown_of(block.html)),
    Detail: lambda block: _fence("detail", block.title, markdown_of(block.html)),
    Case: _case,
    Quote: lambda block: _fence("quote", block.attribution, plain_markdown(block.text)),
    Glossary: lambda block: _list(
        "glossary",
        [f"{plain_markdown(term)}: {plain_markdown(meaning)}" for term, meaning in block.terms],
    ),
    Sources: lambda block: _list("sources", [plain_markdown(text) for text in block.sources]),
    Image: _image,
    Media: _media,
    Document: lambda block: _fence(f"document media/{block.media}", block.description, ""),
}

"""The Markdown of a lesson to its blocks: running text, tables, and fenced special blocks."""

from collections.abc import Sequence
from itertools import groupby, pairwise

from django.utils.translation import gettext as _
from markdown_it.token import Token

from latsar.exchange import rich_text
from latsar.exchange.lesson_blocks import CAPTION_LIMIT, Block, Table, Text
from latsar.exchange.problems import ProblemList
from latsar.exchange.special_blocks import Fence, limit, read_fence, read_opening

_CAPTION = "Tabel:"


def read_lesson_body(
    lines: Sequence[str], *, first_line: int, problems: ProblemList
) -> tuple[Block, ...]:
    """Read a lesson's text; `first_line` is the number of its first line in the file."""
    blocks: list[Block] = []
    for part in _split(lines, first_line=first_line, problems=problems):
        if isinstance(part, Fence):
            special = read_fence(part, problems)
            blocks.extend([special] if special else [])
        else:
            start, text = part
            blocks.extend(_running_text(text, first_line=start, problems=problems))
    return tuple(blocks)


def read_introduction(lines: Sequence[str], *, first_line: int, problems: ProblemList) -> str:
    """Read a course's introduction: paragraphs and lists only."""
    return rich_text.read("\n".join(lines), first_line=first_line, problems=problems)


def _split(
    lines: Sequence[str], *, first_line: int, problems: ProblemList
) -> list[Fence | tuple[int, list[str]]]:
    """Part the file at its fences; text keeps the number of its first line."""
    parts: list[Fence | tuple[int, list[str]]] = []
    text: list[str] = []
    start = first_line
    opening: tuple[int, str] | None = None
    for number, line in enumerate(lines, start=first_line):
        if not line.startswith(":::"):
            text.append(line)
            continue
        closing = not line.removeprefix(":::").strip()
        if closing and opening is None:
            problems.add(number, _("this ::: closes nothing"))
        elif not closing and opening is not None:
            problems.add(number, _("a block cannot stand inside another block"))
        elif opening is None:
            parts.append((start, text))
            opening = (number, line)
        else:
            kind, title = read_opening(opening[1])
            parts.append(Fence(kind, title, tuple(text), opening[0]))
            opening = None
        start, text = number + 1, []
    if opening is not None:
        problems.add(opening[0], _("the block is not closed with :::"))
    else:
        parts.append((start, text))
    return parts


def _running_text(lines: Sequence[str], *, first_line: int, problems: ProblemList) -> list[Block]:
    """Return text and tables in their order; captions are taken out before Markdown is parsed."""
    captions, rest = _take_captions(lines, first_line=first_line, problems=problems)
    tokens = rich_text.parse("\n".join(rest))
    blocks: list[Block] = []
    for is_table, group in groupby(_with_table_numbers(tokens), key=lambda pair: pair[0]):
        part = [token for _number, token in group]
        if is_table:
            blocks.append(_table(part, captions, first_line=first_line, problems=problems))
        else:
            html = rich_text.html_of(part, first_line=first_line, headings=True, problems=problems)
            blocks.append(Text(html))
    return blocks


def _take_captions(
    lines: Sequence[str], *, first_line: int, problems: ProblemList
) -> tuple[dict[int, str], list[str]]:
    """Return the captions by the line of their table, and the lines without them."""
    captions: dict[int, str] = {}
    rest = list(lines)
    for index, line in enumerate(lines):
        if not line.startswith(_CAPTION):
            continue
        if not "".join(lines[index + 1 : index + 2]).startswith("|"):
            problems.add(first_line + index, _("“Tabel:” must stand right above its table"))
        caption = rich_text.plain(line.removeprefix(_CAPTION))
        limit(caption, CAPTION_LIMIT, line=first_line + index, problems=problems)
        captions[first_line + index + 1] = caption
        rest[index] = ""
    return captions, rest


def _with_table_numbers(tokens: Sequence[Token]) -> list[tuple[int, Token]]:
    """Pair each token with the number of its table, or 0 where it is running text."""
    pairs = []
    tables = 0
    inside = False
    for token in tokens:
        if token.type == "table_open" and token.level == 0:
            tables += 1
            inside = True
        pairs.append((tables if inside else 0, token))
        if token.type == "table_close" and token.level == 0:
            inside = False
    return pairs


def _table(
    tokens: Sequence[Token],
    captions: dict[int, str],
    *,
    first_line: int,
    problems: ProblemList,
) -> Table:
    line = first_line + (tokens[0].map or [0])[0]
    caption = captions.get(line, "")
    if not caption:
        problems.add(line, _("the table needs a caption: a line “Tabel: …” right above it"))
    headings: list[str] = []
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    for before, token in pairwise(tokens):
        if before.type == "th_open":
            headings.append(rich_text.plain(token.content))
        elif before.type == "td_open":
            row.append(rich_text.cell_html(token, line=line, problems=problems))
        elif before.type == "tr_close" and row:
            rows.append(tuple(row))
            row = []
    if not rows:
        problems.add(line, _("the table has no rows"))
    return Table(caption, tuple(headings), tuple(rows))

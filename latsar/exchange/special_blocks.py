"""The fenced blocks of a lesson (`::: kind | title` … `:::`) to dataclasses."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from latsar.exchange import rich_text
from latsar.exchange.lesson_blocks import (
    ATTRIBUTION_LIMIT,
    BLOCK_TITLE_LIMIT,
    CALLOUT_KINDS,
    CALLOUT_TITLE_LIMIT,
    MEANING_LIMIT,
    QUESTION_LIMIT,
    SOURCE_LIMIT,
    TERM_LIMIT,
    Block,
    Callout,
    Case,
    Detail,
    Glossary,
    Quote,
    Sources,
)
from latsar.exchange.problems import ProblemList


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced block as it stands in the file; `line` is that of its opening."""

    kind: str
    title: str
    lines: tuple[str, ...]
    line: int


def read_opening(line_text: str) -> tuple[str, str]:
    """Split `::: callout info | Title` into kind and title."""
    kind, _bar, title = line_text.removeprefix(":::").partition("|")
    return " ".join(kind.split()), title.strip()


def read_fence(fence: Fence, problems: ProblemList) -> Block | None:
    """Return the block, or None where its kind is unknown; problems are noted."""
    reader = _READERS.get(fence.kind.split(" ")[0])
    if reader is None:
        problems.add(fence.line, _("unknown block: %(kind)s") % {"kind": fence.kind or "—"})
        return None
    if not any(line.strip() for line in fence.lines):
        problems.add(fence.line, _("the block is empty"))
    return reader(fence, problems)


def limit(text: str, longest: int, *, line: int, problems: ProblemList) -> str:
    """Return the text; note a problem where it is longer than its field."""
    if len(text) > longest:
        problems.add(
            line,
            _("too long: %(length)d of at most %(longest)d characters")
            % {"length": len(text), "longest": longest},
        )
    return text


def _title(fence: Fence, longest: int, problems: ProblemList, *, required: bool = True) -> str:
    if required and not fence.title:
        problems.add(
            fence.line,
            _("the block needs a title: ::: %(kind)s | title") % {"kind": fence.kind},
        )
    return limit(fence.title, longest, line=fence.line, problems=problems)


def _no_title(fence: Fence, problems: ProblemList) -> None:
    if fence.title:
        problems.add(fence.line, _("this block has no title"))


def _html(lines: tuple[str, ...], *, line: int, problems: ProblemList) -> str:
    tokens = rich_text.parse("\n".join(lines))
    return rich_text.html_of(tokens, first_line=line, headings=False, problems=problems)


def _callout(fence: Fence, problems: ProblemList) -> Callout:
    kind = fence.kind.removeprefix("callout").strip()
    if kind not in CALLOUT_KINDS:
        problems.add(
            fence.line,
            _("a callout is one of: %(kinds)s") % {"kinds": ", ".join(CALLOUT_KINDS)},
        )
    title = _title(fence, CALLOUT_TITLE_LIMIT, problems, required=False)
    return Callout(kind, title, _html(fence.lines, line=fence.line + 1, problems=problems))


def _detail(fence: Fence, problems: ProblemList) -> Detail:
    html = _html(fence.lines, line=fence.line + 1, problems=problems)
    return Detail(_title(fence, BLOCK_TITLE_LIMIT, problems), html)


def _case(fence: Fence, problems: ProblemList) -> Case:
    questions = []
    text = []
    for line, content in enumerate(fence.lines, start=fence.line + 1):
        if content.startswith("? "):
            question = rich_text.plain(content.removeprefix("? "))
            questions.append(limit(question, QUESTION_LIMIT, line=line, problems=problems))
            text.append("")
        else:
            text.append(content)
    if not questions:
        problems.add(fence.line, _("a case needs at least one question (a line beginning with ?)"))
    html = _html(tuple(text), line=fence.line + 1, problems=problems)
    return Case(_title(fence, BLOCK_TITLE_LIMIT, problems), html, tuple(questions))


def _quote(fence: Fence, problems: ProblemList) -> Quote:
    text = rich_text.plain("\n".join(fence.lines).strip())
    attribution = limit(fence.title, ATTRIBUTION_LIMIT, line=fence.line, problems=problems)
    return Quote(text, attribution)


def _items(fence: Fence, problems: ProblemList) -> list[tuple[int, str]]:
    """Return the `- ` lines with their numbers; a line without a dash continues the one before."""
    items: list[tuple[int, str]] = []
    for line, content in enumerate(fence.lines, start=fence.line + 1):
        if content.startswith("- "):
            items.append((line, content.removeprefix("- ").strip()))
        elif content.strip() and items:
            number, text = items[-1]
            items[-1] = (number, f"{text} {content.strip()}")
        elif content.strip():
            problems.add(line, _("every entry of this block begins with a dash"))
    return items


def _glossary(fence: Fence, problems: ProblemList) -> Glossary:
    _no_title(fence, problems)
    terms = []
    for line, item in _items(fence, problems):
        term, _colon, meaning = (part.strip() for part in rich_text.plain(item).partition(": "))
        if not (term and meaning):
            problems.add(line, _("an entry of the glossary reads “- term: meaning”"))
        limit(term, TERM_LIMIT, line=line, problems=problems)
        limit(meaning, MEANING_LIMIT, line=line, problems=problems)
        terms.append((term, meaning))
    return Glossary(tuple(terms))


def _sources(fence: Fence, problems: ProblemList) -> Sources:
    _no_title(fence, problems)
    return Sources(
        tuple(
            limit(rich_text.plain(item), SOURCE_LIMIT, line=line, problems=problems)
            for line, item in _items(fence, problems)
        )
    )


_READERS: dict[str, Callable[[Fence, ProblemList], Block]] = {
    "callout": _callout,
    "case": _case,
    "detail": _detail,
    "quote": _quote,
    "glossary": _glossary,
    "sources": _sources,
}

"""The fenced blocks of a lesson (`::: kind | title` … `:::`) to dataclasses."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from latsar.exchange import rich_text
from latsar.exchange.lesson_blocks import (
    ALTERNATIVE_LIMIT,
    ATTRIBUTION_LIMIT,
    BLOCK_TITLE_LIMIT,
    CALLOUT_KINDS,
    CALLOUT_TITLE_LIMIT,
    CREDIT_LIMIT,
    DOCUMENT_LIMIT,
    IMAGE_CAPTION_LIMIT,
    MEANING_LIMIT,
    MEDIA_KINDS,
    MEDIA_TITLE_LIMIT,
    QUESTION_LIMIT,
    SOURCE_LIMIT,
    TERM_LIMIT,
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
    Text,
)
from latsar.exchange.problems import ProblemList
from latsar.exchange.raw_blocks import block_from_json


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
    if fence.kind.split(" ")[0] not in _MAY_BE_EMPTY and not any(
        line.strip() for line in fence.lines
    ):
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
    return rich_text.read("\n".join(lines), first_line=line, problems=problems)


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


def _file(fence: Fence, problems: ProblemList, *, place: int = -1) -> str:
    """Return the file that the opening names: `::: image media/name | title`."""
    name = fence.kind.split(" ")[place]
    if not name.startswith(rich_text.MEDIA):
        problems.add(fence.line, _("the block names its file: media/…"))
    return name.removeprefix(rich_text.MEDIA)


def _image(fence: Fence, problems: ProblemList) -> Image:
    values = {"credit": "", "caption": ""}
    limits = {"credit": CREDIT_LIMIT, "caption": IMAGE_CAPTION_LIMIT}
    for line, content in enumerate(fence.lines, start=fence.line + 1):
        name, colon, text = (part.strip() for part in content.partition(":"))
        if colon and name in values:
            values[name] = limit(text, limits[name], line=line, problems=problems)
        elif content.strip():
            problems.add(line, _("an image has lines “credit: …” and “caption: …”"))
    if not values["credit"]:
        problems.add(fence.line, _("the image does not say whose it is: a line “credit: …”"))
    return Image(_file(fence, problems), _title(fence, ALTERNATIVE_LIMIT, problems), **values)


def _media(fence: Fence, problems: ProblemList) -> Media:
    words = fence.kind.split(" ")
    kind = words[1] if len(words) > 1 else ""
    if kind not in MEDIA_KINDS:
        problems.add(
            fence.line, _("a recording is one of: %(kinds)s") % {"kinds": ", ".join(MEDIA_KINDS)}
        )
    html = _html(fence.lines, line=fence.line + 1, problems=problems)
    has_captions = len(words) > _WORDS_OF_MEDIA
    captions = _file(fence, problems) if has_captions else ""
    file = _file(fence, problems, place=-2 if has_captions else -1)
    return Media(file, kind, _title(fence, MEDIA_TITLE_LIMIT, problems), html, captions)


def _document(fence: Fence, problems: ProblemList) -> Document:
    if any(line.strip() for line in fence.lines):
        problems.add(fence.line, _("a document has no text besides its title"))
    return Document(_file(fence, problems), _title(fence, DOCUMENT_LIMIT, problems))


def _text(fence: Fence, problems: ProblemList) -> Text:
    """Running text of its own, so that it does not flow into the one before."""
    _no_title(fence, problems)
    source = "\n".join(fence.lines)
    if source.startswith(rich_text.RAW):
        return Text(rich_text.clean(source.removeprefix(rich_text.RAW).strip()))
    tokens = rich_text.parse(source)
    return Text(
        rich_text.html_of(tokens, first_line=fence.line + 1, headings=True, problems=problems)
    )


def _raw(fence: Fence, problems: ProblemList) -> Block | None:
    """A block that Markdown cannot hold, written out as JSON by an export."""
    block = block_from_json("\n".join(fence.lines))
    if block is None:
        problems.add(fence.line, _("this is no block as an export writes it"))
    return block


# `media`, the kind, the file; a fourth word is the file of the captions.
_WORDS_OF_MEDIA = 3
_MAY_BE_EMPTY = frozenset({"document"})
_READERS: dict[str, Callable[[Fence, ProblemList], Block | None]] = {
    "callout": _callout,
    "case": _case,
    "detail": _detail,
    "quote": _quote,
    "glossary": _glossary,
    "sources": _sources,
    "image": _image,
    "media": _media,
    "document": _document,
    "text": _text,
    "raw": _raw,
}

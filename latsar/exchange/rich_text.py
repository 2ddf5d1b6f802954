"""Markdown to the rich text that Wagtail's editor itself would store.

The HTML is exactly what the editor writes for the same text (`<b>`, no `<p>` inside `<li>`), so
that opening and saving a page without an edit does not look like an author's edit.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from latsar.exchange.problems import ProblemList

LINK_SCHEMES = ("http://", "https://", "mailto:")
# How a package refers to its own files and pages; a load puts the identifiers of this site there.
MEDIA = "media/"
PAGE = "page:"
# Begins a text that Markdown cannot hold and that therefore stands as HTML.
RAW = "!html "
IMAGE_FORMATS = ("fullwidth", "left", "right")
_TAGS = {"h2", "h3", "p", "b", "i", "ol", "ul", "li", "a", "br", "embed"}
_ATTRIBUTES = {
    "a": {"href", "linktype", "media", "page"},
    "embed": {"embedtype", "format", "media", "alt"},
}
_LONE_IMAGE = re.compile(r"<p>(<embed [^>]*>)</p>")
_PARSER = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
    ["table", "smartquotes"]
)

_INLINE = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "softbreak": " ",
    "hardbreak": "<br>",
}
_BLOCK = {
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>",
    "ordered_list_open": "<ol>",
    "ordered_list_close": "</ol>",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
}
# A table where none may stand is one problem, not one per cell.
_INSIDE_TABLE = {"thead_open", "tbody_open", "tr_open", "th_open", "td_open"}


def parse(markdown: str) -> list[Token]:
    """Return the block tokens of CommonMark with tables and curly quotes; raw HTML stays text."""
    return _PARSER.parse(markdown)


def read(markdown: str, *, first_line: int, problems: ProblemList) -> str:
    """Return a text without headings, such as that of a question, as rich text."""
    if markdown.startswith(RAW):
        return clean(markdown.removeprefix(RAW).strip())
    return html_of(parse(markdown), first_line=first_line, headings=False, problems=problems)


def html_of(
    tokens: Sequence[Token], *, first_line: int, headings: bool, problems: ProblemList
) -> str:
    """Render block tokens; `first_line` is the line of the file on which the Markdown begins."""
    parts: list[str] = []
    line = first_line
    in_items = 0
    for token in tokens:
        if token.map:
            line = first_line + token.map[0]
        in_items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline":
            parts.append(inline_html(token, line=line, problems=problems))
        elif token.type in _BLOCK:
            parts.append(_BLOCK[token.type])
        elif token.type.startswith("paragraph_"):
            # The editor keeps list items without paragraphs.
            parts.append("" if in_items else _tag(token))
        elif token.type.startswith("heading_"):
            _check_heading(token, line=line, headings=headings, problems=problems)
            parts.append(_tag(token))
        else:
            _refuse(token, line=line, problems=problems)
    _check_items(tokens, first_line=first_line, problems=problems)
    # The editor keeps an image between paragraphs, not in one.
    return clean(_LONE_IMAGE.sub(r"\1", "".join(parts)))


def inline_html(inline: Token, *, line: int, problems: ProblemList) -> str:
    """Render what stands inside one paragraph, heading, item or cell."""
    parts: list[str] = []
    for token in inline.children or []:
        if token.type == "text":
            parts.append(escape(token.content, quote=False))
        elif token.type in _INLINE:
            parts.append(_INLINE[token.type])
        elif token.type == "link_open":
            parts.append(_link(token, line=line, problems=problems))
        elif token.type == "link_close":
            parts.append("</a>")
        elif token.type == "image" and len(inline.children or []) == 1:
            parts.append(_image(token, line=line, problems=problems))
        else:
            _refuse(token, line=line, problems=problems)
    return "".join(parts)


def cell_html(inline: Token, *, line: int, problems: ProblemList) -> str:
    """Render one table cell; the table block knows bold and italic only."""
    if any(token.type == "link_open" for token in inline.children or []):
        problems.add(line, _("a table cell cannot hold a link"))
    return clean(f"<p>{inline_html(inline, line=line, problems=problems)}</p>")


def plain(markdown: str) -> str:
    """Take the emphasis out of one line; a link keeps its address in brackets."""
    parts: list[str] = []
    address = ""
    for inline in _PARSER.parseInline(markdown):
        for token in inline.children or []:
            if token.type == "link_open":
                address = str(token.attrs["href"])
            elif token.type == "link_close":
                parts.append(f" ({address})")
            else:
                parts.append(" " if token.type == "softbreak" else token.content)
    return "".join(parts).strip()


def clean(html: str) -> str:
    """Return HTML with nothing in it that the editor could not have made."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)


def _image(token: Token, *, line: int, problems: ProblemList) -> str:
    address = str(token.attrs.get("src", ""))
    words = "".join(child.content for child in token.children or [])
    placing = str(token.attrs.get("title", IMAGE_FORMATS[0]))
    if not address.startswith(MEDIA) or placing not in IMAGE_FORMATS:
        problems.add(line, _("an image reads ![what it shows](media/file “fullwidth”)"))
        placing = IMAGE_FORMATS[0]
    own = escape(address.removeprefix(MEDIA))
    return f'<embed alt="{escape(words)}" embedtype="image" format="{placing}" media="{own}">'


def _tag(token: Token) -> str:
    return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"


def _link(token: Token, *, line: int, problems: ProblemList) -> str:
    address = str(token.attrs.get("href", ""))
    for kind, prefix, name in (("document", MEDIA, "media"), ("page", PAGE, "page")):
        if address.startswith(prefix):
            own = escape(address.removeprefix(prefix))
            return f'<a linktype="{kind}" {name}="{own}">'
    if not address.startswith(LINK_SCHEMES):
        problems.add(line, _("a link must begin with http://, https:// or mailto:"))
    return f'<a href="{escape(address)}">'


def _check_heading(token: Token, *, line: int, headings: bool, problems: ProblemList) -> None:
    if token.nesting > 0 and not (headings and token.tag in _TAGS):
        problems.add(
            line,
            _("only ## and ### are headings here")
            if headings
            else _("a heading cannot stand in this block"),
        )


def _check_items(tokens: Sequence[Token], *, first_line: int, problems: ProblemList) -> None:
    """The editor has one line of text per item; a second paragraph would be glued to the first."""
    for before, after in pairwise(tokens):
        if before.type == "paragraph_close" and after.type == "paragraph_open" and after.level > 0:
            problems.add(
                first_line + (after.map or [0])[0], _("a list item holds one paragraph only")
            )


def _refuse(token: Token, *, line: int, problems: ProblemList) -> None:
    if token.nesting >= 0 and token.type not in _INSIDE_TABLE:
        name = token.type.removesuffix("_open")
        problems.add(line, _("this Markdown cannot be used in a lesson: %(name)s") % {"name": name})

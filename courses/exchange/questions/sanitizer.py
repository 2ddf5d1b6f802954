"""Texts of question files to the rich text that Wagtail stores; nothing else passes.

The result is built from a list of allowed tags, not cleaned of forbidden ones: paragraphs, bold,
italic, sub, sup, lists, breaks, links to the web or to an address, and images by their digest.
"""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from courses.domain.question_files import MAX_TEXT
from courses.enums.question_files import TextKind

LINK_SCHEMES = ("http://", "https://", "mailto:")
MAX_NESTING = 40
IMAGE_TAG = '<embed alt="{alt}" embedtype="image" format="fullwidth" id="{id}"/>'

_BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "section", "article"),
    *("table", "tr", "caption", "dl", "dt", "dd", "figure", "figcaption", "hr", "center"),
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "caption"}
_MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "sub": "sub", "sup": "sup", "a": "a"}
_MEDIA = {"audio", "video", "iframe", "object", "embed", "applet", "svg", "math", "canvas"}
_PASSED = _BLOCKS | _HEADINGS | set(_MARKS) | {"ul", "ol", "li", "br", "img", "td", "tbody"}
_MEDIA_TAG = re.compile(rf"<\s*({'|'.join(sorted(_MEDIA))})\b", re.IGNORECASE)
_OPENED = re.compile(r"<[a-zA-Z]")
_BLOCK_TAG = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|pre|blockquote)\b", re.IGNORECASE)
_IMAGE_TAG = re.compile(r'<embed alt="([^"]*)" embedtype="image"[^>]*/>')
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")

# What becomes of an image's address and alternative text: the identifier to show, or nothing.
FindImage = Callable[[str, str], str | None]


class MediaRefused(Exception):
    """The text holds audio, video or a frame, which would be lost; `tag` is its name."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class TextTooLong(Exception):
    """The text is longer than any question needs, or nested beyond reason."""


def clean_text(source: str, kind: TextKind, find_image: FindImage) -> str:
    """Return a text as Wagtail stores it; raises MediaRefused or TextTooLong."""
    if len(source) > MAX_TEXT:
        raise TextTooLong
    if kind == TextKind.PLAIN:
        return build(_plain(source), find_image)
    html = source
    if kind == TextKind.MARKDOWN:
        html = _MARKDOWN.render(source)
    elif kind == TextKind.MOODLE:
        html = _automatic(source)
    return clean_html(html, find_image)


def clean_html(html: str, find_image: FindImage) -> str:
    """Return HTML as Wagtail stores it."""
    media = _MEDIA_TAG.search(html)
    if media:
        raise MediaRefused(media[1].lower())
    # Parsing tag soup costs more the deeper it is nested.
    if len(_OPENED.findall(html)) > MAX_TEXT // 10:
        raise TextTooLong
    tidy = nh3.clean(
        html,
        tags=_PASSED,
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )
    return build(tidy, find_image)


def build(tidy: str, find_image: FindImage) -> str:
    """Write well-formed HTML anew, in one canonical form."""
    builder = _Builder(find_image)
    builder.feed(tidy)
    builder.close()
    return builder.finish()


def name_images(text: str) -> str:
    """Return a text of a file with its images named in words, for who looks at it beforehand."""
    return _IMAGE_TAG.sub(lambda found: f"<p>[{_('image')}: {found[1] or '…'}]</p>", text)


def _plain(source: str) -> str:
    parts = re.split(r"\n[ \t]*\n\s*", source)
    lines = ("<br>".join(_one_line(line) for line in part.split("\n")) for part in parts)
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _one_line(line: str) -> str:
    return escape(_SPACES.sub(" ", line).strip(), quote=False)


def _automatic(source: str) -> str:
    """Moodle's own format is HTML in which line ends count, unless it has blocks already."""
    if _BLOCK_TAG.search(source):
        return source
    return re.sub(r"\n[ \t]*\n\s*", "<p>", source.strip()).replace("\n", "<br>")


class _Builder(HTMLParser):
    """Writes blocks with inline marks that are opened late and closed early."""

    def __init__(self, find_image: FindImage) -> None:
        super().__init__(convert_charrefs=True)
        self.find_image = find_image
        self.parts: list[str] = []
        self.wanted: list[str] = []
        self.opened: list[str] = []
        # Open lists, each with whether it stands inside an item of another list.
        self.lists: list[tuple[str, bool]] = []
        self.in_item = False
        self.in_paragraph = False
        self.has_content = False
        self.space = False
        self.breaks = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"ul", "ol"}:
            self._open_list(tag)
        elif tag in {"img", "embed"}:
            self._image(_address(tag, given), given.get("alt", ""))
        else:
            self._start_line(tag)
        if tag in _HEADINGS:
            self.wanted.append("<b>")
        elif tag in _MARKS:
            self.wanted.append(_mark(tag, given))

    def _start_line(self, tag: str) -> None:
        if tag == "li" and self.lists:
            self._open_item()
        elif tag == "br":
            self.breaks += self.has_content
        elif tag in {"td", "th"}:
            self._cell()
        elif tag in _BLOCKS:
            self._end_block()
            self.cells = 0

    def handle_endtag(self, tag: str) -> None:
        if (tag in _HEADINGS or tag in _MARKS) and self.wanted:
            self.wanted.pop()
        if tag in {"ul", "ol"} and self.lists:
            self._close_list()
        elif tag == "li" and self.lists:
            self._close_item()
        elif tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        words = _SPACES.sub(" ", data)
        text = words.strip(" ")
        self.space = self.space or (self.has_content and words.startswith(" "))
        # A space that does not break alone makes no paragraph.
        if not text or (not self.has_content and not text.strip()):
            return
        self._write(escape(text, quote=False))
        self.space = words.endswith(" ")

    def finish(self) -> str:
        """Return what was written, everything closed."""
        while self.lists:
            self._close_list()
        self._end_block()
        return "".join(self.parts)

    def _write(self, text: str) -> None:
        if self.lists and not self.in_item:
            self._open_item()
        if not self.in_item and not self.in_paragraph:
            self.parts.append("<p>")
            self.in_paragraph = True
        wanted = list(dict.fromkeys(mark for mark in self.wanted if mark))
        keep = _common(self.opened, wanted)
        self._close_marks(keep)
        self.parts.append("<br>" * self.breaks if self.breaks else " " * self.space)
        for mark in wanted[keep:]:
            self.parts.append(mark)
            self.opened.append(mark)
        self.parts.append(text)
        self.has_content, self.space, self.breaks = True, False, 0

    def _image(self, source: str, alt: str) -> None:
        found = self.find_image(source, alt)
        if found is None:
            return
        tag = IMAGE_TAG.format(alt=escape(" ".join(alt.split())), id=escape(found))
        if self.lists:
            self._write(tag)
            return
        self._end_block()
        self.parts.append(tag)

    def _cell(self) -> None:
        if self.cells and self.has_content:
            self.space = True
            wanted, self.wanted = self.wanted, []
            self._write("|")
            self.wanted, self.space = wanted, True
        self.cells += 1

    def _open_list(self, tag: str) -> None:
        if len(self.lists) >= MAX_NESTING:
            raise TextTooLong
        if self.lists and not self.in_item:
            self._open_item()
        self._end_block()
        self._close_marks(0)
        self.lists.append((tag, self.in_item))
        self.parts.append(f"<{tag}>")
        self.in_item = False
        self._begin()

    def _open_item(self) -> None:
        self._close_item()
        self.parts.append("<li>")
        self.in_item = True
        self._begin()

    def _close_item(self) -> None:
        if not self.in_item:
            return
        self._close_marks(0)
        self._close("<li>")
        self.in_item = False
        self._begin()

    def _close_list(self) -> None:
        self._close_item()
        tag, self.in_item = self.lists.pop()
        self._close(f"<{tag}>")
        self._begin()
        self.has_content = self.in_item and self.parts[-1] != "<li>"

    def _close(self, start: str) -> None:
        """Close what was opened last; what stayed empty is taken back."""
        if self.parts[-1] == start:
            self.parts.pop()
        else:
            self.parts.append(f"</{start[1:]}")

    def _begin(self) -> None:
        self.has_content, self.breaks, self.space = False, 0, False

    def _end_block(self) -> None:
        """End a paragraph; inside an item, which is one block, go to a new line."""
        if self.in_item:
            self.breaks = max(self.breaks, int(self.has_content))
            return
        self._close_marks(0)
        if self.in_paragraph:
            self.parts.append("</p>")
        self.in_paragraph = False
        self._begin()

    def _close_marks(self, keep: int) -> None:
        while len(self.opened) > keep:
            self.parts.append(f"</{_name(self.opened.pop())}>")


def _address(tag: str, given: dict[str, str]) -> str:
    """Return where an image is; stored texts name it by its identifier, other embeds have none."""
    if tag == "img":
        return given.get("src", "")
    return given.get("id", "") if given.get("embedtype") == "image" else ""


def _mark(tag: str, given: dict[str, str]) -> str:
    if tag != "a":
        return f"<{_MARKS[tag]}>"
    address = given.get("href", "").strip()
    # An empty mark keeps the place of a link that leads nowhere we allow.
    return f'<a href="{escape(address)}">' if address.startswith(LINK_SCHEMES) else ""


def _name(mark: str) -> str:
    return re.split(r"[ >]", mark[1:], maxsplit=1)[0]


def _common(opened: list[str], wanted: list[str]) -> int:
    count = 0
    for one, other in zip(opened, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count

"""Rich text as Markdown that reads back as the same rich text; what cannot, stays HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from latsar.exchange import rich_text
from latsar.exchange.problems import ProblemList

_VOID = frozenset({"br", "embed"})
_USUAL = re.compile(
    r"""([\\`*_\[\]<"'|~]|&(?=\w+;|#)|\((?=[a-z]{1,2}\))|--|\.\.|\+-|[?!,]{2,})""", re.IGNORECASE
)
_START = re.compile(r"^([#+>=:?!-]|Tabel:|caption:|credit:)|^(\d+)([.)])", re.IGNORECASE)
_PUNCTUATION = re.compile(r"""([!-/:-@\[-`{-~])""")
_EMPHASIS = {"b": "**", "i": "*"}


@dataclass(slots=True)
class _Node:
    """One element; text is a node without a tag."""

    tag: str
    text: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["_Node"] = field(default_factory=list)


class _Reader(HTMLParser):
    """Builds the tree of a rich text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, attrs={name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(_Node("", text=data))


def canonical(html: str) -> str:
    """Return rich text in the one form in which texts are compared: no keys, one quoting."""
    return "".join(_html(node) for node in _tree(html).children)


def tidy(html: str) -> str:
    """Return stored rich text as a load of its Markdown would store it."""
    return rich_text.clean(canonical(html))


def markdown_of(html: str, reads: Callable[[str, ProblemList], str] | None = None) -> str | None:
    """Return Markdown that `reads` turns into the same text; None where there is none."""
    read = reads or _read
    wanted = canonical(html)
    for escaping in (_usual, _thorough):
        text = "\n\n".join(_block(node, escaping) for node in _tree(html).children)
        problems = ProblemList("")
        if canonical(read(text, problems)) == wanted and not problems.problems:
            return text
    return None


def markdown_or_html(html: str) -> str:
    """Return Markdown for a text without headings, or HTML that is marked as such."""
    if not html:
        return ""
    found = markdown_of(html)
    return found if found is not None else f"{rich_text.RAW}{canonical(html)}"


def plain_markdown(text: str) -> str:
    """Return one line of plain text as the Markdown that says it."""
    usual = _usual(text)
    return usual if rich_text.plain(usual) == text else _thorough(text)


def _read(markdown: str, problems: ProblemList) -> str:
    return rich_text.read(markdown, first_line=1, problems=problems)


def _tree(html: str) -> _Node:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def _html(node: _Node) -> str:
    if not node.tag:
        return escape(node.text, quote=False)
    attrs = "".join(
        f' {name}="{escape(value)}"'
        for name, value in sorted(node.attrs.items())
        if name != "data-block-key"
    )
    inside = "".join(_html(child) for child in node.children)
    return f"<{node.tag}{attrs}>" + ("" if node.tag in _VOID else f"{inside}</{node.tag}>")


def _block(node: _Node, escaping: Callable[[str], str], indent: str = "") -> str:
    if node.tag in ("ul", "ol"):
        return _list(node, escaping, indent)
    if node.tag == "embed":
        return _image(node, escaping)
    text = _inline(node.children, escaping)
    if node.tag in ("h2", "h3"):
        return f"{'#' * int(node.tag[1])} {text}"
    return _at_start(text)


def _list(node: _Node, escaping: Callable[[str], str], indent: str) -> str:
    lines = []
    for number, item in enumerate(node.children, start=1):
        mark = f"{number}. " if node.tag == "ol" else "- "
        inner = indent + " " * len(mark)
        text = [child for child in item.children if child.tag not in ("ul", "ol")]
        lines.append(f"{indent}{mark}{_at_start(_inline(text, escaping))}")
        lines.extend(
            _list(child, escaping, inner) for child in item.children if child.tag in ("ul", "ol")
        )
    return "\n".join(lines)


def _inline(nodes: list[_Node], escaping: Callable[[str], str]) -> str:
    return "".join(_span(node, escaping) for node in nodes)


def _span(node: _Node, escaping: Callable[[str], str]) -> str:
    inside = _inline(node.children, escaping)
    if not node.tag:
        return escaping(node.text)
    if node.tag == "br":
        return "\\\n"
    if node.tag in _EMPHASIS:
        return f"{_EMPHASIS[node.tag]}{inside}{_EMPHASIS[node.tag]}"
    if node.tag == "a":
        own = {
            "document": f"{rich_text.MEDIA}{node.attrs.get('media', '')}",
            "page": f"{rich_text.PAGE}{node.attrs.get('page', '')}",
        }
        address = own.get(node.attrs.get("linktype", ""), node.attrs.get("href", ""))
        return (
            f"[{inside}](<{address}>)"
            if " " in address or "(" in address
            else f"[{inside}]({address})"
        )
    return inside


def _image(node: _Node, escaping: Callable[[str], str]) -> str:
    placing = node.attrs.get("format", "")
    return (
        f"![{escaping(node.attrs.get('alt', ''))}]"
        f'({rich_text.MEDIA}{node.attrs.get("media", "")} "{placing}")'
    )


def _usual(text: str) -> str:
    return _USUAL.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)


def _thorough(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def _at_start(text: str) -> str:
    """Escape what would begin a heading, a list or a block at the start of a line."""
    found = _START.match(text)
    if not found:
        return text
    if found[2]:
        return f"{found[2]}\\{text[len(found[2]) :]}"
    return f"\\{text}" if not text[0].isalpha() else text.replace(":", "\\:", 1)

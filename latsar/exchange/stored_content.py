"""Content as Wagtail stores it to the blocks of a package; the reverse of `page_content`."""

from collections.abc import Callable, Sequence
from typing import Any

from latsar.exchange.html_markdown import tidy
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
from latsar.exchange.own_references import OWN_FILE
from latsar.exchange.rubric import Criterion, Level


def body_blocks(stored: Sequence[dict[str, Any]]) -> tuple[Block, ...]:
    """Return the blocks of a stored body that refers to files by name."""
    return tuple(_BLOCKS[block["type"]](block["value"]) for block in stored)


def rubric_criteria(stored: Sequence[dict[str, Any]]) -> tuple[Criterion, ...]:
    """Return the criteria of a stored rubric."""
    return tuple(
        Criterion(
            block["value"]["title"],
            tuple(Level(**level) for level in _items(block["value"]["levels"])),
        )
        for block in stored
    )


def _items(stored: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in stored
    )


def _file(value: str) -> str:
    return value.removeprefix(OWN_FILE)


def _table(value: dict[str, Any]) -> Table:
    table = value["table"] or {"columns": [], "rows": []}
    return Table(
        value["caption"],
        tuple(column["heading"] for column in table["columns"]),
        tuple(tuple(tidy(cell) for cell in row["values"]) for row in table["rows"]),
    )


_BLOCKS: dict[str, Callable[[Any], Block]] = {
    "text": lambda value: Text(tidy(value)),
    "table": _table,
    "callout": lambda value: Callout(value["kind"], value["title"], tidy(value["text"])),
    "detail": lambda value: Detail(value["title"], tidy(value["text"])),
    "case": lambda value: Case(value["title"], tidy(value["text"]), _items(value["questions"])),
    "quote": lambda value: Quote(value["text"], value["attribution"]),
    "glossary": lambda value: Glossary(
        tuple((term["term"], term["meaning"]) for term in _items(value["terms"]))
    ),
    "sources": lambda value: Sources(_items(value["sources"])),
    "image": lambda value: Image(
        _file(value["image"]), value["alternative"], value["caption"], value["credit"]
    ),
    "media": lambda value: Media(
        _file(value["file"]),
        value["kind"],
        value["title"],
        tidy(value["transcript"]),
        _file(value.get("captions") or ""),
    ),
    "document": lambda value: Document(_file(value["document"]), value["description"]),
}

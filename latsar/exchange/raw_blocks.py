"""Blocks as JSON, for what Markdown cannot hold; what comes back is cleaned all the same."""

import json
from dataclasses import MISSING, asdict, fields
from typing import Any, get_args

from latsar.exchange import rich_text
from latsar.exchange.lesson_blocks import Block, Table

_CLASSES: dict[str, type] = {kind.__name__.lower(): kind for kind in get_args(Block)}


def block_to_json(block: Block) -> str:
    """Return a block on one line."""
    return json.dumps({"block": type(block).__name__.lower(), **asdict(block)}, ensure_ascii=False)


def block_from_json(text: str) -> Block | None:
    """Return the block, or None where the text is not one."""
    try:
        stored = json.loads(text)
    except ValueError:
        return None
    kind = _CLASSES.get(stored.pop("block", "")) if isinstance(stored, dict) else None
    if kind is None or not _has_fields(kind, stored):
        return None
    values = {name: _plain(value) for name, value in stored.items()}
    known = {field.name: str(field.type) for field in fields(kind)}
    if not all(_fits(value, known[name]) for name, value in values.items()):
        return None
    block: Block = kind(**_cleaned(kind, values))
    return block


def _has_fields(kind: type, stored: dict[str, Any]) -> bool:
    """Whether nothing is strange and nothing is missing but what came later."""
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    return needed <= stored.keys() <= {field.name for field in fields(kind)}


def _plain(value: Any) -> Any:
    return tuple(_plain(part) for part in value) if isinstance(value, list) else value


def _fits(value: Any, type_name: str) -> bool:
    """Whether a value is text, or texts as deep as the field has them."""
    if "tuple" not in type_name:
        return isinstance(value, str)
    deep = type_name.count("tuple")
    return isinstance(value, tuple) and all(
        isinstance(part, str)
        if deep == 1
        else isinstance(part, tuple) and all(isinstance(cell, str) for cell in part)
        for part in value
    )


def _cleaned(kind: type, values: dict[str, Any]) -> dict[str, Any]:
    if "html" in values:
        values["html"] = rich_text.clean(values["html"])
    if kind is Table:
        values["rows"] = tuple(
            tuple(rich_text.clean(cell) for cell in row) for row in values["rows"]
        )
    return values

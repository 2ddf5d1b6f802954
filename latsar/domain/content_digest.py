"""Whether an author has touched a packaged page, and what a load of the package does with it."""

import hashlib
import json
import re
from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Any

# The editor's own marks on its HTML; they say nothing about the text.
_EDITOR_KEY = re.compile(r' data-block-key="[^"]*"')


class Action(StrEnum):
    """What a load does with one file of the package."""

    CREATE = auto()
    UPDATE = auto()
    UNCHANGED = auto()
    # The page says by itself what the file says: from now on it counts as untouched again.
    ADOPT = auto()
    KEEP_TOUCHED = auto()


def content_digest(content: Mapping[str, Any]) -> str:
    """Return a digest of a page's content that ignores what the editor adds by itself.

    Opening and saving a page without an edit gives the same digest: ids of blocks and keys of
    paragraphs do not count.
    """
    text = json.dumps(_bare(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def decide(
    *,
    file_digest: str,
    stored_file_digest: str | None,
    written_digest: str | None,
    current_digests: frozenset[str],
) -> Action:
    """Say what to do with a page.

    `file_digest`: content of the file now. `stored_file_digest`, `written_digest`: content of the
    file and of the page when the package last wrote it, None before the first time.
    `current_digests`: content of the page now, as published and as its latest draft.
    """
    if written_digest is None:
        return Action.CREATE
    if current_digests == {written_digest}:
        return Action.UNCHANGED if file_digest == stored_file_digest else Action.UPDATE
    if current_digests == {file_digest}:
        return Action.ADOPT
    return Action.KEEP_TOUCHED


def _bare(value: Any) -> Any:
    """Return the value without ids of blocks and without the editor's marks."""
    if isinstance(value, Mapping):
        is_block = "type" in value and "value" in value
        return {
            str(key): _bare(part) for key, part in value.items() if not (is_block and key == "id")
        }
    if isinstance(value, list | tuple):
        return [_bare(part) for part in value]
    if isinstance(value, str):
        return _EDITOR_KEY.sub("", value).replace("<br/>", "<br>")
    return value

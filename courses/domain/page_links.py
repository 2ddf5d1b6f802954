"""Links of texts to pages of this site, and the same texts with links to other pages."""

import re
from collections.abc import Mapping
from typing import Any

_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*>')
_ID = re.compile(r'(?<=\sid=")\d+(?=")')


def with_pages(stored: Any, pages: Mapping[int, int]) -> Any:
    """Return stored content whose links to a page of `pages` lead to what stands for it there.

    Content is a rich text, or lists and mappings with rich texts in them. Other links stay.
    """
    if isinstance(stored, str):
        return _LINK.sub(lambda link: _led(link[0], pages), stored)
    if isinstance(stored, Mapping):
        return {name: with_pages(part, pages) for name, part in stored.items()}
    if isinstance(stored, list | tuple):
        return [with_pages(part, pages) for part in stored]
    return stored


def _led(link: str, pages: Mapping[int, int]) -> str:
    return _ID.sub(lambda found: str(pages.get(int(found[0]), found[0])), link)

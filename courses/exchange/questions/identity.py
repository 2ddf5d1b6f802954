"""Says of two questions whether they are one: the same content, however it is written down."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from courses.domain.question_text import normalised
from courses.domain.questions import QuestionContent, content_to_json
from courses.exchange.questions.images import DIGEST_PREFIX
from courses.exchange.questions.reading import short_decimal
from courses.exchange.questions.sanitizer import build

_NAMES = frozenset({"id", "match_id"})
_NUMBERS = frozenset({"points", "weight", "low", "high"})


def identity(content: QuestionContent, digests: Mapping[str, str]) -> str:
    """Return what two contents have in common when they say the same.

    Identifiers of rows, the editor's marks and the place of an image do not count; `digests` says
    which image an identifier of the bank means.
    """
    stored = content_to_json(
        with_texts(normalised(content), lambda text: _canonical(text, digests))
    )
    return json.dumps(_without_names(stored), sort_keys=True, ensure_ascii=False)


def with_texts(content: QuestionContent, change: Callable[[str], str]) -> QuestionContent:
    """Return the content with each of its rich texts changed."""
    return replace(
        content,
        text=change(content.text),
        feedback=change(content.feedback),
        guidance=change(content.guidance),
        options=tuple(
            replace(one, text=change(one.text), feedback=change(one.feedback))
            for one in content.options
        ),
        pairs=tuple(replace(one, prompt=change(one.prompt)) for one in content.pairs),
        items=tuple(replace(one, text=change(one.text)) for one in content.items),
        accepted=tuple(replace(one, feedback=change(one.feedback)) for one in content.accepted),
        spans=tuple(replace(one, feedback=change(one.feedback)) for one in content.spans),
    )


def _canonical(text: str, digests: Mapping[str, str]) -> str:
    def name(address: str, _alt: str) -> str:
        digest = digests.get(address)
        return f"{DIGEST_PREFIX}{digest}" if digest else address

    return unicodedata.normalize("NFC", build(text, name))


def _without_names(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_names(one) for one in value]
    if isinstance(value, dict):
        return {
            key: _number(one) if key in _NUMBERS else _without_names(one)
            for key, one in value.items()
            if key not in _NAMES
        }
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _number(text: str) -> str:
    return f"{short_decimal(Decimal(text)):f}"

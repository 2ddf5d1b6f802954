"""Which rows of a revised question are the ones that were there: what reads the same stays known.

Answers name options, pairs and items by identifier. A version from a file, or one whose author
moved texts about, brings identifiers of its own; old answers could not be read with it.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import count

from courses.domain.question_text import plain
from courses.domain.questions import Pair, QuestionContent

Row = tuple[str, Hashable]

_IMAGE = re.compile(r'<embed\b[^>]*?\sid="(\d+)"[^>]*>')


def with_known_ids(before: QuestionContent, after: QuestionContent) -> QuestionContent:
    """Return `after` with the identifiers of `before` wherever a row reads the same."""
    options = kept_ids(
        [(one.id, _said(one.text)) for one in before.options],
        [(one.id, _said(one.text)) for one in after.options],
    )
    items = kept_ids(
        [(one.id, _said(one.text)) for one in before.items],
        [(one.id, _said(one.text)) for one in after.items],
    )
    return replace(
        after,
        options=tuple(
            replace(one, id=name) for one, name in zip(after.options, options, strict=True)
        ),
        items=tuple(replace(one, id=name) for one, name in zip(after.items, items, strict=True)),
        pairs=_pairs(before.pairs, after.pairs),
    )


def kept_ids(before: Sequence[Row], after: Sequence[Row]) -> list[str]:
    """Return an identifier for each row of `after`, no two the same.

    A row that reads as one before has its identifier; any other keeps its own, unless that now
    names a row that reads differently.
    """
    known: dict[Hashable, list[str]] = defaultdict(list)
    for name, said in before:
        known[said].append(name)
    found = [known[said].pop(0) if known[said] else "" for _name, said in after]
    taken, names = set(found), []
    for name, (own, _reads) in zip(found, after, strict=True):
        names.append(name or _free(own, taken))
        taken.add(names[-1])
    return names


def _free(own: str, taken: set[str]) -> str:
    if own not in taken:
        return own
    return next(name for number in count(2) if (name := f"{own}-{number}") not in taken)


def _pairs(before: Sequence[Pair], after: Sequence[Pair]) -> tuple[Pair, ...]:
    names = kept_ids(*([(one.id, _asked(one)) for one in pairs] for pairs in (before, after)))
    matches = [{one.match_id: one.match for one in pairs} for pairs in (before, after)]
    kept = dict(zip(matches[1], kept_ids(*(list(one.items()) for one in matches)), strict=True))
    return tuple(
        replace(one, id=name, match_id=kept[one.match_id])
        for one, name in zip(after, names, strict=True)
    )


def _asked(pair: Pair) -> Hashable:
    """What a pair is about: its prompt, or the match where it only distracts."""
    return _said(pair.prompt) if pair.prompt else pair.match


def _said(text: str) -> Hashable:
    return plain(text), tuple(_IMAGE.findall(text))

"""Which of two answers to one question is the newer one, when tabs, devices and networks disagree.

Every browser tab is a client with a name of its own and numbers what it saves: one more than the
highest number it has seen, be it its own or the server's. `base` is the number of the answer that
the client had seen from the server when it saved. An answer is newer than the stored one if its
number is higher and whoever gave it knew the stored one: its own, or seen.
"""

from dataclasses import dataclass
from typing import Any

from courses.enums import SaveVerdict

# What the database holds; a higher number is no number a client could have counted to.
MAX_SEQUENCE = 2_147_483_647


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The newest answer of a question; sequence 0 and no client where there is none yet."""

    sequence: int
    client: str
    answer: Any


@dataclass(frozen=True, slots=True)
class IncomingAnswer:
    """What a client wants to save; `base` is the newest sequence it had seen from the server."""

    sequence: int
    base: int
    client: str
    answer: Any


def judge(stored: StoredAnswer, incoming: IncomingAnswer) -> SaveVerdict:
    """Accept what is newer, acknowledge what is a repetition, and never overwrite the unseen."""
    is_same = stored.client == incoming.client
    if incoming.sequence <= stored.sequence:
        return SaveVerdict.REPEATED if is_same else SaveVerdict.CONFLICT
    if is_same or incoming.base >= stored.sequence:
        return SaveVerdict.ACCEPTED
    return SaveVerdict.CONFLICT

"""Which agencies a name may mean that names none of them exactly: offered, never chosen."""

from collections.abc import Iterable

MOST = 4
# Words that every agency's name shares say nothing about which one is meant.
_KINDS = frozenset({"kabupaten", "kota", "provinsi", "pemerintah", "daerah"})


def agency_candidates(written: str, names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the names of agencies that share a telling word with `written` (normalised).

    `names` are pairs of a normalised and a full name; the most words in common come first.
    """
    words = set(written.split()) - _KINDS
    shared = [(len(words & set(key.split())), name) for key, name in names]
    ranked = sorted((pair for pair in shared if pair[0]), key=lambda pair: (-pair[0], pair[1]))
    return tuple(dict.fromkeys(name for _count, name in ranked))[:MOST]

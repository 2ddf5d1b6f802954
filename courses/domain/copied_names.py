"""Codes and addresses of copies: the old one with an ending, unlike any that is taken."""

from collections.abc import Collection
from itertools import count


def copied_name(name: str, ending: str, *, taken: Collection[str], length: int) -> str:
    """Return `name` with `ending`, shortened to `length`; with a number where that is taken.

    Upper and lower case make no difference to what is taken.
    """
    known = {one.casefold() for one in taken}
    endings = (ending if number == 1 else f"{ending}-{number}" for number in count(1))
    names = (_joined(name, one[-length:], length) for one in endings)
    return next(found for found in names if found.casefold() not in known)


def _joined(name: str, ending: str, length: int) -> str:
    return f"{name[: length - len(ending)].rstrip('-')}{ending}"

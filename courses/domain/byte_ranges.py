"""Which part of a file a request asks for (RFC 9110, section 14), as far as players use it."""

import re
from dataclasses import dataclass

# Longer numbers are no file of ours.
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes from `start` on, `length` of them; none where the file has nothing there."""

    start: int
    length: int


NOTHING = Part(0, 0)


def requested_part(header: str, size: int) -> Part | None:
    """Return the part that a `Range` header asks for; None where the whole file is the answer.

    Several parts at once, other units and nonsense are answered by the whole file, as the standard
    allows; a part beyond the end is `NOTHING`.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return Part(size - length, length) if length else NOTHING
    start, end = int(first), min(int(last or size), size - 1)
    if last and int(last) < start:
        return None
    return Part(start, end - start + 1) if start < size else NOTHING

"""Typed answers as people write them: short texts against accepted forms, numbers with separators.

The rules are stated in docs/rules/marking.md.
"""

import re
import unicodedata
from decimal import Decimal

_STAR = re.compile(r"(?<!\\)\*")
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<digits>[\d.,]*\d[\d.,]*)(?:e(?P<power>[+-]?\d{1,2}))?")
_POINT_GROUPS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
_SPACE_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def normalised(text: str, *, is_case_sensitive: bool) -> str:
    """Return a text in one form: composed letters, single spaces, none around, perhaps no case."""
    composed = unicodedata.normalize("NFC", text)
    if not is_case_sensitive:
        composed = unicodedata.normalize("NFC", composed.casefold())
    return _SPACES.sub(" ", composed).strip()


def matches_form(form: str, text: str, *, is_case_sensitive: bool) -> bool:
    r"""Whether a text is of an accepted form, in which `*` stands for anything, `\*` for itself."""
    pattern = normalised(form, is_case_sensitive=is_case_sensitive)
    parts = [part.replace("\\*", "*") for part in _STAR.split(pattern)]
    given = normalised(text, is_case_sensitive=is_case_sensitive)
    if len(parts) == 1:
        return given == parts[0]
    first, *middle, last = parts
    if len(given) < len(first) + len(last):
        return False
    if not (given.startswith(first) and given.endswith(last)):
        return False
    return _in_order(given[len(first) : len(given) - len(last)], middle)


def readings(text: str) -> frozenset[Decimal]:
    """Return every number a text may mean; none where it is no number.

    Point and comma both separate decimals and both group thousands, as Indonesian and English do.
    A single separator before exactly three digits can be read both ways, so both readings count.
    """
    given = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip().lower()
    found = _NUMBER.fullmatch(_SPACE_GROUPS.sub("", given))
    if found is None:
        return frozenset()
    power = Decimal(10) ** int(found["power"] or 0)
    sign = -1 if found["sign"] == "-" else 1
    return frozenset(
        Decimal(digits) * power * sign for digits in _plain(found["digits"]) if digits is not None
    )


def _plain(digits: str) -> set[str | None]:
    return {
        _read(digits, decimal=",", groups=_POINT_GROUPS),
        _read(digits, decimal=".", groups=_COMMA_GROUPS),
    }


def _read(digits: str, *, decimal: str, groups: re.Pattern[str]) -> str | None:
    """Return the digits as Python writes them, or None if the separators do not stand so."""
    whole, mark, rest = digits.partition(decimal)
    if rest and not rest.isdecimal():
        return None
    if groups.fullmatch(whole):
        whole = whole.replace(",", "").replace(".", "")
    if not (whole or rest) or (whole and not whole.isdecimal()):
        return None
    return f"{whole or 0}.{rest or 0}" if mark else whole


def _in_order(text: str, parts: list[str]) -> bool:
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True

"""Dates as people write them into sheets: day first, year first, or with the month in words."""

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari jan january", "februari feb pebruari february", "maret mar march"),
            *("april apr", "mei may", "juni jun june", "juli jul july"),
            *("agustus agu ags agt agust august aug", "september sep sept"),
            *("oktober okt october oct", "november nov nopember nop", "desember des december dec"),
        ),
        start=1,
    )
    for name in names.split()
}

_DAY_FIRST = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4})(?: 00:00(?::00)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(?:[a-z']+, ?)?(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})", re.IGNORECASE)


def day_month_year(text: str) -> tuple[int, int, int] | None:
    """Return the three numbers of a written date; whether there is such a day is not asked."""
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _IN_WORDS.fullmatch(text)) and found[2].casefold() in _MONTHS:
        return int(found[1]), _MONTHS[found[2].casefold()], int(found[3])
    return None

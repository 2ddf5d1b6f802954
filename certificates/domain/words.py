"""Numbers and dates in Indonesian words, as official paper writes them."""

import datetime as dt

MAX_NUMBER = 999_999
_ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_UNITS = ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "sepuluh"))
_TEENS_END = 20
_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def number_words(number: int) -> str:
    """Write 0–999,999 in words: 511 is *lima ratus sebelas*."""
    if not 0 <= number <= MAX_NUMBER:
        raise ValueError(f"{number} is outside 0 to {MAX_NUMBER}")
    return " ".join(_words(number)) or _ONES[0]


def _words(number: int) -> list[str]:
    if number < len(_ONES):
        return [_ONES[number]] if number else []
    if number < _TEENS_END:
        return [_ONES[number - 10], "belas"]
    size, unit, one = next(row for row in _UNITS if number >= row[0])
    count, rest = divmod(number, size)
    head = [one] if count == 1 else [*_words(count), unit]
    return head + _words(rest)


def date_words(day: dt.date) -> str:
    """Write a date as *20 Juni 2019*."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_words(first: dt.date | None, last: dt.date | None) -> str:
    """Write a period without repeating month or year: *2 Mei sampai dengan 20 Juni 2019*."""
    if first is None or last is None or first == last:
        day = first or last
        return date_words(day) if day else ""
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    elif first.year == last.year:
        start = f"{first.day} {_MONTHS[first.month - 1]}"
    else:
        start = date_words(first)
    return f"{start} sampai dengan {date_words(last)}"

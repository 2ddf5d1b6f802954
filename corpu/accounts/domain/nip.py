"""The NIP: what its eighteen digits say, and where they look doubtful; it never rejects a real one.

Layout: Perka BKN 22/2007 and 43/2007 for civil servants (birth date, start month, sex, serial);
for contract staff (PPPK) digits 13-14 are a contract code from 21 on in place of the month.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from corpu.accounts.enums import NipLayout, NipWarning, Sex

_IGNORED = re.compile("[\\s.\\-'`\u2018\u2019\u2010-\u2014\u200b\ufeff]")
_EIGHTEEN_DIGITS = re.compile(r"[0-9]{18}")
_SEX_BY_DIGIT = {"1": Sex.MALE, "2": Sex.FEMALE}
_LAST_MONTH = 12
_FIRST_CONTRACT_CODE = 21
_OLDEST_BIRTH_YEAR = 1900
_YOUNGEST_START = 18
# The limit for civil servants; contract staff may begin until shortly before retirement.
_OLDEST_START = 40


class NotANip(ValueError):
    """The text is not eighteen digits, whatever stands between them."""


@dataclass(frozen=True, slots=True)
class NipReading:
    """What a NIP says about its owner, with codes for what looks doubtful."""

    digits: str
    layout: NipLayout
    birth_date: dt.date | None
    start_year: int | None
    start_month: int | None
    sex: Sex | Literal[""]
    serial: str
    warnings: tuple[NipWarning, ...]


def read_nip(
    text: str,
    *,
    today: dt.date | None = None,
    birth_date: dt.date | None = None,
    sex: str = "",
) -> NipReading:
    """Read a NIP; `birth_date` and `sex` are what another source states about the person.

    Raises `NotANip` when `text` is not eighteen digits after removing separators. Everything
    else only warns: numbers with a wrong birth date exist and are not always corrected.
    """
    digits = nip_digits(text)
    reading = NipReading(
        digits=digits,
        layout=_layout(int(digits[12:14])),
        birth_date=_date(digits[:8]),
        start_year=int(digits[8:12]) or None,
        start_month=_month(int(digits[12:14])),
        sex=_SEX_BY_DIGIT.get(digits[14], ""),
        serial=digits[15:],
        warnings=(),
    )
    found = (
        *_doubts(reading),
        *_start_doubts(reading, today),
        *_differences(reading, birth_date, sex),
    )
    return replace(reading, warnings=found)


def nip_digits(text: str) -> str:
    """Return the eighteen digits of a NIP, or raise `NotANip`."""
    digits = _IGNORED.sub("", text)
    if not _EIGHTEEN_DIGITS.fullmatch(digits):
        raise NotANip(text)
    return digits


def format_nip(digits: str) -> str:
    """Group a NIP for reading: *19950817 202403 2 001*; other text stays as it is."""
    if not _EIGHTEEN_DIGITS.fullmatch(digits):
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def mask_nip(digits: str) -> str:
    """Hide all but the last three digits: the rest gives away the date of birth."""
    return "•" * max(len(digits) - 3, 0) + digits[-3:]


def _layout(code: int) -> NipLayout:
    if 1 <= code <= _LAST_MONTH:
        return NipLayout.PNS
    return NipLayout.PPPK if code >= _FIRST_CONTRACT_CODE else NipLayout.UNKNOWN


def _month(code: int) -> int | None:
    return code if 1 <= code <= _LAST_MONTH else None


def _date(digits: str) -> dt.date | None:
    try:
        found = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return found if found.year >= _OLDEST_BIRTH_YEAR else None


def _doubts(reading: NipReading) -> list[NipWarning]:
    found = []
    if reading.birth_date is None:
        found.append(NipWarning.BAD_BIRTH_DATE)
    if reading.layout == NipLayout.UNKNOWN:
        found.append(NipWarning.BAD_START_MONTH)
    if not reading.sex:
        found.append(NipWarning.UNKNOWN_SEX)
    return found


def _start_doubts(reading: NipReading, today: dt.date | None) -> list[NipWarning]:
    year, month = reading.start_year or 0, reading.start_month or 1
    found = []
    if today and (year, month) > (today.year, today.month):
        found.append(NipWarning.START_IN_FUTURE)
    if reading.birth_date and not _is_usual_age(reading.birth_date, reading.layout, year, month):
        found.append(NipWarning.UNUSUAL_START_AGE)
    return found


def _is_usual_age(born: dt.date, layout: NipLayout, year: int, month: int) -> bool:
    if layout != NipLayout.PNS:
        return year - born.year >= _YOUNGEST_START
    age = year - born.year - (month < born.month)
    return _YOUNGEST_START <= age <= _OLDEST_START


def _differences(reading: NipReading, birth_date: dt.date | None, sex: str) -> list[NipWarning]:
    found = []
    if birth_date and reading.birth_date and birth_date != reading.birth_date:
        found.append(NipWarning.BIRTH_DATE_DIFFERS)
    if sex and reading.sex and sex != reading.sex:
        found.append(NipWarning.SEX_DIFFERS)
    return found

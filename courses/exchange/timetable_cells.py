"""The cells of a timetable row read as values; what cannot be read becomes a problem."""

import datetime as dt
import re
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from corpu.core.exchange.cells import Cell, CellKind, clean
from corpu.core.exchange.written_dates import day_month_year
from courses.domain.timetable_rows import RowProblem, problem
from courses.enums import SessionMode, TimetableField, TimetableProblem, TimeZone

T = TypeVar("T")
Read = tuple[T, tuple[RowProblem, ...]]
Hours = tuple[dt.time, dt.time]

MAX_JP = 40
MODES = {
    "klasikal": SessionMode.CLASSICAL,
    "tatap muka": SessionMode.CLASSICAL,
    "sinkron": SessionMode.SYNC,
    "sync": SessionMode.SYNC,
    "daring": SessionMode.SYNC,
    "asinkron": SessionMode.ASYNC,
    "async": SessionMode.ASYNC,
    "mandiri": SessionMode.ASYNC,
    "coaching": SessionMode.COACHING,
    "seminar": SessionMode.SEMINAR,
    "tempat kerja": SessionMode.WORKPLACE,
    "workplace": SessionMode.WORKPLACE,
}
# How each mode is written into a sheet.
MODE_WORDS = {
    SessionMode.CLASSICAL: "klasikal",
    SessionMode.SYNC: "sinkron",
    SessionMode.ASYNC: "asinkron",
    SessionMode.COACHING: "coaching",
    SessionMode.SEMINAR: "seminar",
    SessionMode.WORKPLACE: "tempat kerja",
}
ZONES = {label.casefold(): TimeZone(value) for value, label in TimeZone.choices}
FLAGS = {"ya": True, "y": True, "yes": True, "tidak": False, "t": False, "no": False}
DAY_SECONDS = 24 * 60 * 60

_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?:\s*(?:wib|wita|wit))?", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—|s\.?/?d\.?|sampai)\s*", re.IGNORECASE)
_LINK = URLValidator(schemes=["http", "https"])


def read_text(
    cell: Cell, column: TimetableField, limit: int, *, is_required: bool = False
) -> Read[str]:
    """Read text of at most `limit` characters."""
    if cell.kind == CellKind.FORMULA:
        return "", (problem(TimetableProblem.FORMULA, column),)
    if is_required and not cell.text:
        return "", (problem(TimetableProblem.MISSING, column),)
    if len(cell.text) > limit:
        return "", (problem(TimetableProblem.TOO_LONG, column, limit=limit),)
    return cell.text, ()


def read_lines(cell: Cell, column: TimetableField, limit: int) -> Read[str]:
    """Read text whose lines stay apart."""
    _text, problems = read_text(cell, column, limit)
    if problems:
        return "", problems
    return "\n".join(clean(line) for line in str(cell.value or "").splitlines()).strip(), ()


def read_day(cell: Cell) -> Read[dt.date | None]:
    """Read a date cell, or a date written day first, year first or in words."""
    column = TimetableField.DAY
    if isinstance(cell.value, dt.datetime):
        return cell.value.date(), ()
    text, problems = read_text(cell, column, 60, is_required=True)
    if problems:
        return None, problems
    numbers = day_month_year(text)
    try:
        if numbers is not None and cell.kind == CellKind.TEXT:
            day, month, year = numbers
            return dt.date(year, month, day), ()
    except ValueError:
        pass
    return None, (problem(TimetableProblem.DAY, column, found=text[:40]),)


def read_hours(start: Cell, end: Cell) -> Read[Hours | None]:
    """Read beginning and end; both may stand in the first cell, as 08.00 – 10.15."""
    if end.kind == CellKind.EMPTY and start.kind == CellKind.TEXT:
        parts = _RANGE.split(start.text, maxsplit=1)
        cells = [Cell(part, CellKind.TEXT) for part in parts]
        if len(cells) > 1:
            start, end = cells
    first, about_first = _read_clock(start, TimetableField.STARTS)
    last, about_last = _read_clock(end, TimetableField.ENDS)
    if first is None or last is None:
        return None, about_first + about_last
    return (first, last), ()


def _read_clock(cell: Cell, column: TimetableField) -> Read[dt.time | None]:
    if isinstance(cell.value, dt.datetime):
        return cell.value.time(), ()
    text, problems = read_text(cell, column, 40, is_required=True)
    if problems:
        return None, problems
    if cell.kind == CellKind.NUMBER and isinstance(cell.value, int | float) and 0 < cell.value < 1:
        # How spreadsheets store a time: as part of a day.
        minutes = round(cell.value * DAY_SECONDS / 60)
        return dt.time(minutes // 60 % 24, minutes % 60), ()
    found = _CLOCK.fullmatch(text) if cell.kind == CellKind.TEXT else None
    try:
        if found:
            return dt.time(int(found[1]), int(found[2])), ()
    except ValueError:
        pass
    return None, (problem(TimetableProblem.TIME, column, found=text[:40]),)


def read_choice(cell: Cell, column: TimetableField, choices: dict[str, T]) -> Read[T | None]:
    """Read one of some words; an empty cell chooses nothing."""
    text, problems = read_text(cell, column, 60)
    if not text:
        return None, problems
    if text.casefold() in choices:
        return choices[text.casefold()], ()
    # Of several words for the same, the first is the one to recommend.
    allowed = ", ".join({choice: word for word, choice in reversed(choices.items())}.values())
    return None, (problem(TimetableProblem.CHOICE, column, found=text[:40], allowed=allowed),)


def read_count(cell: Cell, column: TimetableField, limit: int) -> Read[int | None]:
    """Read a whole number; an empty cell says nothing."""
    text, problems = read_text(cell, column, 20)
    if not text:
        return None, problems
    if text.isascii() and text.isdigit() and int(text) <= limit:
        return int(text), ()
    return None, (problem(TimetableProblem.NUMBER, column, found=text, limit=limit),)


def read_link(cell: Cell, column: TimetableField) -> Read[str]:
    """Read a link; nothing but http and https leads out of the timetable."""
    text, problems = read_text(cell, column, 500)
    if not text:
        return "", problems
    try:
        _LINK(text)
    except ValidationError:
        return "", (problem(TimetableProblem.LINK, column, found=text[:60]),)
    return text, ()

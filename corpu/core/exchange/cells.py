"""A spreadsheet once it is read: rows of cells that remember their kind, and named faults."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from corpu.core.enums import TableFault

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60

# Characters that show nothing and still make two names differ: joiners, marks, soft hyphens.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
# Spreadsheets run such text as a formula; the apostrophe in front is how they mark it as text.
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")


class CellKind(StrEnum):
    """How the file stored a value; a number that looks like a NIP has already lost digits."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as the file stored it."""

    value: str | int | float | dt.datetime | dt.date | dt.time | None
    kind: CellKind

    @property
    def text(self) -> str:
        """The value as clean text: no invisible characters, single spaces, nothing at the ends."""
        if isinstance(self.value, float) and self.value.is_integer():
            return f"{self.value:.0f}"
        return clean(str(self.value)) if self.value is not None else ""


EMPTY = Cell(None, CellKind.EMPTY)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row with the number the row carries in the sheet, counted from 1."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """The cell at a position counted from 0; beyond the end of the row it is empty."""
        return self.cells[index] if index < len(self.cells) else EMPTY


class TableError(Exception):
    """The file as a whole cannot be read; `fault` says why, `parameters` fill its wording."""

    def __init__(self, fault: TableFault, **parameters: str | int) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.parameters = parameters

    @property
    def message(self) -> str:
        """The reason and the remedy, for people."""
        return str(self.fault.label) % self.parameters


def clean(text: str) -> str:
    """Take out what nobody sees and put single spaces where there was any white space."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    spaced = "".join(
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs"}
    )
    return " ".join(spaced.split())


def mark_as_text(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unmark_text(text: str) -> str:
    """Undo `mark_as_text`."""
    return text[1:] if _MARKED.match(text) else text


def add_row(rows: list[Row], number: int, cells: tuple[Cell, ...]) -> None:
    """Keep a row that holds something, within the bounds of what we are willing to read."""
    last = max(
        (index for index, cell in enumerate(cells) if cell.kind != CellKind.EMPTY), default=-1
    )
    if last < 0:
        return
    if last >= MAX_COLUMNS:
        raise TableError(TableFault.TOO_MANY_COLUMNS, limit=MAX_COLUMNS, row=number)
    if len(rows) >= MAX_ROWS:
        raise TableError(TableFault.TOO_MANY_ROWS, limit=MAX_ROWS)
    rows.append(Row(number, cells[: last + 1]))

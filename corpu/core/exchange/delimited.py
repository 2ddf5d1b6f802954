"""CSV in and out: encoding and separator recognised, or refused in words."""

import codecs
import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from corpu.core.enums import TableFault
from corpu.core.exchange.cells import (
    EMPTY,
    Cell,
    CellKind,
    Row,
    TableError,
    add_row,
    clean,
    mark_as_text,
    unmark_text,
)

SEPARATORS = ";,\t"
SAMPLE_ROWS = 25

_SEPARATOR_LINE = re.compile(r'"?sep=([;,\t|])"?\r?\n', re.IGNORECASE)
# Excel's trick to keep digits as text in a CSV file; it holds a constant, nothing to evaluate.
_QUOTED_CONSTANT = re.compile(r'="([^"]*)"')


def read_delimited(content: bytes) -> list[Row]:
    """Read CSV; row numbers are those that a spreadsheet program shows; raises TableError."""
    text = _decode(content)
    separator = ""
    if found := _SEPARATOR_LINE.match(text):
        separator, text = found[1], text[found.end() :]
    rows: list[Row] = []
    records = _records(text, separator or _sniff(text))
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            add_row(rows, number, tuple(_read_cell(value) for value in record))
    except csv.Error as error:
        raise TableError(TableFault.BROKEN_QUOTES, row=number + 1) from error
    if not rows:
        raise TableError(TableFault.NO_ROWS)
    return rows


def write_delimited(
    rows: Iterable[Sequence[str | int | float | dt.date | None]], *, separator: str = ","
) -> bytes:
    """Write CSV in UTF-8 with BOM, as spreadsheet programs expect it; no cell is a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    for row in rows:
        writer.writerow([mark_as_text(v) if isinstance(v, str) else v for v in row])
    return codecs.BOM_UTF8 + buffer.getvalue().encode(errors="replace")


def _decode(content: bytes) -> str:
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise TableError(TableFault.NOT_TEXT)
        return text
    raise TableError(TableFault.UNKNOWN_ENCODING)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _sniff(text: str) -> str:
    """Choose the separator that cuts most rows into the same, largest number of fields."""
    return max(SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> int:
    counts: Counter[int] = Counter()
    try:
        for record in islice(_records(text, separator), SAMPLE_ROWS):
            counts[len(record)] += 1
    except csv.Error:
        pass  # the wrong separator may leave quotes in the middle of a field
    return max(((fields - 1) * rows for fields, rows in counts.items() if fields > 1), default=0)


def _read_cell(value: str) -> Cell:
    if not clean(value):
        return EMPTY
    if constant := _QUOTED_CONSTANT.fullmatch(value.strip()):
        return Cell(constant[1], CellKind.TEXT)
    if value.lstrip().startswith("="):
        return Cell(value, CellKind.FORMULA)
    return Cell(unmark_text(value), CellKind.TEXT)

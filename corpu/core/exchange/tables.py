"""Spreadsheets in and out: the one door for every import and export of rows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from corpu.core.enums import TableFault
from corpu.core.exchange.cells import MAX_BYTES, Row, TableError
from corpu.core.exchange.delimited import read_delimited, write_delimited
from corpu.core.exchange.workbooks import read_workbook, write_workbook

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_EXTENSIONS = {".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".tsv"}

TableValue = str | int | float | dt.date | None


def read_table(content: bytes, file_name: str) -> list[Row]:
    """Read the rows that hold something; what the bytes are counts more than the file's name."""
    if not content.strip():
        raise TableError(TableFault.EMPTY_FILE)
    if len(content) > MAX_BYTES:
        raise TableError(TableFault.TOO_LARGE, limit=MAX_BYTES // 1024**2)
    extension = PurePath(file_name).suffix.lower()
    if extension not in _EXTENSIONS:
        raise TableError(TableFault.UNKNOWN_TYPE)
    if content.startswith(_OLE):
        raise TableError(TableFault.OLD_OR_LOCKED)
    if content.startswith(_ZIP):
        return read_workbook(content)
    if extension.startswith(".xls"):
        raise TableError(TableFault.DAMAGED)
    return read_delimited(content)


def write_csv(rows: Iterable[Sequence[TableValue]], *, separator: str = ",") -> bytes:
    """Write rows, heading first, as CSV with formula-safe cells."""
    return write_delimited(rows, separator=separator)


def write_xlsx(
    rows: Iterable[Sequence[TableValue]], *, title: str = "Data", widths: Sequence[int] = ()
) -> bytes:
    """Write rows, heading first, as a workbook; text stays text, so a NIP keeps its digits."""
    return write_workbook(rows, title=title, widths=widths)

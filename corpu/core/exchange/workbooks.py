"""XLSX in and out: values as stored, formulas never evaluated, archives bounded before opening."""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from corpu.core.enums import TableFault
from corpu.core.exchange.cells import (
    EMPTY,
    MAX_COLUMNS,
    Cell,
    CellKind,
    Row,
    TableError,
    add_row,
    clean,
    mark_as_text,
)

MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 500
# The last row a sheet can have; rows numbered beyond it exist only in forged files.
LAST_ROW = 1_048_576
TEXT_FORMAT = "@"

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

Value = str | int | float | dt.date | None


def read_workbook(content: bytes) -> list[Row]:
    """Read the first visible sheet that holds something; raises TableError."""
    _check_archive(content)
    # The reader warns about ornaments it drops (extensions, validations); none of them is data.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _read_first_sheet(content)
        except (
            InvalidFileException,
            KeyError,
            ValueError,
            TypeError,
            IndexError,
            AttributeError,
            OverflowError,
            SyntaxError,
            EOFError,
            OSError,
            zipfile.BadZipFile,
            NotImplementedError,
        ) as error:  # whatever a forged or torn archive makes the reader stumble over
            raise TableError(TableFault.DAMAGED) from error


def write_workbook(
    rows: Iterable[Sequence[Value]], *, title: str = "Data", widths: Sequence[int] = ()
) -> bytes:
    """Write rows to one sheet, the first as its heading; text can never become a formula."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    for index, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(index + 1)].width = width
    for number, row in enumerate(rows):
        sheet.append([_written_cell(sheet, value, is_heading=number == 0) for value in row])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _check_archive(content: bytes) -> None:
    """Refuse a bomb by the sizes in the directory; the archive reader never reads past them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise TableError(TableFault.DAMAGED) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise TableError(TableFault.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED // 1024**2)


def _read_first_sheet(content: bytes) -> list[Row]:
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            rows = _read_sheet(sheet)
            if rows:
                return rows
    finally:
        workbook.close()
    raise TableError(TableFault.NO_ROWS)


def _read_sheet(sheet: Any) -> list[Row]:
    rows: list[Row] = []
    # Explicit bounds: the dimension written in the file may be missing or wrong.
    found = sheet.iter_rows(min_row=1, max_row=LAST_ROW, min_col=1, max_col=MAX_COLUMNS + 1)
    previous = None
    for number, cells in enumerate(found, start=1):
        # Gaps, up to a million rows long, come as one and the same tuple of empty cells.
        if cells is not previous and any(cell.value is not None for cell in cells):
            add_row(rows, number, tuple(_read_cell(cell) for cell in cells))
        previous = cells
    return rows


def _read_cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type in {"f", "e"}:
        return Cell(str(getattr(value, "text", value)), CellKind.FORMULA)
    if isinstance(value, dt.datetime | dt.date):
        return Cell(value, CellKind.DATE)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(value, CellKind.NUMBER)
    text = _ESCAPED.sub(_unescaped, str(value))
    return Cell(text, CellKind.TEXT) if clean(text) else EMPTY


def _written_cell(sheet: Any, value: Value, *, is_heading: bool) -> Any:
    if not isinstance(value, str):
        cell: Any = WriteOnlyCell(sheet, value=cast("dt.datetime | None", value))
        if isinstance(value, dt.date):
            cell.number_format = (
                "yyyy-mm-dd hh:mm" if isinstance(value, dt.datetime) else "yyyy-mm-dd"
            )
        return cell
    cell = WriteOnlyCell(sheet, value="")
    # Set past the setter, which would take "=…" for a formula; the type says that it is text.
    cell._value = _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", value)  # noqa: SLF001
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    if mark_as_text(value) != value:
        cell.quotePrefix = True
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _unescaped(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return found[0] if "\ud800" <= char <= "\udfff" else char


def _sheet_title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip() or "Data"

"""The attendance sheet of one session: read from a spreadsheet, and written to be filled in."""

import re
from collections.abc import Iterable, Mapping, Sequence

from corpu.accounts.domain.nip import NotANip, nip_digits
from corpu.core.exchange.cells import EMPTY, Cell, CellKind, Row, clean
from corpu.core.exchange.tables import read_table, write_xlsx
from courses.domain.roll_sheet import Expected, MarkRow
from courses.enums import SheetFault

HEADINGS = ("No", "NIP", "Nama", "Status", "Keterangan", "Alasan perubahan")
WIDTHS = (5, 22, 36, 12, 36, 36)
MAX_ROWS = 500
SEARCHED_ROWS = 20

NAMES: Mapping[str, tuple[str, ...]] = {
    "nip": ("nip", "no identitas", "nomor identitas", "nip nrp", "nip ni pppk"),
    "name": ("nama", "nama peserta", "nama lengkap", "name"),
    "status": ("status", "kehadiran", "status kehadiran", "hadir", "absensi", "presensi"),
    "note": ("keterangan", "catatan", "ket", "note"),
    "reason": ("alasan perubahan", "alasan", "alasan koreksi", "reason"),
}
_FIELD_BY_NAME = {name: field for field, names in NAMES.items() for name in names}
_NOT_A_WORD = re.compile(r"[\W_]+")
Cells = Mapping[str, Cell]


class SheetError(Exception):
    """The spreadsheet is no attendance sheet; `fault` says why."""

    def __init__(self, fault: SheetFault, **parameters: int) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.parameters = parameters

    @property
    def message(self) -> str:
        """The reason and the remedy, for people."""
        return str(self.fault.label) % self.parameters


def read_marks(content: bytes, file_name: str) -> tuple[MarkRow, ...]:
    """Read the rows; raises TableError, or SheetError where it is no attendance sheet."""
    rows = read_table(content, file_name)
    start, columns = _find_columns(rows)
    found = [
        _read_row(row.number, {field: row.cell(index) for field, index in columns.items()})
        for row in rows[start:]
        if any(row.cell(index) != EMPTY for index in columns.values())
    ]
    if not found:
        raise SheetError(SheetFault.NO_PEOPLE)
    if len(found) > MAX_ROWS:
        raise SheetError(SheetFault.TOO_MANY, limit=MAX_ROWS)
    return tuple(found)


def write_marks(people: Iterable[Expected]) -> bytes:
    """Write the sheet of a session with what is recorded so far."""
    lines: list[Sequence[str | int]] = [HEADINGS]
    lines += [
        (number, person.nip, person.name, person.status, person.note, "")
        for number, person in enumerate(people, start=1)
    ]
    return write_xlsx(lines, title="Kehadiran", widths=WIDTHS)


def _find_columns(rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    for count, row in enumerate(rows[:SEARCHED_ROWS], start=1):
        columns: dict[str, int] = {}
        for position, cell in enumerate(row.cells):
            field = _FIELD_BY_NAME.get(clean(_NOT_A_WORD.sub(" ", cell.text)).casefold())
            if field is not None:
                columns.setdefault(field, position)
        if "status" in columns and columns.keys() & {"nip", "name"}:
            return count, columns
    raise SheetError(SheetFault.NO_HEADING)


def _read_row(number: int, cells: Cells) -> MarkRow:
    texts = {field: _text(cells, field) for field in NAMES}
    try:
        nip = nip_digits(texts["nip"]) if texts["nip"] else ""
    except NotANip:
        nip = texts["nip"][:40]
    return MarkRow(
        number=number,
        nip=nip,
        name=texts["name"],
        status=texts["status"],
        note=texts["note"],
        reason=texts["reason"],
        has_formula=any(cell.kind == CellKind.FORMULA for cell in cells.values()),
    )


def _text(cells: Cells, field: str) -> str:
    cell = cells.get(field, EMPTY)
    return "" if cell.kind == CellKind.FORMULA else cell.text

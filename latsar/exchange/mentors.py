"""A sheet of mentors: participants in rows, their mentor beside them; in and out."""

import re
from collections.abc import Iterable, Mapping, Sequence

from corpu.core.exchange.cells import EMPTY, Cell, CellKind, Row, clean
from corpu.core.exchange.tables import read_table, write_xlsx
from latsar.domain.mentor_rows import MentorDetails, MentorRow
from latsar.enums import MentorSheetFault

HEADINGS = (
    "NIP peserta",
    "Nama peserta",
    "Nama mentor",
    "NIP mentor",
    "Jabatan mentor",
    "Surel mentor",
)
WIDTHS = (22, 36, 36, 22, 36, 32)
SEARCHED_ROWS = 20
NAMES: Mapping[str, tuple[str, ...]] = {
    "person_nip": ("nip peserta", "nip"),
    "person_name": ("nama peserta", "nama"),
    "full_name": ("nama mentor", "mentor"),
    "nip": ("nip mentor",),
    "post": ("jabatan mentor", "jabatan"),
    "email": ("surel mentor", "email mentor", "e mail mentor", "surel", "email", "e mail"),
}
_FIELD_BY_NAME = {name: field for field, names in NAMES.items() for name in names}
_NOT_A_WORD = re.compile(r"[\W_]+")
_BETWEEN_DIGITS = re.compile(r"[\s.'-]")
# A spreadsheet keeps only 15 digits of a number.
_SAFE_DIGITS = 15


class MentorSheetError(Exception):
    """The table is no sheet of mentors; `fault` says why."""

    def __init__(self, fault: MentorSheetFault) -> None:
        super().__init__(fault.value)
        self.fault = fault

    @property
    def message(self) -> str:
        """The reason and the remedy, for people."""
        return str(self.fault.label)


def read_mentors(content: bytes, file_name: str) -> tuple[MentorRow, ...]:
    """Read the rows that name a mentor; raises TableError or MentorSheetError."""
    rows = read_table(content, file_name)
    start, columns = _find_columns(rows)
    found = [
        _read_row(row.number, {field: row.cell(place) for field, place in columns.items()})
        for row in rows[start:]
        if row.cell(columns["full_name"]) != EMPTY
    ]
    if not found:
        raise MentorSheetError(MentorSheetFault.NO_ROWS)
    return tuple(found)


def write_mentors(people: Iterable[tuple[str, str, MentorDetails | None]]) -> bytes:
    """Write everybody with their present mentor; the sheet reads back as it is."""
    lines: list[Sequence[str]] = [HEADINGS]
    for nip, name, mentor in people:
        known = mentor or MentorDetails("")
        lines.append((nip, name, known.full_name, known.nip, known.post, known.email))
    return write_xlsx(lines, title="Mentor", widths=WIDTHS)


def _find_columns(rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    for count, row in enumerate(rows[:SEARCHED_ROWS], start=1):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row.cells):
            field = _FIELD_BY_NAME.get(clean(_NOT_A_WORD.sub(" ", cell.text)).casefold())
            if field is not None:
                columns.setdefault(field, place)
        if {"person_nip", "full_name"} <= columns.keys():
            return count, columns
    raise MentorSheetError(MentorSheetFault.NO_HEADING)


def _read_row(number: int, cells: Mapping[str, Cell]) -> MentorRow:
    texts = {field: cells.get(field, EMPTY).text for field in NAMES}
    digits = {field: _BETWEEN_DIGITS.sub("", texts[field]) for field in ("person_nip", "nip")}
    return MentorRow(
        number=number,
        person_nip=digits["person_nip"],
        person_name=texts["person_name"],
        full_name=texts["full_name"],
        nip=digits["nip"],
        post=texts["post"],
        email=texts["email"].lower(),
        has_formula=any(cell.kind == CellKind.FORMULA for cell in cells.values()),
        is_nip_lost=any(
            cells.get(field, EMPTY).kind == CellKind.NUMBER and len(text) > _SAFE_DIGITS
            for field, text in digits.items()
        ),
    )

"""A sheet of scores: people in rows, components in columns named by their codes; in and out."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from corpu.core.exchange.cells import EMPTY, Cell, CellKind, Row, clean
from corpu.core.exchange.tables import TableValue, read_table, write_csv, write_xlsx
from latsar.domain.score_rows import ScoreRow, WrittenScore
from latsar.domain.score_values import ScoreReading, read_score
from latsar.enums import ScoreFault, ScoreSheetFault

NIP, NAME = "NIP", "Nama"
_NIP_NAMES = {"nip", "no identitas", "nomor induk pegawai", "nip nrp"}
_NAME_NAMES = {"nama", "nama peserta", "nama lengkap"}
_NOT_A_WORD = re.compile(r"[\W_]+")
# A NIP has 18 digits; a spreadsheet keeps only 15 of a number.
_SAFE_DIGITS = 15
SEARCHED_ROWS = 20


class ScoreSheetError(Exception):
    """The table is no sheet of scores; `fault` says why, `parameters` fill its wording."""

    def __init__(self, fault: ScoreSheetFault, **parameters: str) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.parameters = parameters

    @property
    def message(self) -> str:
        """The reason and the remedy, for people."""
        return str(self.fault.label) % self.parameters


def read_scores(content: bytes, file_name: str, codes: Collection[str]) -> tuple[ScoreRow, ...]:
    """Read the scores of a file; raises TableError or ScoreSheetError where it is none at all."""
    rows = read_table(content, file_name)
    start, nip, name, columns = _find_columns(rows, codes)
    found = []
    for row in rows[start:]:
        nip_cell = row.cell(nip) if nip is not None else EMPTY
        name_cell = row.cell(name) if name is not None else EMPTY
        scores = tuple(_written(code, row.cell(place)) for code, place in columns.items())
        if any(one.text for one in scores):
            found.append(_row(row.number, nip_cell, name_cell, scores))
    if not found:
        raise ScoreSheetError(ScoreSheetFault.NO_ROWS)
    return tuple(found)


def template_rows(
    codes: Sequence[str], people: Iterable[tuple[str, str, Mapping[str, Decimal | None]]]
) -> list[list[TableValue]]:
    """Return the sheet to fill in, with the scores that are there; it reads back as it is."""
    rows: list[list[TableValue]] = [[NIP, NAME, *codes]]
    for nip, name, scores in people:
        rows.append([nip, name, *(_number(scores.get(code)) for code in codes)])
    return rows


def as_file(rows: list[list[TableValue]], kind: str) -> bytes:
    """Write rows as XLSX or CSV."""
    return write_xlsx(rows, title="Nilai", widths=(22, 36)) if kind == "xlsx" else write_csv(rows)


def _number(value: Decimal | None) -> TableValue:
    """A score as a spreadsheet counts with it; two decimals survive exactly."""
    return None if value is None else float(value)


def _find_columns(
    rows: Sequence[Row], codes: Collection[str]
) -> tuple[int, int | None, int | None, dict[str, int]]:
    """Find the heading: how many rows it takes off, where people and components stand."""
    by_name = {_plain(code): code for code in codes}
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        names = [_plain(cell.text) for cell in row.cells]
        nip = next((place for place, one in enumerate(names) if one in _NIP_NAMES), None)
        name = next((place for place, one in enumerate(names) if one in _NAME_NAMES), None)
        if nip is None and name is None:
            continue
        columns: dict[str, int] = {}
        for place, one in enumerate(names):
            code = by_name.get(one)
            if code in columns:
                raise ScoreSheetError(ScoreSheetFault.TWICE, column=code)
            if code is not None:
                columns[code] = place
        if not columns:
            raise ScoreSheetError(ScoreSheetFault.NO_COMPONENT, codes=", ".join(codes))
        return index + 1, nip, name, columns
    raise ScoreSheetError(ScoreSheetFault.NO_HEADING)


def _row(number: int, nip: Cell, name: Cell, scores: tuple[WrittenScore, ...]) -> ScoreRow:
    digits = re.sub(r"\D", "", nip.text)
    is_lost = nip.kind == CellKind.NUMBER and len(digits) > _SAFE_DIGITS
    return ScoreRow(number, digits, name.text, scores, is_nip_lost=is_lost)


def _written(code: str, cell: Cell) -> WrittenScore:
    if cell.kind == CellKind.FORMULA:
        return WrittenScore(code, cell.text, ScoreReading(fault=ScoreFault.FORMULA))
    # The shortest text of a stored number is what its owner typed, 85.35 and not 85.349999.
    text = repr(cell.value) if isinstance(cell.value, float) else cell.text
    return WrittenScore(code, cell.text, read_score(text))


def _plain(text: str) -> str:
    return clean(_NOT_A_WORD.sub(" ", text)).casefold()

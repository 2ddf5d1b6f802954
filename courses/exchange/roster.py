"""A roster file read into rows: a person's facts per row, with what must be corrected."""

import datetime as dt
import re
from collections.abc import Mapping

from corpu.accounts.domain.names import NameParts, split_titles
from corpu.accounts.domain.nip import read_nip
from corpu.accounts.domain.people import PersonData
from corpu.accounts.enums import NipLayout, PersonKind
from corpu.core.exchange.cells import EMPTY, Cell, CellKind, Row
from corpu.core.exchange.tables import read_table
from courses.domain.roster_rows import Remark, RosterRow, note, problem
from courses.enums import RosterFault, RosterField, RosterProblem
from courses.exchange import roster_values as values
from courses.exchange.roster_columns import RosterError, find_columns

Cells = Mapping[RosterField, Cell]

_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")


def read_roster(content: bytes, file_name: str, *, today: dt.date) -> tuple[RosterRow, ...]:
    """Read the people of a file; raises TableError or RosterError where it is no roster at all."""
    rows = read_table(content, file_name)
    start, columns = find_columns(rows)
    found = [
        _read_row(row.number, {field: row.cell(index) for field, index in columns.items()}, today)
        for row in rows[start:]
        if not _is_column_numbers(row) and any(row.cell(i) != EMPTY for i in columns.values())
    ]
    if not found:
        raise RosterError(RosterFault.NO_PEOPLE)
    return tuple(found)


def _is_column_numbers(row: Row) -> bool:
    """Tables in official letters number their columns below the heading: (1) (2) (3)."""
    texts = [cell.text for cell in row.cells if cell != EMPTY]
    return len(texts) > 1 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)


def _read_row(number: int, cells: Cells, today: dt.date) -> RosterRow:
    name_cell, nip_cell = _cell(cells, RosterField.NAME), _cell(cells, RosterField.NIP)
    if CellKind.EMPTY == name_cell.kind == nip_cell.kind:
        remark = problem(RosterProblem.NO_PERSON)
        return RosterRow(number, "", "", PersonData(full_name=""), "", (remark,))
    nip, remarks = values.read_identity(nip_cell)
    agency, about_agency = values.read_text(
        _cell(cells, RosterField.AGENCY), RosterField.AGENCY, 200, is_required=True
    )
    person, about_person = _read_person(cells, nip, today)
    return RosterRow(
        number=number,
        nip=nip or nip_cell.text,
        name=name_cell.text if name_cell.kind != CellKind.FORMULA else "",
        person=person,
        agency=agency,
        remarks=(*remarks, *about_person, *about_agency, *_doubts(person, today)),
    )


def _read_person(cells: Cells, nip: str, today: dt.date) -> tuple[PersonData, tuple[Remark, ...]]:
    parts, about_name = _read_name(_cell(cells, RosterField.NAME))
    sex, about_sex = values.read_sex(_cell(cells, RosterField.SEX))
    religion, about_religion = _text(cells, RosterField.RELIGION, 30)
    place, about_place = _text(cells, RosterField.BIRTH_PLACE, 80)
    born, about_birth = values.read_birth_date(_cell(cells, RosterField.BIRTH_DATE), today)
    email, about_email = values.read_email(_cell(cells, RosterField.EMAIL))
    phone, about_phone = values.read_phone(_cell(cells, RosterField.PHONE))
    written, about_kind = values.read_kind(_cell(cells, RosterField.KIND))
    kind = roster_kind(written, nip)
    rank, about_rank = values.read_rank(
        _cell(cells, RosterField.RANK),
        _cell(cells, RosterField.RANK_NAME),
        is_pppk=kind == PersonKind.PPPK,
    )
    post, about_post = _text(cells, RosterField.POST, 150)
    person = PersonData(
        full_name=parts.name,
        title_before=parts.before,
        title_after=parts.after,
        nip=nip or None,
        email=email,
        kind=kind.value,
        rank=str(rank),
        post=post,
        sex=str(sex),
        religion=religion,
        birth_place=place,
        birth_date=born,
        phone=phone,
    )
    return person, (
        *(*about_name, *about_sex, *about_religion, *about_place, *about_birth, *about_email),
        *(*about_phone, *about_kind, *about_rank, *about_post),
    )


def roster_kind(written: PersonKind | None, nip: str) -> PersonKind:
    """Decide the kind: PPPK where the sheet or the layout of the number says so, else CPNS.

    LAN's sheet writes PNS for everyone, although who takes the training is not PNS yet.
    """
    if written == PersonKind.PPPK or (nip and read_nip(nip).layout == NipLayout.PPPK):
        return PersonKind.PPPK
    return PersonKind.CPNS


def _read_name(cell: Cell) -> tuple[NameParts, tuple[Remark, ...]]:
    text, remarks = values.read_text(cell, RosterField.NAME, 300, is_required=True)
    parts = split_titles(text)
    too_long = tuple(
        problem(RosterProblem.TOO_LONG, RosterField.NAME, limit=limit)
        for part, limit in ((parts.name, 150), (parts.before, 50), (parts.after, 80))
        if len(part) > limit
    )
    return parts, remarks or too_long


def _text(cells: Cells, field: RosterField, limit: int) -> tuple[str, tuple[Remark, ...]]:
    return values.read_text(_cell(cells, field), field, limit)


def _doubts(person: PersonData, today: dt.date) -> tuple[Remark, ...]:
    """What looks doubtful in the NIP informs and never rejects: real numbers contain errors."""
    if not person.nip:
        return ()
    reading = read_nip(person.nip, today=today, birth_date=person.birth_date, sex=person.sex)
    return tuple(note(warning, RosterField.NIP) for warning in reading.warnings)


def _cell(cells: Cells, field: RosterField) -> Cell:
    return cells.get(field, EMPTY)

"""The timetable of a cohort as a spreadsheet: read row by row, and written to be edited."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from corpu.core.exchange.cells import EMPTY, Cell, Row, clean
from corpu.core.exchange.tables import read_table, write_xlsx
from courses.domain.timetable_rows import NAMED, RowProblem, TimetableRow
from courses.enums import TimetableFault, TimetableField, TimeZone
from courses.exchange import timetable_cells as cells

REQUIRED = (TimetableField.DAY, TimetableField.STARTS)
SEARCHED_ROWS = 20
RECOGNISED = 3
MAX_SESSIONS = 500
HIGHEST_CODE = 2**31 - 1
WIDTHS = (10, 12, 9, 9, 8, 40, 14, 6, 12, 18, 14, 22, 40, 30, 30, 40, 10, 14)

# Other words for the columns; compared without case and punctuation.
NAMES: Mapping[TimetableField, tuple[str, ...]] = {
    TimetableField.CODE: ("kode sesi", "id", "id sesi"),
    TimetableField.DAY: ("hari tanggal", "tgl", "hari tgl", "date"),
    TimetableField.STARTS: ("pukul", "waktu", "jam", "jam mulai", "pukul mulai", "waktu mulai"),
    TimetableField.ENDS: ("jam selesai", "pukul selesai", "waktu selesai", "sampai"),
    TimetableField.ZONE: ("zona waktu",),
    TimetableField.TITLE: ("kegiatan", "sesi", "acara", "nama sesi", "materi", "judul sesi"),
    TimetableField.MODE: ("metode", "moda", "cara belajar"),
    TimetableField.JP: ("jam pelajaran", "jumlah jp"),
    TimetableField.PHASE: ("fase", "tahapan"),
    TimetableField.COURSE: ("mata diklat", "kode mata pelatihan", "agenda mata pelatihan"),
    TimetableField.GROUP: ("kelompok belajar", "kelas"),
    TimetableField.ROOM: ("ruangan", "tempat", "ruang kelas"),
    TimetableField.TEACHERS: ("widyaiswara", "narasumber", "fasilitator", "pengampu", "instruktur"),
    TimetableField.MEETING: ("link rapat", "link zoom", "zoom", "tautan zoom", "link"),
    TimetableField.MATERIAL: ("link bahan", "bahan", "link materi", "tautan materi"),
    TimetableField.NOTE: ("keterangan", "ket"),
    TimetableField.ATTENDANCE: ("kehadiran", "absensi", "presensi diambil"),
}
_NOT_A_WORD = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    return clean(_NOT_A_WORD.sub(" ", text)).casefold()


_FIELD_BY_NAME = {
    _plain(name): column for column, names in NAMES.items() for name in (column.value, *names)
}


class TimetableError(Exception):
    """The spreadsheet is no timetable; `fault` says why, `parameters` fill its wording."""

    def __init__(self, fault: TimetableFault, **parameters: str | int) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.parameters = parameters

    @property
    def message(self) -> str:
        """The reason and the remedy, for people."""
        return str(self.fault.label) % self.parameters


def read_timetable(content: bytes, file_name: str) -> tuple[TimetableRow, ...]:
    """Read the sessions; raises TableError, or TimetableError where it is no timetable."""
    rows = read_table(content, file_name)
    start, columns = _find_columns(rows)
    found = [
        _read_row(row.number, {column: row.cell(index) for column, index in columns.items()})
        for row in rows[start:]
        if any(row.cell(index) != EMPTY for index in columns.values())
    ]
    if not found:
        raise TimetableError(TimetableFault.NO_SESSIONS)
    if len(found) > MAX_SESSIONS:
        raise TimetableError(TimetableFault.TOO_MANY, limit=MAX_SESSIONS)
    return tuple(found)


def write_timetable(sessions: Iterable[Any], state_words: Callable[[Any], str]) -> bytes:
    """Write sessions so that the same file, edited, can be read again; times are of their zones."""
    heading = [column.value for column in TimetableField]
    rows = [_written(session, state_words(session)) for session in sessions]
    return write_xlsx([[*heading, "keadaan"], *rows], title="Jadwal", widths=WIDTHS)


def _written(session: Any, state: str) -> list[Any]:
    starts, ends = (one.astimezone(session.zone) for one in (session.starts_at, session.ends_at))
    teachers = [place.user for place in session.taught_by.all()]
    return [
        session.pk,
        starts.date(),
        f"{starts:%H.%M}",
        f"{ends:%H.%M}",
        TimeZone(session.time_zone).label,
        session.title,
        cells.MODE_WORDS[session.mode],
        session.jp,
        session.phase.code if session.phase else "",
        session.course.code if session.course else "",
        session.group.name if session.group else "",
        session.room.name if session.room else "",
        "; ".join(person.name for person in teachers),
        session.meeting_url,
        session.material_url,
        session.note,
        "ya" if session.has_attendance else "tidak",
        state,
    ]


def _find_columns(rows: Sequence[Row]) -> tuple[int, dict[TimetableField, int]]:
    recognised = [_fields_of(row) for row in rows[:SEARCHED_ROWS]]
    best = max(range(len(recognised)), key=lambda index: len(set(recognised[index].values())))
    columns: dict[TimetableField, int] = {}
    for position, column in recognised[best].items():
        if column in columns:
            raise TimetableError(TimetableFault.TWICE, column=column.value)
        columns[column] = position
    if len(columns) < RECOGNISED:
        raise TimetableError(TimetableFault.NO_HEADING, columns=_listed(REQUIRED))
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise TimetableError(TimetableFault.MISSING_COLUMNS, columns=_listed(missing))
    return best + 1, columns


def _fields_of(row: Row) -> dict[int, TimetableField]:
    names = ((position, _plain(cell.text)) for position, cell in enumerate(row.cells))
    return {position: _FIELD_BY_NAME[name] for position, name in names if name in _FIELD_BY_NAME}


def _listed(columns: Sequence[TimetableField]) -> str:
    return ", ".join(column.value for column in columns)


class _Reader:
    """Reads one row column by column and collects what is wrong."""

    def __init__(self, found: Mapping[TimetableField, Cell]) -> None:
        self.found = found
        self.problems: list[RowProblem] = []

    def __call__(self, read: tuple[Any, tuple[RowProblem, ...]]) -> Any:
        value, problems = read
        self.problems += problems
        return value

    def cell(self, column: TimetableField) -> Cell:
        return self.found.get(column, EMPTY)


def _read_row(number: int, found: Mapping[TimetableField, Cell]) -> TimetableRow:
    take = _Reader(found)
    cell = take.cell
    code = take(cells.read_count(cell(TimetableField.CODE), TimetableField.CODE, HIGHEST_CODE))
    zone = take(cells.read_choice(cell(TimetableField.ZONE), TimetableField.ZONE, cells.ZONES))
    plain = _read_times(take, zone or TimeZone.WIB)
    plain |= _read_plain(take)
    names = {
        column: take(cells.read_text(cell(column), column, 200))
        for column in NAMED
        if column in found
    }
    if not cell(TimetableField.TITLE).text and not names.get(TimetableField.COURSE):
        take(cells.read_text(EMPTY, TimetableField.TITLE, 200, is_required=True))
    return TimetableRow(number, code, plain, names, _read_teachers(take), tuple(take.problems))


def _read_times(take: _Reader, zone: TimeZone) -> dict[str, Any]:
    day = take(cells.read_day(take.cell(TimetableField.DAY)))
    starts, ends = take.cell(TimetableField.STARTS), take.cell(TimetableField.ENDS)
    hours = take(cells.read_hours(starts, ends))
    if day is None or hours is None:
        return {}
    place, (first, last) = ZoneInfo(zone.value), hours
    # An earlier end is that of the next day.
    until = day if last > first else day + dt.timedelta(days=1)
    return {
        "starts_at": dt.datetime.combine(day, first, place).astimezone(dt.UTC),
        "ends_at": dt.datetime.combine(until, last, place).astimezone(dt.UTC),
        "time_zone": zone.value,
    }


def _read_plain(take: _Reader) -> dict[str, Any]:
    """Read what stands for itself; an empty cell clears text, and leaves a choice as it is."""
    field, cell = TimetableField, take.cell
    texts = {
        "title": (field.TITLE, cells.read_text(cell(field.TITLE), field.TITLE, 200)),
        "note": (field.NOTE, cells.read_lines(cell(field.NOTE), field.NOTE, 2000)),
        "meeting_url": (field.MEETING, cells.read_link(cell(field.MEETING), field.MEETING)),
        "material_url": (field.MATERIAL, cells.read_link(cell(field.MATERIAL), field.MATERIAL)),
    }
    values = {name: take(read) for name, (column, read) in texts.items() if column in take.found}
    chosen = {
        "mode": take(cells.read_choice(cell(field.MODE), field.MODE, cells.MODES)),
        "jp": take(cells.read_count(cell(field.JP), field.JP, cells.MAX_JP)),
        "has_attendance": take(
            cells.read_choice(cell(field.ATTENDANCE), field.ATTENDANCE, cells.FLAGS)
        ),
    }
    if not values.get("title"):
        values.pop("title", None)
    return values | {name: value for name, value in chosen.items() if value is not None}


def _read_teachers(take: _Reader) -> tuple[str, ...] | None:
    if TimetableField.TEACHERS not in take.found:
        return None
    cell = take.cell(TimetableField.TEACHERS)
    written: str = take(cells.read_lines(cell, TimetableField.TEACHERS, 1000))
    names = (clean(name) for name in written.replace("\n", ";").split(";"))
    return tuple(name for name in names if name)

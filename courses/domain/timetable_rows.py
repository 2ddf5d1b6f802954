"""Rows of a timetable sheet: what they say, what they name, and the session they become."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from courses.domain.sessions import SessionFields, SessionPlan
from courses.enums import TimetableField, TimetableProblem

# What a cell says of a session by itself, by the names of `SessionFields`.
Plain: TypeAlias = str | int | bool | dt.datetime
# What a cell names, and the field of the session that holds its id.
NAMED = {
    TimetableField.PHASE: ("phase", TimetableProblem.PHASE),
    TimetableField.COURSE: ("course", TimetableProblem.COURSE),
    TimetableField.GROUP: ("group", TimetableProblem.GROUP),
    TimetableField.ROOM: ("room", TimetableProblem.ROOM),
}
# The columns by the fields of the session they fill.
COLUMNS = {
    "starts_at": TimetableField.STARTS,
    "ends_at": TimetableField.ENDS,
    "time_zone": TimetableField.ZONE,
    "title": TimetableField.TITLE,
    "mode": TimetableField.MODE,
    "jp": TimetableField.JP,
    "meeting_url": TimetableField.MEETING,
    "material_url": TimetableField.MATERIAL,
    "note": TimetableField.NOTE,
    "has_attendance": TimetableField.ATTENDANCE,
    **{name: column for column, (name, _problem) in NAMED.items()},
}
_MOMENTS = ("starts_at", "ends_at")
_TEXTS = ("title", "note")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that must be corrected in the file."""

    code: TimetableProblem
    column: TimetableField | None = None
    parameters: tuple[tuple[str, str | int], ...] = ()


def problem(
    code: TimetableProblem, column: TimetableField | None = None, **parameters: str | int
) -> RowProblem:
    """Name a problem with what fills its wording."""
    return RowProblem(code, column, tuple(parameters.items()))


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """One row; columns that the file does not have are missing in `plain` and `names`."""

    number: int
    code: int | None = None
    plain: Mapping[str, Plain] = field(default_factory=dict)
    names: Mapping[TimetableField, str] = field(default_factory=dict)
    teachers: tuple[str, ...] | None = None
    problems: tuple[RowProblem, ...] = ()

    @property
    def title(self) -> str:
        """The title as written, or the course that stands in for it."""
        return str(self.plain.get("title", "")) or self.names.get(TimetableField.COURSE, "")

    def to_json(self) -> dict[str, Any]:
        """Return a sound row as JSON, to be kept between preview and import."""
        plain = {
            name: value.isoformat() if isinstance(value, dt.datetime) else value
            for name, value in self.plain.items()
        }
        return {
            "number": self.number,
            "code": self.code,
            "plain": plain,
            "names": {column.value: name for column, name in self.names.items()},
            "teachers": None if self.teachers is None else list(self.teachers),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "TimetableRow":
        """Return the row that was kept."""
        plain = dict(kept["plain"])
        for name in _MOMENTS:
            plain[name] = dt.datetime.fromisoformat(plain[name])
        names = {TimetableField(column): name for column, name in kept["names"].items()}
        teachers = None if kept["teachers"] is None else tuple(kept["teachers"])
        return cls(kept["number"], kept["code"], plain, names, teachers)


@dataclass(frozen=True, slots=True)
class Directory:
    """What names stand for: ids by name without case; a name may fit several."""

    named: Mapping[TimetableField, Mapping[str, frozenset[int]]]
    teachers: Mapping[str, frozenset[int]]
    titles: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The ids a row names, and the names nobody knows."""

    ids: Mapping[str, int | None]
    teachers: frozenset[int] | None
    problems: tuple[RowProblem, ...]


def resolve(row: TimetableRow, directory: Directory) -> Resolved:
    """Look up what a row names."""
    ids: dict[str, int | None] = {}
    problems: list[RowProblem] = []
    for column, name in row.names.items():
        attribute, unknown = NAMED[column]
        found = directory.named[column].get(name.casefold(), frozenset())
        ids[attribute] = min(found) if len(found) == 1 else None
        if name:
            problems += _doubt(found, unknown, column, name, "kode")
    teachers = None if row.teachers is None else frozenset[int]()
    for name in row.teachers or ():
        found = directory.teachers.get(name.casefold(), frozenset())
        problems += _doubt(
            found, TimetableProblem.TEACHER, TimetableField.TEACHERS, name, "e-mail, NIP"
        )
        teachers = (teachers or frozenset()) | found
    return Resolved(ids, teachers, tuple(problems))


def _doubt(
    found: frozenset[int],
    unknown: TimetableProblem,
    column: TimetableField,
    name: str,
    remedy: str,
) -> Iterator[RowProblem]:
    if not found:
        yield problem(unknown, column, found=name[:60])
    elif len(found) > 1:
        yield problem(TimetableProblem.UNCLEAR, column, found=name[:60], remedy=remedy)


def plan_of_row(
    row: TimetableRow, resolved: Resolved, directory: Directory, base: SessionPlan | None
) -> SessionPlan:
    """Return the session a sound row asks for; what its file does not say stays as in `base`."""
    values: dict[str, Any] = {**row.plain, **resolved.ids}
    course = resolved.ids.get("course")
    if not values.get("title") and course is not None:
        values["title"] = directory.titles.get(course, "")
    if base is None:
        values.setdefault("title", "")
        return SessionPlan(SessionFields(**values), resolved.teachers or frozenset())
    for name in _TEXTS:
        # Line ends and double spaces do not survive a sheet; that alone is no change.
        if name in values and values[name].split() == getattr(base.fields, name).split():
            del values[name]
    instructors = base.instructors if resolved.teachers is None else resolved.teachers
    return SessionPlan(replace(base.fields, **values), instructors)


def changed_columns(before: SessionPlan, after: SessionPlan) -> tuple[TimetableField, ...]:
    """Name the columns in which two plans of a session differ."""
    found = [
        column
        for name, column in COLUMNS.items()
        if getattr(before.fields, name) != getattr(after.fields, name)
    ]
    if before.instructors != after.instructors:
        found.append(TimetableField.TEACHERS)
    return tuple(found)


def twins(rows: Sequence[TimetableRow]) -> dict[int, RowProblem]:
    """Find rows that say the same session twice: by code, or all of title, times and group."""
    seen: dict[object, int] = {}
    found: dict[int, RowProblem] = {}
    for row in rows:
        if row.problems:
            continue
        key: object = row.code
        code = TimetableProblem.CODE_TWICE
        if row.code is None:
            group = row.names.get(TimetableField.GROUP, "").casefold()
            key = (row.title.casefold(), row.plain["starts_at"], group)
            code = TimetableProblem.ROW_TWICE
        if key in seen:
            found[row.number] = problem(code, row=seen[key])
        seen.setdefault(key, row.number)
    return found

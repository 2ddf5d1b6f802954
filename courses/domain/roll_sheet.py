"""What the rows of an attendance sheet mean for what is recorded of one session."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from courses.enums import AttendanceStatus, MarkProblem, MarkVerdict

TEXT_LENGTH = 250

# What people write; compared without case and punctuation.
STATUSES: Mapping[str, AttendanceStatus] = {
    **dict.fromkeys(("hadir", "h", "v", "ada", "present"), AttendanceStatus.PRESENT),
    **dict.fromkeys(("terlambat", "t", "telat", "late"), AttendanceStatus.LATE),
    **dict.fromkeys(("izin", "i", "ijin", "excused"), AttendanceStatus.EXCUSED),
    **dict.fromkeys(("sakit", "s", "sick"), AttendanceStatus.SICK),
    **dict.fromkeys(
        ("alpa", "a", "alfa", "alpha", "tanpa keterangan", "tk", "absent"), AttendanceStatus.ABSENT
    ),
}


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One row as it was read; `nip` is digits or empty."""

    number: int
    nip: str
    name: str
    status: str
    note: str = ""
    reason: str = ""
    has_formula: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """One person whom the sheet may name, with what is recorded so far."""

    enrolment: int
    nip: str
    name: str
    status: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with what it means; `status` is empty where nothing would be recorded."""

    row: MarkRow
    verdict: MarkVerdict
    problem: MarkProblem | None = None
    enrolment: int | None = None
    status: str = ""
    before: str = ""

    @property
    def needs_reason(self) -> bool:
        """Whether it corrects what is recorded and does not say why."""
        return self.verdict == MarkVerdict.CHANGED and not self.row.reason


def judge_rows(
    rows: Sequence[MarkRow],
    people: Sequence[Expected],
    may_record: Callable[[Expected, str], bool],
) -> tuple[JudgedRow, ...]:
    """Judge each row; `may_record` says whether a person's record may become a status now."""
    finder = _Finder(people)
    found = [finder.find(row) for row in rows]
    named = Counter(one.enrolment for one in found if isinstance(one, Expected))
    return tuple(
        _problem(row, MarkProblem.TWICE)
        if isinstance(one, Expected) and named[one.enrolment] > 1
        else _judge(row, one, may_record)
        for row, one in zip(rows, found, strict=True)
    )


def _judge(
    row: MarkRow, person: "Expected | MarkProblem", may_record: Callable[[Expected, str], bool]
) -> JudgedRow:
    if problem := _text_problem(row):
        return _problem(row, problem)
    if isinstance(person, MarkProblem):
        return _problem(row, person)
    if not row.status:
        return JudgedRow(row, MarkVerdict.EMPTY, None, person.enrolment, "", person.status)
    status = read_status(row.status)
    if status is None:
        return _problem(row, MarkProblem.STATUS)
    # An empty note in a sheet says nothing; it does not wipe out what was written before.
    if status == person.status and row.note in {"", person.note}:
        verdict = MarkVerdict.KNOWN
    elif not may_record(person, status):
        return _problem(row, MarkProblem.REFUSED)
    else:
        verdict = MarkVerdict.CHANGED if person.status else MarkVerdict.NEW
    return JudgedRow(row, verdict, None, person.enrolment, status.value, person.status)


def read_status(text: str) -> AttendanceStatus | None:
    """Read a status as people write it; None where it is none."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return STATUSES.get(" ".join(words))


def _text_problem(row: MarkRow) -> MarkProblem | None:
    if row.has_formula:
        return MarkProblem.FORMULA
    is_long = max(len(row.note), len(row.reason)) > TEXT_LENGTH
    return MarkProblem.TOO_LONG if is_long else None


def _problem(row: MarkRow, problem: MarkProblem) -> JudgedRow:
    return JudgedRow(row, MarkVerdict.PROBLEM, problem)


class _Finder:
    """Finds people by NIP, or by a name that only one of them has."""

    def __init__(self, people: Sequence[Expected]) -> None:
        self.by_nip = {person.nip: person for person in people if person.nip}
        self.by_name: dict[str, list[Expected]] = {}
        for person in people:
            self.by_name.setdefault(_plain(person.name), []).append(person)

    def find(self, row: MarkRow) -> Expected | MarkProblem:
        if row.nip:
            return self.by_nip.get(row.nip, MarkProblem.UNKNOWN_PERSON)
        if not row.name:
            return MarkProblem.NO_PERSON
        same = self.by_name.get(_plain(row.name), [])
        if len(same) > 1:
            return MarkProblem.SAME_NAME
        return same[0] if same else MarkProblem.UNKNOWN_PERSON


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

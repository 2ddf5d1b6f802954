"""What the rows of a sheet with mentors mean for the people of a cohort."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.enums import RowVerdict
from latsar.enums import MentorProblem

LONGEST = 150
_NIP = re.compile(r"[0-9]{18}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class MentorDetails:
    """A mentor as somebody writes them down."""

    full_name: str
    nip: str = ""
    post: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class MentorRow:
    """One row as it was read; NIPs are digits or what stood there."""

    number: int
    person_nip: str
    person_name: str
    full_name: str
    nip: str = ""
    post: str = ""
    email: str = ""
    has_formula: bool = False
    is_nip_lost: bool = False

    @property
    def details(self) -> MentorDetails:
        """The mentor whom the row names."""
        return MentorDetails(self.full_name, self.nip, self.post, self.email)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """One person of the cohort with the present mentor."""

    enrolment: int
    name: str
    mentor: MentorDetails | None = None


@dataclass(frozen=True, slots=True)
class JudgedMentor:
    """A row with what it would do."""

    row: MentorRow
    verdict: RowVerdict
    problem: MentorProblem | None = None
    person: KnownPerson | None = None


def judge_mentors(
    rows: Sequence[MentorRow], people: Mapping[str, KnownPerson]
) -> tuple[JudgedMentor, ...]:
    """Judge each row; `people` are those of the cohort by NIP."""
    named = Counter(row.person_nip for row in rows)
    by_nip: dict[str, set[MentorDetails]] = {}
    for row in rows:
        by_nip.setdefault(row.nip, set()).add(row.details)
    return tuple(
        _judge(
            row,
            people.get(row.person_nip),
            is_twice=named[row.person_nip] > 1,
            differs=bool(row.nip) and len(by_nip[row.nip]) > 1,
        )
        for row in rows
    )


def _judge(
    row: MentorRow, person: KnownPerson | None, *, is_twice: bool, differs: bool
) -> JudgedMentor:
    problem = _problem(row, person, is_twice=is_twice, differs=differs)
    if problem is not None or person is None:
        return JudgedMentor(row, RowVerdict.PROBLEM, problem, person)
    if person.mentor is None:
        return JudgedMentor(row, RowVerdict.NEW, None, person)
    is_same = person.mentor == row.details
    return JudgedMentor(row, RowVerdict.KNOWN if is_same else RowVerdict.CHANGED, None, person)


def _problem(
    row: MentorRow, person: KnownPerson | None, *, is_twice: bool, differs: bool
) -> MentorProblem | None:
    is_bad_email = bool(row.email) and not _EMAIL.fullmatch(row.email)
    found = (
        (row.has_formula, MentorProblem.FORMULA),
        (row.is_nip_lost, MentorProblem.LOST),
        (person is None, MentorProblem.UNKNOWN),
        (is_twice, MentorProblem.TWICE),
        (bool(row.nip) and not _NIP.fullmatch(row.nip), MentorProblem.BAD_NIP),
        (is_bad_email, MentorProblem.BAD_EMAIL),
        (max(len(row.full_name), len(row.post)) > LONGEST, MentorProblem.TOO_LONG),
        (differs, MentorProblem.DIFFERS),
    )
    return next((problem for is_there, problem in found if is_there), None)

"""Roster rows as they were read: a person's facts, the agency as written, and remarks."""

from dataclasses import dataclass

from corpu.accounts.domain.people import PersonData
from corpu.accounts.enums import NipWarning
from courses.enums import RosterField, RosterNote, RosterProblem


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a row: a code, the field it is about, and what fills its wording."""

    code: RosterProblem | RosterNote | NipWarning
    field: RosterField | None = None
    parameters: tuple[tuple[str, str | int], ...] = ()

    @property
    def is_problem(self) -> bool:
        """Whether the row cannot be imported because of it."""
        return isinstance(self.code, RosterProblem)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row of the file; `nip` and `name` as shown, `person` without the agency's id yet."""

    number: int
    nip: str
    name: str
    person: PersonData
    agency: str
    remarks: tuple[Remark, ...] = ()

    @property
    def has_problem(self) -> bool:
        """Whether something must be corrected in the file."""
        return any(remark.is_problem for remark in self.remarks)


def problem(
    code: RosterProblem, field: RosterField | None = None, **parameters: str | int
) -> Remark:
    """Make a remark that keeps a row from being imported."""
    return Remark(code, field, tuple(parameters.items()))


def note(
    code: RosterNote | NipWarning, field: RosterField | None = None, **parameters: str | int
) -> Remark:
    """Make a remark that only informs."""
    return Remark(code, field, tuple(parameters.items()))

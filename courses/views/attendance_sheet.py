"""The recap of attendance as a sheet: one list of columns for the screen and every export."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.enums import AttendanceStatus
from courses.queries.attendance_recap import Recap, RecapLine

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it is called, and whether it holds a number."""

    label: str
    is_number: bool = False


def headings() -> list[Heading]:
    """Return the columns in their order."""
    return [
        Heading(_("Name")),
        Heading(_("Absence")),
        Heading(_("Sessions missed"), is_number=True),
        Heading(_("JP missed"), is_number=True),
        Heading(_("Days missed"), is_number=True),
        *(Heading(str(one.label).capitalize(), is_number=True) for one in AttendanceStatus),
        Heading(_("Not recorded"), is_number=True),
        Heading(_("Letters to come"), is_number=True),
        Heading("NIP"),
        Heading(_("Agency")),
    ]


def cells(line: RecapLine) -> list[Value]:
    """Return the values of one person, in the order of the columns."""
    person = line.enrolment
    return [
        person.user.name,
        str(line.absence.level.label),
        line.absence.sessions,
        line.absence.jp,
        line.absence.days,
        *line.tally,
        line.absence.unrecorded,
        line.missing_letters,
        person.user.nip or "",
        person.agency.short_name if person.agency else "",
    ]


def sheet(recap: Recap, lines: Sequence[RecapLine]) -> list[list[Value]]:
    """Return heading and rows for a file; after the recap each session has its own column."""
    starts = [one.session.starts_at.astimezone(one.session.zone) for one in recap.sessions]
    titles = [
        f"{start:%d-%m-%Y %H.%M} {one.session.title}"
        for start, one in zip(starts, recap.sessions, strict=True)
    ]
    first: list[Value] = [*(heading.label for heading in headings()), *titles]
    return [first, *([*cells(line), *line.statuses] for line in lines)]

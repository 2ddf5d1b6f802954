"""People × courses as a sheet: one list of columns for the screen and every export."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.queries.tracking import ProgressTable

Value = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what it is called, in full where the name is short, and how to sort by it."""

    label: str
    title: str = ""
    ordering: str = ""
    is_number: bool = False


def headings(table: ProgressTable) -> list[Heading]:
    """Return the columns in their order."""
    return [
        Heading(_("Name"), ordering="name"),
        Heading(_("NIP")),
        Heading(_("Agency"), ordering="agency"),
        Heading(_("State"), ordering="state"),
        Heading(_("Progress (%)"), ordering="progress", is_number=True),
        *(Heading(column.code, column.title, is_number=True) for column in table.columns),
        Heading(_("Completed on"), ordering="completed"),
        Heading(_("Certificate")),
    ]


def sheet(table: ProgressTable) -> list[list[Value]]:
    """Return heading and rows for a file: the cells of the screen as values."""
    zone = timezone.get_current_timezone()
    lines: list[list[Value]] = [[heading.label for heading in headings(table)]]
    lines.extend(
        [
            row.name,
            row.nip,
            row.agency_short,
            row.state_label,
            row.progress,
            *row.courses,
            row.completed_at.astimezone(zone).date() if row.completed_at else None,
            row.certificate_label,
        ]
        for row in table.rows
    )
    return lines

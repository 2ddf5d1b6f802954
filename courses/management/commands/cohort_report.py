"""Prints enrolled, active, completed and certificates per cohort, or per person with a slug."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from corpu.core.exchange.tables import write_csv
from courses.enums import EnrolmentState
from courses.models import Cohort
from courses.queries.people_filter import PeopleFilter, people_of
from courses.queries.report_scope import WHOLE_HOUSE
from courses.queries.tracking import PersonRow, cohort_people, summaries_within

COHORT_KEYS = (
    "slug",
    "name",
    "state",
    "capacity",
    "enrolled",
    "active",
    "completed",
    "certificates",
)
PERSON_KEYS = ("name", "nip", "agency", "state", "progress", "completed_at", "certificate")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="one cohort, per person")
        parser.add_argument("--format", choices=["table", "csv", "json"], default="table")
        parser.add_argument(
            "--state",
            choices=EnrolmentState.values,
            default="",
            help="with a slug: people in this state; otherwise everyone who has not withdrawn",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["slug"]:
            keys, rows = PERSON_KEYS, people(options["slug"], options["state"])
        else:
            keys, rows = COHORT_KEYS, cohorts()
        write = {"table": as_table, "csv": as_csv, "json": as_json}[options["format"]]
        self.stdout.write(write(keys, rows), ending="")


def cohorts() -> list[dict[str, Any]]:
    """Every cohort under the stable keys that other programs read."""
    return [
        {key: getattr(cohort, key) for key in COHORT_KEYS}
        for cohort in summaries_within(WHOLE_HOUSE)
    ]


def people(slug: str, state: str) -> list[dict[str, Any]]:
    """Everyone of one cohort under the stable keys that other programs read."""
    cohort = Cohort.objects.filter(slug=slug).first()
    if cohort is None:
        raise CommandError(_("There is no cohort “%(slug)s”.") % {"slug": slug}, returncode=2)
    chosen = people_of(cohort=cohort, scope=WHOLE_HOUSE, chosen=PeopleFilter(state=state))
    return [person(row) for row in cohort_people(cohort, chosen).rows]


def person(row: PersonRow) -> dict[str, Any]:
    completed = timezone.localtime(row.completed_at).isoformat() if row.completed_at else None
    return {
        "name": row.name,
        "nip": row.nip,
        "agency": row.agency,
        "state": row.state,
        "progress": row.progress,
        "completed_at": completed,
        "certificate": row.certificate,
    }


def as_json(_keys: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_csv(keys: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    """The same keys as columns; without byte order mark, because it is read by programs."""
    return write_csv([keys, *([row[key] for key in keys] for row in rows)]).decode("utf-8-sig")


def as_table(keys: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    lines = [list(keys), *([_shown(row[key]) for key in keys] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )


def _shown(value: object) -> str:
    return "" if value is None else str(value)

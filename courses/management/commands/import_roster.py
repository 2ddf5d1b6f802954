"""import_roster: an agency's spreadsheet into a cohort, or split over new cohorts."""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from corpu.core.exchange.cells import TableError
from courses.domain.roster import JudgedRow
from courses.domain.roster_targets import IntoCohort, IntoNewCohorts, Target
from courses.enums import RowVerdict
from courses.exchange.roster_columns import RosterError
from courses.models import Cohort, Programme
from courses.services import roster
from courses.services.cohorts import CohortDatesWrong
from courses.services.enrolment import CohortClosed
from courses.templatetags.roster import remark_text

WRONG_USAGE = 2
HAS_PROBLEMS = 1


class Command(BaseCommand):
    """Exit status: 0 done, 1 rows have problems (nothing is written), 2 wrong usage."""

    help = "Import a roster (XLSX or CSV) with a verdict per row; the same file changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the spreadsheet")
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--cohort", metavar="SLUG", help="everyone into this cohort")
        target.add_argument(
            "--programme", metavar="ID", help="split over new cohorts of this programme (its code)"
        )
        parser.add_argument(
            "--size", type=_positive, default=40, help="people per new cohort at most"
        )
        parser.add_argument("--starts-on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--ends-on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--year", type=_positive, help="year in which new cohorts are numbered")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *_args: Any, **options: Any) -> None:
        target = self._target(options)
        try:
            content = options["file"].read_bytes()
            preview, cohorts = self._run(
                content, options["file"].name, target, is_dry=options["dry_run"]
            )
        except OSError as error:
            raise _wrong(f"{options['file']}: {error.strerror}") from error
        except (TableError, RosterError) as error:
            raise _wrong(error.message) from error
        except CohortClosed as error:
            raise _wrong(_("The cohort is closed; its list of people is final.")) from error
        except CohortDatesWrong as error:
            raise _wrong(_("The last day lies before the first.")) from error
        except roster.RosterOutdated as error:
            text = _("Somebody else changed the same people or cohorts. Run the import again.")
            raise CommandError(text) from error
        if options["format"] == "json":
            self._write_json(preview)
        else:
            self._write_table(preview, cohorts, is_dry=options["dry_run"])
        if preview.problems:
            sys.exit(HAS_PROBLEMS)

    def _target(self, options: dict[str, Any]) -> Target:
        if options["cohort"]:
            cohort = Cohort.objects.filter(slug=options["cohort"]).first()
            if cohort is None:
                raise _wrong(_("There is no cohort “%(slug)s”.") % {"slug": options["cohort"]})
            return IntoCohort(cohort.pk)
        programme = _find_programme(options["programme"])
        if programme is None:
            raise _wrong(_("There is no programme “%(id)s”.") % {"id": options["programme"]})
        return IntoNewCohorts(
            programme_id=programme.pk,
            size=options["size"],
            starts_on=options["starts_on"],
            ends_on=options["ends_on"],
            year=options["year"],
        )

    def _run(
        self, content: bytes, name: str, target: Target, *, is_dry: bool
    ) -> tuple[roster.RosterPreview, tuple[Cohort, ...]]:
        if is_dry:
            return roster.preview(upload_bytes=content, file_name=name, target=target), ()
        try:
            outcome = roster.apply(upload_bytes=content, file_name=name, target=target, by=None)
        except roster.RosterHasProblems as error:
            return error.preview, ()
        return outcome.preview, outcome.cohorts

    def _write_json(self, preview: roster.RosterPreview) -> None:
        counts = preview.counts
        result = {
            "new": counts[RowVerdict.NEW],
            "known": counts[RowVerdict.KNOWN],
            "changed": counts[RowVerdict.CHANGED],
            "problems": counts[RowVerdict.PROBLEM],
            "rows": [
                {
                    "row": row.number,
                    "verdict": row.verdict.value,
                    "nip": row.nip,
                    "name": row.name,
                    "messages": [remark_text(remark) for remark in row.remarks],
                }
                for row in preview.rows
            ],
        }
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))

    def _write_table(
        self, preview: roster.RosterPreview, cohorts: tuple[Cohort, ...], *, is_dry: bool
    ) -> None:
        for row in preview.rows:
            self._write_row(row)
        for verdict, count in preview.counts.items():
            self.stdout.write(f"{verdict.label}: {count}")
        for cohort in cohorts:
            self.stdout.write(f"{cohort.name} ({cohort.slug})")
        if preview.problems:
            self.stdout.write(_("Nothing was written. Correct the rows and import again."))
        elif is_dry:
            self.stdout.write(_("Nothing was written: this was a dry run."))

    def _write_row(self, row: JudgedRow) -> None:
        self.stdout.write(f"{row.number:>5}  {row.verdict.label:<10}  {row.nip:<18}  {row.name}")
        for remark in row.remarks:
            self.stdout.write(f"       - {remark_text(remark)}")


def _find_programme(text: str) -> Programme | None:
    found = Programme.objects.filter(code=text).first()
    if found is None and text.isdecimal():
        found = Programme.objects.filter(pk=int(text)).first()
    return found


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(text)
    return number


def _wrong(message: str) -> CommandError:
    return CommandError(message, returncode=WRONG_USAGE)

"""import_questions: a GIFT, Aiken or Moodle XML file into the question bank of a course."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from courses.domain.question_files import MAX_BYTES
from courses.enums import RowVerdict
from courses.enums.question_files import QuestionFileKind
from courses.models import CoursePage
from courses.services.question_import import ImportOutcome, import_questions

WRONG_USAGE = 2
HAS_PROBLEMS = 1


class Command(BaseCommand):
    """Exit status: 0 done, 1 the file has problems (nothing is written), 2 wrong usage."""

    help = "Import a file of questions, whole or not at all; the same file changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file of questions")
        parser.add_argument("--course", metavar="SLUG", required=True, help="into this course")
        parser.add_argument("--type", choices=QuestionFileKind.values, required=True)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *_args: Any, **options: Any) -> None:
        course = CoursePage.objects.filter(slug=options["course"]).first()
        if course is None:
            raise _wrong(_("There is no course “%(slug)s”.") % {"slug": options["course"]})
        outcome = import_questions(
            course=course,
            data=_read(options["file"]),
            kind=QuestionFileKind(options["type"]),
            file_name=options["file"].name,
            by=None,
            dry_run=options["dry_run"],
        )
        if options["format"] == "json":
            self._write_json(outcome)
        else:
            self._write_table(outcome)
        if outcome.problems:
            sys.exit(HAS_PROBLEMS)

    def _write_json(self, outcome: ImportOutcome) -> None:
        result = {
            "imported": outcome.imported,
            "problems": [
                {"line": one.line, "question": one.question, "message": one.message}
                for one in outcome.problems
            ],
            "types": dict(sorted(outcome.read.types.items())),
        }
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))

    def _write_table(self, outcome: ImportOutcome) -> None:
        for one in outcome.problems:
            self.stdout.write(f"{one.line:>6}  {one.question or '–'}\n        {one.message}")
        for kind, count in sorted(outcome.read.types.items()):
            self.stdout.write(f"{kind}: {count}")
        if outcome.problems:
            self.stdout.write(_("Nothing was written. Correct the file and import it again."))
            return
        for verdict in (RowVerdict.NEW, RowVerdict.CHANGED, RowVerdict.KNOWN):
            self.stdout.write(f"{verdict.label}: {outcome.judgement.counts[verdict]}")
        if not outcome.is_written:
            self.stdout.write(_("Nothing was written: this was a dry run."))


def _read(path: Path) -> bytes:
    """Return the file; of one that is too large only as much as shows that it is."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _wrong(f"{path}: {error.strerror}") from error


def _wrong(message: str) -> CommandError:
    return CommandError(message, returncode=WRONG_USAGE)

"""export_questions: the question bank of a course as GIFT or Moodle XML."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from courses.enums.question_files import QuestionFileKind
from courses.models import CoursePage
from courses.queries.question_files import exported

WRONG_USAGE = 2
WRITTEN_KINDS = (QuestionFileKind.GIFT.value, QuestionFileKind.MOODLE_XML.value)


class Command(BaseCommand):
    """The file goes to standard output or to a file; what it cannot hold, to standard error."""

    help = "Export the questions of a course; what the type cannot hold is named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--course", metavar="SLUG", required=True, help="of this course")
        parser.add_argument("--type", choices=WRITTEN_KINDS, required=True)
        parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the terminal")

    def handle(self, *_args: Any, **options: Any) -> None:
        course = CoursePage.objects.filter(slug=options["course"]).first()
        if course is None:
            raise _wrong(_("There is no course “%(slug)s”.") % {"slug": options["course"]})
        file = exported(course, QuestionFileKind(options["type"]))
        for loss in file.losses:
            self.stderr.write(f"{loss.question}: {loss.code.label}")
        if options["output"] is None:
            self.stdout.write(file.content.decode(), ending="")
            return
        try:
            options["output"].write_bytes(file.content)
        except OSError as error:
            raise _wrong(f"{options['output']}: {error.strerror}") from error


def _wrong(message: str) -> CommandError:
    return CommandError(message, returncode=WRONG_USAGE)

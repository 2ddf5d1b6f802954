"""Command `export_package`: writes a programme with its courses into a zip for another site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from latsar.exchange.problems import PackageInvalid
from latsar.services.transfer import ExportRefused, ProgrammeUnknown, export_programme


class Command(BaseCommand):
    """Exit status 0, or 1 where the programme cannot be written."""

    help = "Write a programme, its courses, questions and files into a zip; nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", help="code of the programme, e.g. latsar-2018-klasikal")
        parser.add_argument("file", type=Path, help="the zip to write")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = export_programme(code=options["programme"])
        except ProgrammeUnknown:
            self._fail(_("There is no programme with the code %(code)s."), options["programme"], [])
        except (ExportRefused, PackageInvalid) as error:
            self._fail(
                _("%(code)s was not written."),
                options["programme"],
                [str(problem) for problem in error.problems],
            )
        else:
            path.write_bytes(content)
            self.stdout.write(
                _("%(file)s: %(size)d bytes written") % {"file": path, "size": len(content)}
            )

    def _fail(self, message: str, code: str, problems: list[str]) -> None:
        self.stderr.write(self.style.ERROR(message % {"code": code}))
        for problem in problems:
            self.stderr.write(f"  {problem}")
        raise SystemExit(1)

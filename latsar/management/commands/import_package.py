"""Command `import_package`: loads a zip that `export_package` wrote, whole or not at all."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from latsar.exchange.archive import MOST_BYTES, ArchiveRefused
from latsar.exchange.problems import PackageInvalid
from latsar.services.curricula import NoDefaultSite
from latsar.services.load_report import LoadReport
from latsar.services.transfer import ImportRefused, import_package


class Command(BaseCommand):
    """Exit status 0, or 1 where nothing was loaded."""

    help = "Load a programme from a zip; safe to repeat, never overwrites an author."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a zip written by export_package")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_package(
                content=self._read(options["file"]), is_dry_run=options["dry_run"]
            )
        except (FileNotFoundError, IsADirectoryError):
            self._fail([_("the file is missing")])
        except (ArchiveRefused, NoDefaultSite) as error:
            self._fail([str(error) or _("There is no default site to hang the catalogue on.")])
        except PackageInvalid as error:
            self._fail(str(problem) for problem in error.problems)
        except ImportRefused as error:
            self._fail(error.report.problems)
        else:
            self._show(report, is_dry_run=options["dry_run"])

    def _read(self, path: Path) -> bytes:
        if path.stat().st_size > MOST_BYTES:
            raise ArchiveRefused(_("%(name)s: too large") % {"name": path.name})
        return path.read_bytes()

    def _show(self, report: LoadReport, *, is_dry_run: bool) -> None:
        if is_dry_run:
            self.stdout.write(_("Dry run: nothing has been changed."))
        self._list(_("Created"), report.created)
        self._list(_("Updated"), report.updated)
        self._list(
            _("Kept as staff have it"),
            [f"{page.path} · {page.title}: {page.reason.label}" for page in report.kept],
        )
        self.stdout.write(_("Unchanged: %(count)d") % {"count": len(report.unchanged)})

    def _list(self, title: str, lines: Iterable[str]) -> None:
        lines = list(lines)
        self.stdout.write(f"{title}: {len(lines)}")
        for line in lines:
            self.stdout.write(f"  {line}")

    def _fail(self, problems: Iterable[str]) -> None:
        self.stderr.write(self.style.ERROR(_("The package was not loaded; nothing has changed.")))
        for problem in problems:
            self.stderr.write(f"  {problem}")
        raise SystemExit(1)

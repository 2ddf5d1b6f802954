"""Command `load_curricula`: loads or updates the packaged curricula and says what happened."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from latsar.exchange.package import PACKAGED
from latsar.exchange.problems import PackageInvalid
from latsar.services.curricula import NoDefaultSite, load_curricula
from latsar.services.load_report import LoadReport


class Command(BaseCommand):
    """Exit status 0, or 1 where something could not be loaded."""

    help = "Load or update the packaged curricula; safe to repeat, never overwrites an author."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=PACKAGED, help="another package folder")
        parser.add_argument(
            "--restore",
            action="append",
            default=[],
            metavar="PATH",
            help="make a deleted page again, e.g. a3-wog/02-mengapa-wog.md (may be repeated)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_curricula(folder=options["folder"], restore=options["restore"])
        except PackageInvalid as error:
            self._fail(
                _("The package was not loaded; nothing has changed."),
                [str(problem) for problem in error.problems],
            )
        except NoDefaultSite:
            self._fail(_("There is no default site to hang the catalogue on."), [])
        else:
            self._show(report)

    def _show(self, report: LoadReport) -> None:
        self._list(_("Created"), report.created)
        self._list(_("Updated"), report.updated)
        self._list(
            _("Kept as staff have it"),
            [f"{page.path} · {page.title}: {page.reason.label}" for page in report.kept],
        )
        self.stdout.write(_("Unchanged: %(count)d") % {"count": len(report.unchanged)})
        if report.problems:
            self._fail(_("Some parts could not be loaded."), report.problems)

    def _list(self, title: str, lines: Iterable[str]) -> None:
        lines = list(lines)
        self.stdout.write(f"{title}: {len(lines)}")
        for line in lines:
            self.stdout.write(f"  {line}")

    def _fail(self, message: str, problems: Iterable[str]) -> None:
        self.stderr.write(self.style.ERROR(message))
        for problem in problems:
            self.stderr.write(f"  {problem}")
        raise SystemExit(1)

"""Loads or completes the packaged agencies of Banten."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from corpu.accounts.domain.agency_names import AmbiguousAlias
from corpu.accounts.services.agencies import load_agencies


class Command(BaseCommand):
    """`manage.py load_agencies`; safe to repeat."""

    help = "Add the packaged agencies and aliases that are missing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            load_agencies()
        except AmbiguousAlias as clash:
            raise CommandError(f"Nothing was changed. Two agencies answer to {clash}") from clash
        self.stdout.write("The agencies are loaded.")

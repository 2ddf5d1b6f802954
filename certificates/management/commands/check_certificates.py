"""Recomputes every stored digest and names what differs; exit status 1 if anything does."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from certificates.queries.certificates import with_file
from certificates.queries.files import differences


class Command(BaseCommand):
    help = "Compares every stored certificate file with its digest."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = 0
        for difference in differences():
            count += 1
            self.stdout.write(f"{difference.number}  {difference.code}  {difference.reason}")
        if count:
            self.stderr.write(_("%(count)s certificates differ") % {"count": count})
            sys.exit(1)
        self.stdout.write(_("%(count)s files agree") % {"count": with_file().count()})

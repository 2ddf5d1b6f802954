"""Lists what was issued: `certificates [--cohort SLUG] [--format table|json]`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from certificates.models import Certificate
from certificates.queries.certificates import issued_list
from certificates.queries.files import stored_path

COLUMNS = ("number", "code", "name", "cohort", "state", "pages", "issued_at")


class Command(BaseCommand):
    help = "Lists issued certificates in the order of issue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cohort", metavar="SLUG", help="only those of this cohort")
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *_args: Any, **options: Any) -> None:
        rows = [_row(certificate) for certificate in issued_list(options["cohort"])]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write("  ".join(str(row[column] or "–") for column in COLUMNS))
        self.stdout.write(f"{len(rows)} sertifikat")


def _row(certificate: Certificate) -> dict[str, Any]:
    """Return one certificate with the stable keys that other programs read."""
    return {
        "number": certificate.number,
        "code": certificate.code,
        "name": certificate.name,
        "cohort": certificate.collection,
        "state": certificate.state,
        "file": stored_path(certificate),
        "sha256": certificate.sha256 or None,
        "pages": certificate.pages,
        "issued_at": certificate.issued_at.isoformat() if certificate.issued_at else None,
    }

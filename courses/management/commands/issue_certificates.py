"""Issues certificates for everyone in a cohort who is entitled; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from certificates.services.issuing import NoCurrentDesign, NoCurrentSignatory
from courses.models import Cohort
from courses.services.certification import issue_for_cohort


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cohort", help="address (slug) of the cohort")

    def handle(self, *_args: Any, **options: Any) -> None:
        cohort = Cohort.objects.filter(slug=options["cohort"]).first()
        if cohort is None:
            raise CommandError(
                _("There is no cohort “%(slug)s”.") % {"slug": options["cohort"]}, returncode=2
            )
        try:
            outcome = issue_for_cohort(cohort=cohort, by=None)
        except (NoCurrentDesign, NoCurrentSignatory) as error:
            raise CommandError(
                _("Choose a design and who signs new certificates first.")
            ) from error
        self.stdout.write(
            _("%(name)s: %(issued)d issued, %(known)d already there, %(waiting)d not complete yet.")
            % {
                "name": cohort.name,
                "issued": outcome.issued,
                "known": outcome.known,
                "waiting": outcome.not_entitled,
            }
        )

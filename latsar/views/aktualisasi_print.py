"""The sheets of one's own aktualisasi, each as a PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from latsar.pdf import sheet_pdf
from latsar.queries.aktualisasi import Dossier
from latsar.queries.aktualisasi_sheets import printable_weeks, sheet_of, sheets_at_hand
from latsar.views.aktualisasi_pages import DossierView


class Prints(DossierView):
    """Everything that can be printed now."""

    template_name = "latsar/aktualisasi/prints.html"
    title = gettext_lazy("Documents to print")

    def context(self) -> dict[str, Any]:
        return {
            "sheets": [
                (self.url("sheet", name), title, standing)
                for name, title, standing in sheets_at_hand(self.dossier)
            ],
            "weeks": [
                (self.url("week-sheet", "mingguan", row.week.number), row)
                for row in printable_weeks(self.dossier)
            ],
        }


class OwnSheet(DossierView):
    """One sheet of one's own."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        return sheet_response(self.dossier, kwargs["sheet"], kwargs.get("number", 0))


def sheet_response(dossier: Dossier, name: str, week: int) -> HttpResponse:
    """Send a sheet as a PDF that opens in the reader."""
    sheet = sheet_of(dossier, name, week)
    if sheet is None:
        raise Http404
    nip = dossier.enrolment.user.nip or str(dossier.enrolment.pk)
    file = f"{name}-{week}-{nip}.pdf" if week else f"{name}-{nip}.pdf"
    response = HttpResponse(sheet_pdf(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

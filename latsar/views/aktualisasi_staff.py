"""The coach's, examiner's and organiser's pages of aktualisasi: read, approve, return."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.views.staff_pages import CohortView
from latsar.enums import Verdict
from latsar.forms.aktualisasi_signing import DecisionForm
from latsar.models import FrozenPaper, Guidance
from latsar.permissions import may_arrange_guidance, may_follow_aktualisasi
from latsar.queries.aktualisasi import Dossier, dossier_of, people_with_guides
from latsar.queries.aktualisasi_people import STAGES, aktualisasi_people
from latsar.queries.aktualisasi_reading import paper_reading, roles_of
from latsar.queries.aktualisasi_sheets import printable_weeks, sheets_at_hand
from latsar.queries.mentor_papers import mentor_file
from latsar.services.aktualisasi import AktualisasiRefused
from latsar.services.aktualisasi_approvals import decide_paper
from latsar.views.aktualisasi_print import sheet_response
from latsar.views.aktualisasi_weeks import send_file

STAGE = "tahap"


class AktualisasiPeople(CohortView):
    """Everybody of the cohort (or of one's own) with how far their aktualisasi is."""

    page_title = "Aktualisasi"
    template_name = "latsar/admin/aktualisasi_people.html"
    header_icon = "doc-full"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not may_follow_aktualisasi(request.user, self.cohort):
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        arranges = may_arrange_guidance(user, self.cohort)
        people = aktualisasi_people(self.cohort, None if arranges else user.pk)
        stage = self.request.GET.get(STAGE, "")
        stage = stage if stage in STAGES else ""
        return super().get_context_data(**kwargs) | {
            "people": [one for one in people if not stage or one.stage == stage],
            "total": len(people),
            "stage": stage,
            "chips": [
                (key, label, sum(one.stage == key for one in people))
                for key, label in STAGES.items()
            ],
        }


class PersonAktualisasi(CohortView):
    """All papers of one person, what waits first."""

    template_name = "latsar/admin/aktualisasi_person.html"
    header_icon = "doc-full"
    dossier: Dossier
    guidance: Guidance

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = people_with_guides().filter(cohort=self.cohort, pk=kwargs["enrolment"]).first()
        guidance = getattr(found, "guidance", None) if found else None
        if found is None or guidance is None:
            raise Http404
        self.roles = roles_of(request.user, guidance)
        if not self.roles and not may_arrange_guidance(request.user, self.cohort):
            raise Http404
        self.dossier, self.guidance = dossier_of(found), guidance

    def url(self, name: str, *args: Any) -> str:
        return reverse(
            f"latsar_admin:aktualisasi-{name}",
            args=[self.cohort.slug, self.dossier.enrolment.pk, *args],
        )

    def get_page_title(self) -> str:
        return str(self.dossier.enrolment.user.name)

    def trail(self) -> list[dict[str, Any]]:
        people = reverse("latsar_admin:aktualisasi-people", args=[self.cohort.slug])
        return [
            {"url": people, "label": "Aktualisasi"},
            {"url": self.url("person"), "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        papers = list(reversed(self.dossier.papers))
        sheets = [
            (self.url("sheet", name), title)
            for name, title, _standing in sheets_at_hand(self.dossier)
        ]
        weeks = [
            (self.url("week-sheet", "mingguan", row.week.number), row.week.number)
            for row in printable_weeks(self.dossier)
        ]
        return super().get_context_data(**kwargs) | {
            "dossier": self.dossier,
            "person": self.dossier.enrolment.user,
            "guidance": self.guidance,
            "waiting": [(self.url("paper", one.pk), one) for one in papers if one.is_waiting],
            "others": [(self.url("paper", one.pk), one) for one in papers if not one.is_waiting],
            "sheets": sheets,
            "week_sheets": weeks,
        }


class StaffPaper(PersonAktualisasi):
    """One version to read, and the decision about it."""

    template_name = "latsar/admin/aktualisasi_paper.html"
    page_title = gettext_lazy("Paper")

    @property
    def paper(self) -> FrozenPaper:
        found = next((one for one in self.dossier.papers if one.pk == self.kwargs["pk"]), None)
        if found is None:
            raise Http404
        return found

    def trail(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": str(self.paper.get_kind_display()).capitalize()}
        return [*super().trail(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or DecisionForm(initial={"digest": self.paper.digest})
        return super().get_context_data(**kwargs) | {
            "reading": paper_reading(self.dossier, self.paper, self.roles),
            "paper": self.paper,
            "content": self.paper.content,
            "form": form,
            "person_url": self.url("person"),
            "file_url": self.url("person"),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        actor = self.roles.get(form.cleaned_data["role"])
        if actor is None:
            raise Http404
        try:
            decide_paper(
                paper=self.paper,
                actor=actor,
                verdict=Verdict(form.cleaned_data["do"]),
                digest=form.cleaned_data["digest"],
                comment=form.cleaned_data["comment"],
            )
        except AktualisasiRefused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("Your decision is saved."))
        return redirect(self.url("person"))


class StaffSheet(PersonAktualisasi):
    """A sheet of somebody else, as a PDF."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        return sheet_response(self.dossier, kwargs["sheet"], kwargs.get("number", 0))


class StaffFile(PersonAktualisasi):
    """A file that was handed in with a paper of this person."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        return send_file(mentor_file(self.dossier, kwargs["pk"]))

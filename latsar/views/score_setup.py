"""How a component is scored, its neutral form, and the papers it stands on."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corpu.accounts.models import Agency
from latsar.forms.scores import PaperForm, SetupForm
from latsar.queries.score_details import (
    choosable_quizzes,
    cohort_paper,
    component_papers,
    sending_agencies,
)
from latsar.services.score_papers import PaperRefused, add_paper
from latsar.services.score_setup import (
    FormEmpty,
    NotNow,
    QuizMissing,
    ScoresExist,
    make_neutral_form,
    set_up_component,
)
from latsar.views.score_sheet import ColumnView
from latsar.views.scores import ScoreView


class ScoreSetup(ColumnView):
    """Where the scores of a component come from."""

    is_for_deciders = True
    template_name = "latsar/scores/setup.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Set up")}]

    def form(self, data: Any = None) -> SetupForm:
        component = self.column.component
        initial = {
            "source": component.source,
            "form": component.form_id,
            "quiz": component.quiz_id,
            "spread_limit": floatformat(component.spread_limit, "-2"),
            "needs_paper": component.needs_paper,
        }
        return SetupForm(data, initial=initial, quizzes=choosable_quizzes(self.cohort))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", self.form())
        return context | {"aspects": _aspects(self)}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                set_up_component(
                    cohort=self.cohort,
                    code=self.column.code,
                    setup=form.setup(),
                    by=request.user,
                )
            except ScoresExist:
                form.add_error(
                    "source", _("There are scores already. Take them out before you change this.")
                )
            except FormEmpty:
                form.add_error("form", _("This form has no items yet."))
            except QuizMissing:
                form.add_error("quiz", _("Choose the quiz."))
            except NotNow as refused:
                form.add_error(None, str(refused.refusal.label))
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("Saved."))
        return redirect(self.sheet_url())


class NeutralForm(ColumnView):
    """Make a form of neutral items for a component, and open it for editing."""

    http_method_names = ["post"]
    is_for_deciders = True

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = make_neutral_form(
            title=_("Neutral form: %(component)s") % {"component": self.column.leaf.label[:120]},
            component=self.column.code,
            guidance=_("A stopgap until the institute puts in the items of its own form."),
            items=[(one, "") for one in _aspects(self)],
            by=request.user,
        )
        messages.success(request, _("A neutral form is there. Put in the items of your own."))
        return redirect(reverse("scoringform:edit", args=[form.pk]))


class ScorePapers(ColumnView):
    """The papers of a component, and a new one."""

    is_for_deciders = True
    template_name = "latsar/scores/papers.html"

    def trail(self) -> list[dict[str, Any]]:
        return [*super().trail(), {"url": "", "label": _("Papers")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", PaperForm(agencies=sending_agencies(self.cohort)))
        return context | {"papers": component_papers(self.cohort, self.column.code)}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = PaperForm(request.POST, request.FILES, agencies=sending_agencies(self.cohort))
        if form.is_valid():
            found = form.cleaned_data
            try:
                add_paper(
                    cohort=self.cohort,
                    code=self.column.code,
                    content=found["file"].read(),
                    file_name=found["file"].name,
                    number=found["number"],
                    agency=Agency.objects.filter(pk=found["agency"]).first(),
                    by=request.user,
                )
            except PaperRefused as refused:
                form.add_error("file", str(refused.fault.label))
            except NotNow as refused:
                form.add_error(None, str(refused.refusal.label))
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("The paper is kept with the scores."))
        return redirect("latsar_admin:score-papers", self.cohort.slug, self.column.code)


class PaperFile(ScoreView):
    """Send a paper, as an attachment."""

    page_title = gettext_lazy("Papers")

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> FileResponse:
        paper = cohort_paper(self.cohort, kwargs["pk"])
        if paper is None:
            raise Http404
        try:
            content = paper.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(content, as_attachment=True, filename=paper.file_name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


def _aspects(view: ColumnView) -> tuple[str, ...]:
    """What a neutral form begins with: the aspects the scheme names, else three general ones."""
    found = view.policy.component(view.column.code)
    general = (_("Content"), _("Process"), _("Presentation"))
    return (found.aspects if found else ()) or general

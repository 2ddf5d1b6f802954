"""Essays of quizzes: what waits, and the desk on which one is marked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from corpu.core import clock
from courses.forms.quiz_marking import EssayForm
from courses.permissions import is_organiser
from courses.queries.essay_queue import (
    EssaySheet,
    essay_queue,
    essay_rows,
    essay_sheet,
    marks_somewhere,
)
from courses.services.essays import MarkedMeanwhile, NotForPeople, ScoreOutOfRange, mark_essay

ESSAYS_PER_PAGE = 50


class EssayQueue(WagtailAdminTemplateMixin, TemplateView):
    """Every essay that waits for this person, the longest wait first."""

    template_name = "courses/admin/quizzes/essays.html"
    page_title = gettext_lazy("Essays")
    header_icon = "tasks"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not (is_organiser(request.user) or marks_somewhere(request.user)):
            raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, marking_crumb(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = WagtailPaginator(essay_queue(self.request.user), ESSAYS_PER_PAGE)
        page = waiting.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "rows": essay_rows(page.object_list),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "now": clock.now(),
        }


class EssayDesk(WagtailAdminTemplateMixin, TemplateView):
    """One essay with its points, a comment, and the way to the next."""

    template_name = "courses/admin/quizzes/essay.html"
    header_icon = "tasks"
    sheet: EssaySheet

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        sheet = essay_sheet(request.user, kwargs["pk"])
        if sheet is None:
            raise Http404
        self.sheet = sheet

    def get_page_title(self) -> str:
        return self.sheet.person

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            marking_crumb(),
            {"url": reverse("courses_admin:essays"), "label": EssayQueue.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.sheet
        form = kwargs.pop("form", None) or EssayForm(
            points=sheet.points,
            initial={
                "score": None if sheet.is_waiting else sheet.question.score,
                "comment": sheet.question.comment,
                "seen_marks": sheet.marks,
            },
        )
        return super().get_context_data(**kwargs) | {"sheet": sheet, "form": form}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = EssayForm(request.POST, points=self.sheet.points)
        if form.is_valid():
            try:
                mark_essay(question=self.sheet.question, by=request.user, **form.cleaned_data)
            except MarkedMeanwhile:
                form.add_error(
                    None,
                    _(
                        "Somebody else has marked this answer meanwhile. Reload the page to see "
                        "the mark before you change it."
                    ),
                )
            except (NotForPeople, ScoreOutOfRange):
                form.add_error(None, _("This answer cannot be marked like that."))
            else:
                words = _("%(name)s: marked.") % {"name": self.sheet.person}
                messages.success(request, words)
                return self._go_on()
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _go_on(self) -> HttpResponse:
        """To whoever waits next, else back to the list."""
        if self.sheet.following:
            return redirect("courses_admin:essay", self.sheet.following)
        return redirect("courses_admin:essays")


def marking_crumb() -> dict[str, Any]:
    """The way back to everything that waits."""
    return {"url": reverse("courses_admin:marking"), "label": _("Marking")}

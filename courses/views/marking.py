"""Marking: what waits for a person, and the desk on which one work is marked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from corpu.core import clock
from corpu.core.templatetags.corpu import clock_time
from courses.domain.rubric import judge
from courses.enums import Outcome
from courses.forms.work import NEXT, MarkForm
from courses.models import SubmissionVersion
from courses.permissions import is_organiser
from courses.queries.essay_queue import essay_count
from courses.queries.marking import MarkingSheet, marking_sheet
from courses.queries.marking_queue import (
    assignment_counts,
    markable_cohorts,
    numbered,
    waiting_rows,
    waiting_tallies,
    waiting_works,
)
from courses.services.assessments import (
    MarkedElsewhere,
    MarkRefused,
    Marks,
    conclude,
    save_assessment,
    stamp,
)
from courses.services.completion import CohortNotRunning, EnrolmentWithdrawn
from courses.templatetags.marking import work_label

WORKS_PER_PAGE = 50
ID_DIGITS = 9


class MarkingIndex(WagtailAdminTemplateMixin, TemplateView):
    """Everything that waits for this person, the longest wait first."""

    template_name = "courses/admin/marking/index.html"
    page_title = gettext_lazy("Marking")
    header_icon = "tasks"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not markable_cohorts(request.user).exists() and not is_organiser(request.user):
            raise Http404

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        cohort, title = (self._chosen(name) for name in ("angkatan", "tugas"))
        works = waiting_works(user)
        if cohort:
            works = works.filter(activity__required_course__cohort=cohort)
        if title:
            works = works.filter(activity__page=title)
        page = WagtailPaginator(numbered(works), WORKS_PER_PAGE).get_page(self.request.GET.get("p"))
        cohorts, titles = waiting_tallies(user)
        return super().get_context_data(**kwargs) | {
            "rows": waiting_rows(page.object_list),
            "page_obj": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "now": clock.now(),
            "cohorts": cohorts,
            "titles": titles,
            "cohort": cohort,
            "title": title,
            "assignments": assignment_counts(user),
            "essays": essay_count(user),
        }

    def _chosen(self, name: str) -> int | None:
        value = self.request.GET.get(name, "")
        return int(value) if value.isdecimal() and len(value) <= ID_DIGITS else None


class MarkingDesk(WagtailAdminTemplateMixin, TemplateView):
    """One work: what was handed in on the left, the rubric on the right."""

    template_name = "courses/admin/marking/desk.html"
    header_icon = "tasks"
    sheet: MarkingSheet

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        sheet = marking_sheet(request.user, kwargs["submission"])
        if sheet is None:
            raise Http404
        self.sheet = sheet

    def get_page_title(self) -> str:
        return work_label(self.sheet.name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        sheet = self.sheet
        people = reverse(
            "courses_admin:assignment-people",
            args=[sheet.cohort.slug, sheet.submission.activity_id],
        )
        return [
            *self.breadcrumbs_items,
            {"url": reverse("courses_admin:marking"), "label": _("Marking")},
            {"url": people, "label": sheet.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = self.sheet
        return {
            "stamp": stamp(sheet.assessment),
            "comment": sheet.assessment.comment if sheet.assessment else "",
            "criteria": sheet.criteria,
            "result": sheet.result,
            **super().get_context_data(**kwargs),
            "sheet": sheet,
            "accept": Outcome.ACCEPT.value,
            "return": Outcome.RETURN.value,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        rubric = tuple(one.criterion for one in self.sheet.criteria)
        form = MarkForm(request.POST, rubric=rubric)
        if not form.is_valid():
            return self._problem(form, _("Something in the form cannot be kept. Check it."))
        try:
            return self._keep(form)
        except MarkedElsewhere as elsewhere:
            return self._problem(
                form, _elsewhere_words(elsewhere), base=stamp(elsewhere.assessment)
            )
        except MarkRefused as refused:
            return self._problem(form, str(refused))
        except EnrolmentWithdrawn:
            return self._problem(form, _("The person has left the cohort; nothing can be decided."))
        except CohortNotRunning:
            return self._problem(form, _("The cohort is closed; nothing can be decided any more."))

    def _keep(self, form: MarkForm) -> HttpResponse:
        """Save, or save and decide, as the button says."""
        version = SubmissionVersion(pk=self.sheet.version.id, submission=self.sheet.submission)
        do, base, by = form.cleaned_data["do"], form.cleaned_data["base"], self.request.user
        if do in Outcome.values:
            outcome = Outcome(do)
            conclude(version=version, marks=form.marks(), base=base, outcome=outcome, by=by)
            messages.success(self.request, _decided_words(outcome, self.get_page_title()))
            return self._go_on()
        saved = save_assessment(version=version, marks=form.marks(), base=base, by=by)
        if _wants_json(self.request):
            result = judge(form.rubric, saved.levels)
            return JsonResponse(
                {
                    "verdict": "saved",
                    "stamp": stamp(saved),
                    "saved_at": clock_time(saved.saved_at),
                    "points": result.points,
                    "missing": len(result.missing),
                }
            )
        if do == NEXT:
            return self._go_on()
        messages.success(
            self.request, _("Saved at %(time)s.") % {"time": clock_time(saved.saved_at)}
        )
        return redirect(self.request.path)

    def _go_on(self) -> HttpResponse:
        """To whoever waits next in this assignment, else back to the list."""
        if self.sheet.following:
            return redirect("courses_admin:marking-desk", self.sheet.following)
        return redirect("courses_admin:marking")

    def _problem(self, form: MarkForm, words: str, base: str | None = None) -> HttpResponse:
        """Show what was typed again, with what is wrong; it is not lost."""
        status = 409 if base is not None else 422
        if _wants_json(self.request):
            verdict = "conflict" if base is not None else "refused"
            content = {"verdict": verdict, "message": words, "stamp": base or ""}
            return JsonResponse(content, status=status)
        typed = _typed(form)
        context = self.get_context_data(
            problem=words,
            comment=typed.comment,
            criteria=[
                {
                    "criterion": one.criterion,
                    "place": typed.levels.get(one.criterion.key),
                    "comment": typed.comments.get(one.criterion.key, ""),
                }
                for one in self.sheet.criteria
            ],
            **({"stamp": base} if base is not None else {}),
        )
        return self.render_to_response(context, status=status)


def _typed(form: MarkForm) -> Marks:
    """What stands in the form, also where it cannot be kept."""
    kept = form.marks()
    comments = {one.key: form.data.get(f"comment-{one.key}", "") for one in form.rubric}
    return Marks(levels=kept.levels, comments=comments, comment=form.data.get("comment", ""))


def _elsewhere_words(elsewhere: MarkedElsewhere) -> str:
    stored = elsewhere.assessment
    words = _(
        "%(name)s saved this work at %(time)s while you were marking. What you entered is still "
        "here; save it once more to put it in place of theirs, or reload the page to see theirs."
    )
    return words % {"name": stored.marker.name, "time": clock_time(stored.saved_at)}


def _decided_words(outcome: Outcome, label: str) -> str:
    if outcome == Outcome.ACCEPT:
        return _("%(name)s: accepted.") % {"name": label}
    return _("%(name)s: returned for revision.") % {"name": label}


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"

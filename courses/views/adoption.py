"""What the newest curriculum would change for a running cohort, and taking it over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.enums import CohortState
from courses.forms.adoption import AdoptionForm, ReplacementForm
from courses.models import RequiredActivity
from courses.queries.curriculum_changes import (
    ChangeRow,
    CurriculumChanges,
    curriculum_changes,
    replacements,
)
from courses.services.adoption import (
    Adoption,
    ChangesMoved,
    NotAReplacement,
    ReasonMissing,
    adopt_changes,
    replace_activity,
)
from courses.services.completion import CohortNotRunning
from courses.views.cohort_actions import CHANGE
from courses.views.staff_pages import CohortView

MOVED = gettext_lazy("The curriculum has changed meanwhile. Look at the list again.")
REASON = gettext_lazy("Write why the activity is taken out.")


class CurriculumChangesPage(CohortView):
    """Every difference with a box to tick; ticked ones are taken over."""

    permission_required = CHANGE
    page_title = gettext_lazy("Changes of the curriculum")
    template_name = "courses/admin/changes.html"
    found: CurriculumChanges

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.cohort.state != CohortState.RUNNING:
            raise Http404
        self.found = curriculum_changes(self.cohort)

    def get_page_title(self) -> str:
        return str(self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or AdoptionForm()
        return super().get_context_data(**kwargs) | {
            "changes": self.found,
            "gone": [(row, self._replacement(row)) for row in self.found.gone],
            "form": form,
            "ticked": form.data.getlist("changes") if form.is_bound else [],
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = AdoptionForm(request.POST, keys=[row.key for row in self.found.rows])
        if form.is_valid():
            try:
                done = adopt_changes(
                    cohort=self.cohort,
                    keys=form.cleaned_data["changes"],
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                )
            except ReasonMissing:
                form.add_error("reason", REASON)
            except (ChangesMoved, CohortNotRunning):
                form.add_error("changes", MOVED)
            else:
                messages.success(request, _done_words(done))
                return redirect("courses_admin:cohort-changes", self.cohort.slug)
        return self.render_to_response(self.get_context_data(form=form))

    def _replacement(self, row: ChangeRow) -> ReplacementForm | None:
        activity = RequiredActivity.objects.get(
            required_course__cohort=self.cohort, page=row.change.entry.page
        )
        return replacement_form(activity, self.found)


class ReplaceActivity(CurriculumChangesPage):
    """Put another page in the place of an activity that is no longer published."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        activity = RequiredActivity.objects.standing().filter(
            required_course__cohort=self.cohort, page=kwargs["page"]
        )
        form = replacement_form(
            activity.select_related("required_course__cohort").first(), self.found, request.POST
        )
        if form is None:
            raise Http404
        if not form.is_valid():
            messages.error(request, _("Choose what takes its place, and write why."))
            return redirect("courses_admin:cohort-changes", self.cohort.slug)
        try:
            replaced = replace_activity(
                activity=form.activity,
                page=form.cleaned_data["page"],
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except (NotAReplacement, ReasonMissing, CohortNotRunning):
            messages.error(request, str(MOVED))
        else:
            messages.success(request, _("“%(title)s” takes its place.") % {"title": replaced.title})
        return redirect("courses_admin:cohort-changes", self.cohort.slug)


def replacement_form(
    activity: RequiredActivity | None, found: CurriculumChanges, data: Any = None
) -> ReplacementForm | None:
    """Return the form for one activity; None where nothing could take its place."""
    if activity is None:
        return None
    offered = replacements(activity.required_course.cohort, activity.kind, found.pinning)
    if not offered:
        return None
    choices = [(page, one.title) for page, one in offered.items()]
    form = ReplacementForm(data, choices=choices, prefix=f"page{activity.page_id}")
    form.activity = activity
    form.action = reverse(
        "courses_admin:cohort-replace",
        args=[activity.required_course.cohort.slug, activity.page_id],
    )
    return form


def _done_words(done: Adoption) -> str:
    words = ngettext(
        "%(count)s change has been taken over.",
        "%(count)s changes have been taken over.",
        len(done.changes),
    ) % {"count": len(done.changes)}
    if not done.newly_completed:
        return words
    more = ngettext(
        "%(count)s person has completed a course by it.",
        "%(count)s people have completed a course by it.",
        done.newly_completed,
    ) % {"count": done.newly_completed}
    return f"{words} {more}"

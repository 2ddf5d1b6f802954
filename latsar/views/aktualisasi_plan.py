"""The participant's pages of the plan, one step per page, from the issues to the activities."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from latsar.enums import PaperKind
from latsar.forms.aktualisasi import (
    MORE,
    ActivityForm,
    CausesForm,
    CoreForm,
    IdeaForm,
    IssueForm,
    UnitForm,
)
from latsar.models import Issue, PlannedActivity
from latsar.queries.aktualisasi import stages_of
from latsar.queries.aktualisasi_rules import missing_in_plan, missing_in_report
from latsar.services.aktualisasi import (
    AktualisasiRefused,
    choose_core,
    remove_issue,
    save_causes,
    save_idea,
    save_issue,
    save_unit,
)
from latsar.services.aktualisasi_activities import remove_activity, save_activity
from latsar.views.aktualisasi_pages import STEPS, DossierView, FormPage


class Overview(DossierView):
    """Where the aktualisasi stands, and the one thing to do next."""

    template_name = "latsar/aktualisasi/overview.html"
    title = "Aktualisasi"

    def context(self) -> dict[str, Any]:
        missing = missing_in_plan(self.dossier)
        lacking = {one.step for one in missing}
        weeks = self.dossier.weeks
        return {
            "is_overview": True,
            "plan_steps": [
                (self.url(name), words, name not in lacking) for name, words in STEPS[:-1]
            ],
            "next_step": next((self.url(one.step) for one in missing), self.url("submit")),
            "missing": missing,
            "weeks": weeks,
            "next_week": next((one for one in weeks if self._is_left(one)), None),
            "report_standing": self.dossier.standing(PaperKind.REPORT),
            "report_missing": missing_in_report(self.dossier),
            "in_force": self.dossier.in_force(),
        }

    def _is_left(self, row: Any) -> bool:
        return self.dossier.may_write(PaperKind.WEEK, row.week.number)


class PlanPage(FormPage):
    """A step of the plan that saves one form of the whole work."""

    template_name = "latsar/aktualisasi/step.html"

    def saved(self) -> str:
        return _("Saved.")


class Issues(PlanPage):
    """The unit, the issues with their places."""

    template_name = "latsar/aktualisasi/issues.html"
    title = gettext_lazy("Issues at your workplace")
    step = "issues"

    def form(self, data: Any = None, files: Any = None) -> UnitForm:
        work = self.dossier.work
        initial = {"unit": work.unit, "sequence": work.sequence} if work else {}
        return UnitForm(data, initial=initial)

    def save(self, form: UnitForm) -> str:
        found = form.cleaned_data
        save_unit(enrolment=self.dossier.enrolment, unit=found["unit"], sequence=found["sequence"])
        return self.saved()

    def context(self) -> dict[str, Any]:
        issues = {issue.pk: issue for issue in self.dossier.issues}
        return {
            "ranked": [(one, issues[one.scores.key]) for one in self.dossier.ranked],
            "next_url": self.url("core"),
        }


class IssuePage(FormPage):
    """One issue, new or known."""

    template_name = "latsar/aktualisasi/issue.html"
    title = gettext_lazy("Issue")
    step = "issues"

    @property
    def issue(self) -> Issue | None:
        wanted = self.kwargs.get("pk")
        if wanted is None:
            return None
        found = next((one for one in self.dossier.issues if one.pk == wanted), None)
        if found is None:
            raise Http404
        return found

    def form(self, data: Any = None, files: Any = None) -> IssueForm:
        issue = self.issue
        return IssueForm(data, initial=IssueForm.initial_of(issue) if issue else {})

    def sequence_stored(self) -> int:
        return self.issue.sequence if self.issue else 0

    def save(self, form: IssueForm) -> str:
        save_issue(
            enrolment=self.dossier.enrolment,
            fields=form.fields_of_issue(),
            issue=self.kwargs.get("pk"),
            sequence=form.cleaned_data["sequence"],
        )
        return _("The issue is saved.")

    def next_url(self, do: str) -> str:
        return self.url("issue-new") if do == MORE else self.url("issues")

    def context(self) -> dict[str, Any]:
        return {"issue": self.issue}


class Core(PlanPage):
    """The choice of the core issue."""

    title = gettext_lazy("Core issue")
    step, following = "core", "causes"
    template_name = "latsar/aktualisasi/core.html"

    def form(self, data: Any = None, files: Any = None) -> CoreForm:
        work = self.dossier.work
        issues = {issue.pk: issue.title for issue in self.dossier.issues}
        choices = [(str(one.scores.key), self._words(one, issues)) for one in self.dossier.ranked]
        initial = CoreForm.initial_of(work) if work else {}
        return CoreForm(data, choices=choices, initial=initial)

    def save(self, form: CoreForm) -> str:
        found = form.cleaned_data
        choose_core(
            enrolment=self.dossier.enrolment,
            issue=found["issue"],
            reason=found["reason"],
            analysis=found["analysis"],
            sequence=found["sequence"],
        )
        return self.saved()

    def _words(self, one: Any, issues: dict[int, str]) -> str:
        title = issues[one.scores.key]
        if one.place is None:
            return _("%(issue)s (not ranked)") % {"issue": title}
        return _("%(issue)s (place %(place)s, USG %(total)s)") % {
            "issue": title,
            "place": one.place,
            "total": one.scores.total,
        }


class Causes(PlanPage):
    """Why the core issue is there."""

    title = gettext_lazy("Causes of the core issue")
    step, following = "causes", "idea"
    template_name = "latsar/aktualisasi/causes.html"

    def form(self, data: Any = None, files: Any = None) -> CausesForm:
        work = self.dossier.work
        initial = {"sequence": work.sequence} if work else {}
        return CausesForm(data, causes=self.dossier.causes, initial=initial)

    def save(self, form: CausesForm) -> str:
        save_causes(
            enrolment=self.dossier.enrolment,
            causes=form.causes(),
            sequence=form.cleaned_data["sequence"],
        )
        return self.saved()


class Idea(PlanPage):
    """What will be done about it."""

    title = gettext_lazy("Creative idea")
    step, following = "idea", "activities"
    template_name = "latsar/aktualisasi/idea.html"

    def form(self, data: Any = None, files: Any = None) -> IdeaForm:
        work = self.dossier.work
        initial = (
            {"title": work.title, "idea": work.idea, "sequence": work.sequence} if work else {}
        )
        return IdeaForm(data, initial=initial)

    def save(self, form: IdeaForm) -> str:
        found = form.cleaned_data
        save_idea(
            enrolment=self.dossier.enrolment,
            title=found["title"],
            idea=found["idea"],
            sequence=found["sequence"],
        )
        return self.saved()

    def context(self) -> dict[str, Any]:
        return {"main_causes": [one for one in self.dossier.causes if one.is_main]}


class Activities(DossierView):
    """All planned activities with dates, outputs and the values they show."""

    template_name = "latsar/aktualisasi/activities.html"
    title = pgettext_lazy("aktualisasi", "Activities")
    step = "activities"

    def context(self) -> dict[str, Any]:
        missing = [one for one in missing_in_plan(self.dossier) if one.step == "activities"]
        return {
            "rows": [(one, stages_of(one)) for one in self.dossier.activities],
            "matrix": self.dossier.matrix,
            "missing": missing,
        }


class ActivityPage(FormPage):
    """One activity, new or known."""

    template_name = "latsar/aktualisasi/activity.html"
    title = pgettext_lazy("aktualisasi", "Activity")
    step = "activities"
    saved_pk: int | None = None

    @property
    def activity(self) -> PlannedActivity | None:
        wanted = self.kwargs.get("pk")
        if wanted is None:
            return None
        found = next((one for one in self.dossier.activities if one.pk == wanted), None)
        if found is None:
            raise Http404
        return found

    def form(self, data: Any = None, files: Any = None) -> ActivityForm:
        activity = self.activity
        return ActivityForm(
            data,
            values=self.dossier.values,
            stages=stages_of(activity) if activity else (),
            words=activity.value_words if activity else {},
            initial=ActivityForm.initial_of(activity) if activity else {},
        )

    def sequence_stored(self) -> int:
        return self.activity.sequence if self.activity else 0

    def save(self, form: ActivityForm) -> str:
        saved = save_activity(
            enrolment=self.dossier.enrolment,
            fields=form.fields_of_activity(),
            activity=self.kwargs.get("pk"),
            sequence=form.cleaned_data["sequence"],
        )
        self.saved_pk = saved.pk
        return _("The activity is saved.")

    def next_url(self, do: str) -> str:
        if do == MORE:
            return self.url("activity", self.saved_pk) + "#lagi"
        return self.url("activities")

    def context(self) -> dict[str, Any]:
        return {"activity": self.activity}


class Removal(DossierView):
    """Takes a row out; asked before, so that a slip of the thumb loses nothing."""

    template_name = "latsar/aktualisasi/remove.html"
    back = ""

    def row(self) -> Any:
        """What is taken out."""
        raise NotImplementedError

    def remove(self) -> None:
        """Call the service."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        return {"row": self.row(), "back": self.url(self.back)}

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            self.remove()
            messages.success(request, _("It has been taken out."))
        except AktualisasiRefused as refused:
            messages.error(request, str(refused))
        return redirect(self.url(self.back))


class RemoveIssue(Removal):
    """Take an issue out."""

    title, step, back = gettext_lazy("Take out the issue"), "issues", "issues"

    def row(self) -> Issue | None:
        return next((one for one in self.dossier.issues if one.pk == self.kwargs["pk"]), None)

    def remove(self) -> None:
        remove_issue(enrolment=self.dossier.enrolment, issue=self.kwargs["pk"])


class RemoveActivity(Removal):
    """Take an activity out."""

    title, step, back = gettext_lazy("Take out the activity"), "activities", "activities"

    def row(self) -> PlannedActivity | None:
        return next((one for one in self.dossier.activities if one.pk == self.kwargs["pk"]), None)

    def remove(self) -> None:
        remove_activity(enrolment=self.dossier.enrolment, activity=self.kwargs["pk"])

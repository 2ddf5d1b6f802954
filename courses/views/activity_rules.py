"""The activities of a cohort and their rules: seen, changed after a preview, waived for all."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.enums import CohortState
from courses.forms.rules import LossForm, ReasonForm, RulesForm
from courses.queries.activity_rules import ActivityRule, cohort_rules, people_of, rule_of
from courses.queries.availability import pinned_in
from courses.queries.rule_changes import ChangePreview, preview_change
from courses.services.completion import CohortNotRunning
from courses.services.decisions import CertificateHeld, ReasonMissing, waive_for_all
from courses.services.rule_changes import (
    DatesOutOfOrder,
    NeverOpens,
    NothingBefore,
    RulesRefused,
    change_rules,
    check_rules,
)
from courses.views.cohort_actions import ENROLMENT
from courses.views.staff_pages import CohortView


class CohortActivities(CohortView):
    """What this cohort has to do, and by which rules."""

    permission_required = ENROLMENT
    page_title = gettext_lazy("Activities and rules")
    header_icon = "list-ul"
    template_name = "courses/admin/activities.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"courses": cohort_rules(self.cohort)}


class ActivityView(CohortView):
    """A page about one pinned activity; that of another cohort does not exist here."""

    permission_required = ENROLMENT
    header_icon = "list-ul"
    rule: ActivityRule

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rule = rule_of(self.cohort, kwargs["activity"])
        if rule is None:
            raise Http404
        self.rule = rule

    def activity_url(self) -> str:
        return reverse("courses_admin:activity", args=[self.cohort.slug, self.rule.activity.pk])

    def get_page_title(self) -> str:
        return self.rule.activity.title

    def trail(self) -> list[dict[str, Any]]:
        url = reverse("courses_admin:activities", args=[self.cohort.slug])
        return [
            {"url": url, "label": _("Activities and rules")},
            {"url": self.activity_url(), "label": self.rule.activity.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "rule": self.rule,
            "activity": self.rule.activity,
            "activity_url": self.activity_url(),
            "may_change": self.cohort.state == CohortState.RUNNING,
        }


class ActivityPage(ActivityView):
    """The rules of one activity and the people; a change is previewed, then applied."""

    template_name = "courses/admin/activity.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", self._form())
        if "preview" not in context:
            context["people"] = people_of(self.rule.activity)
        return context

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._again(form)
        try:
            check_rules(self.rule.activity, form.rules())
        except RulesRefused as fault:
            form.add_error(None, fault_words(fault))
            return self._again(form)
        preview = preview_change(self.rule.activity, form.rules())
        if not preview.differences:
            messages.info(request, _("Nothing is different from before."))
            return redirect(self.activity_url())
        return self._preview(form, preview)

    def _form(self, data: Any = None) -> RulesForm:
        activity = self.rule.activity
        pinned = pinned_in([self.cohort.pk])
        others = [(one.pk, one.title) for one in pinned if one.pk != activity.pk]
        return RulesForm(data, activity=activity, others=others)

    def _again(self, form: RulesForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def _preview(
        self, form: RulesForm, preview: ChangePreview, loss: LossForm | None = None
    ) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            preview=preview,
            loss=loss or LossForm(preview=preview),
            words=form.words(preview),
        )
        return self.response_class(
            request=self.request,
            template=["courses/admin/activity_preview.html"],
            context=context,
            using=self.template_engine,
        )


class ApplyRules(ActivityPage):
    """Change the rules as previewed, for everyone or with some who lose."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._again(form)
        preview = preview_change(self.rule.activity, form.rules())
        loss = LossForm(request.POST, preview=preview)
        if not loss.is_valid():
            return self._preview(form, preview, loss)
        try:
            change_rules(
                activity=self.rule.activity,
                rules=form.rules(),
                losing=loss.chosen(),
                reason=loss.cleaned_data["reason"],
                by=request.user,
            )
        except ReasonMissing:
            loss.add_error("reason", _("Write why these people lose what they have completed."))
            return self._preview(form, preview, loss)
        except (RulesRefused, CertificateHeld, CohortNotRunning) as fault:
            form.add_error(None, fault_words(fault))
            return self._again(form)
        messages.success(request, _("The rules have been changed."))
        return redirect(self.activity_url())


class WaiveForAll(ActivityView):
    """Let an activity count as completed for everyone, with the reason."""

    template_name = "courses/admin/waive_all.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", ReasonForm())
        context["waiting"] = self.cohort.enrolled - self.rule.completed
        return context

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = ReasonForm(request.POST)
        if form.is_valid():
            try:
                count = waive_for_all(
                    activity=self.rule.activity,
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                )
            except CohortNotRunning as fault:
                form.add_error(None, fault_words(fault))
            else:
                messages.success(request, _waived_words(count))
                return redirect(self.activity_url())
        return self.render_to_response(self.get_context_data(form=form))


def fault_words(fault: Exception) -> str:
    """Say why a change was refused and what to do."""
    if isinstance(fault, CertificateHeld):
        names = ", ".join(enrolment.user.name for enrolment in fault.enrolments)
        return _("%(names)s: there is a certificate for this enrolment; revoke it first.") % {
            "names": names
        }
    if isinstance(fault, NeverOpens):
        words = _("These activities would wait for each other and never open: %(titles)s.")
        return words % {"titles": ", ".join(fault.titles)}
    if isinstance(fault, NothingBefore):
        return _("Choose the activity after which it opens.")
    if isinstance(fault, DatesOutOfOrder):
        return _("Put the dates in order: first it opens, then it is due, then it closes.")
    return _("Rules and completions change only while the cohort is running.")


def _waived_words(count: int) -> str:
    return ngettext(
        "It counts as completed for %(count)d more person.",
        "It counts as completed for %(count)d more people.",
        count,
    ) % {"count": count}

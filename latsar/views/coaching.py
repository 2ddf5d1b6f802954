"""Who guides whom in a cohort: groups, coaches, examiners, mentors and their links."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.enums import CohortState
from latsar.forms.coaching import COACH, EXAMINER, GROUP, DealForm, chosen
from latsar.queries.arrangement import arrangement
from latsar.services.coaching import (
    ArrangementRefused,
    CohortOver,
    DealRefused,
    add_coaching_group,
    deal_coaching_groups,
    place_people,
    prepare_guidances,
    set_coaches,
)
from latsar.views.coaching_pages import ArrangingView


class CoachingPage(ArrangingView):
    """Deal people to groups, or place them one by one, and name coaches and examiners."""

    page_title = gettext_lazy("Coaching and mentors")
    template_name = "latsar/admin/coaching.html"

    def trail(self) -> list[dict[str, Any]]:
        return super().trail()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.cohort.state != CohortState.CLOSED:
            prepare_guidances(cohort=self.cohort)
        found = arrangement(self.cohort)
        kwargs.setdefault("deal_form", DealForm(initial={"count": found.groups_wanted}))
        return super().get_context_data(**kwargs) | {
            "found": found,
            "is_closed": self.cohort.state == CohortState.CLOSED,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = DealForm(request.POST)
        try:
            done = self._change(form)
        except ArrangementRefused as refused:
            context = self.get_context_data(problem=_refusal_words(refused))
            return self.render_to_response(context, status=422)
        if not done:
            return self.render_to_response(self.get_context_data(deal_form=form), status=422)
        messages.success(request, done)
        return redirect(request.path)

    def _change(self, form: DealForm) -> str:
        do, by = self.request.POST.get("do"), self.request.user
        if do == "add":
            group = add_coaching_group(cohort=self.cohort, by=by)
            return _("%(group)s has been added.") % {"group": group.name}
        if do == "save":
            return self._save()
        if not form.is_valid():
            return ""
        groups = deal_coaching_groups(cohort=self.cohort, count=form.cleaned_data["count"], by=by)
        return _("Everybody is in one of %(count)s coaching groups.") % {"count": len(groups)}

    def _save(self) -> str:
        data, by = self.request.POST.dict(), self.request.user
        coaches = set_coaches(cohort=self.cohort, coaches=chosen(data, COACH), by=by)
        people = place_people(
            cohort=self.cohort,
            groups=chosen(data, GROUP),
            examiners=chosen(data, EXAMINER),
            by=by,
        )
        if not coaches and not people:
            return _("Nothing was changed.")
        return ngettext(
            "Saved. The guidance of %(count)d person has changed.",
            "Saved. The guidance of %(count)d people has changed.",
            people,
        ) % {"count": people}


def _refusal_words(refused: ArrangementRefused) -> str:
    if isinstance(refused, DealRefused):
        return str(refused.reason.label)
    if isinstance(refused, CohortOver):
        return _("The cohort is closed; who guided whom stays as it is.")
    return _("Only coaches and examiners of this cohort can be chosen. Name its staff first.")

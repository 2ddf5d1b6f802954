"""The coach's page: who is silent, late or waiting; and one guided person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.views.staff_pages import CohortView
from latsar.enums import Attention
from latsar.forms.consultations import AnswerForm
from latsar.permissions import may_arrange_guidance, may_coach
from latsar.queries.arrangement import person_link
from latsar.queries.coach_desk import guidance_policy, guided_people
from latsar.queries.consultations import log_of
from latsar.services.consultations import ConsultationRefused, answer_consultation, may_answer
from latsar.views.coaching_pages import GuidedView
from latsar.views.consultations import refusal_words

REASON = "alasan"


class CoachPage(CohortView):
    """Everybody a coach guides, who needs most first; those who arrange see every group."""

    page_title = gettext_lazy("Guided people")
    template_name = "latsar/admin/coach.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not may_coach(request.user, self.cohort):
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        arranges = may_arrange_guidance(self.request.user, self.cohort)
        people = guided_people(self.cohort, None if arranges else self.request.user.pk)
        reason = self.request.GET.get(REASON, "")
        reason = reason if reason in Attention.values else ""
        chips = [
            (one, sum(person.needs_for(one.value) for person in people), one.value == reason)
            for one in Attention
        ]
        return super().get_context_data(**kwargs) | {
            "people": [one for one in people if not reason or one.needs_for(reason)],
            "total": len(people),
            "chips": chips,
            "reason": reason,
            "arranges": arranges,
            "policy": guidance_policy(),
        }


class GuidedPerson(GuidedView):
    """One person's guides and consultation log."""

    template_name = "latsar/admin/guided.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log = [(entry, may_answer(entry, self.actor)) for entry in log_of(self.guidance)]
        return super().get_context_data(**kwargs) | {
            "log": log,
            "found": person_link(self.guidance),
            "arranges": may_arrange_guidance(self.request.user, self.cohort),
        }


class AnswerConsultation(GuidedPerson):
    """The coach's word to an entry of the log."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        entry = get_object_or_404(self.guidance.consultations, pk=kwargs["pk"])
        if not may_answer(entry, self.actor):
            raise Http404
        form = AnswerForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(faulty=entry.pk, faulty_form=form)
            return self.render_to_response(context, status=422)
        try:
            answer_consultation(
                consultation=entry,
                is_confirmed=form.is_confirmed,
                answer=form.cleaned_data["answer"],
                actor=self.actor,
            )
            messages.success(request, _("Your answer has been saved."))
        except ConsultationRefused as refused:
            messages.error(request, refusal_words(refused))
        return redirect(self.own_url())

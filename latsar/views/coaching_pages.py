"""What the staff pages of coaching have in common: who may arrange, who may guide."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.views.staff_pages import CohortView
from latsar.domain.actors import Actor
from latsar.enums import ActorRole
from latsar.models import Guidance
from latsar.permissions import actor_of, may_arrange_guidance
from latsar.queries.guidance import guidances_in
from latsar.services.coaching import prepare_guidances


class ArrangingView(CohortView):
    """A page of who guides whom; for those who arrange it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not may_arrange_guidance(request.user, self.cohort):
            raise Http404

    def coaching_url(self) -> str:
        return reverse("latsar_admin:coaching", args=[self.cohort.slug])

    def trail(self) -> list[dict[str, Any]]:
        own = {"url": self.coaching_url(), "label": _("Coaching and mentors")}
        return [own, *super().trail()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"coaching_url": self.coaching_url()}


class ArrangedPersonView(ArrangingView):
    """A page about one person's mentor."""

    guidance: Guidance

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        prepare_guidances(cohort=self.cohort)
        self.guidance = get_object_or_404(
            guidances_in(self.cohort), enrolment_id=kwargs["enrolment"]
        )

    def own_url(self) -> str:
        return reverse("latsar_admin:mentor", args=[self.cohort.slug, self.guidance.enrolment_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "guidance": self.guidance,
            "enrolment": self.guidance.enrolment,
            "person": self.guidance.enrolment.user,
            "own_url": self.own_url(),
        }


class GuidedView(CohortView):
    """A page about one guided person, for the coach, the examiner and those who arrange."""

    guidance: Guidance
    actor: Actor
    header_icon = "user"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.guidance = get_object_or_404(
            guidances_in(self.cohort), enrolment_id=kwargs["enrolment"]
        )
        actor = actor_of(request.user, self.guidance)
        if actor is None or actor.role == ActorRole.PARTICIPANT:
            raise Http404
        self.actor = actor

    def own_url(self) -> str:
        return reverse("latsar_admin:guided", args=[self.cohort.slug, self.guidance.enrolment_id])

    def get_page_title(self) -> str:
        return str(self.guidance.enrolment.user.name)

    def trail(self) -> list[dict[str, Any]]:
        desk = reverse("latsar_admin:coach", args=[self.cohort.slug])
        return [
            {"url": desk, "label": _("Guided people")},
            {"url": self.own_url(), "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "guidance": self.guidance,
            "enrolment": self.guidance.enrolment,
            "person": self.guidance.enrolment.user,
            "actor": self.actor,
            "own_url": self.own_url(),
        }

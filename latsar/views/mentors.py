"""One person's mentor: who that is, and the personal link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.enums import CohortState
from latsar.forms.mentors import MentorForm, as_initial
from latsar.queries.arrangement import person_link
from latsar.services.mentor_links import (
    CohortOver,
    LinkRefused,
    NoMentor,
    request_link,
    request_missing_links,
    revoke_link,
)
from latsar.services.mentors import assign_mentor, release_mentor
from latsar.views.coaching_pages import ArrangedPersonView, ArrangingView


class MentorOfPerson(ArrangedPersonView):
    """Who the mentor is, and how the link stands."""

    page_title = gettext_lazy("Mentor")
    template_name = "latsar/admin/mentor.html"

    def get_page_title(self) -> str:
        return _("Mentor of %(name)s") % {"name": self.guidance.enrolment.user.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", MentorForm(initial=as_initial(self.guidance.mentor)))
        return super().get_context_data(**kwargs) | {
            "found": person_link(self.guidance),
            "is_closed": self.cohort.state == CohortState.CLOSED,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        form = MentorForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            assign_mentor(
                enrolment=self.guidance.enrolment, details=form.details(), by=request.user
            )
            messages.success(request, _("The mentor has been saved."))
        except CohortOver as refused:
            messages.error(request, link_refusal_words(refused))
        return redirect(self.own_url())


class PersonAct(ArrangedPersonView):
    """A POST about one person's mentor that ends at the page about them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except LinkRefused as refused:
            messages.error(request, link_refusal_words(refused))
        return redirect(self.own_url())

    def act(self) -> str:
        """Call the one service and say what happened."""
        raise NotImplementedError


class SendLink(PersonAct):
    """Send the mentor a fresh link; the one before it stops working."""

    def act(self) -> str:
        link = request_link(guidance=self.guidance, by=self.request.user)
        return _("A personal link is on its way to %(address)s.") % {"address": link.email}


class RevokeLink(PersonAct):
    """Let the link work no longer."""

    def act(self) -> str:
        if revoke_link(guidance=self.guidance, by=self.request.user):
            return _("The link no longer works.")
        return _("There was no link that worked.")


class ReleaseMentor(PersonAct):
    """Leave the person without mentor."""

    def act(self) -> str:
        release_mentor(enrolment=self.guidance.enrolment, by=self.request.user)
        return _("The person has no mentor now. What the mentor answered is kept.")


class SendMissingLinks(ArrangingView):
    """Send a link to every mentor who has an address and no working link."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        count = 0
        if self.cohort.state != CohortState.CLOSED:
            count = request_missing_links(cohort=self.cohort, by=request.user)
        words = ngettext(
            "%(count)d personal link is on its way.",
            "%(count)d personal links are on their way.",
            count,
        )
        nobody = _("There was no mentor to send a link to.")
        messages.success(request, words % {"count": count} if count else nobody)
        return redirect(self.coaching_url())


def link_refusal_words(refused: LinkRefused) -> str:
    """Say why no link was sent, and what to do."""
    if isinstance(refused, NoMentor):
        return _("This person has no mentor yet. Name one first.")
    if isinstance(refused, CohortOver):
        return _("The cohort is closed; who guided whom stays as it is.")
    return _("The mentor has no e-mail address. Fill it in first.")

"""What Latsar adds to the Wagtail admin and to cohorts: addresses, buttons, words of the log."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from courses.enums import MEMBER_STATES, READABLE_COHORTS
from courses.models import Cohort, Enrolment
from courses.views.cohort_actions import MORE_ACTIONS, Action
from latsar.permissions import may_arrange_guidance, may_coach


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    """Mount the staff pages of Latsar beside those of cohorts."""
    return [path("angkatan/", include("latsar.admin_urls", namespace="latsar_admin"))]


@hooks.register(MORE_ACTIONS)
def coaching_actions(cohort: Cohort, user: Any) -> list[Action]:
    """Who guides whom, and the people whom one guides."""
    actions = []
    if may_arrange_guidance(user, cohort):
        url = reverse("latsar_admin:coaching", args=[cohort.slug])
        actions.append(Action(gettext("Coaching and mentors"), url, "group"))
    if may_coach(user, cohort):
        url = reverse("latsar_admin:coach", args=[cohort.slug])
        actions.append(Action(gettext("Guided people"), url, "view"))
    return actions


@hooks.register("register_cohort_links")
def consultation_links(enrolment: Enrolment) -> list[tuple[str, str, str]]:
    """The consultation log of a person whose cohort has begun."""
    if enrolment.state not in MEMBER_STATES or enrolment.cohort.state not in READABLE_COHORTS:
        return []
    url = reverse("latsar:consultations", args=[enrolment.cohort.slug])
    return [(gettext("Coaching and mentor"), url, "users")]


@hooks.register("register_log_actions")
def register_guidance_actions(actions: LogActionRegistry) -> None:
    """Name what happens to who guides whom."""
    for action, label, message in (
        ("coaching.dealt", _("Deal coaching groups"), _("People dealt to coaching groups")),
        ("coaching.arranged", _("Arrange coaching"), _("Coaching groups changed")),
        ("guidance.changed", _("Change guidance"), _("Coaching group or examiner changed")),
        ("mentor.assigned", _("Name mentor"), _("Mentor named or corrected")),
        ("mentor.released", _("Release mentor"), _("Mentor released")),
        ("mentor_link.requested", _("Send mentor link"), _("Personal link sent to the mentor")),
        ("mentor_link.revoked", _("Revoke mentor link"), _("Personal link of the mentor revoked")),
        ("consultation.logged", _("Log consultation"), _("Consultation written into the log")),
        ("consultation.removed", _("Remove consultation"), _("Consultation taken back")),
        ("consultation.answered", _("Answer consultation"), _("Consultation answered")),
    ):
        actions.register_action(f"latsar.{action}", label, message)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the log actions of the load."""
    actions.register_action(
        "latsar.programme.created", _("Load programme"), _("Loaded from the package")
    )
    actions.register_action(
        "latsar.programme.updated", _("Update programme"), _("Updated from the package")
    )

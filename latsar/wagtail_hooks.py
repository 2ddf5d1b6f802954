"""What Latsar adds to the Wagtail admin and to cohorts: addresses, buttons, words of the log."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from courses.enums import MEMBER_STATES, READABLE_COHORTS
from courses.models import Cohort, Enrolment
from courses.views.cohort_actions import CHANGE, MORE_ACTIONS, Action
from latsar.permissions import (
    may_arrange_guidance,
    may_coach,
    may_decide_scores,
    may_follow_aktualisasi,
    may_score,
)
from latsar.viewsets.schemes import EvaluationGroup


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


@hooks.register(MORE_ACTIONS)
def graduation_action(cohort: Cohort, user: Any) -> list[Action]:
    """The graduation meeting of a cohort that has begun."""
    if cohort.state not in READABLE_COHORTS or not may_decide_scores(user, cohort):
        return []
    url = reverse("latsar_admin:graduation", args=[cohort.slug])
    return [Action(gettext("Graduation"), url, "success")]


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
    actions.register_action(
        "latsar.attendance_rule.created",
        _("Load attendance rule"),
        _("Attendance rule loaded from the package"),
    )
    actions.register_action(
        "latsar.attendance_rule.updated",
        _("Update attendance rule"),
        _("Attendance rule updated from the package"),
    )


@hooks.register("register_admin_viewset")
def register_schemes() -> EvaluationGroup:
    """Weights, bands and remedial rules."""
    return EvaluationGroup()


@hooks.register(MORE_ACTIONS)
def scheme_action(cohort: Cohort, user: Any) -> list[Action]:
    """How the cohort is evaluated."""
    if not user.has_perm(CHANGE):
        return []
    url = reverse("latsar_admin:cohort-schemes", args=[cohort.slug])
    return [Action(gettext("Evaluation scheme"), url, "order")]


@hooks.register("register_log_actions")
def register_scheme_actions(actions: LogActionRegistry) -> None:
    """Name what happens to evaluation schemes and in graduation meetings."""
    for action, label, message in (
        ("scheme.created", _("Load scheme"), _("Scheme loaded from the package")),
        ("scheme.updated", _("Update scheme"), _("Scheme updated from the package")),
        ("scheme.changed", _("Change scheme"), _("Scheme changed")),
        ("programme.schemes_chosen", _("Choose schemes"), _("Schemes of the programme chosen")),
        ("cohort.scheme_chosen", _("Choose schemes"), _("Schemes of the cohort chosen")),
        ("cohort.scheme_frozen", _("Freeze scheme"), _("Evaluation policy frozen")),
        ("graduation.opened", _("Open meeting"), _("Graduation meeting opened")),
        ("graduation.decided", _("Decide graduation"), _("Graduation decided")),
        ("graduation.confirmed", _("Confirm graduation"), _("Graduation confirmed")),
    ):
        actions.register_action(f"latsar.{action}", label, message)


@hooks.register(MORE_ACTIONS)
def score_actions(cohort: Cohort, user: Any) -> list[Action]:
    """The scores of a cohort that has begun, for those who give or decide about them."""
    if cohort.state not in READABLE_COHORTS or not may_score(user, cohort):
        return []
    return [Action(gettext("Scores"), reverse("latsar_admin:scores", args=[cohort.slug]), "tasks")]


@hooks.register("register_cohort_links")
def score_links(enrolment: Enrolment) -> list[tuple[str, str, str]]:
    """Own scores of a person whose cohort has begun."""
    if enrolment.state not in MEMBER_STATES or enrolment.cohort.state not in READABLE_COHORTS:
        return []
    url = reverse("latsar:my-scores", args=[enrolment.cohort.slug])
    return [(gettext("My scores"), url, "chart-bar")]


@hooks.register("register_log_actions")
def register_score_actions(actions: LogActionRegistry) -> None:
    """Name what happens to scores."""
    for action, label, message in (
        ("scores.set_up", _("Set up component"), _("Scoring of a component set up")),
        ("scores.rated", _("Rate"), _("Scores given by a rater")),
        ("scores.entered", _("Enter scores"), _("Scores entered")),
        ("scores.imported", _("Import scores"), _("Scores imported")),
        ("scores.sheet_imported", _("Import sheet"), _("Sheet of scores imported")),
        ("scores.fetched", _("Take quiz scores"), _("Scores taken from a quiz")),
        ("scores.locked", _("Lock scores"), _("Scores locked")),
        ("scores.released", _("Release scores"), _("Scores released to participants")),
        ("scores.paper_added", _("Add paper"), _("Paper added to scores")),
        ("score.moderated", _("Moderate score"), _("Score agreed in moderation")),
        ("score.unmoderated", _("Take moderation back"), _("Moderation taken back")),
        ("score.unlocked", _("Unlock score"), _("Score unlocked")),
        ("objection.made", _("Object"), _("Objection made")),
        ("objection.answered", _("Answer objection"), _("Objection answered")),
    ):
        actions.register_action(f"latsar.{action}", label, message)


@hooks.register(MORE_ACTIONS)
def aktualisasi_actions(cohort: Cohort, user: Any) -> list[Action]:
    """How far everybody's aktualisasi is, for those who guide, examine or arrange."""
    if cohort.state not in READABLE_COHORTS or not may_follow_aktualisasi(user, cohort):
        return []
    url = reverse("latsar_admin:aktualisasi-people", args=[cohort.slug])
    return [Action("Aktualisasi", url, "doc-full")]


@hooks.register("register_cohort_links")
def aktualisasi_links(enrolment: Enrolment) -> list[tuple[str, str, str]]:
    """Own aktualisasi of a person whose cohort has begun."""
    if enrolment.state not in MEMBER_STATES or enrolment.cohort.state not in READABLE_COHORTS:
        return []
    url = reverse("latsar:aktualisasi-overview", args=[enrolment.cohort.slug])
    return [("Aktualisasi", url, "briefcase")]


@hooks.register("register_log_actions")
def register_aktualisasi_actions(actions: LogActionRegistry) -> None:
    """Name what happens to papers of aktualisasi."""
    for action, label, message in (
        ("handed_in", _("Hand in paper"), _("Paper of aktualisasi handed in")),
        ("taken_back", _("Take back paper"), _("Paper of aktualisasi taken back")),
        ("reopened", _("Open paper for a change"), _("Approved paper opened for a change")),
        ("approved", _("Approve paper"), _("Paper of aktualisasi approved")),
        ("returned", _("Return paper"), _("Paper of aktualisasi returned")),
    ):
        actions.register_action(f"latsar.aktualisasi.{action}", label, message)

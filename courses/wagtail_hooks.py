"""Staff of the LMS inside Wagtail: their addresses, menu entries and guards."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    """Mount the staff pages of cohorts."""
    return [path("angkatan/", include("courses.admin_urls", namespace="courses_admin"))]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what the services write into the audit log."""
    for action, label, message in (
        ("cohort.created", _("Create cohort"), _("Cohort created")),
        ("cohort.opened", _("Open cohort"), _("Cohort opened for enrolment")),
        ("cohort.started", _("Start cohort"), _("Cohort started, curriculum pinned")),
        ("cohort.closed", _("Close cohort"), _("Cohort closed")),
        ("cohort.enrolled", _("Enrol people"), _("People enrolled")),
        ("cohort.refreshed", _("Update enrolments"), _("Enrolments updated from the people")),
        ("enrolment.withdrawn", _("Withdraw"), _("Enrolment withdrawn")),
        ("enrolment.reinstated", _("Reinstate"), _("Enrolment reinstated")),
    ):
        actions.register_action(f"courses.{action}", label, message)

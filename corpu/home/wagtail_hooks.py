"""Puts the staff's side together: lists, menu, first page of the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import RecentEditsPanel, WorkflowObjectsToModeratePanel

from corpu.home.panels import CohortsPanel, StaffOverview, WaitingPanel
from corpu.home.session_panel import SessionsPanel
from corpu.home.views.guides import GUIDES, GuideView, guide_picture
from courses.viewsets.cohorts import CohortViewSet
from courses.viewsets.planning import PlanningGroup
from courses.viewsets.programmes import ProgrammeViewSet
from courses.viewsets.question_chooser import QuestionChooserViewSet
from courses.viewsets.questions import QuestionViewSet

# Of Wagtail's own panels those that show an author something to do.
KEPT_PANELS = (RecentEditsPanel, WorkflowObjectsToModeratePanel)
SHORTCUTS = "keyboard-shortcuts-trigger"


class RosterMenuItem(MenuItem):
    """The way to bring in an agency's spreadsheet."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("courses.can_import_roster")


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Lists of cohorts, programmes, questions, and what timetables draw on."""
    return [
        CohortViewSet(),
        ProgrammeViewSet(),
        QuestionViewSet(),
        QuestionChooserViewSet(),
        PlanningGroup(),
    ]


@hooks.register("register_admin_menu_item")
def register_roster_menu_item() -> MenuItem:
    """Importing people is daily work: one click away."""
    return RosterMenuItem(
        _("Import people"),
        reverse_lazy("courses_admin:roster-upload"),
        name="roster",
        icon_name="upload",
        order=15,
    )


@hooks.register("construct_homepage_panels")
def construct_homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits and the cohorts before what Wagtail has to say to authors."""
    overview = StaffOverview(request.user)
    kept = [panel for panel in panels if isinstance(panel, KEPT_PANELS)]
    panels[:] = [
        WaitingPanel(overview),
        SessionsPanel(request.user),
        CohortsPanel(overview),
        *kept,
    ]


@hooks.register("register_admin_urls")
def register_guide_urls() -> list[URLPattern]:
    """The guides and their pictures."""
    return [
        path("panduan/gambar/<path:path>", guide_picture, name="guide-picture"),
        path("panduan/<slug:name>/", GuideView.as_view(), name="guide-show"),
    ]


@hooks.register("construct_help_menu")
def construct_help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer our own guides instead of links to Wagtail's site."""
    kept = [item for item in items if item.name == SHORTCUTS]
    guides = [
        MenuItem(label, reverse_lazy("guide-show", args=[name]), name=name, icon_name="doc-full")
        for name, label in GUIDES.items()
    ]
    items[:] = [*guides, *kept]


@hooks.register("insert_global_admin_css")
def tracking_styles() -> SafeString:
    """Styles of states, figures and the table of people."""
    return format_html('<link rel="stylesheet" href="{}">', static("courses/tracking.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what planning and issuing write into the audit log."""
    for action, label, message in (
        ("courses.cohort.changed", _("Change cohort"), _("Facts of the cohort changed")),
        ("courses.cohort.staffed", _("Assign staff"), _("Staff of the cohort changed")),
        ("courses.certificates.issued", _("Issue certificates"), _("Certificates issued")),
    ):
        actions.register_action(action, label, message)

"""Puts people and agencies into the admin and names what the audit log says about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.log_actions import LogActionRegistry

from corpu.accounts.models import User
from corpu.accounts.viewsets.agencies import agency_viewset
from corpu.accounts.viewsets.people import people_viewset

LOG_ACTIONS = {
    "accounts.person.created": gettext_lazy("Person added"),
    "accounts.person.changed": gettext_lazy("Person changed"),
    "accounts.access.changed": gettext_lazy("Access changed"),
    "accounts.role.given": gettext_lazy("Role given"),
    "accounts.invitation.requested": gettext_lazy("Invitation requested"),
    "accounts.invitation.accepted": gettext_lazy("Invitation accepted"),
    "accounts.agency.created": gettext_lazy("Agency added"),
    "accounts.agency.changed": gettext_lazy("Agency changed"),
}


class PeopleGroup(ViewSetGroup):
    """One menu entry for people and where they come from."""

    menu_label = gettext_lazy("People")
    menu_name = "people-and-agencies"
    menu_icon = "group"
    menu_order = 220
    items = (people_viewset, agency_viewset)


@hooks.register("register_admin_viewset")
def people_and_agencies() -> PeopleGroup:
    return PeopleGroup()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for action, label in LOG_ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("before_bulk_action")
def refuse_bulk_changes_of_people(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Refuse Wagtail's bulk actions on people: they delete and hand out roles without a record."""
    if not any(isinstance(thing, User) for thing in objects):
        return None
    messages.error(request, _("People are changed one by one, so that the log shows why."))
    return redirect("wagtailadmin_home")

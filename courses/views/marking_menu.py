"""The way to marking in the menu, with the number of works that wait."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from courses.permissions import is_organiser
from courses.queries.marking_queue import markable_cohorts, waiting_count


class MarkingMenuItem(MenuItem):
    """Shown to whoever marks somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_organiser(request.user) or markable_cohorts(request.user).exists()

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        count = waiting_count(request.user)
        if count:
            component.label = f"{component.label} ({count})"
        return component

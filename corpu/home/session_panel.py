"""What instructors find on the admin's first page: the sessions they teach next."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from corpu.accounts.models import User
from corpu.core import clock
from courses.queries.timetable import next_sessions_of

SESSIONS_SHOWN = 5


class SessionsPanel(Component):
    """Own next sessions, with the way to the roll; nothing for who teaches nothing."""

    name = "corpu_sessions"
    template_name = "home/admin/sessions.html"
    order = 15

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        now = clock.now()
        return {
            "sessions": next_sessions_of(self.user, since=now, count=SESSIONS_SHOWN),
            "now": now,
        }

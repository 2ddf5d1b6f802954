"""The way to the roll in the menu, and the names of what happens to it in the audit log."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from courses.permissions import is_organiser
from courses.queries.roll import sessions_to_roll

ROLL_ACTIONS = (
    (
        "attendance.corrected",
        gettext_lazy("Correct attendance"),
        gettext_lazy("Attendance corrected"),
    ),
    ("attendance.letter_added", gettext_lazy("Add letter"), gettext_lazy("Letter added")),
    ("roll.closed", gettext_lazy("Close the roll"), gettext_lazy("Roll closed")),
    ("roll.reopened", gettext_lazy("Reopen the roll"), gettext_lazy("Roll reopened")),
    (
        "roll.sheet_imported",
        gettext_lazy("Import a sheet"),
        gettext_lazy("Attendance imported from a sheet"),
    ),
    (
        "suspicion.judged",
        gettext_lazy("Judge a suspicion"),
        gettext_lazy("Conclusion about a suspicion kept"),
    ),
)


class RollMenuItem(MenuItem):
    """Shown to whoever takes a roll somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_organiser(request.user) or sessions_to_roll(request.user).exists()

"""What happens to a timetable, as the audit log names it."""

from django.utils.translation import gettext_lazy

TIMETABLE_ACTIONS = (
    ("phases.planned", gettext_lazy("Plan phases"), gettext_lazy("Dates of the phases changed")),
    ("groups.moved", gettext_lazy("Move to a group"), gettext_lazy("Moved to another group")),
    ("session.planned", gettext_lazy("Plan session"), gettext_lazy("Session planned")),
    ("session.changed", gettext_lazy("Change session"), gettext_lazy("Session changed")),
    ("session.cancelled", gettext_lazy("Cancel session"), gettext_lazy("Session cancelled")),
    ("session.restored", gettext_lazy("Plan again"), gettext_lazy("Session planned again")),
    (
        "timetable.emptied",
        gettext_lazy("Empty timetable"),
        gettext_lazy("All sessions removed"),
    ),
    (
        "timetable.copied",
        gettext_lazy("Copy timetable"),
        gettext_lazy("Timetable copied from another cohort"),
    ),
)

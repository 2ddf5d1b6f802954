"""What every timetable draws on, in Wagtail's admin: rooms, holidays, attendance rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from courses.models import AttendanceRule, Holiday, Room

PLAN = "courses.change_cohort"


class PlanningPolicy(ModelPermissionPolicy):
    """Whoever plans cohorts keeps these lists."""

    def __init__(self, model: Any, *, may_delete: bool = False) -> None:
        super().__init__(model)
        self.may_delete = may_delete

    def user_has_permission(self, user: Any, action: str) -> bool:
        # What timetables and cohorts refer to stays.
        allowed = self.may_delete or action != "delete"
        return allowed and user.is_active and user.has_perm(PLAN)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "change")


class PlanningViewSet(ModelViewSet):
    """A list that is kept by whoever plans."""

    add_to_reference_index = False
    copy_view_enabled = False
    may_delete = False

    @property
    def permission_policy(self) -> PlanningPolicy:
        return PlanningPolicy(self.model, may_delete=self.may_delete)


class RoomViewSet(PlanningViewSet):
    model = Room
    name = "room"
    url_prefix = "ruang"
    icon = "home"
    menu_label = _("Rooms")
    search_fields = ["name", "site"]
    list_filter = ["is_active"]
    list_display = [
        TitleColumn("name", label=_("Name"), sort_key="name", url_name="room:edit"),
        Column("site", label=_("Building or campus"), sort_key="site"),
        NumberColumn("seats", label=_("Seats"), sort_key="seats", classname="num"),
        BooleanColumn("is_active", label=_("In use")),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("site")]),
            FieldPanel("seats"),
            FieldPanel(
                "is_active",
                help_text=_("A room out of use stays in old timetables and is not offered again."),
            ),
        ]
    )


class HolidayViewSet(PlanningViewSet):
    model = Holiday
    may_delete = True
    name = "holiday"
    url_prefix = "hari-libur"
    icon = "calendar-check"
    menu_label = _("Holidays")
    search_fields = ["label"]
    ordering = ["-day"]
    list_display = [
        TitleColumn("day", label=_("Date"), sort_key="day", url_name="holiday:edit"),
        Column("label", label=_("Name"), sort_key="label"),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "The government's joint decree (SKB) of each year names holidays and collective"
                    " leave. Timetables are copied around them."
                )
            ),
            FieldRowPanel([FieldPanel("day"), FieldPanel("label")]),
        ]
    )


class LimitColumn(Column):
    """A limit of absence; one that is not known is said to be so."""

    cell_template_name = "courses/admin/timetable/_limit_cell.html"


class MarkColumn(Column):
    """How sure the figures are, as a word."""

    cell_template_name = "courses/admin/timetable/_mark_cell.html"


class AttendanceRuleViewSet(PlanningViewSet):
    model = AttendanceRule
    name = "attendance_rule"
    url_prefix = "aturan-kehadiran"
    icon = "clipboard-list"
    menu_label = _("Attendance rules")
    search_fields = ["label", "code", "source"]
    list_display = [
        TitleColumn("label", label=_("Rule"), sort_key="label", url_name="attendance_rule:edit"),
        Column("source", label=_("Source")),
        MarkColumn("mark", label=pgettext_lazy("confidence", "Mark"), sort_key="mark"),
        LimitColumn("max_sessions", label=_("Sessions"), classname="num"),
        LimitColumn("max_jp", label="JP", classname="num"),
        LimitColumn("max_days", label=_("Days"), classname="num"),
    ]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "A cohort keeps the rule as it reads when it starts. Give each figure the mark"
                    " of its source; leave a limit that is not known empty."
                )
            ),
            FieldRowPanel([FieldPanel("code"), FieldPanel("label")]),
            FieldRowPanel([FieldPanel("source"), FieldPanel("mark")]),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("max_sessions"),
                            FieldPanel("max_jp"),
                            FieldPanel("max_days"),
                        ]
                    ),
                    FieldPanel("is_guidance"),
                ],
                heading=_("More than this is beyond the limit"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("counts_excused"),
                    FieldPanel("counts_sick"),
                    FieldPanel("absent_day"),
                ],
                heading=_("What counts as absence"),
            ),
        ]
    )


class PlanningGroup(ModelViewSetGroup):
    """One entry of the menu for all three."""

    menu_label = _("Planning")
    menu_icon = "calendar"
    menu_order = 25
    items = (RoomViewSet, HolidayViewSet, AttendanceRuleViewSet)

"""Scoring forms in Wagtail's admin: the institute's own items, and the neutral stopgaps."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from latsar.models import ScoringForm

MAX_ITEMS = 12


class ScoringFormViewSet(ModelViewSet):
    model = ScoringForm
    name = "scoringform"
    url_prefix = "formulir-nilai"
    icon = "list-ol"
    menu_label = _("Scoring forms")
    copy_view_enabled = False
    add_to_reference_index = False
    search_fields = ["title", "component"]
    list_display = [
        "title",
        Column("component", label=_("Component")),
        BooleanColumn("is_neutral", label=_("Neutral default")),
        BooleanColumn("is_active", label=_("Offered")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("component"), FieldPanel("is_active")]),
            FieldPanel("guidance"),
            InlinePanel(
                "items",
                heading=_("Items"),
                label=_("Item"),
                min_num=1,
                max_num=MAX_ITEMS,
                panels=[FieldPanel("label"), FieldPanel("weight"), FieldPanel("description")],
            ),
            FieldPanel("is_neutral"),
        ]
    )

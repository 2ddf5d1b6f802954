"""The home page: who this is for and where to go."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    """The root of the site."""

    headline = models.CharField(_("headline"), max_length=120)
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CataloguePage"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")

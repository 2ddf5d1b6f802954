"""Choices of authoring."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WritingState(TextChoices):
    """How far what is written has come on its way to the readers."""

    DRAFT = "draft", _("draft, not published yet")
    CHANGED = "changed", _("published, changed since")
    RETURNED = "returned", _("changes asked for")
    REVIEW = "review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")

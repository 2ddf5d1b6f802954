"""Choices of the packaged curricula."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KeptReason(TextChoices):
    """Why a load left a page as staff have it."""

    EDITED = "edited", _("edited here")
    NEWER_TEXT = "newer_text", _("edited here; the package has a newer text")
    UNPUBLISHED = "unpublished", _("unpublished here")
    MOVED = "moved", _("moved to another place here")
    DELETED = "deleted", _("deleted here")
    ARCHIVED = "archived", _("archived here")
    OWN = "own", _("a programme made here has this code")
    REMOVED = "removed", _("no longer in the package; the page stays")

"""Choices that every package shares."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mark(TextChoices):
    """How sure a fact of the field is; M must never reach an official document."""

    VERIFIED = "V", _("verified")
    SECONDARY = "S", _("secondary source")
    DERIVED = "D", _("derived by calculation")
    MEMORY = "M", _("not yet verified")

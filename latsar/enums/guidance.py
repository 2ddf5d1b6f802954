"""Choices of guidance: who acts, how a mentor's link stands, whom a coach should look after."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActorRole(TextChoices):
    """In which role somebody acts on a person's guidance or aktualisasi."""

    PARTICIPANT = "participant", _("participant")
    MENTOR = "mentor", _("mentor")
    COACH = "coach", _("coach")
    EXAMINER = "examiner", _("examiner")
    ORGANISER = "organiser", _("organiser")


class LinkState(TextChoices):
    """How far a mentor's personal link is."""

    NONE = "none", pgettext_lazy("mentor link", "not sent")
    OWED = "owed", pgettext_lazy("mentor link", "on its way")
    FAILED = "failed", pgettext_lazy("mentor link", "could not be sent")
    VALID = "valid", pgettext_lazy("mentor link", "sent, not opened")
    OPENED = "opened", pgettext_lazy("mentor link", "opened")
    EXPIRED = "expired", pgettext_lazy("mentor link", "expired")
    REVOKED = "revoked", pgettext_lazy("mentor link", "revoked")


class ConsultationState(TextChoices):
    """Whether the coach or mentor has confirmed an entry of the log."""

    WAITING = "waiting", pgettext_lazy("consultation", "waiting for confirmation")
    CONFIRMED = "confirmed", pgettext_lazy("consultation", "confirmed")
    DISPUTED = "disputed", pgettext_lazy("consultation", "to be corrected")


class Attention(TextChoices):
    """Why a coach should look after a person now, the most pressing first."""

    WAITING = "waiting", pgettext_lazy("guidance", "waiting for an answer")
    LATE = "late", pgettext_lazy("guidance", "late")
    SILENT = "silent", pgettext_lazy("guidance", "silent")
    NO_MENTOR = "no_mentor", pgettext_lazy("guidance", "has no mentor yet")

"""Choices of attempts: what becomes of a saved answer, and what is wrong with one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SaveVerdict(TextChoices):
    """What becomes of an answer that arrives."""

    ACCEPTED = "accepted", _("saved")
    REPEATED = "repeated", _("saved before")
    CONFLICT = "conflict", _("a newer answer came from elsewhere")


class AnswerFault(TextChoices):
    """Why something is not an answer to a question."""

    WRONG_SHAPE = "wrong_shape", _("This is not an answer to this kind of question.")
    UNKNOWN_CHOICE = "unknown_choice", _("The question has no such choice.")
    TOO_LONG = "too_long", _("The text is too long.")

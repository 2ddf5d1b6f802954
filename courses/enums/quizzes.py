"""Choices of how a quiz stands for one person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuizState(TextChoices):
    """How far a person is with a quiz."""

    FRESH = "fresh", _("not begun")
    UNDERWAY = "underway", _("in progress")
    WAITING = "waiting", _("waiting to be marked")
    PASSED = "passed", pgettext_lazy("quiz", "passed")
    FAILED = "failed", _("not passed yet")


class QuizStep(TextChoices):
    """What a person may do with a quiz now."""

    START = "start", _("Start the quiz")
    CONTINUE = "continue", _("Continue the quiz")
    AGAIN = "again", _("Try again")

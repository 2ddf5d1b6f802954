"""Choices of graduation: what is proposed to the meeting, and why."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProposedOutcome(TextChoices):
    """What the rule proposes; the order is from better to worse. People decide."""

    PASSED = "lulus", pgettext_lazy("outcome", "passed")
    POSTPONED = "ditunda", pgettext_lazy("outcome", "postponed")
    UNDECIDED = "undecided", _("no proposal: the meeting has to look at it")
    FAILED = "tidak_lulus", pgettext_lazy("outcome", "not passed")


class GraduationReason(TextChoices):
    """Why it is proposed, or what the meeting should know; all that apply are told."""

    WITHDRAWN = "withdrawn", _("The person has withdrawn.")
    NO_SCHEME = "no_scheme", _("No evaluation scheme has been chosen for the cohort.")
    SCORE_MISSING = "score_missing", _("Scores are missing.")
    SCORE_PASSED = "score_passed", _("The final score reaches the passing score.")
    SCORE_POSTPONED = "score_postponed", _("The final score is in the band that is postponed.")
    SCORE_FAILED = "score_failed", _("The final score is in the band that does not pass.")
    INCOMPLETE = "incomplete", _("Required activities are not completed.")
    PAPERS_MISSING = "papers_missing", _("Required papers are missing.")
    ABSENCE_EXCEEDED = "absence_exceeded", _("Absence is beyond the limit; the meeting judges it.")
    ABSENCE_OVER_GUIDE = (
        "absence_over_guide",
        _("Absence is beyond a guide value; the limit of this regulation is not known."),
    )
    BAND_CAPPED = "band_capped", _("After a repetition the band is limited.")
    ATTEMPTS_USED = "attempts_used", _("No repetition is left under the remedial rule.")
    UNVERIFIED = "unverified", _("The proposal rests on values that are not yet verified.")

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
    SCORES_OPEN = "scores_open", _("Scores are not locked yet.")
    OBJECTION_OPEN = "objection_open", _("An objection to a score waits for its answer.")
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


class DecisionRefusal(TextChoices):
    """Why a decision is not taken; the label says what to do."""

    NOT_STARTED = "not_started", _("The cohort has not begun, so there is nothing to decide yet.")
    NOT_A_MEMBER = "not_a_member", _("The person is not a member of this cohort any more.")
    IS_FINAL = (
        "is_final",
        _("It was decided and confirmed already; only who was postponed is decided again."),
    )
    NO_PROPOSAL = (
        "no_proposal",
        _("There is no proposal to take over. Choose an outcome and say why."),
    )
    NEEDS_NOTE = (
        "needs_note",
        _("The outcome differs from the proposal, or does not pass. Say why."),
    )
    NEEDS_REPEAT = "needs_repeat", _("Say what is to be repeated, and until when.")
    UNTIL_PASSED = "until_passed", _("The day until which it is repeated lies before the meeting.")
    SAME_PERSON = "same_person", _("Who decided cannot confirm. Ask a second person.")
    FACTS_CHANGED = "facts_changed", _("The facts have changed since it was decided. Decide again.")
    NO_ATTENDANCE = "no_attendance", _("Write down who took part in the meeting.")

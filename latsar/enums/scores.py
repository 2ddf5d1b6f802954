"""Choices of scores: where they come from, what happened to them, what stands in the way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ScoreSource(TextChoices):
    """How the scores of one component of a cohort come about."""

    RATERS = "raters", _("given by raters")
    QUIZ = "quiz", _("taken from a quiz")
    EXTERNAL = "external", _("result from elsewhere")


class ScoreHow(TextChoices):
    """What the score that holds is made of."""

    NONE = "none", _("not scored yet")
    MEAN = "mean", _("mean of the raters")
    MODERATED = "moderated", _("agreed in moderation")
    QUIZ = "quiz", _("from the quiz")
    EXTERNAL = "external", _("from elsewhere")


class ScoreStage(TextChoices):
    """How far one score is on its way to the participant."""

    MISSING = "missing", pgettext_lazy("score", "missing")
    ENTERED = "entered", pgettext_lazy("score", "entered")
    DISPUTED = "disputed", pgettext_lazy("score", "to be moderated")
    LOCKED = "locked", pgettext_lazy("score", "locked")
    RELEASED = "released", pgettext_lazy("score", "released")


class ScoreAct(TextChoices):
    """What was done to a score."""

    RATED = "rated", _("rated")
    ENTERED = "entered", pgettext_lazy("act", "entered")
    IMPORTED = "imported", pgettext_lazy("act", "imported")
    FETCHED = "fetched", _("taken from the quiz")
    MODERATED = "moderated", _("moderated")
    UNMODERATED = "unmoderated", _("moderation taken back")
    LOCKED = "locked", pgettext_lazy("act", "locked")
    UNLOCKED = "unlocked", _("unlocked")
    RELEASED = "released", pgettext_lazy("act", "released")


class ScoreRefusal(TextChoices):
    """Why a score cannot be changed as asked; the label says what to do."""

    LOCKED = "locked", _("This score is locked. Unlock it with a reason first.")
    MODERATED = "moderated", _("This score was agreed in moderation. Take the moderation back.")
    FROM_QUIZ = "from_quiz", _("The scores of this component are taken from a quiz.")
    NOT_RATED = "not_rated", _("The scores of this component are not given by raters.")
    HAS_FORM = "has_form", _("This component is scored with a form, item by item.")
    NOT_MODERATED = "not_moderated", _("This score was not agreed in moderation.")
    NO_RATING = "no_rating", _("No rater has given a whole score yet.")
    NOT_LOCKED = "not_locked", _("This score is not locked.")
    NO_REASON = "no_reason", _("A score that stands is only changed with a reason.")
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("Somebody else changed this score. Look at it and save again."),
    )
    NOT_A_MEMBER = "not_a_member", _("This person is not a member of the cohort any more.")
    NOT_RUNNING = "not_running", _("Scores are entered and changed while the cohort is running.")


class LockHold(TextChoices):
    """Why a score is not ready to be locked."""

    NO_VALUE = "no_value", _("no score yet")
    SPREAD = "spread", _("raters differ, moderate first")
    NO_PAPER = "no_paper", _("the paper is missing")


class ScoreFault(TextChoices):
    """Why something written is no score."""

    NOT_A_NUMBER = "not_a_number", _("“%(text)s” is not a number. Write it like 85 or 85,50.")
    OUT_OF_RANGE = "out_of_range", _("%(text)s does not lie between 0 and 100.")
    FORMULA = "formula", _("The cell holds a formula. Paste its value instead.")


class ScoreRowFault(TextChoices):
    """Why a row of a sheet of scores is not taken."""

    NO_PERSON = "no_person", _("The row names nobody. Fill in the NIP or the name.")
    UNKNOWN = "unknown", _("Nobody in this cohort has this NIP or name.")
    AMBIGUOUS = "ambiguous", _("Several people have this name. Fill in the NIP.")
    TWICE = "twice", _("The person stands in the sheet more than once.")
    NIP_LOST = "nip_lost", _("The NIP is stored as a number and has lost digits. Make it text.")
    REFUSED = "refused", "%(reason)s"
    WRONG = "wrong", "%(reason)s"


class ScoreSheetFault(TextChoices):
    """Why a table is no sheet of scores."""

    NO_HEADING = (
        "no_heading",
        _("No heading found. The first row names the columns: NIP, Nama, and codes of components."),
    )
    NO_COMPONENT = (
        "no_component",
        _("No column is named after a component. Use one of these codes: %(codes)s."),
    )
    TWICE = "twice", _("The column %(column)s stands in the sheet more than once.")
    NO_ROWS = "no_rows", _("There is no row with a score below the heading.")


class ObjectionOutcome(TextChoices):
    """What became of an objection."""

    KEPT = "kept", _("the score stays")
    CHANGED = "changed", _("the score was corrected")

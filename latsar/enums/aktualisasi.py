"""Choices of aktualisasi: its papers, what is missing, what is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaperKind(TextChoices):
    """What is handed in and signed."""

    PLAN = "plan", pgettext_lazy("aktualisasi", "plan (rancangan)")
    WEEK = "week", pgettext_lazy("aktualisasi", "weekly report")
    REPORT = "report", pgettext_lazy("aktualisasi", "report of aktualisasi")


class PaperState(TextChoices):
    """What became of a version that was handed in."""

    WAITING = "waiting", pgettext_lazy("aktualisasi", "waiting for approval")
    RETURNED = "returned", pgettext_lazy("aktualisasi", "returned for revision")
    APPROVED = "approved", pgettext_lazy("aktualisasi", "approved")
    TAKEN_BACK = "taken_back", pgettext_lazy("aktualisasi", "taken back")


class Standing(TextChoices):
    """How a paper stands for its author, with what happened to its versions taken together."""

    DRAFT = "draft", pgettext_lazy("aktualisasi", "being written")
    WAITING = "waiting", pgettext_lazy("aktualisasi", "waiting for approval")
    RETURNED = "returned", pgettext_lazy("aktualisasi", "returned for revision")
    APPROVED = "approved", pgettext_lazy("aktualisasi", "approved")
    CHANGING = "changing", _("approved, being changed")


class Verdict(TextChoices):
    """What one signer says of a version."""

    APPROVED = "approved", pgettext_lazy("aktualisasi", "approved")
    RETURNED = "returned", pgettext_lazy("aktualisasi", "returned for revision")


class CauseKind(TextChoices):
    """The bones of the fishbone."""

    PEOPLE = "people", pgettext_lazy("cause", "people")
    METHOD = "method", _("method or procedure")
    TOOLS = "tools", _("tools and systems")
    MATERIAL = "material", _("material and information")
    MONEY = "money", _("budget")
    SURROUNDINGS = "surroundings", _("surroundings")


class Lack(TextChoices):
    """What is missing before a paper can be handed in; the label names the remedy."""

    UNIT = "unit", _("Name the unit in which you work.")
    FEW_ISSUES = "few_issues", _("Write down at least %(number)s issues, so that one is chosen.")
    UNSCORED = "unscored", _("Score urgency, seriousness and growth of the issue “%(what)s”.")
    NO_CORE = "no_core", _("Choose the core issue.")
    CORE_REASON = (
        "core_reason",
        _("Say why you chose an issue that is not first in the ranking."),
    )
    CORE_ANALYSIS = "core_analysis", _("Describe the core issue and what happens if it stays.")
    NO_CAUSE = "no_cause", _("Write down the causes of the core issue.")
    NO_MAIN_CAUSE = "no_main_cause", _("Mark at least one cause as the main one.")
    NO_TITLE = "no_title", _("Give your aktualisasi a title.")
    NO_IDEA = "no_idea", _("Describe the creative idea.")
    FEW_ACTIVITIES = "few_activities", _("Plan at least %(number)s activities.")
    MANY_ACTIVITIES = "many_activities", _("Plan at most %(number)s activities.")
    NO_STAGE = "no_stage", _("Divide “%(what)s” into stages.")
    NO_OUTPUT = "no_output", _("Say what the output of “%(what)s” is.")
    NO_DATES = "no_dates", _("Give “%(what)s” a first and a last day.")
    OUTSIDE_HABITUATION = (
        "outside_habituation",
        _("“%(what)s” lies outside the days at the workplace. Move its dates."),
    )
    NO_CONTRIBUTION = (
        "no_contribution",
        _("Say what “%(what)s” contributes to vision and mission."),
    )
    NO_VALUE = "no_value", _("Link a stage of “%(what)s” to a basic value.")
    VALUE_WORDS = "value_words", _("Say how “%(what)s” shows the values: %(values)s.")
    VALUE_UNUSED = "value_unused", _("Link at least one stage to the value %(what)s.")
    NO_MENTOR = "no_mentor", _("You have no mentor yet. Ask the organiser to name one.")
    NO_COACH = "no_coach", _("You have no coach yet. Ask the organiser to name one.")
    NO_EXAMINER = "no_examiner", _("You have no examiner yet. Ask the organiser to name one.")
    WEEK_EMPTY = "week_empty", _("Write what you did this week, for at least one activity.")
    NO_EVIDENCE = "no_evidence", _("Add at least one file as evidence.")
    PLAN_NOT_APPROVED = "plan_not_approved", _("Your plan must be approved first.")
    WEEK_NOT_APPROVED = "week_not_approved", _("The report of week %(what)s is not approved yet.")
    NO_RESULT = "no_result", _("Describe the result of “%(what)s”.")
    NO_REMARK = "no_remark", _("Say why “%(what)s” differs from the plan.")
    NO_IMPACT = "no_impact", _("Describe the impact of your aktualisasi.")
    NO_FOLLOW_UP = "no_follow_up", _("Say how it goes on after the training.")
    NO_CONCLUSION = "no_conclusion", _("Write the conclusion.")
    NO_REPORT_FILE = "no_report_file", _("Upload the report as a file.")
    NOT_DECLARED = "not_declared", _("Confirm that the report is your own work.")


class AktualisasiRefusal(TextChoices):
    """Why nothing was written; the label says what to do."""

    CLOSED = "closed", _("The cohort does not run, so nothing can be changed.")
    LOCKED = "locked", _("This is handed in or approved. Take it back or open it for a change.")
    PLAN_FIRST = "plan_first", _("Your plan must be approved first.")
    TOO_MANY = "too_many", _("There is no room for more here.")
    SAME_TITLE = "same_title", _("There is an activity with this title already. Change that one.")
    IN_USE = "in_use", _("Work is already reported for this, so it stays.")
    UNKNOWN = "unknown", _("This is no longer there. Load the page again.")
    NOT_WAITING = "not_waiting", _("This version no longer waits for a decision.")
    OTHER_VERSION = "other_version", _("There is a newer version. Read that one first.")
    NOT_YOURS = "not_yours", _("You do not sign this paper.")
    DECIDED = "decided", _("You have already decided about this version.")
    NEEDS_WORDS = "needs_words", _("Say what is to be improved.")
    INCOMPLETE = "incomplete", _("Something is still missing.")


class PaperPart(TextChoices):
    """Parts of a paper that can differ between two versions."""

    TITLE = "title", _("title")
    ISSUES = "issues", _("issues and scores")
    CORE = "core", _("core issue")
    CAUSES = "causes", _("causes")
    IDEA = "idea", _("creative idea")
    DATES = "dates", _("days at the workplace")
    ACTIVITY = "activity", pgettext_lazy("aktualisasi", "activity")
    OBSTACLES = "obstacles", _("obstacles and solutions")
    IMPACT = "impact", _("impact and follow-up")
    CONCLUSION = "conclusion", _("conclusion and advice")
    FILES = "files", _("files")
    GUIDES = "guides", _("mentor, coach or examiner")


class ChangeKind(TextChoices):
    """What happened to a part between two versions."""

    ADDED = "added", pgettext_lazy("part of a paper", "added")
    CHANGED = "changed", pgettext_lazy("part of a paper", "changed")
    REMOVED = "removed", pgettext_lazy("part of a paper", "taken out")

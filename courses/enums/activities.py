"""Choices of what there is to do in a course and of how it counts as done."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityKind(TextChoices):
    """What a person does; it decides what completes the activity."""

    LESSON = "lesson", _("lesson")
    QUIZ = "quiz", _("quiz")
    ASSIGNMENT = "assignment", _("assignment")


class Availability(TextChoices):
    """When an activity opens for a person, apart from its dates."""

    ALWAYS = "always", _("at once")
    SEQUENCE = "sequence", _("after everything required before it in the course")
    ACTIVITY = "activity", _("after one other activity")


class CompletionHow(TextChoices):
    """What completed an activity."""

    CONFIRMED = "confirmed", _("read and confirmed")
    PASSED = "passed", _("quiz passed")
    ACCEPTED = "accepted", _("assignment accepted")
    WAIVED = "waived", _("waived by staff")


class Closed(TextChoices):
    """Why an activity cannot be worked on now."""

    NOT_YET = "not_yet", _("It opens on %(moment)s.")
    OVER = "over", _("It closed on %(moment)s.")
    BEFORE = "before", _("First complete: %(activity)s.")
    COHORT_CLOSED = "cohort_closed", _("The cohort has been closed.")
    WITHDRAWN = "withdrawn", _("The enrolment has been withdrawn.")


class Effect(TextChoices):
    """What a changed rule gives to a person or takes away, from the smallest to the largest."""

    ACTIVITY = "activity", _("this activity")
    COURSE = "course", _("the course")
    COHORT = "cohort", _("the whole cohort")


class Counting(TextChoices):
    """Which of several attempts counts."""

    BEST = "best", _("best attempt")
    LAST = "last", _("last attempt")
    FIRST = "first", _("first attempt")
    MEAN = "mean", _("mean of all attempts")


class ReviewTime(TextChoices):
    """From when a person may see something of an attempt."""

    NEVER = "never", _("never")
    HANDED_IN = "handed_in", _("right after handing in")
    NO_ATTEMPT_LEFT = "no_attempt_left", _("once passed or no attempt is left")
    CLOSED = "closed", _("once the quiz has closed for the cohort")


class AttemptState(TextChoices):
    """Where an attempt stands."""

    OPEN = "open", _("in progress")
    HANDED_IN = "handed_in", _("waiting to be marked")
    MARKED = "marked", _("marked")


class HandedInBy(TextChoices):
    """Who ended an attempt."""

    PERSON = "person", _("by the person")
    CLOCK = "clock", _("at the end of the time")


class MarkState(TextChoices):
    """How far one answer is marked."""

    NONE = "none", _("not marked")
    AUTOMATIC = "automatic", _("marked by rule")
    WAITING = "waiting", _("waiting for a person")
    PERSON = "person", _("marked by a person")


class AssignmentKind(TextChoices):
    """What people hand in."""

    TEXT = "text", _("a text")
    FILES = "files", _("files")
    TEXT_AND_FILES = "text_and_files", _("a text and files")
    JOURNAL = "journal", _("a learning journal")


class LatePolicy(TextChoices):
    """What happens to work that comes after the due date."""

    ACCEPT = "accept", _("accept it and mark it as late")
    REFUSE = "refuse", _("refuse it")


class SubmissionState(TextChoices):
    """Where a person's work on an assignment stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("returned for revision")
    ACCEPTED = "accepted", _("accepted")


class Outcome(TextChoices):
    """What a marker decides about a version of the work."""

    RETURN = "return", _("return for revision")
    ACCEPT = "accept", _("accept")

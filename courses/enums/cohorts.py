"""Choices of programmes, cohorts and enrolments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CohortState(TextChoices):
    """Where a cohort stands; the order is the only way forward."""

    DRAFT = "draft", pgettext_lazy("cohort", "draft")
    OPEN = "open", _("open")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


class NumberStyle(TextChoices):
    """How a cohort's number is written."""

    ROMAN = "roman", _("Roman (XXI)")
    ARABIC = "arabic", _("Arabic (21)")


class StaffRole(TextChoices):
    """What a member of staff does in one cohort."""

    ORGANISER = "organiser", _("organiser")
    INSTRUCTOR = "instructor", _("instructor")
    COACH = "coach", _("coach")
    EXAMINER = "examiner", _("examiner")


class EnrolmentState(TextChoices):
    """Where one person stands in one cohort."""

    ENROLLED = "enrolled", _("enrolled")
    ACTIVE = "active", _("learning")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CohortStep(TextChoices):
    """What an organiser does with a whole cohort."""

    OPEN = "open", _("open for enrolment")
    START = "start", _("start")
    CLOSE = "close", _("close")


class CohortObstacle(TextChoices):
    """Why a cohort may not take a step."""

    WRONG_STATE = "wrong_state", _("The cohort is not in the state that this step begins from.")
    NO_ACTIVITIES = "no_activities", _("The programme has no published lesson yet.")
    NO_PEOPLE = "no_people", _("Nobody is enrolled yet.")


class CertificateStage(TextChoices):
    """How far the certificate of an enrolment is, as its owner sees it."""

    NONE = "none", _("not issued yet")
    MAKING = "making", _("being made")
    READY = "ready", _("ready")


class NextKind(TextChoices):
    """What the desk asks a person to do now."""

    START = "start", _("start learning")
    CONTINUE = "continue", _("continue learning")
    DOWNLOAD = "download", _("download the certificate")
    AWAIT_CERTIFICATE = "await_certificate", _("wait for the certificate")
    AWAIT_MARKING = "await_marking", _("wait until work is marked")
    AWAIT_OPENING = "await_opening", _("wait until the next activity opens")
    AWAIT_START = "await_start", _("wait for the first day")
    UNFINISHED = "unfinished", _("closed before completion")
    WITHDRAWN = "withdrawn", _("withdrawn")
    NOTHING = "nothing", _("nothing to do")


class NextReason(TextChoices):
    """Why the desk asks for it."""

    UNDERWAY = "underway", _("An attempt at this quiz is in progress.")
    RETURNED = "returned", _("This work was returned for revision.")
    LEFT_OPEN = "left_open", _("This lesson was opened last and is not marked complete yet.")
    NEXT_IN_ORDER = "next_in_order", _("This is the next lesson in order.")
    LEFT_BEHIND = "left_behind", _("This lesson was skipped and is still missing.")
    BEING_MARKED = "being_marked", _("Everything else waits; this work is being marked.")
    NOTHING_OPEN = "nothing_open", _("Nothing that is left is open now.")
    ALL_DONE = "all_done", _("All required lessons are completed.")
    CERTIFICATE_READY = "certificate_ready", _("The certificate has been issued.")
    COHORT_NOT_STARTED = "cohort_not_started", _("The cohort has not been started yet.")
    COHORT_CLOSED = "cohort_closed", _("The cohort has been closed.")
    WITHDRAWN = "withdrawn", _("The enrolment has been withdrawn.")
    NO_ENROLMENT = "no_enrolment", _("There is no enrolment yet.")


class Method(TextChoices):
    """How a programme is taught."""

    CLASSICAL = "klasikal", _("in class (klasikal)")
    BLENDED = "blended", _("blended learning")
    DISTANCE = "distance", _("distance learning")


# States in which a person counts as a member of the cohort.
MEMBER_STATES = (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
# States in which a person has begun to learn; completing does not undo having begun.
STARTED_STATES = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
# States of a cohort in which its curriculum is pinned and may be read.
READABLE_COHORTS = (CohortState.RUNNING, CohortState.CLOSED)

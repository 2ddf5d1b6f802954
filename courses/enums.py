"""Choices of programmes, cohorts and learning."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CohortState(TextChoices):
    """Where a cohort stands; the order is the only way forward."""

    DRAFT = "draft", _("draft")
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


class Method(TextChoices):
    """How a programme is taught."""

    CLASSICAL = "klasikal", _("in class (klasikal)")
    BLENDED = "blended", _("blended learning")
    DISTANCE = "distance", _("distance learning")


class RowVerdict(TextChoices):
    """What an imported roster row means for the database."""

    NEW = "new", _("new")
    KNOWN = "known", _("known")
    CHANGED = "changed", _("changed")
    PROBLEM = "problem", _("problem")


# States in which a person counts as a member of the cohort.
MEMBER_STATES = (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
# States in which a person has begun to learn; completing does not undo having begun.
STARTED_STATES = (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
# States of a cohort in which its curriculum is pinned and may be read.
READABLE_COHORTS = (CohortState.RUNNING, CohortState.CLOSED)

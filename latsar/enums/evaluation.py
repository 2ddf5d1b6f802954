"""Choices of evaluation schemes: who scores, what a band means, what makes a scheme unsound."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BandOutcome(TextChoices):
    """What a band proposes to the graduation meeting; the order is from better to worse."""

    PASSED = "lulus", pgettext_lazy("outcome", "passed")
    POSTPONED = "ditunda", pgettext_lazy("outcome", "postponed")
    FAILED = "tidak_lulus", pgettext_lazy("outcome", "not passed")


class Scorer(TextChoices):
    """Who gives a score."""

    ORGANISER = "penyelenggara", _("organiser")
    INSTRUCTOR = "pengampu", _("instructor")
    COACH = "coach", _("coach")
    EXAMINER = "penguji", _("examiner")
    MENTOR = "mentor", _("mentor")
    AGENCY = "instansi_asal", _("sending agency")


class SchemeFault(TextChoices):
    """Why a scheme cannot be used; the label says what to do."""

    NO_COMPONENTS = "no_components", _("The scheme has no component. Add at least one.")
    CODE_TWICE = "code_twice", _("Two components or parts have the same code. Give each its own.")
    NO_WEIGHT = (
        "no_weight",
        _("A weight is missing. Enter it, or a working value that is marked as unverified."),
    )
    NOT_HUNDRED = "not_hundred", _("The weights of the components do not add up to 100.")
    PARTS_DIFFER = (
        "parts_differ",
        _("The weights of the parts do not add up to the weight of their component."),
    )
    UNKNOWN_TIE_BREAKER = (
        "unknown_tie_breaker",
        _("Equal totals are decided by a component that the scheme does not have."),
    )
    NO_BANDS = "no_bands", _("There is no band. Add at least one.")
    BAND_TWICE = "band_twice", _("Two bands begin at the same score or have the same code.")
    BANDS_FROM_ZERO = "bands_from_zero", _("The lowest band must begin at 0.")
    OUTCOMES_CROSS = (
        "outcomes_cross",
        _("A higher band has a worse outcome than a lower one."),
    )

"""Evaluation schemes: components with weights, bands, remedial rules, and who is held to which."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from corpu.core.enums import Mark
from courses.enums import Method
from courses.models import Cohort, Programme
from latsar.enums import BandOutcome

_PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Packaged(models.Model):
    """What a package wrote and staff may change; digests tell whether they did."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    mark = models.CharField(_("mark"), max_length=1, choices=Mark, default=Mark.MEMORY)
    note = models.TextField(_("note"), blank=True)
    # Digests of the content the package last wrote; empty for what was made here.
    written_digest = models.CharField(max_length=64, blank=True, editable=False)
    file_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Weighed(models.Model):
    """A weight in percent of the final score: one that a source states, or a working value."""

    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, null=True, blank=True, validators=_PERCENT
    )
    weight_unverified = models.DecimalField(
        _("weight, working value"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=_PERCENT,
    )
    weight_mark = models.CharField(
        _("mark of the weight"), max_length=1, choices=Mark, default=Mark.MEMORY
    )

    class Meta:
        abstract = True


class EvaluationScheme(Packaged, ClusterableModel):
    """What is scored under one regulation, and with which weight."""

    label = models.CharField(_("label"), max_length=150)
    # The institute's own setting: no source says how equal totals are set apart.
    tie_breakers = models.CharField(
        _("equal totals are decided by"),
        max_length=120,
        blank=True,
        help_text=_("Codes of components in order, such as: PA RA. Empty: they share a place."),
    )

    class Meta:
        verbose_name = _("evaluation scheme")
        verbose_name_plural = _("evaluation schemes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label


class SchemeComponent(Weighed, ClusterableModel):
    """One component of a scheme."""

    scheme = ParentalKey(EvaluationScheme, on_delete=models.CASCADE, related_name="components")
    code = models.CharField(_("code"), max_length=12)
    label = models.CharField(_("label"), max_length=150)
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    scorers = models.JSONField(_("who scores"), default=list, blank=True)
    scorers_mark = models.CharField(
        _("mark of who scores"), max_length=1, choices=Mark, default=Mark.MEMORY
    )
    aspects = models.TextField(_("aspects"), blank=True, help_text=_("One per line."))
    # Codes of the regulation's forms by method of teaching.
    forms = models.JSONField(_("forms"), default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["scheme", "sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="schemecomponent_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class SchemePart(Weighed):
    """A part of a component that is scored on its own, for one method of teaching or for all."""

    component = ParentalKey(SchemeComponent, on_delete=models.CASCADE, related_name="parts")
    method = models.CharField(
        _("method"), max_length=10, choices=Method, blank=True, help_text=_("Empty: every method.")
    )
    code = models.CharField(_("code"), max_length=12)
    label = models.CharField(_("label"), max_length=150)
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("part of a component")
        verbose_name_plural = _("parts of a component")
        ordering = ["component", "sort_order"]
        constraints = [
            models.UniqueConstraint(
                fields=["component", "method", "code"], name="schemepart_code_per_method"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class GradingScheme(Packaged, ClusterableModel):
    """Bands of final scores, and how many of the best are honoured."""

    label = models.CharField(_("label"), max_length=150)
    award_count = models.PositiveSmallIntegerField(_("how many are honoured"), default=0)
    award_mark = models.CharField(
        _("mark of how many"), max_length=1, choices=Mark, default=Mark.MEMORY
    )
    award_source = models.CharField(_("source of how many"), max_length=250, blank=True)
    award_document = models.CharField(_("document of honour"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("grading scheme")
        verbose_name_plural = _("grading schemes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label


class GradingBand(models.Model):
    """One predicate, from its lowest score up to the next band."""

    scheme = ParentalKey(GradingScheme, on_delete=models.CASCADE, related_name="bands")
    code = models.CharField(_("code"), max_length=6)
    label = models.CharField(_("label"), max_length=80)
    # Another name that sources use; never on paper.
    other_label = models.CharField(_("other name"), max_length=80, blank=True)
    minimum = models.DecimalField(
        _("lowest score"), max_digits=5, decimal_places=2, validators=_PERCENT
    )
    outcome = models.CharField(_("outcome"), max_length=11, choices=BandOutcome)

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering = ["scheme", "-minimum"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="gradingband_code"),
            models.UniqueConstraint(fields=["scheme", "minimum"], name="gradingband_minimum"),
            models.CheckConstraint(
                condition=models.Q(minimum__gte=0) & models.Q(minimum__lte=100),
                name="gradingband_minimum_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class RemedialRule(Packaged):
    """How somebody who was postponed is decided again; what no source says is empty."""

    text = models.TextField(_("rule in words"))
    max_attempts = models.PositiveSmallIntegerField(_("attempts"), null=True, blank=True)
    deadline_working_days = models.PositiveSmallIntegerField(
        _("working days until it has to be done"), null=True, blank=True
    )
    band_cap = models.CharField(_("highest band afterwards"), max_length=6, blank=True)
    band_cap_unverified = models.CharField(
        _("highest band afterwards, working value"), max_length=6, blank=True
    )

    class Meta:
        verbose_name = _("remedial rule")
        verbose_name_plural = _("remedial rules")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ProgrammeScheme(models.Model):
    """The schemes that cohorts of a programme are held to."""

    programme = models.OneToOneField(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.CASCADE,
        related_name="evaluation",
    )
    evaluation = models.ForeignKey(
        EvaluationScheme,
        verbose_name=_("evaluation scheme"),
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    grading = models.ForeignKey(
        GradingScheme,
        verbose_name=_("grading scheme"),
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    remedial = models.ForeignKey(
        RemedialRule,
        verbose_name=_("remedial rule"),
        on_delete=models.PROTECT,
        related_name="programmes",
        null=True,
        blank=True,
    )
    # The codes that the package last wrote; empty for what was chosen here.
    written = models.CharField(max_length=130, blank=True, editable=False)

    class Meta:
        verbose_name = _("schemes of a programme")
        verbose_name_plural = _("schemes of programmes")
        ordering = ["programme__generation", "programme__code"]

    def __str__(self) -> str:
        return f"{self.programme}"


class CohortScheme(models.Model):
    """The schemes of one cohort where they differ from its programme's, and the frozen policy."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="evaluation")
    evaluation = models.ForeignKey(
        EvaluationScheme,
        verbose_name=_("evaluation scheme"),
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
    )
    grading = models.ForeignKey(
        GradingScheme,
        verbose_name=_("grading scheme"),
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
    )
    remedial = models.ForeignKey(
        RemedialRule,
        verbose_name=_("remedial rule"),
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
    )
    # `latsar.domain.evaluation.EvaluationPolicy` as it read when the cohort started.
    policy = models.JSONField(_("policy at the start"), default=dict, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, editable=False)

    class Meta:
        verbose_name = _("schemes of a cohort")
        verbose_name_plural = _("schemes of cohorts")

    def __str__(self) -> str:
        return f"{self.cohort_id}"

"""Scores: how each component of a cohort is scored, who gave what, and everything that changed."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Enrolment, RequiredActivity
from latsar.enums import ScoreAct, ScoreHow, ScoreSource
from latsar.models.scoring_forms import ScoringForm

LEAST, MOST = Decimal(0), Decimal(100)
# A code of a component or of a part of one, as the evaluation policy of the cohort has it.
CODE_LENGTH = 20


def _within_scale(field: str) -> models.Q:
    return models.Q(**{f"{field}__gte": LEAST, f"{field}__lte": MOST})


class ScoredComponent(models.Model):
    """One component, or part of one, in one cohort: where its scores come from."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="scored_components")
    code = models.CharField(_("code"), max_length=CODE_LENGTH)
    source = models.CharField(
        _("where scores come from"),
        max_length=8,
        choices=ScoreSource,
        default=ScoreSource.RATERS,
    )
    form = models.ForeignKey(
        ScoringForm,
        verbose_name=_("scoring form"),
        on_delete=models.PROTECT,
        related_name="used_for",
        null=True,
        blank=True,
    )
    # The items as they read when the form was chosen; later edits of the form do not reach here.
    items = models.JSONField(_("items"), default=list, editable=False)
    is_neutral = models.BooleanField(_("neutral default"), default=False, editable=False)
    quiz = models.ForeignKey(
        RequiredActivity,
        verbose_name=_("quiz"),
        on_delete=models.PROTECT,
        related_name="scored_components",
        null=True,
        blank=True,
    )
    # The institute's own setting; no regulation names a number.
    spread_limit = models.DecimalField(
        _("raters may differ by"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(10),
        validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)],
    )
    needs_paper = models.BooleanField(_("locked only with a paper"), default=False)

    class Meta:
        verbose_name = _("scored component")
        verbose_name_plural = _("scored components")
        ordering = ["cohort", "code"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "code"], name="scoredcomponent_code"),
            models.CheckConstraint(
                condition=models.Q(quiz=None) | models.Q(source=ScoreSource.QUIZ),
                name="scoredcomponent_quiz_only_as_source",
            ),
            models.CheckConstraint(
                condition=_within_scale("spread_limit"), name="scoredcomponent_spread_limit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.code}"


class Score(models.Model):
    """What one person has in one component; empty means missing, never zero."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="scores")
    code = models.CharField(_("code"), max_length=CODE_LENGTH)
    value = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True)
    how = models.CharField(_("made of"), max_length=9, choices=ScoreHow, default=ScoreHow.NONE)
    locked_at = models.DateTimeField(_("locked at"), null=True)
    released_at = models.DateTimeField(_("released at"), null=True)
    # That the person has seen a number here before, even if it is being looked at again now.
    was_released = models.BooleanField(_("was released"), default=False)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["enrolment", "code"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "code"], name="score_once"),
            models.CheckConstraint(
                condition=models.Q(value=None) | _within_scale("value"), name="score_within_scale"
            ),
            models.CheckConstraint(
                condition=models.Q(locked_at=None) | models.Q(value__isnull=False),
                name="score_locked_has_value",
            ),
            models.CheckConstraint(
                condition=models.Q(released_at=None) | models.Q(locked_at__isnull=False),
                name="score_released_is_locked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.code}"


class RaterScore(models.Model):
    """What one rater gave; `for_name` where it was entered for somebody without an account."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="ratings")
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="given_scores"
    )
    for_name = models.CharField(_("given by"), max_length=150, blank=True)
    # Empty as long as items of the form are missing.
    value = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True)
    # The score of each item by its key, as text, so that no digit is lost.
    items = models.JSONField(_("items"), default=dict)
    comment = models.TextField(_("comment"), blank=True)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("score of a rater")
        verbose_name_plural = _("scores of raters")
        ordering = ["score", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["score", "rater", "for_name"], name="raterscore_once_each"
            ),
            models.CheckConstraint(
                condition=models.Q(value=None) | _within_scale("value"),
                name="raterscore_within_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score_id}: {self.rater_id}"


class ScoreChange(models.Model):
    """One thing that was done to a score; never changed itself."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="changes")
    act = models.CharField(_("what"), max_length=11, choices=ScoreAct)
    # Of a rating: whose it is, where that is somebody without an account.
    for_name = models.CharField(_("given by"), max_length=150, blank=True)
    before = models.DecimalField(_("before"), max_digits=5, decimal_places=2, null=True)
    after = models.DecimalField(_("after"), max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("change of a score")
        verbose_name_plural = _("changes of scores")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.score_id}: {self.act}"

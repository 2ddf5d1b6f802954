"""What belongs to scores: papers from elsewhere, objections, and sheets that are brought in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.storage import private_storage
from courses.models import Cohort, Enrolment
from latsar.enums import ObjectionOutcome
from latsar.models.scores import CODE_LENGTH, Score


class ScorePaper(models.Model):
    """A paper that scores from elsewhere stand on: for one person, one agency or everybody."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="score_papers")
    code = models.CharField(_("code"), max_length=CODE_LENGTH)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="score_papers", null=True
    )
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="score_papers",
        null=True,
    )
    number = models.CharField(_("number of the document"), max_length=120, blank=True)
    file = models.FileField(_("file"), upload_to="score-papers", storage=private_storage)
    file_name = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("paper of scores")
        verbose_name_plural = _("papers of scores")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(enrolment=None) | models.Q(agency=None),
                name="scorepaper_one_reach",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class Objection(models.Model):
    """What a participant holds against a released score, and the answer."""

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="objections")
    # The score the participant saw and objected to.
    value = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    text = models.TextField(_("objection"))
    made_at = models.DateTimeField(_("made at"))
    outcome = models.CharField(
        _("outcome"), max_length=7, choices=ObjectionOutcome, blank=True, default=""
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["score"],
                condition=models.Q(answered_at=None),
                name="objection_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, outcome="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(outcome="")),
                name="objection_answered_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score_id}: {self.made_at:%Y-%m-%d}"


class ScoreImport(models.Model):
    """A sheet of scores between its preview and its import."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="score_imports")
    file = models.FileField(_("file"), upload_to="score-imports", storage=private_storage)
    file_name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("applied at"), null=True)
    # How many scores the import wrote.
    written = models.PositiveIntegerField(_("scores written"), default=0)

    class Meta:
        verbose_name = _("import of scores")
        verbose_name_plural = _("imports of scores")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

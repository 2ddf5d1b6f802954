"""Attempts at a quiz: the questions as they were given, the answers, and every mark ever set."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import AttemptState, HandedInBy, MarkState
from courses.models.enrolment import Enrolment
from courses.models.questions import QuestionVersion
from courses.models.requirement import RequiredActivity


class QuizAttempt(models.Model):
    """One person's attempt; `policy` is how the quiz was run when it began."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    activity = models.ForeignKey(
        RequiredActivity, on_delete=models.PROTECT, related_name="attempts"
    )
    number = models.PositiveSmallIntegerField(_("attempt"))
    state = models.CharField(
        _("state"), max_length=9, choices=AttemptState, default=AttemptState.OPEN
    )
    policy = models.JSONField(_("rules"))
    started_at = models.DateTimeField(_("started at"))
    # The last moment for answers, without the grace; empty where nothing limits the time.
    deadline_at = models.DateTimeField(_("deadline"), null=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True)
    handed_in_by = models.CharField(
        _("handed in"), max_length=6, choices=HandedInBy, blank=True, default=""
    )
    # Sums of the answers, written only together with their marks; percent has two decimals.
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=5, null=True)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=5)
    percent = models.DecimalField(_("percent"), max_digits=6, decimal_places=2, null=True)
    is_passed = models.BooleanField(_("passed"), null=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["enrolment", "activity", "number"]
        indexes = [
            models.Index(
                fields=["deadline_at"],
                condition=models.Q(state=AttemptState.OPEN),
                name="quizattempt_open_by_deadline",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity", "number"], name="quizattempt_number"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "activity"],
                condition=models.Q(state=AttemptState.OPEN),
                name="quizattempt_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=AttemptState.MARKED) | models.Q(percent__isnull=False),
                name="quizattempt_marked_has_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}/{self.number}"


class AttemptQuestion(models.Model):
    """One question of an attempt, in the version given, with the newest answer and its mark.

    `sequence` numbers the saved answers of this question; `client` is the tab or device that gave
    the newest one. `layout` holds the order in which options, matches or items were shown.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="given")
    layout = models.JSONField(_("order shown"), default=dict)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=5)
    answer = models.JSONField(_("answer"), null=True)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    client = models.CharField(_("client"), max_length=36, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    mark_state = models.CharField(
        _("marking"), max_length=9, choices=MarkState, default=MarkState.NONE
    )
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=5, null=True)
    # The version by whose key it was last marked; differs from the given one after a correction.
    marked_version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="+", null=True
    )
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("question of an attempt")
        verbose_name_plural = _("questions of an attempt")
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="attemptquestion_position")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.position}"


class MarkChange(models.Model):
    """One mark that was set on an answer; the newest one holds, none is ever overwritten."""

    question = models.ForeignKey(AttemptQuestion, on_delete=models.PROTECT, related_name="changes")
    before = models.DecimalField(_("before"), max_digits=9, decimal_places=5, null=True)
    after = models.DecimalField(_("after"), max_digits=9, decimal_places=5)
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    # Nobody, where the rule marked it.
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        ordering = ["marked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.after}"

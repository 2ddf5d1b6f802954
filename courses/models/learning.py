"""What a person has completed: activities as facts, courses as the count of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import CompletionHow
from courses.models.enrolment import Enrolment
from courses.models.requirement import RequiredActivity, RequiredCourse


class CompletionQuerySet(models.QuerySet["Completion"]):
    """Completions, in the words of the domain."""

    def standing(self) -> "CompletionQuerySet":
        """Those that no person has taken back."""
        return self.filter(taken_back_at=None)


class Completion(models.Model):
    """The fact that one person completed one required activity; there is never a second.

    `completed_at` is the first time, whatever happened since.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="completions")
    activity = models.ForeignKey(
        RequiredActivity, on_delete=models.PROTECT, related_name="completions"
    )
    completed_at = models.DateTimeField(_("completed at"))
    how = models.CharField(
        _("how"), max_length=9, choices=CompletionHow, default=CompletionHow.CONFIRMED
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    # Of a completion waived or taken back: why a person decided so.
    reason = models.CharField(_("reason"), max_length=250, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["completed_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="completion_once"),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None) | ~models.Q(reason=""),
                name="completion_taken_back_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"


class CourseProgress(models.Model):
    """How far one person is in one course; counted in the transaction of each completion."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="courses")
    course = models.ForeignKey(RequiredCourse, on_delete=models.PROTECT, related_name="progress")
    activities_done = models.PositiveSmallIntegerField(_("activities completed"), default=0)
    completed_at = models.DateTimeField(_("completed at"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "course"], name="courseprogress_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.course_id}"


class Extension(models.Model):
    """More time or more attempts for one person in one activity; every grant is a row of its own.

    Minutes and attempts add up; of several new dates the latest holds.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="extensions")
    activity = models.ForeignKey(
        RequiredActivity, on_delete=models.PROTECT, related_name="extensions"
    )
    minutes = models.PositiveSmallIntegerField(_("more minutes per attempt"), default=0)
    attempts = models.PositiveSmallIntegerField(_("more attempts"), default=0)
    until = models.DateTimeField(_("new last moment"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=250)
    granted_at = models.DateTimeField(_("granted at"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["granted_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gt=0)
                | models.Q(attempts__gt=0)
                | models.Q(until__isnull=False),
                name="extension_gives_something",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"

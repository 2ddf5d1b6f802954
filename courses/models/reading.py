"""What a reader leaves in a lesson: own notes and the place where reading stopped."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.requirement import RequiredActivity


class LessonNote(models.Model):
    """A person's own note on a lesson; nobody else ever sees it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_notes"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.PROTECT, related_name="lesson_notes"
    )
    text = models.TextField(_("note"), blank=True)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["page__path"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="lessonnote_one_per_lesson")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.page_id}"


class ReadingPlace(models.Model):
    """Where a person stopped reading: the block of the lesson that was on top."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="reading_places"
    )
    activity = models.ForeignKey(
        RequiredActivity, on_delete=models.CASCADE, related_name="reading_places"
    )
    block = models.CharField(_("block"), max_length=36)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="readingplace_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"

"""An uploaded file of questions between its preview and its import."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.storage import private_storage
from courses.enums.question_files import QuestionFileKind


class QuestionImport(models.Model):
    """One file an author brought in for the bank of one course."""

    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.CASCADE, related_name="question_imports"
    )
    kind = models.CharField(_("type"), max_length=10, choices=QuestionFileKind)
    file = models.FileField(_("file"), upload_to="questions", storage=private_storage)
    file_name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("applied at"), null=True)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("question import")
        verbose_name_plural = _("question imports")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

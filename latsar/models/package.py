"""Which page and which question came from a package, and what the package last wrote there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackagedPage(models.Model):
    """The tie between one file of a curriculum package and one page."""

    # Empty once staff have deleted the page: the row remembers that, so that it is not made again.
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.SET_NULL, related_name="packaged", null=True
    )
    path = models.CharField(_("path in the package"), max_length=200, unique=True)
    # Digest of the page's content as the package last wrote it; another one now means an author's
    # edit.
    written_digest = models.CharField(_("digest of the content written"), max_length=64)
    # Digest of what the file said then: another digest now means a new version of the text.
    file_digest = models.CharField(_("digest of the file"), max_length=64)

    class Meta:
        verbose_name = _("packaged page")
        verbose_name_plural = _("packaged pages")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path


class PackagedQuestion(models.Model):
    """The tie between one entry of a packaged question bank and one question."""

    question = models.OneToOneField(
        "courses.Question", on_delete=models.CASCADE, related_name="packaged"
    )
    written_digest = models.CharField(_("digest of the content written"), max_length=64)
    file_digest = models.CharField(_("digest of the file"), max_length=64)

    class Meta:
        verbose_name = _("packaged question")
        verbose_name_plural = _("packaged questions")

    def __str__(self) -> str:
        return str(self.question_id)

"""An uploaded roster between its preview and its import."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.storage import private_storage
from courses.models.cohort import Cohort
from courses.models.programme import Programme


class RosterImport(models.Model):
    """One file an organiser brought in, for one cohort or to be split over new ones."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="roster_imports", null=True, blank=True
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="roster_imports", null=True, blank=True
    )
    cohort_size = models.PositiveSmallIntegerField(_("people per cohort"), default=40)
    file = models.FileField(_("file"), upload_to="rosters", storage=private_storage)
    file_name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("applied at"), null=True)

    class Meta:
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cohort__isnull=False) ^ models.Q(programme__isnull=False),
                name="rosterimport_one_target",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

"""Work handed in: one submission per person (or group) with all its versions, files and marks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.storage import private_storage
from courses.enums import Outcome, SubmissionState
from courses.models.enrolment import Enrolment
from courses.models.requirement import RequiredActivity


class WorkGroup(models.Model):
    """People of a cohort who hand in one work together."""

    activity = models.ForeignKey(
        RequiredActivity, on_delete=models.PROTECT, related_name="work_groups"
    )
    name = models.CharField(_("name"), max_length=80)
    members = models.ManyToManyField(Enrolment, related_name="work_groups", blank=True)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["activity", "name"]
        constraints = [models.UniqueConstraint(fields=["activity", "name"], name="workgroup_name")]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """The work of one person, or of one group, on one assignment."""

    activity = models.ForeignKey(
        RequiredActivity, on_delete=models.PROTECT, related_name="submissions"
    )
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="submissions", null=True
    )
    group = models.ForeignKey(
        WorkGroup, on_delete=models.PROTECT, related_name="submissions", null=True
    )
    state = models.CharField(
        _("state"), max_length=9, choices=SubmissionState, default=SubmissionState.DRAFT
    )
    # When the version that waits now was handed in: who waits longest is marked first.
    waiting_since = models.DateTimeField(_("waiting since"), null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["waiting_since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "enrolment"], name="submission_person"),
            models.UniqueConstraint(fields=["activity", "group"], name="submission_group"),
            models.CheckConstraint(
                condition=models.Q(enrolment__isnull=False) ^ models.Q(group__isnull=False),
                name="submission_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.enrolment_id or self.group_id}"


class SubmissionVersion(models.Model):
    """What was written once; the one without `submitted_at` is the draft."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    # Answers by the key of the question asked; a plain text has the key `text`.
    texts = models.JSONField(_("texts"), default=dict)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("handed in at"), null=True)
    is_late = models.BooleanField(_("late"), default=False)

    class Meta:
        verbose_name = _("version of the work")
        verbose_name_plural = _("versions of the work")
        ordering = ["submission", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number"], name="submissionversion_number"
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(submitted_at=None),
                name="submissionversion_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.number}"


class SubmissionFile(models.Model):
    """One file of one version; its type was read from its content."""

    version = models.ForeignKey(SubmissionVersion, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(_("file"), upload_to="submissions", storage=private_storage)
    name = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(_("type"), max_length=8)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("file of the work")
        verbose_name_plural = _("files of the work")
        ordering = ["version", "pk"]
        constraints = [
            # The same file sent twice, after a broken connection, is one file.
            models.UniqueConstraint(fields=["version", "sha256"], name="submissionfile_once")
        ]

    def __str__(self) -> str:
        return self.name


class Assessment(models.Model):
    """What a marker says about one version; it is a draft until it is decided.

    `rubric` is the rubric as it was then, `levels` maps criterion → level chosen, `comments`
    criterion → words.
    """

    version = models.OneToOneField(
        SubmissionVersion, on_delete=models.PROTECT, related_name="assessment"
    )
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rubric = models.JSONField(_("rubric"), default=list)
    levels = models.JSONField(_("levels"), default=dict)
    comments = models.JSONField(_("comments"), default=dict)
    comment = models.TextField(_("overall comment"), blank=True)
    outcome = models.CharField(_("decision"), max_length=6, choices=Outcome, blank=True, default="")
    percent = models.DecimalField(_("percent"), max_digits=6, decimal_places=2, null=True)
    saved_at = models.DateTimeField(_("saved at"))
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None) | ~models.Q(outcome=""),
                name="assessment_decided_has_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.outcome}"

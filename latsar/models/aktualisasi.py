"""Aktualisasi: issues, core issue, idea, activities with stages, weeks, evidence, frozen papers."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from corpu.core.storage import private_storage
from courses.models import Enrolment
from latsar.domain.issue_scores import HIGHEST, LOWEST, IssueScores
from latsar.enums import ActorRole, CauseKind, PaperKind, PaperState, Verdict


def _score(name: object) -> models.PositiveSmallIntegerField:
    bounds = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(name, null=True, blank=True, validators=bounds)


class Written(models.Model):
    """Something written over days; `sequence` tells a copy that has become old."""

    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    saved_at = models.DateTimeField(_("saved at"), null=True)

    class Meta:
        abstract = True


class Aktualisasi(Written):
    """One person's aktualisasi from the first issue to the report."""

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="aktualisasi"
    )
    # What was asked of a plan when this work began, as `domain.aktualisasi_lacks` reads it.
    policy = models.JSONField(_("rules"), default=dict)
    unit = models.CharField(_("unit"), max_length=150, blank=True)
    core_issue = models.ForeignKey(
        "latsar.Issue", on_delete=models.SET_NULL, related_name="+", null=True
    )
    core_reason = models.TextField(_("reason for the choice"), max_length=2000, blank=True)
    core_analysis = models.TextField(_("description and consequences"), max_length=6000, blank=True)
    title = models.CharField(_("title"), max_length=250, blank=True)
    idea = models.TextField(_("creative idea"), max_length=6000, blank=True)
    impact = models.TextField(_("impact"), max_length=6000, blank=True)
    follow_up = models.TextField(_("follow-up"), max_length=6000, blank=True)
    conclusion = models.TextField(_("conclusion"), max_length=6000, blank=True)
    advice = models.TextField(_("advice"), max_length=6000, blank=True)
    declared_at = models.DateTimeField(_("declared own work at"), null=True)

    class Meta:
        verbose_name = "aktualisasi"
        verbose_name_plural = "aktualisasi"

    def __str__(self) -> str:
        return self.title or f"{self.enrolment_id}"


class Issue(Written):
    """One issue at work, with its APKL answers and USG scores."""

    aktualisasi = models.ForeignKey(Aktualisasi, on_delete=models.CASCADE, related_name="issues")
    title = models.CharField(_("issue"), max_length=200)
    description = models.TextField(_("what happens"), max_length=3000, blank=True)
    is_actual = models.BooleanField(_("actual (aktual)"), default=False)
    is_problematic = models.BooleanField(_("problematic (problematik)"), default=False)
    is_public = models.BooleanField(_("concerns many (kekhalayakan)"), default=False)
    is_feasible = models.BooleanField(_("can be solved by you (kelayakan)"), default=False)
    urgency = _score(_("urgency"))
    seriousness = _score(_("seriousness"))
    growth = _score(_("growth"))

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__isnull": True})
                | models.Q(**{f"{name}__range": (LOWEST, HIGHEST)}),
                name=f"issue_{name}_1_to_5",
            )
            for name in ("urgency", "seriousness", "growth")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scores(self) -> IssueScores:
        """The issue as the ranking sees it."""
        return IssueScores(
            key=self.pk,
            is_actual=self.is_actual,
            is_problematic=self.is_problematic,
            is_public=self.is_public,
            is_feasible=self.is_feasible,
            urgency=self.urgency,
            seriousness=self.seriousness,
            growth=self.growth,
        )


class Cause(models.Model):
    """One cause of the core issue, on its bone of the fishbone."""

    aktualisasi = models.ForeignKey(Aktualisasi, on_delete=models.CASCADE, related_name="causes")
    kind = models.CharField(_("area"), max_length=12, choices=CauseKind)
    text = models.CharField(_("cause"), max_length=300)
    is_main = models.BooleanField(_("main cause"), default=False)

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class PlannedActivity(Written):
    """One activity (kegiatan): planned first, its result added later."""

    aktualisasi = models.ForeignKey(
        Aktualisasi, on_delete=models.CASCADE, related_name="activities"
    )
    title = models.CharField(pgettext_lazy("aktualisasi", "activity"), max_length=200)
    output = models.TextField(_("output"), max_length=2000, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    contribution = models.TextField(
        _("contribution to vision and mission"), max_length=3000, blank=True
    )
    # How the activity shows a value, by the code of the value.
    value_words = models.JSONField(_("values"), default=dict)
    result = models.TextField(_("result"), max_length=4000, blank=True)
    remark = models.TextField(_("difference from the plan"), max_length=2000, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("aktualisasi", "activity")
        verbose_name_plural = pgettext_lazy("aktualisasi", "activities")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="plannedactivity_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title


class WeeklyReport(Written):
    """One week at the workplace."""

    aktualisasi = models.ForeignKey(Aktualisasi, on_delete=models.CASCADE, related_name="weeks")
    number = models.PositiveSmallIntegerField(_("week"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    obstacles = models.TextField(_("obstacles"), max_length=3000, blank=True)
    solutions = models.TextField(_("how they were solved"), max_length=3000, blank=True)
    # What was done, by activity.
    results = models.JSONField(_("what was done"), default=dict)

    class Meta:
        verbose_name = _("weekly report")
        verbose_name_plural = _("weekly reports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["aktualisasi", "number"], name="weeklyreport_number")
        ]

    def __str__(self) -> str:
        return f"{self.aktualisasi_id}/{self.number}"


class ActivityStage(models.Model):
    """One stage (tahapan) of an activity, the values it shows, and when it was carried out."""

    activity = models.ForeignKey(PlannedActivity, on_delete=models.CASCADE, related_name="stages")
    text = models.CharField(_("stage"), max_length=300)
    values = models.JSONField(_("values"), default=list)
    done_on = models.DateField(_("done on"), null=True)
    week = models.ForeignKey(
        WeeklyReport, on_delete=models.PROTECT, related_name="stages", null=True
    )

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on=None, week=None)
                | models.Q(done_on__isnull=False, week__isnull=False),
                name="activitystage_done_in_a_week",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """A file: evidence of a week, or (without a week) the report itself."""

    aktualisasi = models.ForeignKey(Aktualisasi, on_delete=models.PROTECT, related_name="files")
    week = models.ForeignKey(
        WeeklyReport, on_delete=models.PROTECT, related_name="files", null=True
    )
    activity = models.ForeignKey(
        PlannedActivity, on_delete=models.PROTECT, related_name="files", null=True
    )
    file = models.FileField(_("file"), upload_to="aktualisasi", storage=private_storage)
    name = models.CharField(_("file name"), max_length=200)
    kind = models.CharField(_("type"), max_length=8)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    # A file that was signed with a version stays; it is only no longer part of what is written.
    removed_at = models.DateTimeField(_("removed at"), null=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FrozenPaper(models.Model):
    """What was handed in, as it read then, with its digest; `week` is 0 for plan and report."""

    aktualisasi = models.ForeignKey(Aktualisasi, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("paper"), max_length=6, choices=PaperKind)
    week = models.PositiveSmallIntegerField(_("week"), default=0)
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("content"))
    digest = models.CharField("SHA-256", max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=PaperState, default=PaperState.WAITING
    )
    submitted_at = models.DateTimeField(_("handed in at"))
    # When the last signature, the return or the taking back decided about it.
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reopened_at = models.DateTimeField(_("opened for a change at"), null=True)
    reopen_reason = models.CharField(_("reason"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("paper of aktualisasi")
        verbose_name_plural = _("papers of aktualisasi")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aktualisasi", "kind", "week", "number"], name="frozenpaper_version"
            ),
            models.UniqueConstraint(
                fields=["aktualisasi", "kind", "week"],
                condition=models.Q(state=PaperState.WAITING),
                name="frozenpaper_one_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aktualisasi_id}: {self.kind} {self.week}/{self.number}"

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for signatures."""
        return self.state == PaperState.WAITING


class Signature(models.Model):
    """What one signer said of one version; the name is copied, people change."""

    paper = models.ForeignKey(FrozenPaper, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(_("role"), max_length=11, choices=ActorRole)
    name = models.CharField(_("name"), max_length=200)
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    mentor = models.ForeignKey(
        "latsar.Mentor", on_delete=models.PROTECT, related_name="signatures", null=True
    )
    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    # Of the content that the signer saw; equal to that of the paper.
    digest = models.CharField("SHA-256", max_length=64)
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "role"], name="signature_role_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) ^ models.Q(mentor__isnull=False),
                name="signature_one_signer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.role} {self.verdict}"

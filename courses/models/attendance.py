"""Attendance: who was there, how that is known, what was corrected, and the rule it is held to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.enums import Mark
from corpu.core.storage import private_storage
from courses.enums import (
    AbsenceLevel,
    AbsenceMeasure,
    AbsentDay,
    AttendanceSource,
    AttendanceStatus,
    SuspicionFinding,
    SuspicionKind,
)
from courses.models.cohort import Cohort
from courses.models.enrolment import Enrolment
from courses.models.schedule import Session


class AttendanceRule(models.Model):
    """How much absence a regulation bears; a limit that is not known is empty, not guessed."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("label"), max_length=150)
    source = models.CharField(_("source"), max_length=250, blank=True)
    mark = models.CharField(_("mark"), max_length=1, choices=Mark, default=Mark.MEMORY)
    # More than this is beyond the limit.
    max_sessions = models.PositiveSmallIntegerField(_("sessions"), null=True, blank=True)
    max_jp = models.PositiveSmallIntegerField("JP", null=True, blank=True)
    max_days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    # Whether the limits only warn, because this regulation's own are not known.
    is_guidance = models.BooleanField(_("only a guide value"), default=False)
    # Which statuses count as absence; no source says, so the institute decides.
    counts_excused = models.BooleanField(_("izin counts as absence"), default=True)
    counts_sick = models.BooleanField(_("sakit counts as absence"), default=True)
    absent_day = models.CharField(
        _("a day counts as missed when"),
        max_length=5,
        choices=AbsentDay,
        default=AbsentDay.WHOLE,
    )
    # What a package wrote into it last; empty for a rule that staff made here.
    packaged = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("attendance rule")
        verbose_name_plural = _("attendance rules")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label


class Attendance(models.Model):
    """What is known of one person at one session; no row means: not recorded yet."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(_("status"), max_length=9, choices=AttendanceStatus)
    source = models.CharField(_("known by"), max_length=8, choices=AttendanceSource)
    note = models.CharField(_("note"), max_length=250, blank=True)
    letter = models.FileField(
        _("letter"), upload_to="attendance", storage=private_storage, blank=True
    )
    letter_name = models.CharField(_("file name"), max_length=200, blank=True)
    # Of a check-in: when, from which device and network (digests, never the address itself).
    checked_in_at = models.DateTimeField(_("checked in at"), null=True)
    device = models.CharField(_("device"), max_length=64, blank=True)
    network = models.CharField(_("network"), max_length=64, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["session", "enrolment"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} at {self.session_id}: {self.status}"


class AttendanceChange(models.Model):
    """One correction, with its reason; never changed itself."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(_("before"), max_length=9, choices=AttendanceStatus)
    after = models.CharField(_("after"), max_length=9, choices=AttendanceStatus)
    reason = models.CharField(_("reason"), max_length=250)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("correction of attendance")
        verbose_name_plural = _("corrections of attendance")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.attendance_id}: {self.before} to {self.after}"


class AbsenceWarning(models.Model):
    """That a person and the organisers are told, once per measure and level."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="absence_warnings"
    )
    measure = models.CharField(_("measure"), max_length=8, choices=AbsenceMeasure)
    level = models.CharField(_("level"), max_length=8, choices=AbsenceLevel)
    created_at = models.DateTimeField(_("made at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    organisers_told_at = models.DateTimeField(_("organisers told at"), null=True)

    class Meta:
        verbose_name = _("absence warning")
        verbose_name_plural = _("absence warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "measure", "level"], name="absencewarning_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.measure} {self.level}"


class SuspicionReview(models.Model):
    """What a person concluded about something that looked like *titip absen*; the latest counts."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="suspicion_reviews")
    kind = models.CharField(_("kind"), max_length=10, choices=SuspicionKind)
    # Of the people and the evidence, as `courses.domain.suspicions` makes it.
    key = models.CharField(_("key"), max_length=32)
    finding = models.CharField(_("finding"), max_length=9, choices=SuspicionFinding)
    note = models.CharField(_("note"), max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("judged at"))

    class Meta:
        verbose_name = _("judgement of a suspicion")
        verbose_name_plural = _("judgements of suspicions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["cohort", "key"], name="suspicionreview_key")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.cohort_id}: {self.finding}"

"""Graduation meetings and what they decided, with everything each decision rested on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Enrolment
from latsar.enums import BandOutcome, ProposedOutcome


class GraduationMeeting(models.Model):
    """One meeting about one cohort: where, when, who took part."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="graduation_meetings")
    number = models.PositiveSmallIntegerField(_("number"))
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=150)
    # Number of the minutes (berita acara), where the institute gives one.
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    # Those who took part and sign, as {"name", "post"}, in order; not all of them have an account.
    attendance = models.JSONField(_("who took part"), default=list)
    notes = models.TextField(_("notes"), max_length=6000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("graduation meeting")
        verbose_name_plural = _("graduation meetings")
        ordering = ["cohort", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="graduationmeeting_number")
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id}: {self.number}"


class GraduationDecision(models.Model):
    """What was decided about one person; changed until a second person confirms, never after."""

    meeting = models.ForeignKey(
        GraduationMeeting, on_delete=models.PROTECT, related_name="decisions"
    )
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="graduation_decisions"
    )
    # 1 for the first decision about this person; each repetition is decided anew.
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    # What `latsar.domain.graduation.propose` was given, and what it answered.
    facts = models.JSONField(_("facts"))
    policy = models.JSONField(_("policy"))
    proposal = models.CharField(_("proposal"), max_length=11, choices=ProposedOutcome)
    reasons = models.JSONField(_("reasons"), default=list)
    total = models.DecimalField(_("final score"), max_digits=5, decimal_places=2, null=True)
    band_code = models.CharField(_("band"), max_length=6, blank=True)
    band_label = models.CharField(_("band in words"), max_length=80, blank=True)
    # What people decided, and why where it is not simply what was proposed.
    outcome = models.CharField(_("outcome"), max_length=11, choices=BandOutcome)
    note = models.TextField(_("reason of the meeting"), max_length=2000, blank=True)
    to_repeat = models.JSONField(_("what is repeated"), default=list)
    repeat_until = models.DateField(_("repeated until"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        verbose_name = _("graduation decision")
        verbose_name_plural = _("graduation decisions")
        ordering = ["enrolment", "attempt"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "attempt"], name="graduationdecision_attempt"
            ),
            models.CheckConstraint(
                condition=models.Q(attempt__gte=1), name="graduationdecision_attempt_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="graduationdecision_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("decided_by")),
                name="graduationdecision_two_people",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=BandOutcome.POSTPONED)
                | models.Q(repeat_until__isnull=False),
                name="graduationdecision_postponed_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.outcome}"

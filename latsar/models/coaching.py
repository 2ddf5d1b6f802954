"""Guidance: coaching groups, mentors without account, their links, and the consultation log."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort, Enrolment
from latsar.domain.guidance import LinkFacts, link_state
from latsar.enums import ActorRole, ConsultationState, LinkState


class CoachingGroup(models.Model):
    """About ten people of a cohort and the coach who guides them."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="coaching_groups")
    name = models.CharField(_("name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coach"),
        on_delete=models.PROTECT,
        related_name="coaching_groups",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("coaching group")
        verbose_name_plural = _("coaching groups")
        ordering = ["cohort", "order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "name"], name="coachinggroup_name")
        ]

    def __str__(self) -> str:
        return self.name


class Mentor(models.Model):
    """Usually the direct superior at work; guides a person and needs no account."""

    full_name = models.CharField(_("name with titles"), max_length=150)
    nip = models.CharField(_("NIP"), max_length=18, unique=True, null=True, blank=True)
    post = models.CharField(_("post"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        ordering = ["full_name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nip__isnull=True) | models.Q(nip__regex=r"^[0-9]{18}$"),
                name="mentor_nip_18_digits",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class Guidance(models.Model):
    """Who guides and examines one enrolled person; the coach is that of the group."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="guidance")
    group = models.ForeignKey(
        CoachingGroup,
        verbose_name=_("coaching group"),
        on_delete=models.SET_NULL,
        related_name="guidances",
        null=True,
        blank=True,
    )
    mentor = models.ForeignKey(
        Mentor,
        verbose_name=_("mentor"),
        on_delete=models.PROTECT,
        related_name="guidances",
        null=True,
        blank=True,
    )
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("examiner"),
        on_delete=models.PROTECT,
        related_name="examined_guidances",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidances")

    def __str__(self) -> str:
        return f"{self.enrolment_id}"


class MentorLink(models.Model):
    """A personal key to one person's page; valid until it expires, is revoked or replaced.

    The key is made when the mail is sent and never stored: only its digest is.
    """

    guidance = models.ForeignKey(Guidance, on_delete=models.CASCADE, related_name="links")
    mentor = models.ForeignKey(Mentor, on_delete=models.PROTECT, related_name="links")
    # As it was when the link was asked for; a mail never goes to an address set later.
    email = models.EmailField(_("e-mail"))
    requested_at = models.DateTimeField(_("requested at"))
    token_digest = models.CharField(_("digest of the key"), max_length=64, unique=True, null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failed_at = models.DateTimeField(_("failed at"), null=True)
    expires_at = models.DateTimeField(_("expires at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    last_opened_at = models.DateTimeField(_("last opened at"), null=True)

    class Meta:
        verbose_name = _("link of a mentor")
        verbose_name_plural = _("links of mentors")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guidance"],
                condition=models.Q(revoked_at=None),
                name="mentorlink_one_standing",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None)
                | models.Q(token_digest__isnull=False, expires_at__isnull=False),
                name="mentorlink_sent_has_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} for {self.guidance_id}"

    def state_at(self, moment: dt.datetime) -> LinkState:
        """How the link stands at a moment."""
        return link_state(
            LinkFacts(
                sent_at=self.sent_at,
                failed_at=self.failed_at,
                expires_at=self.expires_at,
                revoked_at=self.revoked_at,
                last_opened_at=self.last_opened_at,
            ),
            now=moment,
        )


class Consultation(models.Model):
    """One entry of the consultation log, confirmed by the coach or mentor it names."""

    guidance = models.ForeignKey(Guidance, on_delete=models.CASCADE, related_name="consultations")
    # COACH or MENTOR; the name is copied, because the group or the mentor may change later.
    advisor_role = models.CharField(_("with"), max_length=11, choices=ActorRole)
    advisor_name = models.CharField(_("name"), max_length=300)
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consultations", null=True
    )
    mentor = models.ForeignKey(
        Mentor, on_delete=models.PROTECT, related_name="consultations", null=True
    )
    held_on = models.DateField(_("date"))
    notes = models.TextField(_("what was discussed"), max_length=4000)
    written_at = models.DateTimeField(_("written at"))
    state = models.CharField(
        _("state"), max_length=9, choices=ConsultationState, default=ConsultationState.WAITING
    )
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    advisor_role=ActorRole.COACH, coach__isnull=False, mentor__isnull=True
                )
                | models.Q(advisor_role=ActorRole.MENTOR, mentor__isnull=False, coach__isnull=True),
                name="consultation_one_advisor",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ConsultationState.WAITING, answered_at=None)
                | ~models.Q(state=ConsultationState.WAITING) & models.Q(answered_at__isnull=False),
                name="consultation_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guidance_id}: {self.held_on}"

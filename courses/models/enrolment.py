"""Enrolment: one person in one cohort, as the person was then, with the progress counters."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from corpu.accounts.enums import PersonKind, Rank
from courses.enums import MEMBER_STATES, READABLE_COHORTS, CohortState, EnrolmentState
from courses.models.cohort import Cohort


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments, in the words of the domain."""

    def members(self) -> "EnrolmentQuerySet":
        """Everyone who has not withdrawn."""
        return self.filter(state__in=MEMBER_STATES)

    def of(self, user: Any) -> "EnrolmentQuerySet":
        """A person's own enrolments; nobody's for who has not logged in."""
        return self.filter(user_id=user.pk) if user.pk else self.none()

    def readable(self) -> "EnrolmentQuerySet":
        """Members of cohorts whose curriculum is pinned: their activities may be read."""
        return self.members().filter(cohort__state__in=READABLE_COHORTS)

    def holding_activity(self, page_id: int | None) -> "EnrolmentQuerySet":
        """Those whose cohort pinned this activity page."""
        if page_id is None:
            return self.none()
        return self.filter(
            cohort__required_courses__activities__page=page_id,
            cohort__required_courses__activities__dropped_at=None,
        )

    def holding_course(self, page_id: int | None) -> "EnrolmentQuerySet":
        """Those whose cohort pinned this course page."""
        if page_id is None:
            return self.none()
        return self.filter(cohort__required_courses__course=page_id)

    def current_first(self) -> "EnrolmentQuerySet":
        """Running cohorts before closed ones, the one started last first."""
        is_running = Case(When(cohort__state=CohortState.RUNNING, then=0), default=1)
        return self.order_by(is_running, "-cohort__started_at", "-pk")


class Enrolment(models.Model):
    """One person in one cohort; agency, rank and post are those of that time."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments"
    )
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="enrolments",
        null=True,
    )
    kind = models.CharField(_("kind"), max_length=8, choices=PersonKind)
    rank = models.CharField(_("rank"), max_length=6, choices=Rank, blank=True)
    post = models.CharField(_("post"), max_length=150, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=EnrolmentState, default=EnrolmentState.ENROLLED
    )
    enrolled_at = models.DateTimeField(_("enrolled at"))
    started_at = models.DateTimeField(_("started learning at"), null=True)
    completed_at = models.DateTimeField(_("completed at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawal_reason = models.CharField(_("reason of withdrawal"), max_length=250, blank=True)
    # Counters of required work, written only together with the completions they count.
    activities_done = models.PositiveSmallIntegerField(_("activities completed"), default=0)
    courses_done = models.PositiveSmallIntegerField(_("courses completed"), default=0)
    last_activity = models.ForeignKey(
        "courses.RequiredActivity", on_delete=models.SET_NULL, related_name="+", null=True
    )
    certificate = models.OneToOneField(
        "certificates.Certificate",
        on_delete=models.PROTECT,
        related_name="enrolment",
        null=True,
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["cohort", "user__full_name"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="enrolment_person_once"),
            models.CheckConstraint(
                condition=~models.Q(state=EnrolmentState.COMPLETED)
                | models.Q(completed_at__isnull=False),
                name="enrolment_completed_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.cohort_id}"

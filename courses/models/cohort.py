"""Cohorts: one run of one programme version, with its staff."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.domain.numbering import cohort_number
from courses.enums import CohortState, NumberStyle, StaffRole
from courses.models.programme import Programme


class Cohort(models.Model):
    """A class (angkatan) going through one programme; from its start the curriculum is pinned."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="cohorts"
    )
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("year"))
    number_style = models.CharField(
        _("number style"), max_length=6, choices=NumberStyle, default=NumberStyle.ROMAN
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    capacity = models.PositiveSmallIntegerField(_("capacity"), default=40)
    state = models.CharField(
        _("state"), max_length=8, choices=CohortState, default=CohortState.DRAFT
    )
    started_at = models.DateTimeField(_("started at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    # Pinned at the start; what one hundred percent means for everyone in this cohort.
    course_count = models.PositiveSmallIntegerField(
        _("required courses"), default=0, editable=False
    )
    activity_count = models.PositiveSmallIntegerField(
        _("required lessons"), default=0, editable=False
    )
    attendance_rule = models.ForeignKey(
        "courses.AttendanceRule",
        verbose_name=_("attendance rule"),
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
        blank=True,
    )
    # The rule as it read when the cohort started, as `courses.domain.absence` reads it.
    attendance_policy = models.JSONField(
        _("attendance rule at the start"), default=dict, editable=False
    )
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="courses.CohortStaff", related_name="staffed_cohorts"
    )

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="cohort_number_in_year"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="cohort_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1) & models.Q(capacity__gte=1),
                name="cohort_number_and_capacity",
            ),
        ]
        permissions = [
            ("can_start_cohort", "Can start and close a cohort"),
            ("can_import_roster", "Can import a roster"),
            ("can_issue_certificates", "Can issue certificates of a cohort"),
            ("can_view_report", "Can see the progress of every cohort"),
            ("can_view_agency_report", "Can see the progress of own agency's people"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name people use: *Angkatan XXI Tahun 2019*."""
        return f"Angkatan {cohort_number(self.number, self.number_style)} Tahun {self.year}"


class CohortStaff(models.Model):
    """One person with one role in one cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="staff_roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="cohort_roles",
    )
    role = models.CharField(_("role"), max_length=10, choices=StaffRole)

    class Meta:
        verbose_name = _("cohort staff")
        verbose_name_plural = _("cohort staff")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user", "role"], name="cohortstaff_role")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"

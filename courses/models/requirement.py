"""The pinned curriculum of a running cohort: what its people must complete."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.domain.figures import Figure
from corpu.core.enums import Mark
from courses.enums import ActivityKind, Availability
from courses.models.cohort import Cohort


class RequiredCourse(models.Model):
    """A course as the programme had it when the cohort started."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="required_courses")
    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="requirements"
    )
    code = models.CharField(_("code"), max_length=12)
    title = models.CharField(_("title"), max_length=200)
    agenda_code = models.CharField(_("agenda code"), max_length=12)
    agenda_label = models.CharField(_("agenda"), max_length=120)
    phase_code = models.CharField(_("phase code"), max_length=12, blank=True)
    phase_label = models.CharField(_("phase"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))
    jp = models.PositiveIntegerField(_("JP"), null=True)
    jp_unverified = models.PositiveIntegerField(_("JP, working value"), null=True)
    jp_mark = models.CharField(_("mark of JP"), max_length=1, choices=Mark, default=Mark.MEMORY)
    is_required = models.BooleanField(_("required"), default=True)
    # How many required activities it has; 100 % of this course.
    activity_count = models.PositiveSmallIntegerField(_("activities"), default=0)

    class Meta:
        ordering = ["cohort", "order"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "course"], name="requiredcourse_course")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> Figure:
        """JP of the course with its mark."""
        return Figure(self.jp, self.jp_unverified, self.jp_mark)


class RequiredActivityQuerySet(models.QuerySet["RequiredActivity"]):
    """Pinned activities, in the words of the domain."""

    def standing(self) -> "RequiredActivityQuerySet":
        """Those the cohort still has; what was dropped stays only as a fact."""
        return self.filter(dropped_at=None)

    def counted(self) -> "RequiredActivityQuerySet":
        """Those that make up one hundred percent of their course."""
        return self.standing().filter(is_required=True)


class RequiredActivity(models.Model):
    """An activity as the course had it when the cohort started; its words may still be edited."""

    required_course = models.ForeignKey(
        RequiredCourse, on_delete=models.CASCADE, related_name="activities"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.PROTECT, related_name="activity_requirements"
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ActivityKind, default=ActivityKind.LESSON
    )
    title = models.CharField(_("title"), max_length=200)
    # Running position through the whole cohort, so that previous and next are one comparison.
    position = models.PositiveSmallIntegerField(_("position"))
    is_required = models.BooleanField(_("required"), default=True)
    # The rules of a quiz or assignment, as `courses.domain.policies` reads them.
    policy = models.JSONField(_("rules"), default=dict, blank=True)
    availability = models.CharField(
        _("opens"), max_length=8, choices=Availability, default=Availability.ALWAYS
    )
    after = models.ForeignKey(
        "self",
        verbose_name=_("after"),
        on_delete=models.SET_NULL,
        related_name="followers",
        null=True,
        blank=True,
    )
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    # Taken out of a running cohort by a person, with a reason; the facts about it stay.
    dropped_at = models.DateTimeField(_("dropped at"), null=True, editable=False)
    drop_reason = models.CharField(_("reason"), max_length=250, blank=True, editable=False)

    objects = RequiredActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity of the cohort")
        verbose_name_plural = _("activities of the cohort")
        ordering = ["required_course", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["required_course", "page"], name="requiredactivity_page"
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="requiredactivity_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

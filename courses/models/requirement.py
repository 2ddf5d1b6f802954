"""The pinned curriculum of a running cohort: what its people must complete."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.domain.figures import Figure
from corpu.core.enums import Mark
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
    # How many required lessons it has; 100 % of this course.
    lesson_count = models.PositiveSmallIntegerField(_("lessons"), default=0)

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


class RequiredLesson(models.Model):
    """A lesson as the course had it when the cohort started; its words may still be edited."""

    required_course = models.ForeignKey(
        RequiredCourse, on_delete=models.CASCADE, related_name="lessons"
    )
    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.PROTECT, related_name="requirements"
    )
    title = models.CharField(_("title"), max_length=200)
    # Running position through the whole cohort, so that previous and next are one comparison.
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["required_course", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["required_course", "lesson"], name="requiredlesson_lesson"
            )
        ]

    def __str__(self) -> str:
        return self.title

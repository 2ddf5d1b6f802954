"""What a person has completed: lessons as facts, courses as the count of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.requirement import RequiredCourse, RequiredLesson


class LessonCompletion(models.Model):
    """The fact that one person completed one required lesson; there is never a second."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="completions")
    lesson = models.ForeignKey(RequiredLesson, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed at"))

    class Meta:
        ordering = ["completed_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="lessoncompletion_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.lesson_id}"


class CourseProgress(models.Model):
    """How far one person is in one course; counted in the transaction of each completion."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="courses")
    course = models.ForeignKey(RequiredCourse, on_delete=models.PROTECT, related_name="progress")
    lessons_done = models.PositiveSmallIntegerField(_("lessons completed"), default=0)
    completed_at = models.DateTimeField(_("completed at"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "course"], name="courseprogress_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.course_id}"

"""Which courses an instructor writes."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection


class CourseTeam(models.Model):
    """Who writes a course: a group with rights on its page, and its images and documents."""

    course = models.OneToOneField(
        "courses.CoursePage", on_delete=models.CASCADE, related_name="team"
    )
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="course_team")
    collection = models.OneToOneField(
        Collection, on_delete=models.PROTECT, related_name="course_team"
    )

    class Meta:
        verbose_name = _("authors of a course")
        verbose_name_plural = _("authors of courses")
        permissions = [("can_give_courses", "Can decide who writes a course")]

    def __str__(self) -> str:
        return self.group.name


class TeamMember(models.Model):
    """One author of one course; the group follows these rows."""

    team = models.ForeignKey(CourseTeam, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="course_teams"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="teammember_once")]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.user_id}"

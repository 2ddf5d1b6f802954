"""Programmes: courses in order, by agenda and phase, with hours and their confidence marks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corpu.core.domain.figures import Figure
from corpu.core.enums import Mark
from courses.enums import Method


class Programme(models.Model):
    """One version of a curriculum under one regulation."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    regulation = models.TextField(_("regulation"), blank=True)
    generation = models.PositiveSmallIntegerField(_("generation"), default=0)
    method = models.CharField(_("method"), max_length=10, choices=Method)
    jp = models.PositiveIntegerField(_("JP"), null=True, blank=True)
    jp_unverified = models.PositiveIntegerField(_("JP, working value"), null=True, blank=True)
    jp_mark = models.CharField(_("mark of JP"), max_length=1, choices=Mark, default=Mark.MEMORY)
    days = models.PositiveIntegerField(_("days"), null=True, blank=True)
    days_mark = models.CharField(_("mark of days"), max_length=1, choices=Mark, default=Mark.MEMORY)
    source = models.CharField(_("source"), max_length=250, blank=True)
    attendance_rule = models.ForeignKey(
        "courses.AttendanceRule",
        verbose_name=_("attendance rule"),
        on_delete=models.PROTECT,
        related_name="programmes",
        null=True,
        blank=True,
    )
    # Made by staff here: they change it, and no package ever writes it.
    is_own = models.BooleanField(_("made here"), default=False, editable=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["generation", "code"]

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> Figure:
        """Total JP (45 minutes each) with its mark."""
        return Figure(self.jp, self.jp_unverified, self.jp_mark)


class ProgrammePhase(models.Model):
    """A stretch of the programme, such as on campus or habituation."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="phases")
    code = models.CharField(_("code"), max_length=12)
    label = models.CharField(_("label"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"))
    days = models.PositiveIntegerField(_("days"), null=True, blank=True)
    days_mark = models.CharField(_("mark of days"), max_length=1, choices=Mark, default=Mark.MEMORY)
    jp = models.PositiveIntegerField(_("JP"), null=True, blank=True)
    jp_unverified = models.PositiveIntegerField(_("JP, working value"), null=True, blank=True)
    jp_mark = models.CharField(_("mark of JP"), max_length=1, choices=Mark, default=Mark.MEMORY)

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="programmephase_code")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def hours(self) -> Figure:
        """JP of the phase with its mark."""
        return Figure(self.jp, self.jp_unverified, self.jp_mark)


class ProgrammeAgenda(models.Model):
    """A thematic block of courses."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="agendas")
    code = models.CharField(_("code"), max_length=12)
    label = models.CharField(_("label"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="programmeagenda_code")
        ]

    def __str__(self) -> str:
        return self.label


class ProgrammeCourse(models.Model):
    """One course at its place in a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="courses")
    course = models.ForeignKey(
        "courses.CoursePage", on_delete=models.PROTECT, related_name="programme_places"
    )
    agenda = models.ForeignKey(ProgrammeAgenda, on_delete=models.CASCADE, related_name="courses")
    phase = models.ForeignKey(
        ProgrammePhase, on_delete=models.SET_NULL, related_name="courses", null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"))
    jp = models.PositiveIntegerField(_("JP"), null=True, blank=True)
    jp_unverified = models.PositiveIntegerField(_("JP, working value"), null=True, blank=True)
    jp_mark = models.CharField(_("mark of JP"), max_length=1, choices=Mark, default=Mark.MEMORY)
    is_required = models.BooleanField(_("required"), default=True)

    class Meta:
        verbose_name = _("course of the programme")
        verbose_name_plural = _("courses of the programme")
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "course"], name="programmecourse_course")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.course_id}"

    @property
    def hours(self) -> Figure:
        """JP of the course with its mark."""
        return Figure(self.jp, self.jp_unverified, self.jp_mark)

"""The timetable: phases of a cohort, its learning groups, rooms, holidays and sessions."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import SessionMode, SessionState, TimeZone
from courses.models.cohort import Cohort
from courses.models.enrolment import Enrolment


class CohortPhase(models.Model):
    """A phase with the dates of this cohort; institutes differ under the same regulation."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="phases")
    code = models.CharField(_("code"), max_length=12)
    label = models.CharField(_("label"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("phase of the cohort")
        verbose_name_plural = _("phases of the cohort")
        ordering = ["cohort", "order"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "code"], name="cohortphase_code"),
            models.CheckConstraint(
                condition=models.Q(starts_on=None, ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="cohortphase_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class LearningGroup(models.Model):
    """A part of a cohort that learns together; one person is in at most one."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("learning group")
        verbose_name_plural = _("learning groups")
        ordering = ["cohort", "order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "name"], name="learninggroup_name")
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A person's place in a learning group."""

    group = models.ForeignKey(LearningGroup, on_delete=models.CASCADE, related_name="members")
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.CASCADE, related_name="group_membership"
    )

    def __str__(self) -> str:
        return f"{self.enrolment_id} in {self.group_id}"


class Room(models.Model):
    """A place where people meet, used by all cohorts."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    site = models.CharField(_("building or campus"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["site", "name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.site}" if self.site else self.name


class Holiday(models.Model):
    """A day without sessions, as the government's joint decree (SKB) of its year names it."""

    day = models.DateField(_("date"), unique=True)
    label = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.label}"


class Session(models.Model):
    """One meeting or block of learning; `group` None means the whole cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    phase = models.ForeignKey(
        CohortPhase,
        verbose_name=_("phase"),
        on_delete=models.PROTECT,
        related_name="sessions",
        null=True,
        blank=True,
    )
    course = models.ForeignKey(
        "courses.CoursePage",
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="sessions",
        null=True,
        blank=True,
    )
    title = models.CharField(_("title"), max_length=200)
    mode = models.CharField(
        _("mode"), max_length=10, choices=SessionMode, default=SessionMode.CLASSICAL
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(
        _("time zone"), max_length=20, choices=TimeZone, default=TimeZone.WIB
    )
    # Lesson periods of 45 minutes; a break has none.
    jp = models.PositiveSmallIntegerField("JP", default=0)
    group = models.ForeignKey(
        LearningGroup,
        verbose_name=_("group"),
        on_delete=models.PROTECT,
        related_name="sessions",
        null=True,
        blank=True,
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        on_delete=models.PROTECT,
        related_name="sessions",
        null=True,
        blank=True,
    )
    meeting_url = models.URLField(_("meeting link"), max_length=500, blank=True)
    material_url = models.URLField(_("link to material"), max_length=500, blank=True)
    note = models.TextField(_("note for the participants"), blank=True)
    instructors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("instructors"),
        through="courses.SessionInstructor",
        related_name="taught_sessions",
    )
    state = models.CharField(
        _("state"), max_length=9, choices=SessionState, default=SessionState.PLANNED
    )
    cancel_reason = models.CharField(_("reason"), max_length=250, blank=True)
    # A break or a block on one's own asks nobody to be there.
    has_attendance = models.BooleanField(_("attendance is taken"), default=True)
    has_check_in = models.BooleanField(_("participants check in themselves"), default=True)
    # Minutes around the beginning; the numbers are the institute's, no regulation names them.
    opens_before = models.PositiveSmallIntegerField(
        _("check-in opens, minutes before the beginning"), default=30
    )
    late_after = models.PositiveSmallIntegerField(
        _("late from, minutes after the beginning"), default=10
    )
    closes_after = models.PositiveSmallIntegerField(
        _("check-in closes, minutes after the beginning"), default=60
    )
    roll_closed_at = models.DateTimeField(_("roll closed at"), null=True, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_times_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_after__gte=models.F("late_after")),
                name="session_check_in_window",
            ),
        ]
        indexes = [models.Index(fields=["cohort", "starts_at"], name="session_cohort_start")]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people meet."""
        return ZoneInfo(self.time_zone)


class SessionInstructor(models.Model):
    """Who teaches a session; its JP count for each of them."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="taught_by")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("instructor"),
        on_delete=models.PROTECT,
        related_name="session_places",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="sessioninstructor_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.session_id}"


class CalendarAddress(models.Model):
    """A private address of a calendar feed: all own sessions, or those of one cohort."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_addresses"
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="calendar_addresses", null=True
    )
    # Only its digest is stored: who reads the database cannot read calendars.
    token_digest = models.CharField(_("digest of the key"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "cohort"],
                condition=models.Q(revoked_at=None),
                name="calendaraddress_one_of_cohort",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at=None, cohort=None),
                name="calendaraddress_one_of_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.cohort_id}"

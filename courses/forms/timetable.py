"""What organisers fill in to plan a timetable: a session, phases, groups, the cohort to copy."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.domain.sessions import SessionFields, SessionPlan
from courses.enums import SessionFault, SessionMode, TimeZone
from courses.models import Cohort, Room, Session
from courses.queries.curriculum import curriculum_of
from courses.queries.session_judging import Judgement, teachers_of
from courses.queries.timetable import PhaseLine

MAX_JP = 40
MAX_MINUTES = 1440
MAX_GROUPS = 20

# Where a fault of a session is told.
FAULT_FIELDS = {
    SessionFault.NO_TITLE: "title",
    SessionFault.TIMES_TURNED: "ends",
    SessionFault.TOO_LONG: "ends",
    SessionFault.WINDOW_TURNED: "closes_after",
    SessionFault.OTHER_PHASE: "phase",
    SessionFault.OTHER_COURSE: "course",
    SessionFault.OTHER_GROUP: "group",
    SessionFault.CLOSED_ROOM: "room",
    SessionFault.NOT_TEACHING: "instructors",
}


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day, as every browser asks for one."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required)


def _time(label: Any, help_text: Any = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, widget=widget, help_text=help_text, input_formats=["%H:%M", "%H.%M"]
    )


def _minutes(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MAX_MINUTES, initial=initial)


def _choice(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None, help_text=help_text
    )


class SessionForm(forms.Form):
    """One session; its times are those of the zone chosen beside them."""

    course = _choice(_("Course"), _("None for an opening, a briefing or a break."))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it is the title of the course."),
    )
    mode = forms.ChoiceField(label=_("Mode"), choices=SessionMode.choices)
    day = day_field(_("Date"))
    begins = _time(_("Begins"))
    ends = _time(_("Ends"), _("An earlier time than the beginning is the next day."))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TimeZone.choices)
    jp = forms.IntegerField(
        label="JP",
        min_value=0,
        max_value=MAX_JP,
        initial=0,
        help_text=_("Lesson periods of 45 minutes; a break has none."),
    )
    phase = _choice(_("Phase"))
    group = _choice(_("Group"), _("None for the whole cohort."))
    room = _choice(_("Room"))
    meeting_url = forms.URLField(
        label=_("Meeting link"), max_length=500, required=False, assume_scheme="https"
    )
    material_url = forms.URLField(
        label=_("Link to material"), max_length=500, required=False, assume_scheme="https"
    )
    instructors = forms.TypedMultipleChoiceField(
        label=_("Instructors"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Note for the participants"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "w-field-textarea"}),
    )
    has_attendance = forms.BooleanField(
        label=_("Attendance is taken"), required=False, initial=True
    )
    has_check_in = forms.BooleanField(
        label=_("Participants check in themselves"), required=False, initial=True
    )
    opens_before = _minutes(_("Check-in opens, minutes before the beginning"), 30)
    late_after = _minutes(_("Late from, minutes after the beginning"), 10)
    closes_after = _minutes(_("Check-in closes, minutes after the beginning"), 60)

    ROLL_FIELDS = ("has_attendance", "has_check_in", "opens_before", "late_after", "closes_after")

    def __init__(
        self,
        *args: Any,
        cohort: Cohort,
        session: Session | None = None,
        after: Session | None = None,
        **kwargs: Any,
    ) -> None:
        self.courses = {course.page: course for course in curriculum_of(cohort)}
        initial = _following(after) if after else {"day": cohort.starts_on}
        initial = _initial(session) if session else initial
        super().__init__(*args, **{"initial": initial, **kwargs})
        self._offer("course", self._course_choices(session))
        self._offer("phase", [(row.pk, row.label) for row in cohort.phases.order_by("order")])
        self._offer("group", [(row.pk, row.name) for row in cohort.groups.all()])
        self._offer("room", _rooms(session))
        self.fields["instructors"].choices = _people(cohort, session)

    def plan(self) -> SessionPlan:
        """Return the session that was filled in."""
        filled = dict(self.cleaned_data)
        people = frozenset(filled.pop("instructors"))
        day, begins, ends = (filled.pop(name) for name in ("day", "begins", "ends"))
        zone = ZoneInfo(filled["time_zone"])
        last = day + dt.timedelta(days=1) if ends < begins else day
        course = self.courses.get(filled["course"])
        title = filled.pop("title") or (course.title[:200] if course else "")
        fields = SessionFields(
            **filled,
            title=title,
            starts_at=dt.datetime.combine(day, begins, tzinfo=zone).astimezone(dt.UTC),
            ends_at=dt.datetime.combine(last, ends, tzinfo=zone).astimezone(dt.UTC),
        )
        return SessionPlan(fields, people)

    def refuse(self, judgement: Judgement) -> None:
        """Tell each fault where it is mended."""
        for fault in judgement.faults:
            self.add_error(FAULT_FIELDS.get(fault), fault.label)

    @property
    def what_fields(self) -> list[forms.BoundField]:
        """What is learnt, and how."""
        return [self[name] for name in ("course", "title", "mode")]

    @property
    def when_fields(self) -> list[forms.BoundField]:
        """When, in which zone, and for how many JP: read as one line."""
        return [self[name] for name in ("day", "begins", "ends", "time_zone", "jp")]

    @property
    def where_fields(self) -> list[forms.BoundField]:
        """For whom and where."""
        return [self[name] for name in ("phase", "group", "room", "meeting_url", "material_url")]

    @property
    def roll_fields(self) -> list[forms.BoundField]:
        """What concerns attendance; rarely changed."""
        return [self[name] for name in self.ROLL_FIELDS]

    @property
    def has_roll_errors(self) -> bool:
        return any(self[name].errors for name in self.ROLL_FIELDS)

    def _offer(self, name: str, choices: Iterable[tuple[int, str]]) -> None:
        self.fields[name].choices = [("", "–"), *choices]

    def _course_choices(self, session: Session | None) -> list[tuple[int, str]]:
        choices = [(one.page, f"{one.title} ({one.code})") for one in self.courses.values()]
        if session and session.course_id and session.course_id not in self.courses:
            choices.append((session.course_id, session.course.title))
        return choices


def _initial(session: Session) -> dict[str, Any]:
    names = ("title", "mode", "time_zone", "jp", "meeting_url", "material_url", "note")
    begins = session.starts_at.astimezone(session.zone)
    return {name: getattr(session, name) for name in (*names, *SessionForm.ROLL_FIELDS)} | {
        "course": session.course_id,
        "phase": session.phase_id,
        "group": session.group_id,
        "room": session.room_id,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": session.ends_at.astimezone(session.zone).time(),
        "instructors": [place.user_id for place in session.taught_by.all()],
    }


def _following(session: Session) -> dict[str, Any]:
    """What the next session of a day most likely shares with the one before it."""
    filled = _initial(session)
    kept = ("day", "time_zone", "phase", "group", "room", "mode")
    return {name: filled[name] for name in kept} | {"begins": filled["ends"]}


def _rooms(session: Session | None) -> list[tuple[int, str]]:
    rooms = Room.objects.filter(is_active=True) | Room.objects.filter(
        pk__in=[session.room_id] if session and session.room_id else []
    )
    return [(room.pk, _with_seats(room)) for room in rooms]


def _with_seats(room: Room) -> str:
    return f"{room} ({room.seats})" if room.seats else str(room)


def _people(cohort: Cohort, session: Session | None) -> list[tuple[int, str]]:
    people = {person.pk: person.name for person in teachers_of(cohort)}
    if session:
        people |= {place.user_id: place.user.name for place in session.taught_by.all()}
    return sorted(people.items(), key=lambda one: one[1])


def agreed_to(judgement: Judgement) -> str:
    """What a person agrees to by saving despite it; other words need another answer."""
    told = [*map(str, judgement.clashes), *(remark.value for remark in judgement.weighty)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


class PhasesForm(forms.Form):
    """First and last day of every phase."""

    def __init__(self, *args: Any, lines: Iterable[PhaseLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            for end, label in (("starts_on", _("First day")), ("ends_on", _("Last day"))):
                field = day_field(label, required=False)
                field.initial = getattr(line, end)
                self.fields[f"{end}-{line.code}"] = field

    def rows(self) -> list[tuple[PhaseLine, forms.BoundField, forms.BoundField]]:
        """Each phase with its two fields."""
        return [
            (line, self[f"starts_on-{line.code}"], self[f"ends_on-{line.code}"])
            for line in self.lines
        ]

    def dates(self) -> dict[str, tuple[dt.date | None, dt.date | None]]:
        """Return what was filled in, by code."""
        return {
            line.code: (
                self.cleaned_data[f"starts_on-{line.code}"],
                self.cleaned_data[f"ends_on-{line.code}"],
            )
            for line in self.lines
        }


class DealForm(forms.Form):
    """How many learning groups there are to be."""

    count = forms.IntegerField(
        label=_("Number of groups"), min_value=1, max_value=MAX_GROUPS, initial=4
    )


class CancelForm(forms.Form):
    """Why a session does not take place."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2, "class": "w-field-textarea"}),
        help_text=_("Participants read it on the page of the session."),
    )

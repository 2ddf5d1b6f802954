"""What a session is made of, what is wrong with it, and what should be said before it is saved."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from courses.domain.clashes import Slot
from courses.domain.phases import PhaseDates, contains
from courses.enums import SessionFault, SessionMode, SessionRemark, TimeZone

LONGEST = dt.timedelta(hours=24)
# Where people meet in a room, and where at a link; elsewhere the place is left to the people.
ROOM_MODES = frozenset({SessionMode.CLASSICAL.value, SessionMode.SEMINAR.value})
LINK_MODES = frozenset({SessionMode.SYNC.value})
# Of what is remarked, this asks to be confirmed; the rest is only still open.
WEIGHTY = frozenset(
    {
        SessionRemark.HOLIDAY,
        SessionRemark.OUTSIDE_PHASE,
        SessionRemark.OUTSIDE_COHORT,
        SessionRemark.ROOM_TOO_SMALL,
    }
)
TAUGHT_MODES = ROOM_MODES | LINK_MODES | {SessionMode.COACHING.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFields:
    """A session as it is filled in; phase, course, group and room are ids, times are aware."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    time_zone: str = TimeZone.WIB.value
    mode: str = SessionMode.CLASSICAL.value
    jp: int = 0
    phase: int | None = None
    course: int | None = None
    group: int | None = None
    room: int | None = None
    meeting_url: str = ""
    material_url: str = ""
    note: str = ""
    has_attendance: bool = True
    has_check_in: bool = True
    opens_before: int = 30
    late_after: int = 10
    closes_after: int = 60

    @property
    def day(self) -> dt.date:
        """The day on which it begins where people meet."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session with the ids of who teaches it."""

    fields: SessionFields
    instructors: frozenset[int] = frozenset()

    def slot(self, *, key: int, cohort: int) -> Slot:
        """Return what it needs, to be held against other sessions."""
        return Slot(
            key=key,
            cohort=cohort,
            starts_at=self.fields.starts_at,
            ends_at=self.fields.ends_at,
            mode=self.fields.mode,
            group=self.fields.group,
            room=self.fields.room,
            instructors=self.instructors,
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a session may refer to, and what its day and room are like."""

    starts_on: dt.date
    ends_on: dt.date
    people: int
    phases: dict[int, PhaseDates]
    courses: frozenset[int]
    groups: dict[int, int]
    rooms: dict[int, int | None]
    teachers: frozenset[int]
    holidays: frozenset[dt.date]


def touches_attendance(before: SessionFields, after: SessionFields) -> bool:
    """Whether a change concerns what recorded attendance rests on."""
    return (before.day, before.group, before.has_attendance) != (
        after.day,
        after.group,
        after.has_attendance,
    )


def faults_of(plan: SessionPlan, around: Surroundings) -> tuple[SessionFault, ...]:
    """Return everything that keeps a session from being saved."""
    fields = plan.fields
    length = fields.ends_at - fields.starts_at
    found = {
        SessionFault.NO_TITLE: not fields.title.strip(),
        SessionFault.TIMES_TURNED: length <= dt.timedelta(0),
        SessionFault.TOO_LONG: length > LONGEST,
        SessionFault.WINDOW_TURNED: fields.closes_after < fields.late_after,
        SessionFault.OTHER_PHASE: _unknown(fields.phase, around.phases),
        SessionFault.OTHER_COURSE: _unknown(fields.course, around.courses),
        SessionFault.OTHER_GROUP: _unknown(fields.group, around.groups),
        SessionFault.CLOSED_ROOM: _unknown(fields.room, around.rooms),
        SessionFault.NOT_TEACHING: not plan.instructors <= around.teachers,
    }
    return tuple(fault for fault, is_so in found.items() if is_so)


def remarks_of(plan: SessionPlan, around: Surroundings) -> tuple[SessionRemark, ...]:
    """Return what deserves a second look but may be meant so; the plan has no faults."""
    fields, day = plan.fields, plan.fields.day
    phase = around.phases[fields.phase] if fields.phase is not None else PhaseDates("")
    found = {
        SessionRemark.HOLIDAY: day in around.holidays,
        SessionRemark.OUTSIDE_PHASE: not contains(phase, day),
        # A phase with dates of its own may lie before the opening or after the end.
        SessionRemark.OUTSIDE_COHORT: phase.starts_on is None
        and not around.starts_on <= day <= around.ends_on,
        SessionRemark.ROOM_TOO_SMALL: _crowded(fields, around),
    }
    weighty = tuple(remark for remark, is_so in found.items() if is_so)
    still_open = open_points(
        mode=fields.mode,
        jp=fields.jp,
        has_room=fields.room is not None,
        has_link=bool(fields.meeting_url),
        is_taught=bool(plan.instructors),
    )
    return weighty + still_open


def open_points(
    *, mode: str, jp: int, has_room: bool, has_link: bool, is_taught: bool
) -> tuple[SessionRemark, ...]:
    """Return what a session of this mode still needs; a break has no JP and needs nobody."""
    found = {
        SessionRemark.NO_ROOM: mode in ROOM_MODES and jp > 0 and not has_room,
        SessionRemark.NO_LINK: mode in LINK_MODES and not has_link,
        SessionRemark.NO_INSTRUCTOR: mode in TAUGHT_MODES and jp > 0 and not is_taught,
    }
    return tuple(remark for remark, is_so in found.items() if is_so)


def _unknown(chosen: int | None, known: Collection[int]) -> bool:
    return chosen is not None and chosen not in known


def _crowded(fields: SessionFields, around: Surroundings) -> bool:
    seats = around.rooms[fields.room] if fields.room is not None else None
    people = around.groups[fields.group] if fields.group is not None else around.people
    return seats is not None and people > seats

"""What the printed attendance lists show: of one session, and of one day with all its sessions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from corpu.accounts.domain.nip import format_nip
from courses.models import Cohort, Enrolment, Session
from courses.queries.absence import ExpectedSession, expected_of, roll_sessions
from courses.queries.roll import roll_of

# So many columns fit beside the names on an upright page; a longer day is cut into parts.
SLOTS_PER_PART = 5


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One person on the list of a session; `time` is that of the own check-in."""

    name: str
    nip: str
    agency: str
    status: str
    time: str
    note: str


@dataclass(frozen=True, slots=True)
class DaySlot:
    """Sessions that begin and end together: each person is expected at one of them at most."""

    hours: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """One person on the list of a day; a cell is None where nothing expects the person."""

    name: str
    nip: str
    agency: str
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class DayPart:
    """As many sessions of a day as fit on a page, with everybody."""

    slots: tuple[DaySlot, ...]
    lines: tuple[DayLine, ...]


def session_lines(session: Session) -> tuple[PaperLine, ...]:
    """Return the people of a session, by name."""
    return tuple(
        PaperLine(
            name=line.name,
            nip=format_nip(line.enrolment.user.nip or ""),
            agency=_agency(line.enrolment),
            status=line.status,
            time=_time(session, line.record.checked_in_at if line.record else None),
            note=line.record.note if line.record else "",
        )
        for line in roll_of(session).lines
    )


def day_parts(cohort: Cohort, day: dt.date) -> tuple[DayPart, ...]:
    """Return the sessions of a day, as the zone of each counts days, with the whole cohort."""
    around = dt.datetime.combine(day, dt.time(), dt.UTC)
    near = roll_sessions([cohort.pk]).filter(
        starts_at__gte=around - dt.timedelta(days=1), starts_at__lt=around + dt.timedelta(days=2)
    )
    sessions = [
        one
        for one in near.select_related("group")
        if one.starts_at.astimezone(one.zone).date() == day
    ]
    slots = sorted({(one.starts_at, one.ends_at) for one in sessions})
    people = list(
        Enrolment.objects.members()
        .filter(cohort=cohort)
        .select_related("user", "agency")
        .order_by("user__full_name", "pk")
    )
    expected = expected_of(people) if sessions else {}
    return tuple(
        _part(slots[start : start + SLOTS_PER_PART], sessions, people, expected)
        for start in range(0, len(slots), SLOTS_PER_PART)
    )


def _part(
    slots: Sequence[tuple[dt.datetime, dt.datetime]],
    sessions: Sequence[Session],
    people: Sequence[Enrolment],
    expected: dict[int, list[ExpectedSession]],
) -> DayPart:
    by_slot = [[one for one in sessions if (one.starts_at, one.ends_at) == slot] for slot in slots]
    return DayPart(
        slots=tuple(
            DaySlot(_hours(together[0]), tuple(_title(one) for one in together))
            for together in by_slot
        ),
        lines=tuple(
            DayLine(
                name=person.user.name,
                nip=format_nip(person.user.nip or ""),
                agency=_agency(person),
                cells=tuple(_cell(expected[person.pk], together) for together in by_slot),
            )
            for person in people
        ),
    )


def _cell(expected: Sequence[ExpectedSession], together: Sequence[Session]) -> str | None:
    wanted = {session.pk for session in together}
    own = [one for one in expected if one.session.pk in wanted]
    if not own:
        return None
    return next((one.attendance.status for one in own if one.attendance), "")


def _title(session: Session) -> str:
    return f"{session.title} ({session.group})" if session.group else session.title


def _hours(session: Session) -> str:
    starts, ends = (one.astimezone(session.zone) for one in (session.starts_at, session.ends_at))
    return f"{starts:%H.%M}–{ends:%H.%M}"


def _time(session: Session, moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(session.zone):%H.%M}" if moment else ""


def _agency(person: Enrolment) -> str:
    return person.agency.short_name if person.agency else ""

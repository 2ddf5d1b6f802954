"""Plays phases, groups, timetable and attendance of the demonstration's cohorts."""

import datetime as dt

from corpu.accounts.models import User
from corpu.core import clock
from corpu.home.domain.demo_story import CohortStory
from corpu.home.domain.demo_timetable import (
    CAMPUS,
    GROUPS,
    HOLIDAYS,
    HOURS,
    JP_OF_A_SESSION,
    ROOMS,
    SITE,
    meetings,
    phase_dates,
    roll_of,
)
from corpu.home.queries.demo import campus_courses, people_expected, sessions_without_roll
from corpu.home.services.demo_props import local_time
from courses.domain.sessions import SessionFields, SessionPlan
from courses.enums import SessionMode
from courses.models import Cohort, CohortPhase, Holiday, Room, Session
from courses.services.attendance import mark_many
from courses.services.groups import deal_groups
from courses.services.phases import plan_phases
from courses.services.roll_closing import close_roll
from courses.services.sessions import create_sessions

_ONE_DAY = dt.timedelta(days=1)


def prepare_places() -> list[Room]:
    """Make the rooms and the holidays of the story where they are missing."""
    for day, label in HOLIDAYS:
        Holiday.objects.get_or_create(day=day, defaults={"label": label})
    return [Room.objects.get_or_create(name=name, defaults={"site": SITE})[0] for name in ROOMS]


def plan_timetable(
    cohort: Cohort, story: CohortStory, *, room: Room, teacher: User, by: User
) -> int:
    """Give the cohort dates, groups and sessions once; return how many sessions were planned."""
    if cohort.sessions.exists():
        return 0
    dates = phase_dates(story.starts_on, story.ends_on)
    phases = {phase.code: phase for phase in plan_phases(cohort=cohort, dates=dates, by=by)}
    deal_groups(cohort=cohort, count=min(GROUPS, len(people_expected(cohort))), by=by)
    plans = _plans(cohort, story, room, phases[CAMPUS], teacher)
    return len(create_sessions(cohort=cohort, plans=plans, by=by))


def _plans(
    cohort: Cohort, story: CohortStory, room: Room, phase: CohortPhase, teacher: User
) -> list[SessionPlan]:
    titles, seminars = campus_courses(cohort)
    taught = [
        SessionPlan(
            SessionFields(
                title=titles[meeting.course],
                starts_at=local_time(meeting.day, meeting.begins),
                ends_at=local_time(meeting.day, meeting.ends),
                jp=JP_OF_A_SESSION,
                phase=phase.pk,
                course=meeting.course,
                room=room.pk,
            ),
            frozenset({teacher.pk}),
        )
        for meeting in meetings(story.starts_on, list(titles))
    ]
    last_days = [
        SessionPlan(
            SessionFields(
                title=title,
                starts_at=local_time(story.ends_on - _ONE_DAY, begins),
                ends_at=local_time(story.ends_on - _ONE_DAY, ends),
                mode=SessionMode.SEMINAR,
                jp=JP_OF_A_SESSION,
                course=page,
                room=room.pk,
            )
        )
        for page, title in seminars.items()
        for begins, ends in HOURS
    ]
    return taught + last_days


def take_attendance(cohort: Cohort, until: dt.date, *, by: User) -> int:
    """Mark and close the roll of every session up to a day; return how many were open."""
    sessions = sessions_without_roll(cohort, local_time(until, dt.time(18)))
    people = people_expected(cohort)
    for session in sessions:
        _close(session, people, by)
    return len(sessions)


def _close(session: Session, people: list[tuple[int, str]], by: User) -> None:
    with clock.at(session.ends_at):
        mark_many(session=session, marks=roll_of(str(session.starts_at), people), by=by)
        close_roll(session=session, by=by)

"""The check-in of a session on the pages of those who take part."""

import datetime as dt

from django import template

from corpu.core import clock
from courses.enums import TimeZone
from courses.models import Attendance, Enrolment, Session
from courses.queries.check_in import CheckInBox, personal_facts

register = template.Library()


@register.simple_tag
def check_in_box(
    session: Session, enrolment: Enrolment, attendance: Attendance | None
) -> CheckInBox:
    """Return how a person's check-in at a session stands now."""
    facts = personal_facts(session, enrolment, attendance)
    return CheckInBox(session, facts, attendance, clock.now())


@register.filter
def session_clock(moment: dt.datetime, session: Session) -> str:
    """Write a moment in the time zone in which people meet: *08.30 WITA*."""
    return f"{moment.astimezone(session.zone):%H.%M} {TimeZone(session.time_zone).label}"

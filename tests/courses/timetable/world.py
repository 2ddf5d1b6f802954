"""A cohort with people, rooms and an instructor, and sessions planned by the service."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from corpu.accounts.enums import Role
from courses.domain.sessions import SessionFields
from courses.models import Room
from courses.services.sessions import create_session
from tests.courses.tracking_world import open_cohort_of, staff

DAY = dt.date(2019, 5, 6)  # a Monday


@dataclass
class World:
    cohort: object
    room: object
    teacher: object
    organiser: object


def world(people=3, **fields):
    cohort = open_cohort_of(people, **fields)
    return World(
        cohort,
        Room.objects.create(name=f"Kelas {cohort.pk}", seats=40),
        staff(Role.INSTRUCTOR),
        staff(Role.ORGANISER),
    )


def at(day=DAY, hour=8, minute=0, zone="Asia/Jakarta"):
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZoneInfo(zone))


def fields(*, day=DAY, hour=8, hours=2, zone="Asia/Jakarta", **more):
    starts_at = at(day, hour, zone=zone)
    return SessionFields(
        **{
            "title": "Etika Publik",
            "starts_at": starts_at,
            "ends_at": starts_at + dt.timedelta(hours=hours),
            "time_zone": zone,
            "jp": 3,
        }
        | more
    )


def plan(here, *, instructors=(), despite=False, cohort=None, **more):
    return create_session(
        cohort=cohort or here.cohort,
        fields=fields(**more),
        instructors=instructors,
        by=here.organiser,
        despite=despite,
    )

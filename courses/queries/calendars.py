"""Calendars: whose address a key is, which sessions it shows, which calendars a person may have."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from corpu.accounts.models import User
from courses.domain.calendar_keys import calendar_key, key_digest
from courses.enums import CohortState
from courses.models import CalendarAddress, Cohort, Enrolment, Session, SessionInstructor
from courses.queries.my_timetable import of_whole_or_own_group, timetable_reader
from courses.queries.timetable import listed

# What lies further back is no longer sent: calendars of instructors would grow for ever.
LOOK_BACK = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Feed:
    """The sessions that a valid address shows."""

    user: User
    cohort: Cohort | None
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """One calendar a person may have; `path` is empty while it has no address."""

    cohort: Cohort | None
    path: str = ""
    created_at: dt.datetime | None = None

    @property
    def address(self) -> str:
        """The whole address, to be put into a calendar."""
        return site_address(self.path) if self.path else ""

    @property
    def subscription(self) -> str:
        """The address by which phones open their calendar at once."""
        return f"webcal://{self.address.partition('://')[2]}" if self.path else ""


def site_address(path: str) -> str:
    """Return the whole address of a path."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def feed_of(key: str, now: dt.datetime) -> Feed | None:
    """Return what a key opens now, or None; a person who lost access has lost the calendar too."""
    addresses = CalendarAddress.objects.select_related("user", "cohort")
    valid = addresses.filter(revoked_at=None, user__is_active=True)
    address = valid.filter(token_digest=key_digest(key)).first()
    if address is None:
        return None
    if address.cohort is None:
        sessions = _own_sessions(address.user)
    else:
        reader = timetable_reader(address.user, address.cohort.slug)
        if reader is None:
            return None
        sessions = reader.sessions()
    recent = listed(sessions).filter(ends_at__gte=now - LOOK_BACK)
    return Feed(address.user, address.cohort, list(recent))


def own_calendars(user: User) -> list[OwnCalendar]:
    """Return the calendars a person may have: all own sessions first, then cohort by cohort."""
    valid = CalendarAddress.objects.filter(user=user, revoked_at=None)
    made = {address.cohort_id: address for address in valid}
    cohorts: Iterable[Cohort | None] = [None, *_cohorts_of(user)]
    return [_calendar(cohort, made.get(cohort.pk if cohort else None)) for cohort in cohorts]


def _calendar(cohort: Cohort | None, address: CalendarAddress | None) -> OwnCalendar:
    if address is None:
        return OwnCalendar(cohort)
    key = calendar_key(
        secret=settings.SECRET_KEY,
        user_id=address.user_id,
        cohort_id=address.cohort_id,
        created_at=address.created_at,
    )
    if key_digest(key) != address.token_digest:
        # The secret of the site has changed: the address still works where it is in use, but
        # nobody can read it again.
        return OwnCalendar(cohort, created_at=address.created_at)
    return OwnCalendar(cohort, reverse("calendar-feed", args=[key]), address.created_at)


def _cohorts_of(user: User) -> QuerySet[Cohort]:
    enrolled = Enrolment.objects.of(user).members().values("cohort")
    mine = Q(pk__in=enrolled) | Q(staff_roles__user=user) | Q(sessions__taught_by__user=user)
    current = Cohort.objects.filter(mine).exclude(state=CohortState.CLOSED)
    return current.distinct().order_by("-starts_on", "-pk")


def _own_sessions(user: User) -> QuerySet[Session]:
    members = list(Enrolment.objects.of(user).members())
    taught = SessionInstructor.objects.filter(user=user).values("session")
    in_cohort = Q(cohort__in=[one.cohort_id for one in members])
    return Session.objects.filter(Q(pk__in=taught) | (in_cohort & of_whole_or_own_group(members)))

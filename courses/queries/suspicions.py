"""Suspicions of a cohort with the people, the sessions and what was concluded about them."""

import datetime as dt
from dataclasses import dataclass

from courses.domain.suspicions import CheckIn, Suspicion, suspicions_of
from courses.models import Attendance, Cohort, Enrolment, Session, SuspicionReview


@dataclass(frozen=True, slots=True)
class Evidence:
    """One check-in that belongs to a suspicion."""

    name: str
    session: Session
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ListedSuspicion:
    """A suspicion as a person judges it."""

    suspicion: Suspicion
    people: tuple[Enrolment, ...]
    evidence: tuple[Evidence, ...]
    reviews: tuple[SuspicionReview, ...]

    @property
    def is_judged(self) -> bool:
        """Whether somebody has concluded something."""
        return bool(self.reviews)


def suspicions_in(cohort: Cohort) -> tuple[Suspicion, ...]:
    """Return what to look at in a cohort; one query."""
    facts = Attendance.objects.filter(
        session__cohort=cohort, checked_in_at__isnull=False
    ).values_list(
        "session_id",
        "enrolment_id",
        "checked_in_at",
        "session__room_id",
        "session__room__site",
        "device",
    )
    return suspicions_of(
        CheckIn(session, enrolment, at, room, site or "", device)
        for session, enrolment, at, room, site, device in facts
        if at is not None
    )


def listed_suspicions(cohort: Cohort) -> list[ListedSuspicion]:
    """Return them with names, sessions and conclusions, open ones first; four queries."""
    found = suspicions_in(cohort)
    check_ins = [one for suspicion in found for one in suspicion.check_ins]
    people = Enrolment.objects.filter(pk__in={one.enrolment for one in check_ins})
    by_person = people.select_related("user").in_bulk()
    sessions = Session.objects.filter(pk__in={one.session for one in check_ins})
    by_session = sessions.select_related("room", "cohort").in_bulk()
    reviews: dict[str, list[SuspicionReview]] = {}
    for review in SuspicionReview.objects.filter(cohort=cohort).select_related("by"):
        reviews.setdefault(review.key, []).append(review)
    listed = [
        ListedSuspicion(
            suspicion,
            tuple(by_person[pk] for pk in suspicion.enrolments),
            tuple(
                Evidence(by_person[one.enrolment].user.name, by_session[one.session], one.at)
                for one in suspicion.check_ins
            ),
            tuple(reviews.get(suspicion.key, ())),
        )
        for suspicion in found
    ]
    return sorted(listed, key=lambda one: one.is_judged)

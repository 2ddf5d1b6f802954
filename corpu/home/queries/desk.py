"""The trainee's desk: the one thing to do now, what is due, what came back, how far one is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from corpu.accounts.models import User
from corpu.core import clock
from courses.domain.due_dates import DatedActivity, due_dates
from courses.domain.phase_line import PhaseStep
from courses.domain.progress import percent
from courses.enums import READABLE_COHORTS, CohortState, DueState, EnrolmentState
from courses.models import Enrolment
from courses.queries.came_back import CameBack, came_back
from courses.queries.my_timetable import (
    SessionDay,
    by_day,
    near_of,
    phase_steps,
    sessions_of_people,
)
from courses.queries.next_step import Next, next_of
from courses.queries.outline import ActivityRow, CourseRow, GroupRow, by_phase, outlines

# Dates shown besides the last days of the cohorts.
DEADLINES = 5


@dataclass(frozen=True, slots=True)
class EnrolmentCard:
    """One enrolment with its courses and phases."""

    enrolment: Enrolment
    courses: tuple[CourseRow, ...]
    phases: list[GroupRow]

    @property
    def percent(self) -> int:
        return percent(self.enrolment.activities_done, self.enrolment.cohort.activity_count)

    @property
    def is_withdrawn(self) -> bool:
        return self.enrolment.state == EnrolmentState.WITHDRAWN

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to begin."""
        return not self.is_withdrawn and self.enrolment.cohort.state not in READABLE_COHORTS

    @property
    def may_discuss(self) -> bool:
        """Whether the cohort has a discussion to read."""
        return not self.is_withdrawn and self.enrolment.cohort.state in READABLE_COHORTS

    @property
    def expects_sessions(self) -> bool:
        """Whether the person may still have to be somewhere."""
        return not self.is_withdrawn and self.enrolment.cohort.state != CohortState.CLOSED

    @property
    def is_learning(self) -> bool:
        """Whether its dates still matter to the person."""
        return not self.is_withdrawn and self.enrolment.cohort.state == CohortState.RUNNING


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date of an activity that is not completed."""

    enrolment: Enrolment
    course: CourseRow
    activity: ActivityRow
    at: dt.datetime
    state: DueState


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk shows."""

    next: Next
    cards: list[EnrolmentCard]
    today: dt.date
    deadlines: list[Deadline]
    came_back: list[CameBack]
    # Of the main enrolment's cohort.
    steps: list[PhaseStep]
    near: list[SessionDay]

    @property
    def nearest(self) -> list[Deadline]:
        """The deadlines to show."""
        return self.deadlines[:DEADLINES]

    @property
    def shows_cohorts(self) -> bool:
        """Whether sessions have to say to which cohort they belong."""
        return len({one.session.cohort_id for day in self.near for one in day.sessions}) > 1

    @property
    def more_deadlines(self) -> int:
        return len(self.deadlines) - len(self.nearest)

    @property
    def last_days(self) -> list[Enrolment]:
        """Enrolments in which something is left, by the last day of their cohorts."""
        left = (
            card.enrolment
            for card in self.cards
            if card.is_learning and card.enrolment.state != EnrolmentState.COMPLETED
        )
        return sorted(left, key=lambda one: (one.cohort.ends_on, one.pk))

    @property
    def main(self) -> EnrolmentCard | None:
        """The enrolment that the next step is about."""
        chosen = self.next.enrolment
        return next((card for card in self.cards if card.enrolment == chosen), None)

    @property
    def days_left(self) -> int | None:
        """Days until the last day of the main cohort, today not counted; None once it is past."""
        if self.main is None:
            return None
        days = (self.main.enrolment.cohort.ends_on - self.today).days
        return days if days >= 0 else None


def desk_of(user: User, *, today: dt.date) -> Desk:
    """Return the desk of a person (fourteen queries at most for any number of enrolments)."""
    enrolments = list(
        Enrolment.objects.of(user)
        .select_related("cohort__programme", "certificate")
        .order_by("-cohort__starts_on", "-pk")
    )
    rows = outlines(enrolments)
    cards = [
        EnrolmentCard(enrolment, rows[enrolment.pk], by_phase(rows[enrolment.pk]))
        for enrolment in enrolments
    ]
    following, now = next_of(enrolments, rows), clock.now()
    expected = [card.enrolment for card in cards if card.expects_sessions]
    return Desk(
        next=following,
        cards=cards,
        today=today,
        deadlines=_deadlines(card for card in cards if card.is_learning),
        came_back=came_back(user) if enrolments else [],
        steps=_steps(following.enrolment, cards, now),
        near=by_day(near_of(sessions_of_people(expected), now)) if expected else [],
    )


def _steps(
    main: Enrolment | None, cards: Iterable[EnrolmentCard], now: dt.datetime
) -> list[PhaseStep]:
    card = next((card for card in cards if card.enrolment == main), None)
    if card is None or card.is_withdrawn:
        return []
    return phase_steps(card.enrolment.cohort, card.enrolment, card.phases, now)


def _deadlines(cards: Iterable[EnrolmentCard]) -> list[Deadline]:
    places = {
        activity.pinned: (card.enrolment, course, activity)
        for card in cards
        for course in card.courses
        for activity in course.activities
        if activity.pinned is not None
    }
    dated = (
        DatedActivity(
            id=pinned,
            due_at=activity.access.due_at,
            closes_at=activity.access.closes_at,
            is_done=activity.is_done,
            is_required=activity.is_required and course.is_required,
            stage=activity.stage,
        )
        for pinned, (_enrolment, course, activity) in places.items()
        if activity.access is not None
    )
    return [
        Deadline(*places[due.activity], due.at, due.state)
        for due in due_dates(dated, now=clock.now())
    ]

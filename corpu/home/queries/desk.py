"""The trainee's desk: everything a person learns, and the one thing to do now."""

import datetime as dt
from dataclasses import dataclass

from corpu.accounts.models import User
from courses.domain.progress import percent
from courses.enums import CohortState, EnrolmentState
from courses.models import Enrolment
from courses.queries.next_step import Next, next_of
from courses.queries.outline import CourseRow, GroupRow, by_phase, outlines


@dataclass(frozen=True, slots=True)
class EnrolmentCard:
    """One enrolment with its courses and phases."""

    enrolment: Enrolment
    courses: tuple[CourseRow, ...]
    phases: list[GroupRow]

    @property
    def percent(self) -> int:
        return percent(self.enrolment.lessons_done, self.enrolment.cohort.lesson_count)

    @property
    def current_phase(self) -> str:
        """The code of the first phase in which something is left."""
        return next((phase.code for phase in self.phases if not phase.is_complete), "")

    @property
    def is_withdrawn(self) -> bool:
        return self.enrolment.state == EnrolmentState.WITHDRAWN

    @property
    def is_ahead(self) -> bool:
        """Whether its dates still matter to the person."""
        return not self.is_withdrawn and self.enrolment.cohort.state != CohortState.CLOSED


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk shows."""

    next: Next
    cards: list[EnrolmentCard]
    today: dt.date

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
    """Return the desk of a person (four queries for any number of enrolments)."""
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
    return Desk(next_of(enrolments, rows), cards, today)

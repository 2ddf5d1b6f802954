"""The page of a cohort for the people in it."""

from dataclasses import dataclass, field, replace
from typing import Any

from corpu.core import clock
from courses.domain.phase_line import PhaseStep
from courses.domain.progress import percent
from courses.enums import READABLE_COHORTS, EnrolmentState
from courses.models import Cohort, Enrolment, Session
from courses.permissions import may_see_cohort
from courses.queries.learning import own_enrolment
from courses.queries.my_timetable import (
    SessionDay,
    by_day,
    near_of,
    phase_steps,
    sessions_of_people,
)
from courses.queries.next_step import Next, next_of
from courses.queries.outline import GroupRow, by_agenda, by_phase, cohort_outline, outlines


@dataclass(frozen=True, slots=True)
class CohortReading:
    """A cohort for one reader; without an enrolment the reader is staff."""

    cohort: Cohort
    enrolment: Enrolment | None
    groups: list[GroupRow]
    people: int
    next: Next | None
    steps: list[PhaseStep] = field(default_factory=list)
    near: list[SessionDay] = field(default_factory=list)

    @property
    def is_pinned(self) -> bool:
        """Whether the curriculum stands."""
        return self.cohort.state in READABLE_COHORTS

    @property
    def is_withdrawn(self) -> bool:
        return self.enrolment is not None and self.enrolment.state == EnrolmentState.WITHDRAWN

    @property
    def may_read(self) -> bool:
        """Whether lessons are links."""
        return self.is_pinned and not self.is_withdrawn

    @property
    def percent(self) -> int:
        done = self.enrolment.activities_done if self.enrolment else 0
        return percent(done, self.cohort.activity_count)


def cohort_reading(user: Any, slug: str) -> CohortReading | None:
    """Return a cohort as this person may see it, or None where it is none of their business."""
    enrolment, now = own_enrolment(user, slug), clock.now()
    if enrolment is not None:
        rows = outlines([enrolment])
        reading = CohortReading(
            cohort=enrolment.cohort,
            enrolment=enrolment,
            groups=by_agenda(rows[enrolment.pk]),
            people=enrolment.cohort.enrolments.members().count(),
            next=next_of([enrolment], rows),
        )
        if reading.is_withdrawn:
            return reading
        phases = by_phase(rows[enrolment.pk])
        return replace(
            reading,
            steps=phase_steps(enrolment.cohort, enrolment, phases, now),
            near=by_day(near_of(sessions_of_people([enrolment]), now)),
        )
    cohort = Cohort.objects.select_related("programme").filter(slug=slug).first()
    if cohort is None or not may_see_cohort(user, cohort):
        return None
    return CohortReading(
        cohort=cohort,
        enrolment=None,
        groups=by_agenda(cohort_outline(cohort)),
        people=cohort.enrolments.members().count(),
        next=None,
        steps=phase_steps(cohort, None, [], now),
        near=by_day(near_of(Session.objects.filter(cohort=cohort), now)),
    )

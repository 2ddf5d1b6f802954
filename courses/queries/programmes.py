"""Programmes as staff read them: a list, and one with its courses by agenda."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from corpu.core.domain.figures import Figure
from courses.enums import READABLE_COHORTS
from courses.models import Programme, ProgrammeAgenda, ProgrammeCourse, ProgrammePhase


@dataclass(frozen=True, slots=True)
class ProgrammeOutline:
    """A programme's phases, and its agendas with their courses in order."""

    phases: tuple[ProgrammePhase, ...]
    agendas: tuple[tuple[ProgrammeAgenda, tuple[ProgrammeCourse, ...]], ...]

    @property
    def figures(self) -> list[Figure]:
        """Every JP figure of the programme's parts."""
        courses = [course.hours for _agenda, courses in self.agendas for course in courses]
        return [phase.hours for phase in self.phases] + courses

    @property
    def has_unverified(self) -> bool:
        """Whether any figure must carry the mark."""
        return any(figure.is_unverified for figure in self.figures)


def programme_list() -> QuerySet[Programme]:
    """Programmes with `course_count` and `cohort_count`."""
    return Programme.objects.annotate(
        course_count=Count("courses", distinct=True), cohort_count=Count("cohorts", distinct=True)
    ).order_by("generation", "code")


def has_begun(programme: Programme) -> bool:
    """Whether a cohort has started from the programme."""
    return programme.cohorts.filter(state__in=READABLE_COHORTS).exists()


def programme_outline(programme: Programme) -> ProgrammeOutline:
    """Return the programme's parts; three queries."""
    courses: dict[int, list[ProgrammeCourse]] = defaultdict(list)
    places = programme.courses.select_related("course", "phase").defer(
        "course__introduction", "course__objectives", "course__assessments"
    )
    for place in places.order_by("order"):
        courses[place.agenda_id].append(place)
    agendas = programme.agendas.order_by("order")
    return ProgrammeOutline(
        phases=tuple(programme.phases.order_by("order")),
        agendas=tuple((agenda, tuple(courses[agenda.pk])) for agenda in agendas),
    )

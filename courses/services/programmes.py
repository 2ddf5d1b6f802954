"""Changes a programme that staff made here: its names, figures with their sources, its courses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from corpu.accounts.models import User
from corpu.core import audit
from corpu.core.domain.figures import Figure
from courses.domain.stated_figures import needs_source
from courses.models import (
    CoursePage,
    Programme,
    ProgrammeAgenda,
    ProgrammeCourse,
    ProgrammePhase,
)
from courses.queries.programmes import has_begun
from courses.services.duplicates import TitleMissing


class ProgrammePackaged(Exception):
    """A package writes this programme; what staff wrote into it would be lost."""


class ProgrammeBegun(Exception):
    """A cohort has started from it; what its people hold refers to it as it is."""


class SourceMissing(Exception):
    """A figure that may be printed needs a source."""


class CoursePresent(Exception):
    """The programme has this course already."""


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """Figures of one phase."""

    pk: int
    days: Figure
    hours: Figure


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """One course of the programme as it is to be; `is_out` takes it out."""

    pk: int
    order: int
    hours: Figure
    is_required: bool
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A course to be added at the end of the programme."""

    course: CoursePage
    agenda: ProgrammeAgenda
    phase: ProgrammePhase | None = None


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """A programme as it is to be."""

    title: str
    regulation: str
    source: str
    days: Figure
    hours: Figure
    phases: Sequence[PhasePlan] = ()
    places: Sequence[PlacePlan] = ()
    added: NewPlace | None = None

    @property
    def figures(self) -> list[Figure]:
        """Every figure that is stated."""
        parts = [figure for phase in self.phases for figure in (phase.days, phase.hours)]
        places = [place.hours for place in self.places if not place.is_out]
        return [self.days, self.hours, *parts, *places]


@transaction.atomic
def change_programme(*, programme: Programme, plan: ProgrammePlan, by: User | None) -> Programme:
    """Write what differs; a figure counts as stated only together with a source."""
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    _check(locked, plan)
    changes: dict[str, Any] = {}
    values = {"title": plan.title.strip(), "regulation": plan.regulation.strip()}
    values |= {"source": plan.source.strip(), **_days(plan.days), **_hours(plan.hours)}
    _save("programme", locked, values, changes)
    phases = {phase.pk: phase for phase in locked.phases.all()}
    for row in plan.phases:
        phase = phases[row.pk]
        _save(f"phase {phase.code}", phase, {**_days(row.days), **_hours(row.hours)}, changes)
    _save_places(locked, plan.places, changes)
    if plan.added is not None:
        _add(locked, plan.added, changes)
    if changes:
        audit.record(locked, "courses.programme.changed", actor=by, changes=changes)
    return locked


def _check(programme: Programme, plan: ProgrammePlan) -> None:
    if not programme.is_own:
        raise ProgrammePackaged
    if has_begun(programme):
        raise ProgrammeBegun
    if not plan.title.strip():
        raise TitleMissing
    if needs_source(plan.figures) and not plan.source.strip():
        raise SourceMissing


def _save_places(programme: Programme, plans: Iterable[PlacePlan], changes: dict[str, Any]) -> None:
    places = {place.pk: place for place in programme.courses.select_related("course")}
    for plan in plans:
        place = places[plan.pk]
        name = f"course {place.course.code}"
        if plan.is_out:
            changes[name] = "dropped"
            place.delete()
        else:
            values = {"order": plan.order, "is_required": plan.is_required, **_hours(plan.hours)}
            _save(name, place, values, changes)


def _add(programme: Programme, new: NewPlace, changes: dict[str, Any]) -> None:
    if programme.courses.filter(course=new.course).exists():
        raise CoursePresent
    last = programme.courses.aggregate(last=Max("order"))["last"] or 0
    ProgrammeCourse.objects.create(
        programme=programme,
        course=new.course,
        agenda=new.agenda,
        phase=new.phase,
        order=last + 1,
    )
    changes[f"course {new.course.code}"] = "added"


def _days(figure: Figure) -> dict[str, Any]:
    return {"days": figure.working, "days_mark": figure.mark}


def _hours(figure: Figure) -> dict[str, Any]:
    return {"jp": figure.value, "jp_unverified": figure.unverified, "jp_mark": figure.mark}


def _save(name: str, row: models.Model, values: Mapping[str, Any], changes: dict[str, Any]) -> None:
    """Write what differs and note it as {field: [before, after]}."""
    differing = {
        field: [getattr(row, field), value]
        for field, value in values.items()
        if getattr(row, field) != value
    }
    for field, (_before, after) in differing.items():
        setattr(row, field, after)
    if differing:
        row.save(update_fields=list(differing))
        changes[name] = differing

"""Writes the curricula of a package as programmes; running cohorts keep what they were pinned to."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from corpu.core import audit
from corpu.core.domain.figures import Figure
from courses.models import Programme, ProgrammeAgenda, ProgrammeCourse, ProgrammePhase
from latsar.exchange.curriculum_data import CurriculumPackage
from latsar.models import PackagedPage
from latsar.services.load_report import LoadReport


def load_programmes(
    *,
    curricula: Iterable[CurriculumPackage],
    courses: Mapping[str, int],
    report: LoadReport,
) -> None:
    """Create or update one programme per curriculum; `courses` are ids of course pages by code."""
    known = {
        programme.code: programme
        for programme in Programme.objects.prefetch_related("phases", "agendas", "courses")
    }
    packaged = set(PackagedPage.objects.values_list("page_id", flat=True))
    for curriculum in curricula:
        programme = known.get(curriculum.code) or Programme(code=curriculum.code)
        is_new = programme.pk is None
        changes = _save(programme, _programme_values(curriculum))
        changes |= _save_parts(programme, curriculum, courses, packaged, report, is_new=is_new)
        if is_new:
            report.created.append(curriculum.code)
            audit.record(programme, "latsar.programme.created", actor=None)
        elif changes:
            report.updated.append(curriculum.code)
            audit.record(programme, "latsar.programme.updated", actor=None, changes=changes)
        else:
            report.unchanged.append(curriculum.code)


def _save_parts(
    programme: Programme,
    curriculum: CurriculumPackage,
    courses: Mapping[str, int],
    packaged: set[int | None],
    report: LoadReport,
    *,
    is_new: bool,
) -> dict[str, Any]:
    """Write phases, agendas and courses; return what changed, by the part's code."""
    phases = {} if is_new else {phase.code: phase for phase in programme.phases.all()}
    agendas = {} if is_new else {agenda.code: agenda for agenda in programme.agendas.all()}
    places = {} if is_new else {place.course_id: place for place in programme.courses.all()}
    changes: dict[str, Any] = {}
    for order, phase in enumerate(curriculum.phases, start=1):
        row = phases.setdefault(phase.code, ProgrammePhase(programme=programme, code=phase.code))
        values = {"label": phase.label, "order": order, **_hours(phase.hours)}
        values |= {"days": phase.days.value, "days_mark": phase.days.mark}
        _note(changes, f"phase {phase.code}", _save(row, values))
    for order, agenda in enumerate(curriculum.agendas, start=1):
        part = agendas.setdefault(
            agenda.code, ProgrammeAgenda(programme=programme, code=agenda.code)
        )
        _note(
            changes,
            f"agenda {agenda.code}",
            _save(part, {"label": agenda.label, "order": order}),
        )
    for order, course in enumerate(curriculum.courses, start=1):
        page = courses.get(course.code)
        if page is None:
            report.problems.append(
                _("%(programme)s: the course %(code)s has no page and is left out")
                % {"programme": curriculum.code, "code": course.code}
            )
            continue
        place = places.pop(page, None) or ProgrammeCourse(programme=programme, course_id=page)
        values = {
            "agenda_id": agendas[course.agenda].pk,
            "phase_id": phases[course.phase].pk if course.phase else None,
            "order": order,
            "is_required": course.is_required,
            **_hours(course.hours),
        }
        _note(changes, f"course {course.code}", _save(place, values))
    # A course that staff added by themselves stays; one that the package has dropped goes.
    dropped = [place.pk for page, place in places.items() if page in packaged]
    if dropped:
        ProgrammeCourse.objects.filter(pk__in=dropped).delete()
        changes["courses dropped"] = len(dropped)
    return changes


def _note(changes: dict[str, Any], name: str, changed: dict[str, Any]) -> None:
    if changed:
        changes[name] = changed


def _programme_values(curriculum: CurriculumPackage) -> dict[str, Any]:
    return {
        "title": curriculum.title,
        "regulation": curriculum.regulation,
        "generation": curriculum.generation,
        "method": curriculum.method,
        "days": curriculum.days.value,
        "days_mark": curriculum.days.mark,
        "source": curriculum.source,
        **_hours(curriculum.hours),
    }


def _hours(figure: Figure) -> dict[str, Any]:
    return {"jp": figure.value, "jp_unverified": figure.unverified, "jp_mark": figure.mark}


def _save(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write what differs and return it as {field: [before, after]}; nothing is written twice."""
    changes = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value or row.pk is None:
            changes[name] = [before, value]
            setattr(row, name, value)
    if changes:
        row.save()
    return changes

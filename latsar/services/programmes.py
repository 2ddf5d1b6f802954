"""Writes the curricula of a package as programmes; running cohorts keep what was pinned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from corpu.core import audit
from corpu.core.domain.figures import Figure
from courses.models import Programme, ProgrammeAgenda, ProgrammeCourse, ProgrammePhase
from latsar.enums import KeptReason
from latsar.exchange.curriculum_data import CurriculumPackage
from latsar.models import PackagedPage
from latsar.services.load_report import LoadReport


@dataclass(slots=True)
class _Rows:
    """A programme with the rows it has, by code and by page, and what this load changed in it."""

    programme: Programme
    phases: dict[str, ProgrammePhase]
    agendas: dict[str, ProgrammeAgenda]
    places: dict[int, ProgrammeCourse]
    changes: dict[str, Any] = field(default_factory=dict)

    def save(self, name: str, row: models.Model, values: Mapping[str, Any]) -> None:
        """Write one part and note under `name` what differed."""
        if changed := _save(row, values):
            self.changes[name] = changed


def load_programmes(
    *,
    curricula: Iterable[CurriculumPackage],
    courses: Mapping[str, int],
    report: LoadReport,
) -> None:
    """Create or update one programme per curriculum; `courses` are ids of course pages by code.

    A programme that staff made here is theirs, even under a code that a package has.
    """
    known = {
        programme.code: programme
        for programme in Programme.objects.prefetch_related("phases", "agendas", "courses")
    }
    records = PackagedPage.objects.exclude(page=None)
    packaged = set(records.values_list("page_id", flat=True))
    for curriculum in curricula:
        stored = known.get(curriculum.code)
        if stored is not None and stored.is_own:
            report.keep(curriculum.code, stored.title, KeptReason.OWN)
            continue
        programme = stored or Programme(code=curriculum.code)
        changes = _save(programme, _programme_values(curriculum))
        rows = _rows(programme) if stored else _Rows(programme, {}, {}, {})
        rows.changes.update(changes)
        _save_parts(rows, curriculum)
        _save_places(rows, curriculum, courses, report)
        _drop(rows, curriculum, courses, packaged)
        _tell(rows, report, is_new=stored is None)


def _rows(programme: Programme) -> _Rows:
    return _Rows(
        programme,
        {phase.code: phase for phase in programme.phases.all()},
        {agenda.code: agenda for agenda in programme.agendas.all()},
        {place.course_id: place for place in programme.courses.all()},
    )


def _tell(rows: _Rows, report: LoadReport, *, is_new: bool) -> None:
    """Report the programme, and log what changed in it."""
    programme = rows.programme
    if is_new:
        report.created.append(programme.code)
        audit.record(programme, "latsar.programme.created", actor=None)
    elif rows.changes:
        report.updated.append(programme.code)
        audit.record(programme, "latsar.programme.updated", actor=None, changes=rows.changes)
    else:
        report.unchanged.append(programme.code)


def _save_parts(rows: _Rows, curriculum: CurriculumPackage) -> None:
    for order, phase in enumerate(curriculum.phases, start=1):
        phase_row = rows.phases.setdefault(
            phase.code, ProgrammePhase(programme=rows.programme, code=phase.code)
        )
        values = {"label": phase.label, "order": order, **_hours(phase.hours)}
        values |= {"days": phase.days.value, "days_mark": phase.days.mark}
        rows.save(f"phase {phase.code}", phase_row, values)
    for order, agenda in enumerate(curriculum.agendas, start=1):
        agenda_row = rows.agendas.setdefault(
            agenda.code, ProgrammeAgenda(programme=rows.programme, code=agenda.code)
        )
        rows.save(f"agenda {agenda.code}", agenda_row, {"label": agenda.label, "order": order})


def _save_places(
    rows: _Rows, curriculum: CurriculumPackage, courses: Mapping[str, int], report: LoadReport
) -> None:
    for order, course in enumerate(curriculum.courses, start=1):
        page = courses.get(course.code)
        if page is None:
            report.problems.append(
                _("%(programme)s: the course %(code)s has no page and is left out")
                % {"programme": curriculum.code, "code": course.code}
            )
            continue
        place = rows.places.setdefault(
            page, ProgrammeCourse(programme=rows.programme, course_id=page)
        )
        values = {
            "agenda_id": rows.agendas[course.agenda].pk,
            "phase_id": rows.phases[course.phase].pk if course.phase else None,
            "order": order,
            "is_required": course.is_required,
            **_hours(course.hours),
        }
        rows.save(f"course {course.code}", place, values)


def _drop(
    rows: _Rows, curriculum: CurriculumPackage, courses: Mapping[str, int], packaged: set[int]
) -> None:
    """Take out what the package has dropped; a course that staff added by themselves stays."""
    listed = {courses.get(course.code) for course in curriculum.courses}
    for page in (rows.places.keys() & packaged) - listed:
        place = rows.places[page]
        rows.changes[f"course {place.course.code}"] = "dropped"
        place.delete()
    phases = rows.phases.keys() - {phase.code for phase in curriculum.phases}
    agendas = rows.agendas.keys() - {agenda.code for agenda in curriculum.agendas}
    dropped: list[ProgrammePhase | ProgrammeAgenda] = [
        *(rows.phases[code] for code in sorted(phases)),
        *(rows.agendas[code] for code in sorted(agendas)),
    ]
    for row in dropped:
        if not row.courses.exists():
            rows.changes[f"{row.code} ({row.label})"] = "dropped"
            row.delete()


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

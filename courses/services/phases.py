"""Phases of a cohort: taken from its programme, with dates of its own."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.phases import PhaseDates, PhaseObjection, objections
from courses.enums import CohortState
from courses.models import Cohort, CohortPhase, ProgrammePhase
from courses.queries.timetable import session_counts
from courses.services.sessions import TimetableClosed

Dates = tuple[dt.date | None, dt.date | None]


class PhasesWrong(Exception):
    """Phases cannot have these dates; `objections` name phase and fault."""

    def __init__(self, found: tuple[PhaseObjection, ...]) -> None:
        super().__init__(found)
        self.objections = found

    def __str__(self) -> str:
        return " ".join(str(objection.fault.label) for objection in self.objections)


@transaction.atomic
def plan_phases(
    *, cohort: Cohort, dates: Mapping[str, Dates], by: User | None
) -> list[CohortPhase]:
    """Give phases, by code, their first and last day; what is not named stays as it is.

    The first time the cohort gets every phase of its programme; from then on they are its own.
    """
    locked = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if locked.state == CohortState.CLOSED:
        raise TimetableClosed
    phases = _phases(locked)
    known = {phase.code for phase in phases}
    wanted = [PhaseDates(code, *days) for code, days in dates.items() if code in known]
    if found := objections(wanted, session_counts(locked)):
        raise PhasesWrong(found)
    changed = _apply(phases, {one.code: one for one in wanted})
    if changed:
        CohortPhase.objects.bulk_update([phase for phase, _ in changed], ["starts_on", "ends_on"])
        audit.record(
            locked,
            "courses.phases.planned",
            actor=by,
            before={phase.code: _words(before) for phase, before in changed},
            after={phase.code: _words((phase.starts_on, phase.ends_on)) for phase, _ in changed},
        )
    return phases


def _phases(cohort: Cohort) -> list[CohortPhase]:
    phases = list(cohort.phases.order_by("order", "pk"))
    if phases:
        return phases
    return CohortPhase.objects.bulk_create(
        CohortPhase(cohort=cohort, code=phase.code, label=phase.label, order=phase.order)
        for phase in ProgrammePhase.objects.filter(programme=cohort.programme_id).order_by("order")
    )


def _apply(
    phases: list[CohortPhase], wanted: Mapping[str, PhaseDates]
) -> list[tuple[CohortPhase, Dates]]:
    changed = []
    for phase in phases:
        new = wanted.get(phase.code)
        before = (phase.starts_on, phase.ends_on)
        if new is not None and before != (new.starts_on, new.ends_on):
            phase.starts_on, phase.ends_on = new.starts_on, new.ends_on
            changed.append((phase, before))
    return changed


def _words(days: Dates) -> str:
    return " – ".join(day.isoformat() if day else "" for day in days)

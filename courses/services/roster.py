"""Imports a roster: previews what it means, then creates, updates, enrols and invites at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db import IntegrityError, transaction

from corpu.accounts.models import User
from corpu.accounts.services.invitations import invite_all
from corpu.accounts.services.people import IdentityTaken, create_people, update_person
from corpu.core import clock
from courses.domain.roster import JudgedRow, judge
from courses.domain.roster_rows import RosterRow
from courses.domain.roster_targets import IntoCohort, IntoNewCohorts, Target, plan_dates
from courses.domain.splitting import cohort_sizes, split
from courses.enums import CohortState, RowVerdict
from courses.exchange.roster import read_roster
from courses.models import Cohort, Programme
from courses.queries import roster as queries
from courses.services.cohorts import CohortNumberTaken, create_cohort, open_cohort
from courses.services.enrolment import CohortClosed, CohortFull, enrol, refresh_snapshot


class RosterHasProblems(Exception):
    """Some rows must be corrected first; nothing was written. `preview` says which."""

    def __init__(self, preview: "RosterPreview") -> None:
        super().__init__(preview.problems)
        self.preview = preview


class RosterOutdated(Exception):
    """Somebody changed the same people or cohorts in the meantime; look again and repeat."""


@dataclass(frozen=True)
class RosterPreview:
    """Every row with its verdict, and the sizes of the cohorts that would be made."""

    rows: tuple[JudgedRow, ...]
    cohort_sizes: tuple[int, ...] = ()
    free: int | None = None

    @cached_property
    def counts(self) -> dict[RowVerdict, int]:
        """Rows per verdict, every verdict named."""
        counts = dict.fromkeys(RowVerdict, 0)
        for row in self.rows:
            counts[row.verdict] += 1
        return counts

    @property
    def problems(self) -> int:
        """How many rows must be corrected."""
        return self.counts[RowVerdict.PROBLEM]

    def of(self, verdict: RowVerdict) -> list[JudgedRow]:
        """Return the rows of one verdict, in the order of the file."""
        return [row for row in self.rows if row.verdict == verdict]


@dataclass(frozen=True, slots=True)
class RosterOutcome:
    """What an import wrote: the verdicts it acted on and the cohorts people came into."""

    preview: RosterPreview
    cohorts: tuple[Cohort, ...] = field(default=())


def preview(*, upload_bytes: bytes, file_name: str, target: Target) -> RosterPreview:
    """Say what importing a file would do; writes nothing.

    Raises TableError or RosterError when the file is no roster, CohortClosed for a closed cohort.
    """
    rows = read_roster(upload_bytes, file_name, today=clock.today())
    if isinstance(target, IntoCohort):
        _refuse_closed(Cohort.objects.get(pk=target.cohort_id))
    return _judge(rows, target)


def apply(
    *,
    upload_bytes: bytes,
    file_name: str,
    target: Target,
    by: User | None,
    skip_problems: bool = False,
) -> RosterOutcome:
    """Import a file as a whole or not at all; the same file again changes nothing.

    With `skip_problems` the rows without problems are imported. Raises what `preview` raises,
    `RosterHasProblems`, and `RosterOutdated` when others wrote the same facts at the same time.
    """
    rows = read_roster(upload_bytes, file_name, today=clock.today())
    try:
        return _apply(rows, target=target, by=by, skip_problems=skip_problems)
    except (IdentityTaken, CohortFull, CohortNumberTaken, IntegrityError) as error:
        raise RosterOutdated from error


@transaction.atomic
def _apply(
    rows: Sequence[RosterRow], *, target: Target, by: User | None, skip_problems: bool
) -> RosterOutcome:
    """Judge again under the lock, because the preview may be old, and write."""
    _lock(target)
    judged = _judge(rows, target)
    if judged.problems and not skip_problems:
        raise RosterHasProblems(judged)
    updated = _update(judged, target, by)
    added = _add(judged, updated, by)
    cohorts = _enrol(added, target, by)
    invite_all(users=[*added, *updated.values()], by=by)
    return RosterOutcome(judged, cohorts)


def _lock(target: Target) -> None:
    """Let imports into the same cohort or programme happen one after the other."""
    if isinstance(target, IntoNewCohorts):
        Programme.objects.select_for_update().get(pk=target.programme_id)
    else:
        _refuse_closed(Cohort.objects.select_for_update().get(pk=target.cohort_id))


def _refuse_closed(cohort: Cohort) -> None:
    if cohort.state == CohortState.CLOSED:
        raise CohortClosed


def _judge(rows: Sequence[RosterRow], target: Target) -> RosterPreview:
    facts = queries.roster_facts(rows, target)
    judged = RosterPreview(judge(rows, facts), free=facts.free)
    if isinstance(target, IntoNewCohorts):
        sizes = cohort_sizes(judged.counts[RowVerdict.NEW], target.size)
        return replace(judged, cohort_sizes=sizes)
    return judged


def _update(judged: RosterPreview, target: Target, by: User | None) -> dict[int, User]:
    """Bring changed people's records, and their enrolments before the start, up to date."""
    rows = {
        row.known_id: row
        for row in judged.rows
        if row.verdict != RowVerdict.PROBLEM and row.known_id and row.changed
    }
    people = queries.people_by_id(rows)
    updated = {
        pk: update_person(user=people[pk], data=row.person, by=by) for pk, row in rows.items()
    }
    users = list(updated.values())
    for cohort in queries.unstarted_cohorts(users, target):
        refresh_snapshot(cohort=cohort, users=users, by=by)
    return updated


def _add(judged: RosterPreview, updated: dict[int, User], by: User | None) -> list[User]:
    """Return everyone to enrol in the order of the file, new people created."""
    new = judged.of(RowVerdict.NEW)
    unknown = [row for row in new if row.known_id is None]
    created = create_people(data=[row.person for row in unknown], by=by)
    users = dict(zip((row.number for row in unknown), created, strict=True))
    known = queries.people_by_id(row.known_id for row in new if row.known_id) | updated
    return [known[row.known_id] if row.known_id else users[row.number] for row in new]


def _enrol(users: Sequence[User], target: Target, by: User | None) -> tuple[Cohort, ...]:
    if not users:
        return ()
    if isinstance(target, IntoCohort):
        cohort = Cohort.objects.get(pk=target.cohort_id)
        enrol(cohort=cohort, users=users, by=by)
        return (cohort,)
    programme = Programme.objects.get(pk=target.programme_id)
    cohorts = []
    for part in split(users, target.size):
        cohort = _make_cohort(programme, target, by)
        enrol(cohort=cohort, users=part, by=by)
        cohorts.append(cohort)
    return tuple(cohorts)


def _make_cohort(programme: Programme, target: IntoNewCohorts, by: User | None) -> Cohort:
    """Make the next cohort of its year, open for enrolment."""
    dates = plan_dates(target, programme.days, clock.today())
    cohort = create_cohort(
        programme=programme,
        number=queries.last_number(dates.year) + 1,
        year=dates.year,
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        capacity=target.size,
        place=target.place,
        by=by,
    )
    return open_cohort(cohort=cohort, by=by)

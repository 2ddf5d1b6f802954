"""What the database knows about the people of a roster, in a fixed number of queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from django.db.models import Max, Q, QuerySet
from wagtail.models import ModelLogEntry

from corpu.accounts.domain.agency_names import normalise_agency
from corpu.accounts.domain.people import PersonData
from corpu.accounts.models import Agency, User
from corpu.accounts.queries.agencies import agency_index, match_agency
from corpu.accounts.queries.people import find_by_identity
from courses.domain.agency_candidates import agency_candidates
from courses.domain.roster import AgencyMatch, KnownPerson, Place, RosterFacts
from courses.domain.roster_rows import RosterRow
from courses.domain.roster_targets import IntoCohort, IntoNewCohorts, Target
from courses.enums import CohortState, EnrolmentState
from courses.models import Cohort, Enrolment, RosterImport

IMPORTED = "courses.roster.imported"
# SQLite takes 999 values in one statement.
_BATCH = 900


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """What an import did, as the audit log keeps it."""

    new: int
    changed: int
    known: int
    skipped: int
    cohorts: tuple[Cohort, ...]


def roster_facts(rows: Sequence[RosterRow], target: Target) -> RosterFacts:
    """Collect everything that decides about the rows, however many there are."""
    people = [row.person for row in rows]
    known = find_by_identity(
        (person.nip for person in people if person.nip),
        (person.email for person in people if person.email),
    )
    by_nip = {nip: _known(user) for nip, user in known.by_nip.items()}
    return RosterFacts(
        by_nip=by_nip,
        by_email={email: _known(user) for email, user in known.by_email.items()},
        places=_places({person.id for person in by_nip.values()}, target),
        agencies=_agencies({row.agency for row in rows if row.agency}),
        free=free_places(target),
    )


def free_places(target: Target) -> int | None:
    """Count the free places of the cohort; new cohorts are made as needed, so there is no limit."""
    if isinstance(target, IntoNewCohorts):
        return None
    cohort = Cohort.objects.get(pk=target.cohort_id)
    return max(cohort.capacity - cohort.enrolments.members().count(), 0)


def people_by_id(ids: Iterable[int]) -> dict[int, User]:
    """Fetch people in one query per 900."""
    found: dict[int, User] = {}
    for batch in _batches(sorted(ids)):
        found |= {user.pk: user for user in User.objects.filter(pk__in=batch)}
    return found


def last_number(year: int) -> int:
    """The highest number of a cohort in this year, 0 without any."""
    return Cohort.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0


def unstarted_cohorts(users: Sequence[User], target: Target) -> list[Cohort]:
    """Cohorts of these people whose enrolments still follow the people's records."""
    cohorts = Cohort.objects.filter(_scope(target), state__in=[CohortState.DRAFT, CohortState.OPEN])
    found: dict[int, Cohort] = {}
    for batch in _batches([user.pk for user in users]):
        for cohort in cohorts.filter(enrolments__user__in=batch).distinct():
            found[cohort.pk] = cohort
    return list(found.values())


def import_record(roster_import: RosterImport) -> ImportRecord | None:
    """Read what an import did; None as long as it has not been applied."""
    entry = (
        ModelLogEntry.objects.for_instance(roster_import)
        .filter(action=IMPORTED)
        .order_by("-timestamp")
        .first()
    )
    if entry is None:
        return None
    data = entry.data
    cohorts = Cohort.objects.filter(pk__in=data["cohorts"]).order_by("year", "number")
    return ImportRecord(
        data["new"], data["changed"], data["known"], data["skipped"], tuple(cohorts)
    )


def _known(user: User) -> KnownPerson:
    data = PersonData(**{part.name: getattr(user, part.name) for part in fields(PersonData)})
    return KnownPerson(user.pk, user.name, data, has_password=user.has_usable_password())


def _scope(target: Target) -> Q:
    """The cohorts in which somebody counts as enrolled already."""
    if isinstance(target, IntoCohort):
        return Q(pk=target.cohort_id)
    return Q(programme_id=target.programme_id)


def _places(people: set[int], target: Target) -> dict[int, tuple[Place, ...]]:
    if isinstance(target, IntoCohort):
        programme = Q(cohort__programme__cohorts=target.cohort_id)
    else:
        programme = Q(cohort__programme_id=target.programme_id)
    places: dict[int, tuple[Place, ...]] = {}
    for batch in _batches(sorted(people)):
        enrolments = Enrolment.objects.filter(programme, user__in=batch).select_related("cohort")
        for enrolment in enrolments.order_by("cohort__year", "cohort__number"):
            before = places.get(enrolment.user_id, ())
            places[enrolment.user_id] = (*before, _place(enrolment, target))
    return places


def _place(enrolment: Enrolment, target: Target) -> Place:
    return Place(
        cohort=enrolment.cohort.name,
        is_target=isinstance(target, IntoNewCohorts) or enrolment.cohort_id == target.cohort_id,
        is_closed=enrolment.cohort.state == CohortState.CLOSED,
        is_withdrawn=enrolment.state == EnrolmentState.WITHDRAWN,
    )


def _agencies(written: set[str]) -> dict[str, AgencyMatch]:
    index = agency_index()
    found = {text: AgencyMatch(match_agency(index, text)) for text in written}
    if all(match.id is not None for match in found.values()):
        return found
    names = [
        (normalise_agency(name), name) for name in Agency.objects.values_list("name", flat=True)
    ]
    return {
        text: match
        if match.id is not None
        else AgencyMatch(None, agency_candidates(normalise_agency(text), names))
        for text, match in found.items()
    }


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def recent_uploads() -> QuerySet[RosterImport]:
    """Uploads with where they lead and who brought them, the latest first."""
    return RosterImport.objects.select_related("cohort", "programme", "uploaded_by")

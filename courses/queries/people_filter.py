"""Choosing people of a cohort: by agency, state, certificate and words, in an order."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from courses.enums import MEMBER_STATES, EnrolmentState
from courses.models import Cohort, Enrolment
from courses.queries.report_scope import ReportScope

# How the table of people may be sorted; a leading "-" turns it round.
ORDERINGS = ("name", "agency", "state", "progress", "completed")
# The choice of the certificate filter for "none yet"; the others are CertificateState.
NO_CERTIFICATE = "none"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What staff chose to see of a cohort; empty values do not narrow anything."""

    agency: int | None = None
    # One state, or empty for everyone who has not withdrawn.
    state: str = ""
    certificate: str = ""
    search: str = ""

    def condition(self) -> Q:
        """Return the chosen people as a condition on enrolments."""
        chosen = Q(state=self.state) if self.state else Q(state__in=MEMBER_STATES)
        if self.agency is not None:
            chosen &= Q(agency=self.agency)
        if self.certificate == NO_CERTIFICATE:
            chosen &= Q(certificate__isnull=True)
        elif self.certificate:
            chosen &= Q(certificate__state=self.certificate)
        return chosen & self._words()

    def _words(self) -> Q:
        words = Q()
        for word in self.search.split():
            words &= Q(user__full_name__icontains=word) | Q(user__nip__contains=word)
        return words


@dataclass(frozen=True, slots=True)
class FilterCounts:
    """How many people each choice of a filter holds; withdrawn people only under `states`."""

    states: dict[str, int]
    certificates: dict[str, int]
    # (id, short name, people) of each agency
    agencies: tuple[tuple[int | None, str | None, int], ...]


def people_of(
    *,
    cohort: Cohort,
    scope: ReportScope,
    chosen: PeopleFilter | None = None,
    ordering: str = "name",
) -> QuerySet[Enrolment]:
    """Return the enrolments of a cohort in `scope` that were chosen, in order."""
    condition = (chosen or PeopleFilter()).condition()
    people = Enrolment.objects.filter(scope.people(), condition, cohort=cohort)
    return people.order_by(*_order(ordering), "user__full_name", "pk")


def filter_counts(cohort: Cohort, scope: ReportScope) -> FilterCounts:
    """Return how many people each filter would show; three queries."""
    people = Enrolment.objects.filter(scope.people(), cohort=cohort).order_by()
    members = people.members()
    agencies = members.values_list("agency_id", "agency__short_name").annotate(Count("pk"))
    return FilterCounts(
        states=_counted(people, "state"),
        certificates=_counted(members, "certificate__state"),
        agencies=tuple(agencies.order_by("agency__short_name")),
    )


def _counted(people: QuerySet[Enrolment], field: str) -> dict[str, int]:
    counts = people.values_list(field).annotate(Count("pk"))
    return {value or NO_CERTIFICATE: count for value, count in counts}


def _order(ordering: str) -> list[Any]:
    key = ordering.removeprefix("-")
    turned = ordering.startswith("-")
    columns: dict[str, F | Case] = {
        "agency": F("agency__short_name"),
        "state": _state_rank(),
        "progress": F("activities_done"),
        "completed": F("completed_at"),
    }
    column = columns.get(key, F("user__full_name"))
    if turned:
        return [column.desc(nulls_last=True)]
    return [column.asc(nulls_last=True)]


def _state_rank() -> Case:
    """Sort states by the way of learning, not by their letters."""
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(EnrolmentState)]
    return Case(*ranks, output_field=IntegerField())

"""Tracking: cohorts with their counts, and people × courses, each in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from certificates.enums import CertificateState
from corpu.accounts.domain.names import person_name
from corpu.accounts.models import User
from courses.domain.progress import percent
from courses.enums import MEMBER_STATES, STARTED_STATES, EnrolmentState
from courses.models import Cohort, CourseProgress, Enrolment, RequiredCourse
from courses.queries.report_scope import ReportScope, report_scope


@dataclass(frozen=True, slots=True)
class CourseColumn:
    """One required course as a column."""

    pk: int
    code: str
    title: str
    activity_count: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person's progress: overall and per course, in the order of the columns."""

    pk: int
    name: str
    nip: str
    agency: str
    agency_short: str
    state: str
    activities_done: int
    progress: int
    courses: tuple[int, ...]
    completed_at: dt.datetime | None
    certificate_number: str
    certificate_state: str

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(EnrolmentState(self.state).label)

    @property
    def certificate_label(self) -> str:
        """The number of the valid certificate, or in words what else became of it."""
        if not self.certificate_state:
            return ""
        return self.certificate or str(CertificateState(self.certificate_state).label)

    @property
    def certificate(self) -> str | None:
        """The number of the valid certificate, if there is one."""
        issued = self.certificate_state == CertificateState.ISSUED
        return self.certificate_number if issued else None


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """People × courses."""

    columns: tuple[CourseColumn, ...]
    rows: tuple[PersonRow, ...]


def cohort_summaries(user: User | AnonymousUser) -> QuerySet[Cohort]:
    """Return the cohorts this person may see, counted as far as they may see them."""
    return summaries_within(report_scope(user))


def summaries_within(scope: ReportScope) -> QuerySet[Cohort]:
    """Cohorts in `scope` with `enrolled`, `active`, `completed`, `certificates` and what waits.

    Beside these: `activities_done` (sum over members), `entitled` (completed, nothing issued yet),
    `pending` and `failed` certificates, `uninvited` members. One query.
    """
    seen = scope.people("enrolments__")
    member = seen & Q(enrolments__state__in=MEMBER_STATES)
    completed = seen & Q(enrolments__state=EnrolmentState.COMPLETED)

    def counted(condition: Q) -> Count:
        return Count("enrolments", filter=condition)

    def certified(state: CertificateState) -> Count:
        return counted(seen & Q(enrolments__certificate__state=state))

    return (
        scope.cohorts()
        .select_related("programme")
        .annotate(
            enrolled=counted(member),
            active=counted(seen & Q(enrolments__state__in=STARTED_STATES)),
            completed=counted(completed),
            certificates=certified(CertificateState.ISSUED),
            activities_done=Coalesce(Sum("enrolments__activities_done", filter=member), 0),
            entitled=counted(completed & Q(enrolments__certificate__isnull=True)),
            pending=certified(CertificateState.PENDING),
            failed=certified(CertificateState.FAILED),
            uninvited=counted(member & _uninvited("enrolments__user__")),
        )
    )


def cohort_people(cohort: Cohort, people: QuerySet[Enrolment]) -> ProgressTable:
    """Return people × required courses for `people` (of `cohort`); three queries."""
    columns = required_columns(cohort)
    facts = list(people.values_list(*_FACTS))
    done = _activities_done_per_course([fact[0] for fact in facts])
    rows = tuple(_row(fact, cohort.activity_count, columns, done) for fact in facts)
    return ProgressTable(columns, rows)


def required_columns(cohort: Cohort) -> tuple[CourseColumn, ...]:
    """Return the courses that count towards completion, in the order of the programme."""
    counted = RequiredCourse.objects.filter(cohort=cohort, is_required=True, activity_count__gt=0)
    facts = counted.order_by("order").values_list("pk", "code", "title", "activity_count")
    return tuple(CourseColumn(*fact) for fact in facts)


def _uninvited(prefix: str) -> Q:
    """Nobody wrote to them yet, and they have no password of their own."""
    return Q(
        **{
            f"{prefix}invited_at__isnull": True,
            f"{prefix}password__startswith": UNUSABLE_PASSWORD_PREFIX,
        }
    )


_FACTS = (
    "pk",
    "user__title_before",
    "user__full_name",
    "user__title_after",
    "user__nip",
    "agency__name",
    "agency__short_name",
    "state",
    "activities_done",
    "completed_at",
    "certificate__number",
    "certificate__state",
)


def _row(
    fact: tuple[Any, ...],
    activity_count: int,
    columns: tuple[CourseColumn, ...],
    done: dict[int, dict[int, int]],
) -> PersonRow:
    (
        pk,
        before,
        full_name,
        after,
        nip,
        agency,
        short,
        state,
        activities,
        completed,
        number,
        paper,
    ) = fact
    mine = done[pk]
    return PersonRow(
        pk=pk,
        name=person_name(before, full_name, after),
        nip=nip or "",
        agency=agency or "",
        agency_short=short or "",
        state=state,
        activities_done=activities,
        progress=percent(activities, activity_count),
        courses=tuple(percent(mine.get(c.pk, 0), c.activity_count) for c in columns),
        completed_at=completed,
        certificate_number=number or "",
        certificate_state=paper or "",
    )


def _activities_done_per_course(enrolments: Iterable[int]) -> dict[int, dict[int, int]]:
    done: dict[int, dict[int, int]] = defaultdict(dict)
    progress = CourseProgress.objects.filter(enrolment__in=enrolments, activities_done__gt=0)
    for enrolment, course, activities in progress.values_list(
        "enrolment_id", "course_id", "activities_done"
    ):
        done[enrolment][course] = activities
    return done

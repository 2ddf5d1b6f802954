"""One person's aktualisasi with all that its screens, rules and papers need, in few queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from courses.enums import READABLE_COHORTS, CohortState
from courses.models import CohortPhase, Enrolment, Holiday, RequiredCourse
from latsar.domain.aktualisasi_lacks import AktualisasiPolicy
from latsar.domain.aktualisasi_states import VersionFacts, is_editable, standing
from latsar.domain.issue_scores import RankedIssue, rank
from latsar.domain.value_matrix import BasicValue, StageValues, ValueMatrix, value_matrix
from latsar.domain.working_days import ReportWeek, report_weeks, working_day_after
from latsar.enums import PaperKind, PaperState, Standing
from latsar.models import (
    ActivityStage,
    Aktualisasi,
    Cause,
    Evidence,
    FrozenPaper,
    Guidance,
    Issue,
    PlannedActivity,
    WeeklyReport,
)

# The agenda whose courses are the basic values, and the phase at the workplace.
VALUES_AGENDA = "A2"
HABITUATION = "HAB"
_WITH_GUIDES = (
    "cohort__programme",
    "user",
    "agency",
    "guidance__group__coach",
    "guidance__mentor",
    "guidance__examiner",
    "aktualisasi__core_issue",
)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week at the workplace, with its report where one was begun."""

    week: ReportWeek
    report: WeeklyReport | None
    standing: Standing
    paper: FrozenPaper | None
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """The whole aktualisasi of one person."""

    enrolment: Enrolment
    work: Aktualisasi | None
    guidance: Guidance | None
    values: tuple[BasicValue, ...]
    habituation: tuple[dt.date, dt.date] | None
    holidays: frozenset[dt.date]
    issues: list[Issue] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    activities: list[PlannedActivity] = field(default_factory=list)
    reports: list[WeeklyReport] = field(default_factory=list)
    files: list[Evidence] = field(default_factory=list)
    papers: list[FrozenPaper] = field(default_factory=list)

    @property
    def policy(self) -> AktualisasiPolicy:
        """What is asked of the plan."""
        return AktualisasiPolicy.from_json(self.work.policy if self.work else {})

    @property
    def ranked(self) -> list[RankedIssue]:
        """The issues in order of weight."""
        return rank([issue.scores for issue in self.issues])

    @property
    def is_running(self) -> bool:
        """Whether the cohort still lets its people write."""
        return self.enrolment.cohort.state == CohortState.RUNNING

    def versions(self, kind: PaperKind, week: int = 0) -> list[FrozenPaper]:
        """Return the versions of one paper, oldest first."""
        return [one for one in self.papers if one.kind == kind and one.week == week]

    def standing(self, kind: PaperKind, week: int = 0) -> Standing:
        """How one paper stands."""
        return standing_of(self.versions(kind, week))

    def may_write(self, kind: PaperKind, week: int = 0) -> bool:
        """Whether the person may change what this paper is made of."""
        return self.is_running and is_editable(self.standing(kind, week))

    def in_force(self, kind: PaperKind = PaperKind.PLAN, week: int = 0) -> FrozenPaper | None:
        """Return the version that was approved last; it holds until another one is."""
        approved = [one for one in self.versions(kind, week) if one.state == PaperState.APPROVED]
        return approved[-1] if approved else None

    @property
    def matrix(self) -> ValueMatrix:
        """Values by activities, planned and done."""
        return value_matrix(
            self.values,
            [
                [StageValues(tuple(one.values), one.done_on is not None) for one in stages_of(row)]
                for row in self.activities
            ],
        )

    @property
    def weeks(self) -> list[WeekRow]:
        """Return all weeks at the workplace, with those that were begun on other days."""
        reports = {one.number: one for one in self.reports}
        rows = [self._week(week, reports.pop(week.number, None)) for week in self._planned_weeks()]
        rest = [
            self._week(ReportWeek(one.number, one.starts_on, one.ends_on, 0), one)
            for one in reports.values()
        ]
        return rows + rest

    @property
    def report_files(self) -> list[Evidence]:
        """Return the uploaded report."""
        return [one for one in self.files if one.week_id is None]

    def _planned_weeks(self) -> tuple[ReportWeek, ...]:
        days = self.habituation or planned_days(self.activities)
        return report_weeks(*days, self.holidays) if days else ()

    def _week(self, week: ReportWeek, report: WeeklyReport | None) -> WeekRow:
        versions = self.versions(PaperKind.WEEK, week.number)
        if report is not None:
            week = ReportWeek(week.number, report.starts_on, report.ends_on, week.working_days)
        files = tuple(one for one in self.files if report and one.week_id == report.pk)
        last = versions[-1] if versions else None
        return WeekRow(week, report, standing_of(versions), last, files)


def standing_of(versions: Iterable[FrozenPaper]) -> Standing:
    """How a paper stands, told from its versions, oldest first."""
    return standing(
        [VersionFacts(PaperState(one.state), one.reopened_at is not None) for one in versions]
    )


def stages_of(activity: PlannedActivity) -> list[ActivityStage]:
    """Return the stages of an activity that came with them."""
    return list(activity.stages.all())


def planned_days(activities: Iterable[PlannedActivity]) -> tuple[dt.date, dt.date] | None:
    """First and last day that the plan names; None without dates."""
    first = [one.starts_on for one in activities if one.starts_on]
    last = [one.ends_on for one in activities if one.ends_on]
    return (min(first), max(last)) if first and last else None


def people_with_guides() -> QuerySet[Enrolment]:
    """Return members of cohorts that run or ran, with their guides and their aktualisasi."""
    found = Enrolment.objects.members().filter(cohort__state__in=READABLE_COHORTS)
    return found.select_related(*_WITH_GUIDES)


def own_dossier(user: Any, cohort_slug: str) -> Dossier | None:
    """Return the person's own aktualisasi in this cohort, or None."""
    if user.pk is None:
        return None
    found = people_with_guides().filter(user_id=user.pk, cohort__slug=cohort_slug).first()
    return dossier_of(found) if found else None


def dossier_of(enrolment: Enrolment) -> Dossier:
    """Return the aktualisasi of an enrolment (with its guides, as `people_with_guides` has it)."""
    work = getattr(enrolment, "aktualisasi", None)
    policy = AktualisasiPolicy.from_json(work.policy if work else {})
    values = basic_values(enrolment.cohort_id)
    holidays = frozenset(Holiday.objects.values_list("day", flat=True))
    days = habituation_days(enrolment.cohort_id, policy, holidays)
    guidance = getattr(enrolment, "guidance", None)
    if work is None:
        return Dossier(enrolment, None, guidance, values, days, holidays)
    return Dossier(
        enrolment=enrolment,
        work=work,
        guidance=guidance,
        values=values,
        habituation=days,
        holidays=holidays,
        issues=list(work.issues.all()),
        causes=list(work.causes.all()),
        activities=list(work.activities.prefetch_related("stages")),
        reports=list(work.weeks.all()),
        files=list(work.files.filter(removed_at=None)),
        papers=list(work.papers.prefetch_related("signatures")),
    )


def basic_values(cohort_id: int) -> tuple[BasicValue, ...]:
    """Return the basic values as the cohort learns them: the pinned courses of their agenda."""
    courses = RequiredCourse.objects.filter(
        cohort_id=cohort_id, agenda_code=VALUES_AGENDA, is_required=True
    )
    return tuple(BasicValue(one.code, one.title) for one in courses.order_by("order"))


def habituation_days(
    cohort_id: int, policy: AktualisasiPolicy, holidays: frozenset[dt.date]
) -> tuple[dt.date, dt.date] | None:
    """First and last day at the workplace; without a last day the policy's working days count."""
    phase = CohortPhase.objects.filter(cohort_id=cohort_id, code=HABITUATION).first()
    if phase is None or phase.starts_on is None:
        return None
    last = phase.ends_on or working_day_after(phase.starts_on, policy.working_days, holidays)
    return phase.starts_on, last

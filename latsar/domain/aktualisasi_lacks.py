"""What is missing before a plan, a weekly report or the report can be handed in."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from latsar.domain.issue_scores import IssueScores, is_first
from latsar.domain.value_matrix import BasicValue
from latsar.enums import Lack


@dataclass(frozen=True, slots=True)
class AktualisasiPolicy:
    """What the institute asks of a plan; it is copied to each person's work when that begins."""

    min_issues: int = 2
    min_activities: int = 5
    max_activities: int = 6
    working_days: int = 30

    def to_json(self) -> dict[str, int]:
        """Write it down."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "AktualisasiPolicy":
        """Read what was written down; what is not there is as it is today."""
        return cls(**{name: stored[name] for name in cls.__slots__ if name in stored})


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, with the names that fill its label, and the step to go to."""

    lack: Lack
    step: str
    words: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.lack.label) % self.words if self.words else str(self.lack.label)


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """One planned activity, as the rules see it."""

    title: str
    output: str = ""
    contribution: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    # The values of each stage.
    stages: tuple[tuple[str, ...], ...] = ()
    # Values for which it is said how the activity shows them.
    worded: frozenset[str] = frozenset()
    result: str = ""
    remark: str = ""
    differs: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """All values that a stage shows."""
        return frozenset(code for stage in self.stages for code in stage)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan, as the rules see it."""

    policy: AktualisasiPolicy
    values: tuple[BasicValue, ...]
    unit: str = ""
    title: str = ""
    idea: str = ""
    issues: tuple[tuple[str, IssueScores], ...] = ()
    core: int | None = None
    core_reason: str = ""
    core_analysis: str = ""
    # Whether each written cause is a main one.
    causes: tuple[bool, ...] = ()
    activities: tuple[ActivityFacts, ...] = ()
    # First and last day at the workplace, where they are known.
    habituation: tuple[dt.date, dt.date] | None = None
    has_mentor: bool = True
    has_coach: bool = True


def plan_lacks(plan: PlanFacts) -> tuple[Missing, ...]:
    """Everything that keeps the plan from being handed in, in the order of its steps."""
    return tuple(
        missing
        for part in (_start, _issues, _core, _causes, _idea, _activities, _values, _signers)
        for missing in part(plan)
    )


def week_lacks(*, has_words: bool, evidence: int, has_mentor: bool = True) -> tuple[Missing, ...]:
    """What a weekly report still needs."""
    found = [] if has_words else [Missing(Lack.WEEK_EMPTY, "week")]
    if not evidence:
        found.append(Missing(Lack.NO_EVIDENCE, "week"))
    if not has_mentor:
        found.append(Missing(Lack.NO_MENTOR, "week"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The report, as the rules see it."""

    activities: tuple[ActivityFacts, ...] = ()
    open_weeks: tuple[str, ...] = ()
    impact: str = ""
    follow_up: str = ""
    conclusion: str = ""
    has_file: bool = False
    is_declared: bool = False
    is_planned: bool = True
    has_examiner: bool = True


def report_lacks(report: ReportFacts) -> tuple[Missing, ...]:
    """Everything that keeps the report from being handed in."""
    found = [] if report.is_planned else [Missing(Lack.PLAN_NOT_APPROVED, "submit")]
    found += [Missing(Lack.WEEK_NOT_APPROVED, "weeks", {"what": one}) for one in report.open_weeks]
    for one in report.activities:
        if not one.result:
            found.append(Missing(Lack.NO_RESULT, "realisation", {"what": one.title}))
        if one.differs and not one.remark:
            found.append(Missing(Lack.NO_REMARK, "realisation", {"what": one.title}))
    for lack, is_there in (
        (Lack.NO_IMPACT, report.impact),
        (Lack.NO_FOLLOW_UP, report.follow_up),
        (Lack.NO_CONCLUSION, report.conclusion),
        (Lack.NO_REPORT_FILE, report.has_file),
        (Lack.NOT_DECLARED, report.is_declared),
        (Lack.NO_EXAMINER, report.has_examiner),
    ):
        if not is_there:
            found.append(Missing(lack, "report"))
    return tuple(found)


def differs(planned: tuple[dt.date | None, dt.date | None], done: Sequence[dt.date | None]) -> bool:
    """Whether an activity did not go as planned: a stage was left out, or lies outside its days."""
    if not done or None in done:
        return True
    first, last = planned
    days = [day for day in done if day is not None]
    if first is None or last is None:
        return False
    return min(days) < first or max(days) > last


def _start(plan: PlanFacts) -> Iterator[Missing]:
    if not plan.unit:
        yield Missing(Lack.UNIT, "issues")


def _issues(plan: PlanFacts) -> Iterator[Missing]:
    if len(plan.issues) < plan.policy.min_issues:
        yield Missing(Lack.FEW_ISSUES, "issues", {"number": str(plan.policy.min_issues)})
    for title, scores in plan.issues:
        if scores.is_eligible and scores.total is None:
            yield Missing(Lack.UNSCORED, "issues", {"what": title})


def _core(plan: PlanFacts) -> Iterator[Missing]:
    scores = [one for _title, one in plan.issues]
    if plan.core is None:
        yield Missing(Lack.NO_CORE, "core")
    elif not is_first(scores, plan.core) and not plan.core_reason:
        yield Missing(Lack.CORE_REASON, "core")
    if not plan.core_analysis:
        yield Missing(Lack.CORE_ANALYSIS, "core")


def _causes(plan: PlanFacts) -> Iterator[Missing]:
    if not plan.causes:
        yield Missing(Lack.NO_CAUSE, "causes")
    elif not any(plan.causes):
        yield Missing(Lack.NO_MAIN_CAUSE, "causes")


def _idea(plan: PlanFacts) -> Iterator[Missing]:
    if not plan.title:
        yield Missing(Lack.NO_TITLE, "idea")
    if not plan.idea:
        yield Missing(Lack.NO_IDEA, "idea")


def _activities(plan: PlanFacts) -> Iterator[Missing]:
    policy, count = plan.policy, len(plan.activities)
    if count < policy.min_activities:
        number = {"number": str(policy.min_activities)}
        yield Missing(Lack.FEW_ACTIVITIES, "activities", number)
    if count > policy.max_activities:
        number = {"number": str(policy.max_activities)}
        yield Missing(Lack.MANY_ACTIVITIES, "activities", number)
    for one in plan.activities:
        yield from _activity(one, plan)


def _activity(one: ActivityFacts, plan: PlanFacts) -> Iterator[Missing]:
    what = {"what": one.title}
    if not one.output:
        yield Missing(Lack.NO_OUTPUT, "activities", what)
    if not one.contribution:
        yield Missing(Lack.NO_CONTRIBUTION, "activities", what)
    yield from _dates(one, plan.habituation)
    if not one.stages:
        yield Missing(Lack.NO_STAGE, "activities", what)
    elif not one.codes:
        yield Missing(Lack.NO_VALUE, "activities", what)
    silent = [one_value.label for one_value in plan.values if _is_silent(one, one_value.code)]
    if silent:
        yield Missing(Lack.VALUE_WORDS, "activities", what | {"values": ", ".join(silent)})


def _is_silent(one: ActivityFacts, code: str) -> bool:
    return code in one.codes and code not in one.worded


def _dates(one: ActivityFacts, days: tuple[dt.date, dt.date] | None) -> Iterator[Missing]:
    if one.starts_on is None or one.ends_on is None:
        yield Missing(Lack.NO_DATES, "activities", {"what": one.title})
    elif days is not None and not days[0] <= one.starts_on <= one.ends_on <= days[1]:
        yield Missing(Lack.OUTSIDE_HABITUATION, "activities", {"what": one.title})


def _values(plan: PlanFacts) -> Iterator[Missing]:
    if not plan.activities:
        return
    used = frozenset(code for one in plan.activities for code in one.codes)
    for value in plan.values:
        if value.code not in used:
            yield Missing(Lack.VALUE_UNUSED, "activities", {"what": value.label})


def _signers(plan: PlanFacts) -> Iterator[Missing]:
    if not plan.has_mentor:
        yield Missing(Lack.NO_MENTOR, "submit")
    if not plan.has_coach:
        yield Missing(Lack.NO_COACH, "submit")

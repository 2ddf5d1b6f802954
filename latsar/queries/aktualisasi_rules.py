"""What the rules of aktualisasi say about one person's papers: what is missing, what differs."""

from latsar.domain.aktualisasi_lacks import (
    ActivityFacts,
    Missing,
    PlanFacts,
    ReportFacts,
    differs,
    plan_lacks,
    report_lacks,
    week_lacks,
)
from latsar.enums import PaperKind, Standing
from latsar.models import Guidance, PlannedActivity
from latsar.queries.aktualisasi import Dossier, WeekRow, stages_of


def missing_in_plan(dossier: Dossier) -> tuple[Missing, ...]:
    """What keeps the plan from being handed in."""
    work, guidance = dossier.work, dossier.guidance
    facts = PlanFacts(
        policy=dossier.policy,
        values=dossier.values,
        unit=work.unit if work else "",
        title=work.title if work else "",
        idea=work.idea if work else "",
        issues=tuple((issue.title, issue.scores) for issue in dossier.issues),
        core=work.core_issue_id if work else None,
        core_reason=work.core_reason if work else "",
        core_analysis=work.core_analysis if work else "",
        causes=tuple(cause.is_main for cause in dossier.causes),
        activities=tuple(activity_facts(one) for one in dossier.activities),
        habituation=dossier.habituation,
        has_mentor=bool(guidance and guidance.mentor_id),
        has_coach=_has_coach(guidance),
    )
    return plan_lacks(facts)


def missing_in_week(dossier: Dossier, row: WeekRow) -> tuple[Missing, ...]:
    """What keeps a weekly report from being handed in."""
    report = row.report
    has_words = report is not None and any(text.strip() for text in report.results.values())
    has_mentor = bool(dossier.guidance and dossier.guidance.mentor_id)
    return week_lacks(has_words=has_words, evidence=len(row.files), has_mentor=has_mentor)


def missing_in_report(dossier: Dossier) -> tuple[Missing, ...]:
    """What keeps the report from being handed in."""
    work, guidance = dossier.work, dossier.guidance
    facts = ReportFacts(
        activities=tuple(activity_facts(one) for one in dossier.activities),
        open_weeks=tuple(
            f"{row.week.number}" for row in dossier.weeks if row.standing != Standing.APPROVED
        ),
        impact=work.impact if work else "",
        follow_up=work.follow_up if work else "",
        conclusion=work.conclusion if work else "",
        has_file=bool(dossier.report_files),
        is_declared=bool(work and work.declared_at),
        is_planned=dossier.standing(PaperKind.PLAN) == Standing.APPROVED,
        has_examiner=bool(guidance and guidance.examiner_id),
    )
    return report_lacks(facts)


def activity_facts(activity: PlannedActivity) -> ActivityFacts:
    """One activity as the rules see it."""
    stages = stages_of(activity)
    worded = {code for code, words in activity.value_words.items() if words.strip()}
    return ActivityFacts(
        title=activity.title,
        output=activity.output,
        contribution=activity.contribution,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        stages=tuple(tuple(stage.values) for stage in stages),
        worded=frozenset(worded),
        result=activity.result,
        remark=activity.remark,
        differs=differs(
            (activity.starts_on, activity.ends_on), [stage.done_on for stage in stages]
        ),
    )


def _has_coach(guidance: Guidance | None) -> bool:
    return bool(guidance and guidance.group and guidance.group.coach_id)

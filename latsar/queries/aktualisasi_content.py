"""The content of the papers of aktualisasi as plain JSON: what is signed, frozen and printed."""

import datetime as dt
from typing import Any

from latsar.domain.value_matrix import Cell
from latsar.enums import CauseKind, PaperKind
from latsar.models import Aktualisasi, Evidence, PlannedActivity
from latsar.queries.aktualisasi import Dossier, WeekRow, stages_of
from latsar.queries.aktualisasi_rules import activity_facts

# Raised when the shape of the content changes; older papers keep the shape they were signed in.
FORM = 1
APKL = ("is_actual", "is_problematic", "is_public", "is_feasible")


def paper_content(dossier: Dossier, kind: PaperKind, row: WeekRow | None = None) -> dict[str, Any]:
    """Return the content of one paper as it reads now."""
    work = dossier.work
    if work is None:
        raise ValueError("nothing has been written yet")
    head = _head(dossier, work, kind)
    if kind == PaperKind.PLAN:
        return head | _plan(dossier, work)
    if kind == PaperKind.REPORT:
        return head | _report(dossier, work)
    if row is None or row.report is None:
        raise ValueError("a weekly report needs its week")
    return head | _week(dossier, row)


def _head(dossier: Dossier, work: Aktualisasi, kind: PaperKind) -> dict[str, Any]:
    enrolment, guidance = dossier.enrolment, dossier.guidance
    coach = guidance.group.coach if guidance and guidance.group else None
    examiner = guidance.examiner if guidance else None
    mentor = guidance.mentor if guidance else None
    return {
        "form": FORM,
        "kind": kind.value,
        "person": {
            "name": enrolment.user.name,
            "nip": enrolment.user.nip or "",
            "rank": enrolment.get_rank_display(),
            "post": enrolment.post,
            "agency": str(enrolment.agency or ""),
            "unit": work.unit,
        },
        "cohort": {
            "name": enrolment.cohort.name,
            "programme": enrolment.cohort.programme.title,
        },
        "mentor": {
            "name": mentor.full_name if mentor else "",
            "nip": (mentor.nip or "") if mentor else "",
            "post": mentor.post if mentor else "",
        },
        "coach": _staff(coach),
        "examiner": _staff(examiner),
        "title": work.title,
        "core": {
            "title": work.core_issue.title if work.core_issue else "",
            "reason": work.core_reason,
            "analysis": work.core_analysis,
        },
        "values": [{"code": one.code, "label": one.label} for one in dossier.values],
    }


def _staff(user: Any) -> dict[str, str]:
    return {"name": user.name if user else "", "nip": (user.nip or "") if user else ""}


def _plan(dossier: Dossier, work: Aktualisasi) -> dict[str, Any]:
    days = dossier.habituation
    return {
        "idea": work.idea,
        "issues": _issues(dossier),
        "causes": [
            {"area": str(CauseKind(one.kind).label), "text": one.text, "is_main": one.is_main}
            for one in dossier.causes
        ],
        "activities": [_planned(dossier, one) for one in dossier.activities],
        "matrix": _matrix(dossier),
        "habituation": [days[0].isoformat(), days[1].isoformat()] if days else [],
        "policy": dossier.policy.to_json(),
    }


def _issues(dossier: Dossier) -> list[dict[str, Any]]:
    issues = {issue.pk: issue for issue in dossier.issues}
    return [
        {
            "title": issues[one.scores.key].title,
            "description": issues[one.scores.key].description,
            "apkl": [getattr(one.scores, name) for name in APKL],
            "usg": [one.scores.urgency, one.scores.seriousness, one.scores.growth],
            "total": one.scores.total,
            "place": one.place,
        }
        for one in dossier.ranked
    ]


def _planned(dossier: Dossier, activity: PlannedActivity) -> dict[str, Any]:
    codes = activity_facts(activity).codes
    return {
        "key": activity.pk,
        "title": activity.title,
        "output": activity.output,
        "starts_on": _day(activity.starts_on),
        "ends_on": _day(activity.ends_on),
        "contribution": activity.contribution,
        "stages": [{"text": one.text, "values": list(one.values)} for one in stages_of(activity)],
        "values": [
            {
                "code": one.code,
                "label": one.label,
                "words": activity.value_words.get(one.code, ""),
            }
            for one in dossier.values
            if one.code in codes
        ],
    }


def _matrix(dossier: Dossier) -> dict[str, Any]:
    found = dossier.matrix
    return {
        "rows": [
            {
                "label": row.value.label,
                "cells": [_cell(one) for one in row.cells],
                "total": _cell(row.total),
            }
            for row in found.rows
        ],
        "columns": [_cell(one) for one in found.columns],
        "total": _cell(found.total),
    }


def _cell(cell: Cell) -> dict[str, int]:
    return {"planned": cell.planned, "done": cell.done}


def _week(dossier: Dossier, row: WeekRow) -> dict[str, Any]:
    report = row.report
    results = report.results if report else {}
    return {
        "week": {
            "number": row.week.number,
            "starts_on": _day(row.week.first),
            "ends_on": _day(row.week.last),
        },
        "activities": [
            {
                "key": one.pk,
                "title": one.title,
                "result": results.get(str(one.pk), ""),
                "stages": [
                    {"text": stage.text, "done_on": _day(stage.done_on)}
                    for stage in stages_of(one)
                    if report and stage.week_id == report.pk
                ],
                "files": [_file(file) for file in row.files if file.activity_id == one.pk],
            }
            for one in dossier.activities
        ],
        "files": [_file(file) for file in row.files if file.activity_id is None],
        "obstacles": report.obstacles if report else "",
        "solutions": report.solutions if report else "",
    }


def _report(dossier: Dossier, work: Aktualisasi) -> dict[str, Any]:
    plan = dossier.in_force()
    return {
        "plan_digest": plan.digest if plan else "",
        "activities": [_realised(dossier, one) for one in dossier.activities],
        "matrix": _matrix(dossier),
        "impact": work.impact,
        "follow_up": work.follow_up,
        "conclusion": work.conclusion,
        "advice": work.advice,
        "files": [_file(one) for one in dossier.report_files],
        "declared_at": work.declared_at.isoformat() if work.declared_at else "",
    }


def _realised(dossier: Dossier, activity: PlannedActivity) -> dict[str, Any]:
    days = [one.done_on for one in stages_of(activity) if one.done_on]
    return _planned(dossier, activity) | {
        "done_from": _day(min(days, default=None)),
        "done_until": _day(max(days, default=None)),
        "differs": activity_facts(activity).differs,
        "result": activity.result,
        "remark": activity.remark,
        "stages": [
            {"text": one.text, "values": list(one.values), "done_on": _day(one.done_on)}
            for one in stages_of(activity)
        ],
        "files": [_file(one) for one in dossier.files if one.activity_id == activity.pk],
    }


def _file(file: Evidence) -> dict[str, Any]:
    return {"key": file.pk, "name": file.name, "size": file.size, "sha256": file.sha256}


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""

"""Writes the planned activities with their stages, and later their results."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from corpu.core import clock
from courses.models import Enrolment
from latsar.enums import AktualisasiRefusal, PaperKind
from latsar.models import ActivityStage, Aktualisasi, PlannedActivity
from latsar.queries.aktualisasi import basic_values
from latsar.services.aktualisasi import (
    AktualisasiRefused,
    WrittenElsewhere,
    lock_work,
    need_plan,
    touch,
)

MAX_STAGES = 12
# More than a plan may have in the end, so that drafts can be put side by side.
MAX_ACTIVITIES = 10


@dataclass(frozen=True, slots=True)
class StageFields:
    """One stage as it was filled in; an empty text takes it out."""

    text: str
    values: tuple[str, ...] = ()
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityFields:
    """One activity as it was filled in."""

    title: str
    output: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    contribution: str = ""
    value_words: Mapping[str, str] = field(default_factory=dict)
    stages: Sequence[StageFields] = ()


@transaction.atomic
def save_activity(
    *, enrolment: Enrolment, fields: ActivityFields, activity: int | None = None, sequence: int = 0
) -> PlannedActivity:
    """Add an activity with its stages, or change one; a stage that was carried out stays."""
    work = lock_work(enrolment, PaperKind.PLAN)
    kept = [one for one in fields.stages if one.text]
    if len(kept) > MAX_STAGES:
        raise AktualisasiRefused(AktualisasiRefusal.TOO_MANY)
    codes = {one.code for one in basic_values(enrolment.cohort_id)}
    words = {code: text for code, text in fields.value_words.items() if code in codes and text}
    found = _found(work, activity, fields)
    if activity is None:
        sequence = found.sequence
    changed = touch(
        found,
        sequence,
        {
            "title": fields.title,
            "output": fields.output,
            "starts_on": fields.starts_on,
            "ends_on": fields.ends_on,
            "contribution": fields.contribution,
            "value_words": words,
        },
    )
    _write_stages(found, kept, codes, is_current=changed or found.sequence == sequence)
    return found


@transaction.atomic
def remove_activity(*, enrolment: Enrolment, activity: int) -> None:
    """Take an activity out, unless work is reported for it."""
    work = lock_work(enrolment, PaperKind.PLAN)
    found = work.activities.filter(pk=activity).first()
    if found is None:
        return
    reported = any(str(activity) in week.results for week in work.weeks.all())
    if reported or found.files.exists() or found.stages.exclude(done_on=None).exists():
        raise AktualisasiRefused(AktualisasiRefusal.IN_USE)
    found.delete()


@transaction.atomic
def save_results(
    *, enrolment: Enrolment, results: Mapping[int, tuple[str, str]], sequences: Mapping[int, int]
) -> None:
    """Keep result and difference from the plan, by activity."""
    work = lock_work(enrolment, PaperKind.REPORT)
    need_plan(work)
    for activity in work.activities.filter(pk__in=list(results)):
        result, remark = results[activity.pk]
        sequence = sequences.get(activity.pk, activity.sequence)
        touch(activity, sequence, {"result": result, "remark": remark})


def _found(work: Aktualisasi, activity: int | None, fields: ActivityFields) -> PlannedActivity:
    if activity is not None:
        found = work.activities.filter(pk=activity).first()
        if found is None:
            raise AktualisasiRefused(AktualisasiRefusal.UNKNOWN)
        return found
    if work.activities.filter(title__iexact=fields.title).exists():
        raise AktualisasiRefused(AktualisasiRefusal.SAME_TITLE)
    if work.activities.count() >= MAX_ACTIVITIES:
        raise AktualisasiRefused(AktualisasiRefusal.TOO_MANY)
    return PlannedActivity.objects.create(
        aktualisasi=work, title=fields.title, saved_at=clock.now()
    )


def _write_stages(
    activity: PlannedActivity, wanted: Sequence[StageFields], codes: set[str], *, is_current: bool
) -> None:
    stored = {stage.pk: stage for stage in activity.stages.all()}
    kept = {one.pk for one in wanted if one.pk in stored}
    gone = [stage for pk, stage in stored.items() if pk not in kept]
    if any(stage.done_on for stage in gone):
        raise AktualisasiRefused(AktualisasiRefusal.IN_USE)
    fresh = [_stage(activity, one, stored, codes) for one in wanted]
    changed = [one for one in fresh if one is not None]
    if not gone and not changed:
        return
    if not is_current:
        raise WrittenElsewhere
    ActivityStage.objects.filter(pk__in=[stage.pk for stage in gone]).delete()
    for stage in changed:
        stage.save()


def _stage(
    activity: PlannedActivity,
    wanted: StageFields,
    stored: Mapping[int, ActivityStage],
    codes: set[str],
) -> ActivityStage | None:
    """The row as it should be; None where it already is."""
    values = [code for code in dict.fromkeys(wanted.values) if code in codes]
    row = stored.get(wanted.pk) if wanted.pk is not None else None
    if row is None:
        return ActivityStage(activity=activity, text=wanted.text, values=values)
    if (row.text, row.values) == (wanted.text, values):
        return None
    row.text, row.values = wanted.text, values
    return row

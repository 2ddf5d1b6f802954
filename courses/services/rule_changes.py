"""Rules of a pinned activity are changed; nobody loses a completion unless a person decides it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.domain.availability import never_open
from courses.domain.rule_changes import ActivityRules
from courses.enums import Availability, CompletionHow, Effect
from courses.models import Enrolment, RequiredActivity
from courses.queries.availability import pinned_facts, pinned_in
from courses.queries.rule_changes import ChangePreview, preview_for
from courses.services.cohort_totals import count_totals
from courses.services.completion import ActivityNotRequired, recount
from courses.services.decisions import (
    CertificateHeld,
    Decision,
    lock_members,
    need_reason,
    stand,
    take_back_from,
)


class RulesRefused(Exception):
    """These rules cannot be; the kind of refusal says why."""


class DatesOutOfOrder(RulesRefused):
    """An activity closes after it opens, and its due date lies between."""


class NothingBefore(RulesRefused):
    """An activity that opens after another one needs to know which, of its own cohort."""


class NeverOpens(RulesRefused):
    """Activities would wait for each other for ever; `titles` names them."""

    def __init__(self, titles: Collection[str]) -> None:
        super().__init__(*titles)
        self.titles = titles


@transaction.atomic
def change_rules(
    *,
    activity: RequiredActivity,
    rules: ActivityRules,
    losing: Collection[int] = (),
    reason: str = "",
    by: User | None,
) -> ChangePreview:
    """Change the rules for everyone in the cohort and count anew; return what it did.

    Who gains a completion gets it. Who would lose one keeps it, unless their enrolment is among
    `losing`: that needs a reason, and is refused for holders of a certificate.
    """
    cohort, people = lock_members(activity.required_course.cohort_id)
    locked = (
        RequiredActivity.objects.select_for_update(of=("self",))
        .select_related("required_course__cohort")
        .get(pk=activity.pk)
    )
    if locked.dropped_at is not None:
        raise ActivityNotRequired
    check_rules(locked, rules)
    preview = preview_for(people, locked, rules)
    losers = _losers(people, preview, losing)
    why = need_reason(reason) if losers else reason.strip()
    _write(locked, rules)
    count_totals(cohort)
    decision = Decision(why, by)
    _everyone_counted(people, locked, preview, losers)
    _take_back(locked, preview, losers, decision)
    _log(locked, preview, losers, decision)
    return preview


def check_rules(activity: RequiredActivity, rules: ActivityRules) -> None:
    """Refuse rules by which nobody could ever do the activity."""
    moments = [one for one in (rules.opens_at, rules.due_at, rules.closes_at) if one]
    is_empty = rules.opens_at is not None and rules.opens_at == rules.closes_at
    if moments != sorted(moments) or is_empty:
        raise DatesOutOfOrder
    pinned = pinned_in([activity.required_course.cohort_id])
    if rules.availability == Availability.ACTIVITY and rules.after not in {
        one.pk for one in pinned if one.pk != activity.pk
    }:
        raise NothingBefore
    for one in pinned:
        if one.pk == activity.pk:
            one.is_required, one.after_id = rules.is_required, rules.after
            one.availability = rules.availability
    stuck = never_open([pinned_facts(one) for one in pinned])
    if stuck:
        raise NeverOpens([one.title for one in pinned if one.pk in stuck])


def _losers(
    people: list[Enrolment], preview: ChangePreview, losing: Collection[int]
) -> list[Enrolment]:
    chosen = {person.enrolment for person in preview.losing} & set(losing)
    held = {person.enrolment for person in preview.losing if person.holds_certificate}
    refused = [person for person in people if person.pk in chosen & held]
    if refused:
        raise CertificateHeld(refused)
    return [person for person in people if person.pk in chosen]


def _write(activity: RequiredActivity, rules: ActivityRules) -> None:
    is_after = rules.availability == Availability.ACTIVITY
    activity.is_required = rules.is_required
    activity.availability = rules.availability
    activity.after_id = rules.after if is_after else None
    activity.opens_at, activity.due_at = rules.opens_at, rules.due_at
    activity.closes_at = rules.closes_at
    activity.policy = dict(rules.policy)
    activity.save()


def _everyone_counted(
    people: list[Enrolment],
    activity: RequiredActivity,
    preview: ChangePreview,
    losers: list[Enrolment],
) -> None:
    """Give what is gained and count all who lose nothing, also those who have withdrawn."""
    gaining = {one.enrolment for one in preview.people if Effect.ACTIVITY in one.gains}
    stand([one for one in people if one.pk in gaining], activity, CompletionHow.PASSED)
    gone = Enrolment.objects.filter(cohort=activity.required_course.cohort_id)
    gone = gone.exclude(pk__in=[person.pk for person in people]).select_for_update()
    lose = {person.pk for person in losers}
    recount([*(one for one in people if one.pk not in lose), *gone.order_by("pk")])


def _take_back(
    activity: RequiredActivity,
    preview: ChangePreview,
    losers: list[Enrolment],
    decision: Decision,
) -> None:
    done = {one.enrolment for one in preview.people if Effect.ACTIVITY in one.losses}
    take_back_from([one for one in losers if one.pk in done], activity, decision)
    others = [one for one in losers if one.pk not in done]
    recount(others, may_lose=True, courses={activity.required_course_id})


def _log(
    activity: RequiredActivity,
    preview: ChangePreview,
    losers: list[Enrolment],
    decision: Decision,
) -> None:
    lost = {person.pk for person in losers}
    audit.record(
        activity.required_course.cohort,
        "courses.activity.changed",
        actor=decision.by,
        activity=activity.pk,
        title=activity.title,
        before=_shown(preview.differences, 0),
        after=_shown(preview.differences, 1),
        reason=decision.reason,
        gained=[person.enrolment for person in preview.gaining],
        lost=sorted(lost),
        kept=[one.enrolment for one in preview.losing if one.enrolment not in lost],
    )


def _shown(rows: Mapping[str, tuple[Any, Any]], side: int) -> dict[str, Any]:
    shown = {name: pair[side] for name, pair in rows.items()}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in shown.items()
    }

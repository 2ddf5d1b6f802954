"""What a person decides about another's completion: waive, take back, give back, with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import CohortState, CompletionHow
from courses.models import Cohort, Completion, Enrolment, RequiredActivity
from courses.queries.rule_changes import holds_certificate
from courses.services.completion import CohortNotRunning, lock_learner, need_own, recount


class ReasonMissing(Exception):
    """What a person decides about another is written down with its reason."""


class CertificateHeld(Exception):
    """These people hold a certificate that says they have completed; it is revoked first."""

    def __init__(self, enrolments: Sequence[Enrolment]) -> None:
        super().__init__([enrolment.pk for enrolment in enrolments])
        self.enrolments = enrolments


@dataclass(frozen=True, slots=True)
class Decision:
    """Why something is decided, and by whom."""

    reason: str
    by: User | None


def need_reason(reason: str) -> str:
    """Return the reason as it is stored, or refuse."""
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def lock_members(cohort_id: int) -> tuple[Cohort, list[Enrolment]]:
    """Lock a running cohort and everyone in it, who come with their user and certificate."""
    cohort, members = lock_cohort(cohort_id)
    if cohort.state != CohortState.RUNNING:
        raise CohortNotRunning
    return cohort, members


def lock_cohort(cohort_id: int) -> tuple[Cohort, list[Enrolment]]:
    """Lock a cohort in whatever state, and everyone in it, who come as from `lock_members`."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort_id)
    members = Enrolment.objects.members().filter(cohort=cohort).select_for_update(of=("self",))
    return cohort, list(members.select_related("user", "certificate").order_by("pk"))


@transaction.atomic
def waive(
    *, enrolment: Enrolment, activity: RequiredActivity, reason: str, by: User | None
) -> bool:
    """Let an activity count as completed for one person; return whether it did not count before."""
    why = need_reason(reason)
    locked = lock_learner(enrolment)
    need_own(locked, activity)
    return bool(_waive([locked], activity, Decision(why, by)))


@transaction.atomic
def waive_for_all(*, activity: RequiredActivity, reason: str, by: User | None) -> int:
    """Let an activity count as completed for everyone now in the cohort; return for how many anew.

    Who is enrolled later has to do it, or to be let off too.
    """
    why = need_reason(reason)
    _cohort, people = lock_members(activity.required_course.cohort_id)
    return len(_waive(people, activity, Decision(why, by)))


@transaction.atomic
def take_back(
    *, enrolment: Enrolment, activity: RequiredActivity, reason: str, by: User | None
) -> bool:
    """Take a completion back, and with it what it completed; its first date stays on record."""
    why = need_reason(reason)
    locked = lock_learner(enrolment)
    need_own(locked, activity)
    if holds_certificate(locked):
        raise CertificateHeld([locked])
    return bool(take_back_from([locked], activity, Decision(why, by)))


def take_back_from(
    people: Sequence[Enrolment], activity: RequiredActivity, decision: Decision
) -> list[Completion]:
    """Take the completions of these locked enrolments back and count; return those that stood."""
    standing = Completion.objects.standing().filter(activity=activity, enrolment__in=people)
    rows = list(standing)
    moment = clock.now()
    for row in rows:
        row.taken_back_at, row.taken_back_by = moment, decision.by
        row.reason = decision.reason
    Completion.objects.bulk_update(rows, ["taken_back_at", "taken_back_by", "reason"])
    recount(people, may_lose=True, courses={activity.required_course_id})
    _log(people, rows, "courses.completion.taken_back", activity, decision)
    return rows


@transaction.atomic
def give_back(
    *, enrolment: Enrolment, activity: RequiredActivity, reason: str, by: User | None
) -> bool:
    """Let a completion that was taken back stand again, with its first date."""
    why = need_reason(reason)
    locked = lock_learner(enrolment)
    need_own(locked, activity)
    rows = list(
        Completion.objects.filter(enrolment=locked, activity=activity).exclude(taken_back_at=None)
    )
    for row in rows:
        row.taken_back_at = row.taken_back_by = None
        row.reason = why
    Completion.objects.bulk_update(rows, ["taken_back_at", "taken_back_by", "reason"])
    recount([locked])
    _log([locked], rows, "courses.completion.given_back", activity, Decision(why, by))
    return bool(rows)


def _waive(
    people: Sequence[Enrolment], activity: RequiredActivity, decision: Decision
) -> list[Completion]:
    rows = stand(people, activity, CompletionHow.WAIVED, decision.reason)
    recount(people)
    _log(people, rows, "courses.completion.waived", activity, decision)
    return rows


def stand(
    people: Sequence[Enrolment],
    activity: RequiredActivity,
    how: CompletionHow,
    reason: str = "",
) -> list[Completion]:
    """Complete an activity for locked enrolments, without counting; first dates stay.

    Return the completions that did not stand before.
    """
    known = {
        row.enrolment_id: row
        for row in Completion.objects.filter(activity=activity, enrolment__in=people)
    }
    moment = clock.now()
    new = [
        Completion(enrolment=person, activity=activity, completed_at=moment, how=how, reason=reason)
        for person in people
        if person.pk not in known
    ]
    again = [row for row in known.values() if row.taken_back_at is not None]
    for row in again:
        row.how, row.reason = how, reason
        row.taken_back_at = row.taken_back_by = None
    Completion.objects.bulk_create(new)
    Completion.objects.bulk_update(again, ["how", "reason", "taken_back_at", "taken_back_by"])
    return [*new, *again]


def _log(
    people: Sequence[Enrolment],
    rows: Sequence[Completion],
    action: str,
    activity: RequiredActivity,
    decision: Decision,
) -> None:
    known = {person.pk: person for person in people}
    audit.record_all(
        [known[row.enrolment_id] for row in rows],
        action,
        actor=decision.by,
        data=[
            {
                "activity": activity.pk,
                "title": activity.title,
                "completed_at": row.completed_at.isoformat(),
                "reason": decision.reason,
            }
            for row in rows
        ],
    )

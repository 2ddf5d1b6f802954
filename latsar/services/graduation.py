"""The graduation meeting: opened, decided for one or many, confirmed by a second person."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.models import Cohort
from latsar.domain.graduation import GraduationPolicy, suggested_repetition
from latsar.domain.graduation_decisions import Choice, choice_refusal, chosen_outcome
from latsar.enums import BandOutcome, DecisionRefusal, ProposedOutcome
from latsar.models import GraduationDecision, GraduationMeeting
from latsar.queries.graduation import Candidate, candidates_of
from latsar.services.schemes import policy_of

_CONTENT = (
    *("meeting", "facts", "policy", "proposal", "reasons", "total", "band_code", "band_label"),
    *("outcome", "note", "to_repeat", "repeat_until", "decided_by", "decided_at"),
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who took part in a meeting and signs its minutes."""

    name: str
    post: str = ""


class MeetingRefused(Exception):
    """The meeting cannot be opened."""

    def __init__(self, reason: DecisionRefusal) -> None:
        super().__init__(str(reason.label))
        self.reason = reason


class DecisionsRefused(Exception):
    """Nothing was decided or confirmed; `reasons` by enrolment say why."""

    def __init__(self, reasons: Mapping[int, DecisionRefusal]) -> None:
        super().__init__(" ".join(sorted({str(one.label) for one in reasons.values()})))
        self.reasons = dict(reasons)


def graduation_policy(cohort: Cohort) -> GraduationPolicy:
    """Return what graduation rests on in this cohort."""
    return GraduationPolicy(policy_of(cohort))


@transaction.atomic
def open_meeting(
    *,
    cohort: Cohort,
    held_on: dt.date,
    place: str,
    attendance: Sequence[Attendee],
    by: User | None,
    document_number: str = "",
    notes: str = "",
) -> GraduationMeeting:
    """Write down that a meeting takes place; its decisions come one by one or all at once."""
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if locked.started_at is None:
        raise MeetingRefused(DecisionRefusal.NOT_STARTED)
    people = [{"name": one.name, "post": one.post} for one in attendance if one.name]
    if not people:
        raise MeetingRefused(DecisionRefusal.NO_ATTENDANCE)
    last = GraduationMeeting.objects.filter(cohort=locked).order_by("-number").first()
    meeting = GraduationMeeting.objects.create(
        cohort=locked,
        number=last.number + 1 if last else 1,
        held_on=held_on,
        place=place,
        document_number=document_number,
        attendance=people,
        notes=notes,
        created_by=by,
        created_at=clock.now(),
    )
    audit.record(meeting, "latsar.graduation.opened", actor=by, people=len(people))
    return meeting


@transaction.atomic
def decide(
    *, meeting: GraduationMeeting, choices: Sequence[Choice], by: User
) -> list[GraduationDecision]:
    """Decide about these people, all or none; the number of queries does not grow with them.

    A decision that nobody has confirmed yet is replaced. Raises `DecisionsRefused` with a reason
    for each person about whom this cannot be decided.
    """
    return _decide(meeting, choices, *_locked_candidates(meeting), by)


@transaction.atomic
def decide_proposals(
    *, meeting: GraduationMeeting, repeat_until: dt.date | None, by: User
) -> list[GraduationDecision]:
    """Take the proposals *lulus* and *ditunda* over for everybody who is still open.

    Who would not pass, and whom the rule makes no proposal for, is decided one by one. Postponed
    people repeat their weak components, or what else is missing, until `repeat_until`.
    """
    policy, found = _locked_candidates(meeting)
    taken = (ProposedOutcome.PASSED, ProposedOutcome.POSTPONED)
    choices = [
        Choice(
            enrolment_id=key,
            to_repeat=suggested_repetition(one.proposal),
            repeat_until=repeat_until,
        )
        for key, one in found.items()
        if one.is_open and one.proposal.outcome in taken
    ]
    return _decide(meeting, choices, policy, found, by)


@transaction.atomic
def confirm_decisions(*, meeting: GraduationMeeting, by: User) -> int:
    """Confirm what waits in this meeting, all or nothing; return how many.

    A second person does that, and only while the facts are those that were decided on.
    """
    policy, found = _locked_candidates(meeting)
    waiting = [
        one.decision
        for one in found.values()
        if one.decision is not None
        and one.decision.confirmed_at is None
        and one.decision.meeting_id == meeting.pk
    ]
    reasons = {
        row.enrolment_id: reason
        for row in waiting
        if (reason := _confirmation_refusal(row, policy, found[row.enrolment_id], by)) is not None
    }
    if reasons:
        raise DecisionsRefused(reasons)
    now = clock.now()
    keys = [row.pk for row in waiting]
    GraduationDecision.objects.filter(pk__in=keys, confirmed_at=None).update(
        confirmed_by=by, confirmed_at=now
    )
    audit.record_all(waiting, "latsar.graduation.confirmed", actor=by)
    return len(waiting)


def _locked_candidates(
    meeting: GraduationMeeting,
) -> tuple[GraduationPolicy, dict[int, Candidate]]:
    """Lock the cohort, so that one meeting decides at a time, and read everybody's facts."""
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("programme")
    locked = cohort.get(pk=meeting.cohort_id)
    policy = graduation_policy(locked)
    return policy, {one.enrolment.pk: one for one in candidates_of(locked, policy)}


def _decide(
    meeting: GraduationMeeting,
    choices: Sequence[Choice],
    policy: GraduationPolicy,
    found: Mapping[int, Candidate],
    by: User,
) -> list[GraduationDecision]:
    # Two words about one person: the last one counts.
    choices = list({one.enrolment_id: one for one in choices}.values())
    reasons = {}
    for choice in choices:
        reason = _refusal(choice, found.get(choice.enrolment_id), meeting.held_on)
        if reason is not None:
            reasons[choice.enrolment_id] = reason
    if reasons:
        raise DecisionsRefused(reasons)
    rows = [_decision(meeting, policy, found[one.enrolment_id], one, by) for one in choices]
    GraduationDecision.objects.bulk_create([row for row in rows if row.pk is None])
    known = [row for row in rows if row.pk is not None]
    GraduationDecision.objects.bulk_update(known, _CONTENT)
    audit.record_all(
        rows,
        "latsar.graduation.decided",
        actor=by,
        data=[
            {"outcome": str(row.outcome), "proposal": str(row.proposal), "note": row.note}
            for row in rows
        ],
    )
    return rows


def _refusal(
    choice: Choice, candidate: Candidate | None, held_on: dt.date
) -> DecisionRefusal | None:
    if candidate is None or candidate.facts.is_withdrawn:
        return DecisionRefusal.NOT_A_MEMBER
    if candidate.attempt is None:
        return DecisionRefusal.IS_FINAL
    return choice_refusal(choice, candidate.proposal.outcome, held_on=held_on)


def _confirmation_refusal(
    row: GraduationDecision, policy: GraduationPolicy, candidate: Candidate, by: User
) -> DecisionRefusal | None:
    if row.decided_by_id == by.pk:
        return DecisionRefusal.SAME_PERSON
    is_same = (row.facts, row.policy) == (candidate.facts.to_json(), policy.to_json())
    return None if is_same else DecisionRefusal.FACTS_CHANGED


def _decision(
    meeting: GraduationMeeting,
    policy: GraduationPolicy,
    candidate: Candidate,
    choice: Choice,
    by: User,
) -> GraduationDecision:
    """Return the row of a decision: a new one, or the one that waits for its confirmation."""
    proposal, waiting = candidate.proposal, candidate.decision
    if waiting is None or waiting.confirmed_at is not None:
        waiting = GraduationDecision(enrolment=candidate.enrolment, attempt=candidate.facts.attempt)
    outcome = chosen_outcome(choice, proposal.outcome)
    is_postponed = outcome == BandOutcome.POSTPONED
    values = {
        "meeting": meeting,
        "facts": candidate.facts.to_json(),
        "policy": policy.to_json(),
        "proposal": proposal.outcome,
        "reasons": [[str(one.code), list(one.about)] for one in proposal.reasons],
        "total": proposal.total,
        "band_code": proposal.band.code if proposal.band else "",
        "band_label": proposal.band.label if proposal.band else "",
        "outcome": outcome,
        "note": choice.note,
        "to_repeat": list(choice.to_repeat) if is_postponed else [],
        "repeat_until": choice.repeat_until if is_postponed else None,
        "decided_by": by,
        "decided_at": clock.now(),
    }
    for name, value in values.items():
        setattr(waiting, name, value)
    return waiting

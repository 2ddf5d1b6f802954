"""Graduation: the facts of a cohort, what is proposed, and what was decided, in fixed queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from courses.enums import AbsenceLevel, EnrolmentState
from courses.models import Cohort, Enrolment
from courses.queries.absence import absence_of
from latsar.domain.graduation import GraduationFacts, GraduationPolicy, Proposal, propose
from latsar.domain.graduation_decisions import next_attempt
from latsar.domain.ranking import Contender, Place, ranking
from latsar.domain.weighting import FinalResult, final_of
from latsar.enums import BandOutcome, ProposedOutcome
from latsar.models import GraduationDecision, Objection, Score


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person before the meeting: facts, proposal, what was decided, the place so far.

    `decision` is the newest one, confirmed or not; `attempt` is the number of the next decision,
    None where the last one is final.
    """

    enrolment: Enrolment
    facts: GraduationFacts
    final: FinalResult
    proposal: Proposal
    decision: GraduationDecision | None
    attempt: int | None
    place: Place | None

    @property
    def is_open(self) -> bool:
        """Whether the meeting still has to decide about this person."""
        is_waiting = self.decision is not None and self.decision.confirmed_at is None
        return self.attempt is not None and not is_waiting


def candidates_of(cohort: Cohort, policy: GraduationPolicy) -> tuple[Candidate, ...]:
    """Return everybody of the cohort by name, who withdrew too; seven queries for any number."""
    people = tuple(
        Enrolment.objects.filter(cohort=cohort)
        .select_related("user", "agency", "cohort")
        .order_by("user__full_name", "pk")
    )
    decisions = decisions_of(people)
    facts = facts_for(people, decisions)
    finals = {one.pk: final_of(policy.evaluation, facts[one.pk].scores) for one in people}
    proposals = {one.pk: propose(policy, facts[one.pk]) for one in people}
    places = _places(policy, finals, proposals, decisions)
    return tuple(
        Candidate(
            enrolment=one,
            facts=facts[one.pk],
            final=finals[one.pk],
            proposal=proposals[one.pk],
            decision=next(reversed(decisions[one.pk]), None),
            attempt=next_attempt(confirmed_outcomes(decisions[one.pk])),
            place=places.get(one.pk),
        )
        for one in people
    )


def facts_for(
    people: Iterable[Enrolment], decisions: Mapping[int, list[GraduationDecision]]
) -> dict[int, GraduationFacts]:
    """Return what is known of these enrolments now, by their ids.

    Give the enrolments with `cohort` fetched.
    """
    people = list(people)
    scores = _scores(people)
    objections = _objections(people)
    absences = absence_of(people)
    found = {}
    for one in people:
        absence = absences[one.pk]
        found[one.pk] = GraduationFacts(
            scores={code: value for code, (value, _is_locked) in scores[one.pk].items()},
            unlocked=tuple(
                code for code, (_value, is_locked) in scores[one.pk].items() if not is_locked
            ),
            objections=tuple(objections[one.pk]),
            activities_left=max(0, one.cohort.activity_count - one.activities_done),
            absence=AbsenceLevel(absence.level),
            is_absence_guide=absence.policy.is_guidance,
            is_withdrawn=one.state == EnrolmentState.WITHDRAWN,
            attempt=len(confirmed_outcomes(decisions.get(one.pk, []))) + 1,
        )
    return found


def decisions_of(people: Iterable[Enrolment]) -> dict[int, list[GraduationDecision]]:
    """Return the decisions about these enrolments, the first one first; one query."""
    found: dict[int, list[GraduationDecision]] = defaultdict(list)
    rows = GraduationDecision.objects.filter(enrolment__in=[one.pk for one in people])
    for row in rows.select_related("meeting", "decided_by", "confirmed_by").order_by("attempt"):
        found[row.enrolment_id].append(row)
    return found


def confirmed_outcomes(decisions: Iterable[GraduationDecision]) -> tuple[BandOutcome, ...]:
    """Return what was confirmed, in order."""
    return tuple(BandOutcome(one.outcome) for one in decisions if one.confirmed_at is not None)


def replay(decision: GraduationDecision) -> Proposal:
    """Put the frozen facts and policy of a decision to the rule again."""
    policy = GraduationPolicy.from_json(decision.policy)
    return propose(policy, GraduationFacts.from_json(decision.facts))


def _scores(people: Iterable[Enrolment]) -> dict[int, dict[str, tuple[Decimal, bool]]]:
    found: dict[int, dict[str, tuple[Decimal, bool]]] = defaultdict(dict)
    rows = Score.objects.filter(enrolment__in=[one.pk for one in people], value__isnull=False)
    for enrolment, code, value, locked_at in rows.order_by("code").values_list(
        "enrolment_id", "code", "value", "locked_at"
    ):
        found[enrolment][code] = (value, locked_at is not None)
    return found


def _objections(people: Iterable[Enrolment]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Objection.objects.filter(
        score__enrolment__in=[one.pk for one in people], answered_at=None
    )
    for enrolment, code in rows.order_by("score__code").values_list(
        "score__enrolment_id", "score__code"
    ):
        found[enrolment].append(code)
    return found


def _places(
    policy: GraduationPolicy,
    finals: Mapping[int, FinalResult],
    proposals: Mapping[int, Proposal],
    decisions: Mapping[int, list[GraduationDecision]],
) -> dict[int, Place]:
    """Rank those who pass at their first decision: a repetition earns no honours."""
    contenders = [
        Contender(
            key,
            final.total,
            {one.code: one.score for one in final.contributions if one.score is not None},
        )
        for key, final in finals.items()
        if final.total is not None and _passes_at_once(proposals[key], decisions.get(key, []))
    ]
    return {place.key: place for place in ranking(policy.evaluation, contenders)}


def _passes_at_once(proposal: Proposal, decisions: list[GraduationDecision]) -> bool:
    if not decisions:
        return proposal.outcome == ProposedOutcome.PASSED
    return decisions[0].outcome == BandOutcome.PASSED

"""What the pages and minutes of a graduation meeting show, with codes put into words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from courses.models import Cohort
from latsar.domain.graduation import GraduationPolicy
from latsar.enums import BandOutcome, GraduationReason, ProposedOutcome
from latsar.models import GraduationDecision, GraduationMeeting
from latsar.queries.graduation import Candidate


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """A reason with the names of what it is about."""

    reason: GraduationReason
    about: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One line of the meeting's table.

    What was decided stands as it was stored then; only for the others it is what holds now.
    `decision` is there only where it belongs to this meeting.
    """

    candidate: Candidate
    total: Decimal | None
    band: str
    proposal: ProposedOutcome
    reasons: tuple[ReasonWords, ...]
    decision: GraduationDecision | None

    @property
    def is_waiting(self) -> bool:
        """Whether the decision waits for the second person."""
        return self.decision is not None and self.decision.confirmed_at is None


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """One person in the minutes, as the decision stored it."""

    decision: GraduationDecision
    to_repeat: str


def meetings_of(cohort: Cohort) -> QuerySet[GraduationMeeting]:
    """Return the meetings of a cohort, the newest first, with how many decisions wait."""
    return (
        GraduationMeeting.objects.filter(cohort=cohort)
        .annotate(
            decided=Count("decisions"),
            waiting=Count("decisions", filter=Q(decisions__confirmed_at=None)),
        )
        .order_by("-number")
    )


def part_names(policy: GraduationPolicy) -> dict[str, str]:
    """Return the name of each component and part by its code."""
    components = policy.evaluation.components
    names = {one.code: one.label for one in components}
    return names | {part.code: part.label for one in components for part in one.parts}


def rows_of(
    candidates: Iterable[Candidate], policy: GraduationPolicy, meeting: GraduationMeeting | None
) -> list[CandidateRow]:
    """Return the table of a meeting; without one, what is proposed now."""
    names = part_names(policy)
    return [_row(one, _in_meeting(one.decision, meeting), names) for one in candidates]


def _row(
    one: Candidate, decision: GraduationDecision | None, names: Mapping[str, str]
) -> CandidateRow:
    if decision is None:
        proposal = one.proposal
        return CandidateRow(
            candidate=one,
            total=proposal.total,
            band=proposal.band.label if proposal.band else "",
            proposal=proposal.outcome,
            reasons=tuple(
                ReasonWords(reason.code, in_words(reason.about, names))
                for reason in proposal.reasons
            ),
            decision=None,
        )
    return CandidateRow(
        candidate=one,
        total=decision.total,
        band=decision.band_label,
        proposal=ProposedOutcome(decision.proposal),
        reasons=tuple(
            ReasonWords(GraduationReason(code), in_words(about, names))
            for code, about in decision.reasons
        ),
        decision=decision,
    )


def in_words(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """Return codes of parts, of reasons, or words of the meeting's own, as words."""
    reasons = {str(one.value): str(one.label).rstrip(".") for one in GraduationReason}
    return ", ".join(names.get(code) or reasons.get(code) or code for code in codes)


def proposals_in(rows: Iterable[CandidateRow]) -> dict[str, int]:
    """Count the proposals of those who are still to be decided on."""
    found = Counter(str(row.candidate.proposal.outcome) for row in rows if row.candidate.is_open)
    return {outcome.value: found[outcome.value] for outcome in ProposedOutcome}


def minutes_of(meeting: GraduationMeeting) -> tuple[list[MinutesLine], dict[str, int]]:
    """Return the confirmed decisions of a meeting by name, and how many of each outcome."""
    decisions = (
        GraduationDecision.objects.filter(meeting=meeting)
        .exclude(confirmed_at=None)
        .select_related("enrolment__user", "enrolment__agency", "decided_by", "confirmed_by")
        .order_by("enrolment__user__full_name", "pk")
    )
    lines = [
        MinutesLine(
            row, in_words(row.to_repeat, part_names(GraduationPolicy.from_json(row.policy)))
        )
        for row in decisions
    ]
    found = Counter(line.decision.outcome for line in lines)
    return lines, {outcome.value: found[outcome.value] for outcome in BandOutcome}


def _in_meeting(
    decision: GraduationDecision | None, meeting: GraduationMeeting | None
) -> GraduationDecision | None:
    if decision is None or meeting is None:
        return decision
    return decision if decision.meeting_id == meeting.pk else None

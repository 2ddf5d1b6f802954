"""Everybody a coach guides, with why and how long they should be looked after."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils import timezone

from corpu.core import clock
from courses.models import Cohort, Completion
from latsar.domain.guidance import AttentionNeeded, GuidancePolicy, PersonFacts, attention
from latsar.enums import ActorRole, Attention, ConsultationState
from latsar.models import Consultation, FrozenPaper, Guidance
from latsar.queries.aktualisasi_people import PersonLine, aktualisasi_people
from latsar.queries.guidance import guidances_in


@dataclass(frozen=True, slots=True)
class GuidedPerson:
    """One person of a coach, as the coach's page lists them."""

    guidance: Guidance
    needs: Sequence[AttentionNeeded]
    last_sign_on: dt.date | None
    consultations: int

    def needs_for(self, reason: str) -> bool:
        """Whether this reason is among those to look after the person."""
        return any(need.reason == reason for need in self.needs)


def guidance_policy() -> GuidancePolicy:
    """Return the institute's numbers, as its settings have them."""
    return GuidancePolicy(
        group_size=settings.COACHING_GROUP_SIZE,
        link_days=settings.MENTOR_LINK_DAYS,
        silent_days=settings.GUIDANCE_SILENT_DAYS,
        answer_days=settings.GUIDANCE_ANSWER_DAYS,
    )


def guided_people(cohort: Cohort, coach_id: int | None) -> list[GuidedPerson]:
    """Return a coach's people of a cohort, or everybody's (None); who needs most comes first."""
    chosen = guidances_in(cohort)
    if coach_id is not None:
        chosen = chosen.filter(group__coach=coach_id)
    people = list(chosen)
    facts = _facts(cohort, people)
    policy, today = guidance_policy(), clock.today()
    rows = [
        GuidedPerson(
            guidance=one,
            needs=attention(facts[one.pk].person, policy, today=today),
            last_sign_on=facts[one.pk].person.last_sign_on,
            consultations=facts[one.pk].consultations,
        )
        for one in people
    ]
    return sorted(rows, key=_urgency)


@dataclass(frozen=True, slots=True)
class _Known:
    person: PersonFacts
    consultations: int


def _urgency(row: GuidedPerson) -> tuple[int, int]:
    order = list(Attention)
    if not row.needs:
        return len(order), 0
    first = row.needs[0]
    return order.index(first.reason), -first.days


def _facts(cohort: Cohort, people: Sequence[Guidance]) -> dict[int, _Known]:
    begun_on = timezone.localdate(cohort.started_at) if cohort.started_at else cohort.starts_on
    logs, waiting = _logs(people), _waiting(people)
    learned, handed_in = _learned(people), _handed_in(people)
    lines = {line.enrolment.pk: line for line in aktualisasi_people(cohort)}
    facts = {}
    for one in people:
        written_at, count = logs.get(one.pk, (None, 0))
        enrolment = one.enrolment_id
        line = lines.get(enrolment)
        signs = (written_at, learned.get(enrolment), handed_in.get(enrolment))
        facts[one.pk] = _Known(
            PersonFacts(
                begun_on=begun_on,
                last_sign_on=max(_days(signs), default=None),
                waiting_since=min(_days((waiting.get(one.pk), *_asked(line))), default=None),
                overdue_since=line.overdue_since if line else None,
                has_mentor=one.mentor_id is not None,
            ),
            count,
        )
    return facts


def _asked(line: PersonLine | None) -> list[dt.datetime]:
    """When papers were handed in that wait for the coach."""
    awaiting = line.awaiting if line else ()
    return [paper.submitted_at for paper, roles in awaiting if ActorRole.COACH in roles]


def _days(moments: Iterable[dt.datetime | None]) -> list[dt.date]:
    return [timezone.localdate(moment) for moment in moments if moment]


def _logs(people: Sequence[Guidance]) -> dict[int, tuple[dt.datetime, int]]:
    logs = Consultation.objects.filter(guidance__in=people).order_by().values("guidance")
    found = logs.annotate(last=Max("written_at"), entries=Count("pk"))
    return {row["guidance"]: (row["last"], row["entries"]) for row in found}


def _waiting(people: Sequence[Guidance]) -> dict[int, dt.datetime]:
    waiting = Consultation.objects.filter(
        guidance__in=people, state=ConsultationState.WAITING, advisor_role=ActorRole.COACH
    )
    found = waiting.order_by().values("guidance").annotate(since=Min("written_at"))
    return {row["guidance"]: row["since"] for row in found}


def _learned(people: Sequence[Guidance]) -> dict[int, dt.datetime]:
    enrolments = [one.enrolment_id for one in people]
    done = Completion.objects.standing().filter(enrolment__in=enrolments)
    found = done.order_by().values("enrolment").annotate(last=Max("completed_at"))
    return {row["enrolment"]: row["last"] for row in found}


def _handed_in(people: Sequence[Guidance]) -> dict[int, dt.datetime]:
    enrolments = [one.enrolment_id for one in people]
    papers = FrozenPaper.objects.filter(aktualisasi__enrolment__in=enrolments)
    found = papers.order_by().values("aktualisasi__enrolment").annotate(last=Max("submitted_at"))
    return {row["aktualisasi__enrolment"]: row["last"] for row in found}

"""The consultation log: written by the participant, confirmed by the coach or mentor it names."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from corpu.core import clock
from courses.enums import CohortState
from latsar.domain.actors import Actor
from latsar.enums import ActorRole, ConsultationState
from latsar.models import Consultation, Guidance
from latsar.services.acting import record_by


class ConsultationRefused(Exception):
    """The log cannot be changed this way."""


class NoAdvisor(ConsultationRefused):
    """The person has no such coach or mentor yet."""


class InFuture(ConsultationRefused):
    """The day has not come yet."""


class Confirmed(ConsultationRefused):
    """The entry has been confirmed and stands."""


class NotAsked(ConsultationRefused):
    """The entry names somebody else, or the person who acts is not its writer."""


class CohortOver(ConsultationRefused):
    """The cohort is not running."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a participant writes down; `advisor` is COACH or MENTOR of ActorRole."""

    advisor: str
    held_on: dt.date
    notes: str


@transaction.atomic
def log_consultation(*, guidance: Guidance, entry: Entry, actor: Actor) -> Consultation:
    """Write down a consultation with the present coach or mentor."""
    guidance = _locked(guidance.pk)
    _check_writer(guidance, actor)
    new = Consultation(guidance=guidance, written_at=clock.now())
    return _written(new, guidance, entry, actor)


@transaction.atomic
def change_consultation(*, consultation: Consultation, entry: Entry, actor: Actor) -> Consultation:
    """Correct an entry that nobody has confirmed; it then waits for an answer again."""
    guidance = _locked(consultation.guidance_id)
    _check_writer(guidance, actor)
    return _written(_unconfirmed(consultation), guidance, entry, actor)


@transaction.atomic
def remove_consultation(*, consultation: Consultation, actor: Actor) -> None:
    """Take an entry back that nobody has confirmed."""
    guidance = _locked(consultation.guidance_id)
    _check_writer(guidance, actor)
    entry = _unconfirmed(consultation)
    record_by(
        actor,
        guidance.enrolment,
        "latsar.consultation.removed",
        held_on=str(entry.held_on),
        advisor=entry.advisor_name,
    )
    entry.delete()


@transaction.atomic
def answer_consultation(
    *, consultation: Consultation, is_confirmed: bool, answer: str, actor: Actor
) -> Consultation:
    """Confirm an entry, or ask for its correction, as the coach or mentor it names."""
    guidance = _locked(consultation.guidance_id)
    entry = _unconfirmed(consultation)
    if not may_answer(entry, actor):
        raise NotAsked
    state = ConsultationState.CONFIRMED if is_confirmed else ConsultationState.DISPUTED
    entry.state, entry.answer, entry.answered_at = state, answer, clock.now()
    entry.save(update_fields=["state", "answer", "answered_at"])
    record_by(
        actor,
        guidance.enrolment,
        "latsar.consultation.answered",
        held_on=str(entry.held_on),
        state=state.value,
    )
    return entry


def may_answer(entry: Consultation, actor: Actor) -> bool:
    """Whether this entry asks for this actor's word."""
    if actor.role == ActorRole.MENTOR:
        return entry.mentor_id == actor.id
    return actor.role == ActorRole.COACH and entry.coach_id == actor.id


def _written(stored: Consultation, guidance: Guidance, entry: Entry, actor: Actor) -> Consultation:
    if entry.held_on > clock.today():
        raise InFuture
    _name_advisor(stored, guidance, entry.advisor)
    stored.held_on, stored.notes = entry.held_on, entry.notes
    stored.state, stored.answer, stored.answered_at = ConsultationState.WAITING, "", None
    stored.save()
    record_by(
        actor,
        guidance.enrolment,
        "latsar.consultation.logged",
        held_on=str(stored.held_on),
        advisor=stored.advisor_name,
    )
    return stored


def _name_advisor(entry: Consultation, guidance: Guidance, advisor: str) -> None:
    coach = guidance.group.coach if guidance.group else None
    if advisor == ActorRole.COACH and coach is not None:
        entry.coach, entry.mentor, entry.advisor_name = coach, None, coach.name
    elif advisor == ActorRole.MENTOR and guidance.mentor is not None:
        entry.coach, entry.mentor = None, guidance.mentor
        entry.advisor_name = guidance.mentor.full_name
    else:
        raise NoAdvisor
    entry.advisor_role = advisor


def _locked(pk: int) -> Guidance:
    guidance = (
        Guidance.objects.select_for_update(of=("self",))
        .select_related("mentor", "group__coach", "enrolment__cohort")
        .get(pk=pk)
    )
    if guidance.enrolment.cohort.state != CohortState.RUNNING:
        raise CohortOver
    return guidance


def _unconfirmed(consultation: Consultation) -> Consultation:
    entry = Consultation.objects.get(pk=consultation.pk)
    if entry.state == ConsultationState.CONFIRMED:
        raise Confirmed
    return entry


def _check_writer(guidance: Guidance, actor: Actor) -> None:
    if actor.role != ActorRole.PARTICIPANT or actor.id != guidance.enrolment.user_id:
        raise NotAsked

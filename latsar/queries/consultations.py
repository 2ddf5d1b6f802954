"""The consultation log of a person, and what in it waits for whom."""

from django.db.models import QuerySet

from latsar.enums import ActorRole, ConsultationState
from latsar.models import Consultation, Guidance


def log_of(guidance: Guidance) -> QuerySet[Consultation]:
    """Return a person's whole log, the newest first."""
    return guidance.consultations.order_by("-held_on", "-pk")


def log_with(guidance: Guidance, role: ActorRole) -> QuerySet[Consultation]:
    """Return the log with the coach or with the mentor, in the order of the printed sheet."""
    return guidance.consultations.filter(advisor_role=role).order_by("held_on", "pk")


def log_for_mentor(guidance: Guidance) -> QuerySet[Consultation]:
    """Return what the present mentor of the person is named in, the newest first."""
    return log_of(guidance).filter(mentor=guidance.mentor_id)


def waiting_for_coach(user_id: int) -> QuerySet[Consultation]:
    """Return entries that wait for this coach, the oldest first."""
    waiting = Consultation.objects.filter(coach_id=user_id, state=ConsultationState.WAITING)
    return waiting.order_by("written_at", "pk")

"""Gives people a mentor, corrects who that is, and releases them."""

from dataclasses import asdict

from django.db import transaction

from corpu.accounts.models import User
from corpu.core import audit
from courses.models import Enrolment
from latsar.domain.mentor_rows import MentorDetails
from latsar.models import Guidance, Mentor
from latsar.services.mentor_links import CohortOver, is_open, revoke_link

__all__ = ["MentorDetails", "assign_mentor", "release_mentor"]


@transaction.atomic
def assign_mentor(*, enrolment: Enrolment, details: MentorDetails, by: User | None) -> Guidance:
    """Make this the person's mentor, or correct the details of the one they have.

    The same NIP is the same mentor for everybody; a new mentor or address ends the link in use.
    """
    guidance = _locked(enrolment)
    before = guidance.mentor
    mentor = _mentor_to_write(before, details)
    is_known = mentor.pk is not None
    changed = [name for name, value in _fields(details).items() if getattr(mentor, name) != value]
    if is_known and not changed and before == mentor:
        return guidance
    is_moved = before != mentor or "email" in changed
    for name, value in _fields(details).items():
        setattr(mentor, name, value)
    mentor.save()
    if is_moved:
        _end_links(mentor if is_known and "email" in changed else None, guidance, by)
    guidance.mentor = mentor
    guidance.save(update_fields=["mentor"])
    audit.record(
        guidance.enrolment,
        "latsar.mentor.assigned",
        actor=by,
        before=str(before or ""),
        after=str(mentor),
        changed=changed,
    )
    return guidance


@transaction.atomic
def release_mentor(*, enrolment: Enrolment, by: User | None) -> bool:
    """Leave the person without mentor; what the mentor has answered stays as it is."""
    guidance = _locked(enrolment)
    if guidance.mentor is None:
        return False
    before = str(guidance.mentor)
    revoke_link(guidance=guidance, by=by)
    guidance.mentor = None
    guidance.save(update_fields=["mentor"])
    audit.record(guidance.enrolment, "latsar.mentor.released", actor=by, before=before)
    return True


def _locked(enrolment: Enrolment) -> Guidance:
    Guidance.objects.get_or_create(enrolment=enrolment)
    guidance = (
        Guidance.objects.select_for_update(of=("self",))
        .select_related("mentor", "enrolment__cohort")
        .get(enrolment=enrolment)
    )
    if not is_open(guidance):
        raise CohortOver
    return guidance


def _mentor_to_write(present: Mentor | None, details: MentorDetails) -> Mentor:
    """The mentor with this NIP; without NIP the present one of that name; or else a new one."""
    if details.nip:
        known = Mentor.objects.select_for_update().filter(nip=details.nip).first()
        if known is not None:
            return known
    is_same = present is not None and present.full_name == details.full_name
    if present is not None and is_same and (not present.nip or not details.nip):
        return Mentor.objects.select_for_update().get(pk=present.pk)
    if not details.nip:
        return Mentor()
    # Somebody else may write down the same new mentor at this moment.
    return Mentor.objects.get_or_create(nip=details.nip, defaults=_fields(details))[0]


def _fields(details: MentorDetails) -> dict[str, str | None]:
    fields: dict[str, str | None] = asdict(details)
    return fields | {"nip": details.nip or None, "email": details.email.lower()}


def _end_links(mentor: Mentor | None, guidance: Guidance, by: User | None) -> None:
    """A changed address ends the links of everybody who has this mentor, a changed mentor this."""
    revoke_link(guidance=guidance, by=by)
    if mentor is not None:
        for other in mentor.guidances.exclude(pk=guidance.pk).order_by("pk"):
            revoke_link(guidance=other, by=by)

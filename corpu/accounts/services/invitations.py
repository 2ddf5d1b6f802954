"""Invites people to set their own password, by a mail with a single-use link."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from corpu.accounts.domain.invitation import may_be_invited
from corpu.accounts.enums import InvitationState
from corpu.accounts.models import User
from corpu.accounts.queries.invitations import due_invitations, invitation_path
from corpu.accounts.tasks import send_invitation as send_invitation_task
from corpu.core import audit, clock

# What one sweep hands out, so that a lost queue does not become a flood of mail.
_SWEEP = 200


class NotInvitable(Exception):
    """The person has no address, has an account already, or is not active."""

    def __init__(self, state: InvitationState) -> None:
        super().__init__(state.value)
        self.state = state


class InvitationUsed(Exception):
    """The person has set a password in the meantime."""


def invite(*, user: User, by: User | None) -> bool:
    """Owe one person an invitation; return whether one is on its way now."""
    return invite_all(users=[user], by=by) == 1


@transaction.atomic
def invite_all(*, users: Sequence[User], by: User | None) -> int:
    """Owe invitations to those who need one and were not invited yet; return their number.

    People without e-mail, with a password or not active are passed over. The sweep repairs
    what a lost message leaves out.
    """
    now = clock.now()
    waiting = [
        person
        for person in User.objects.select_for_update().filter(pk__in=[u.pk for u in users])
        if person.invitation_state == InvitationState.NOT_INVITED
    ]
    for person in waiting:
        person.invitation_due_at = now
        send_invitation_task.delay_on_commit(user_id=person.pk)
    User.objects.bulk_update(waiting, ["invitation_due_at"], batch_size=200)
    audit.record_all(waiting, "accounts.invitation.requested", actor=by)
    return len(waiting)


@transaction.atomic
def resend_invitation(*, user: User, by: User | None) -> User:
    """Send an invitation again, with a fresh link; raise `NotInvitable` where that is no use."""
    person = User.objects.select_for_update().get(pk=user.pk)
    if not may_be_invited(person.invitation_state):
        raise NotInvitable(person.invitation_state)
    person.invited_at = None
    person.invitation_due_at = clock.now()
    person.save(update_fields=["invited_at", "invitation_due_at"])
    audit.record(person, "accounts.invitation.requested", actor=by)
    send_invitation_task.delay_on_commit(user_id=person.pk)
    return person


@transaction.atomic
def send_invitation(*, user_id: int) -> bool:
    """Send the mail that is owed; running twice sends one. Return whether a mail went out."""
    person = User.objects.select_for_update().filter(pk=user_id).first()
    if person is None or person.invitation_due_at is None:
        return False
    is_wanted = person.invitation_state == InvitationState.DUE
    if is_wanted:
        _mail(person).send()
        person.invited_at = clock.now()
    person.invitation_due_at = None
    person.save(update_fields=["invited_at", "invitation_due_at"])
    return is_wanted


def sweep_invitations() -> int:
    """Schedule again what is owed, a batch at a time; return how many."""
    ids = list(due_invitations().values_list("pk", flat=True)[:_SWEEP])
    for user_id in ids:
        send_invitation_task.delay_on_commit(user_id=user_id)
    return len(ids)


@transaction.atomic
def accept_invitation(*, user: User, password: str) -> User:
    """Set the first password; raise `InvitationUsed` when there is one already."""
    person = User.objects.select_for_update().get(pk=user.pk)
    if person.has_usable_password():
        raise InvitationUsed
    person.set_password(password)
    person.invitation_due_at = None
    person.save(update_fields=["password", "invitation_due_at"])
    audit.record(person, "accounts.invitation.accepted", actor=person)
    return person


def _mail(person: User) -> EmailMultiAlternatives:
    facts = {
        "person": person,
        "link": settings.BASE_URL.rstrip("/") + invitation_path(person),
        "login_by_nip": bool(person.nip),
        "days": settings.INVITATION_DAYS,
        "institute_name": settings.INSTITUTE_NAME,
        "support_email": settings.SUPPORT_EMAIL,
    }
    mail = EmailMultiAlternatives(
        subject=_("Set the password of your learning account"),
        body=render_to_string("accounts/email/invitation.txt", facts),
        to=[person.email or ""],
    )
    mail.attach_alternative(render_to_string("accounts/email/invitation.html", facts), "text/html")
    return mail

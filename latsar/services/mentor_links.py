"""Sends mentors their personal link, renews and revokes it."""

import datetime as dt

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from corpu.accounts.models import User
from corpu.core import audit, clock
from courses.enums import MEMBER_STATES, CohortState
from courses.models import Cohort
from latsar.domain.mentor_keys import key_digest, new_key
from latsar.enums import LinkState
from latsar.models import Guidance, MentorLink
from latsar.queries.guidance import guidances_in
from latsar.queries.mentor_links import OPEN_STATES, newest_links, owed_links
from latsar.tasks import send_mentor_link as send_link_task

# What one sweep hands out, so that a lost queue does not become a flood of mail.
_SWEEP = 200
# A mail that could not be sent for so long is given up; staff see it and can try again.
_GIVE_UP = dt.timedelta(days=1)


class LinkRefused(Exception):
    """No link can be sent for this person."""


class NoMentor(LinkRefused):
    """The person has no mentor yet."""


class NoAddress(LinkRefused):
    """The mentor has no e-mail address."""


class CohortOver(LinkRefused):
    """The cohort is closed or the person has left it."""


@transaction.atomic
def request_link(*, guidance: Guidance, by: User | None) -> MentorLink:
    """Owe the present mentor a new link; the one before it stops working at once."""
    locked = _locked(guidance.pk)
    if not is_open(locked):
        raise CohortOver
    if locked.mentor is None:
        raise NoMentor
    if not locked.mentor.email:
        raise NoAddress
    _revoke(locked)
    link = MentorLink.objects.create(
        guidance=locked,
        mentor=locked.mentor,
        email=locked.mentor.email,
        requested_at=clock.now(),
    )
    audit.record(
        locked.enrolment, "latsar.mentor_link.requested", actor=by, mentor=str(link.mentor)
    )
    send_link_task.delay_on_commit(link_id=link.pk)
    return link


@transaction.atomic
def request_missing_links(*, cohort: Cohort, by: User | None) -> int:
    """Owe a link to each mentor of the cohort who has an address and no working one."""
    people = list(guidances_in(cohort).exclude(mentor=None).exclude(mentor__email=""))
    newest = newest_links(people)
    now = clock.now()
    served = (*OPEN_STATES, LinkState.OWED)
    lacking = [
        guidance
        for guidance in people
        if not (link := newest.get(guidance.pk)) or link.state_at(now) not in served
    ]
    for guidance in lacking:
        request_link(guidance=guidance, by=by)
    return len(lacking)


@transaction.atomic
def revoke_link(*, guidance: Guidance, by: User | None) -> bool:
    """Let the person's link work no longer; return whether there was one."""
    locked = _locked(guidance.pk)
    is_revoked = _revoke(locked)
    if is_revoked:
        audit.record(locked.enrolment, "latsar.mentor_link.revoked", actor=by)
    return is_revoked


@transaction.atomic
def renew_expired(*, link: MentorLink) -> MentorLink | None:
    """Send a fresh link to the address of an expired one, at its mentor's own request.

    None where it is not this link's turn: revoked, replaced, of a former mentor or a closed cohort.
    """
    locked = _locked(link.guidance_id)
    stored = MentorLink.objects.get(pk=link.pk)
    if stored.state_at(clock.now()) != LinkState.EXPIRED or locked.mentor_id != stored.mentor_id:
        return None
    try:
        return request_link(guidance=locked, by=None)
    except LinkRefused:
        return None


@transaction.atomic
def send_link(*, link_id: int) -> bool:
    """Make the key and send the mail that is owed; running twice sends one.

    The key exists in the mail only, so it is made here: messages of the queue carry ids.
    """
    link = (
        MentorLink.objects.select_for_update(of=("self",))
        .select_related("mentor", "guidance__enrolment__user", "guidance__enrolment__cohort")
        .filter(pk=link_id)
        .first()
    )
    if link is None or link.sent_at is not None or link.revoked_at is not None:
        return False
    key = new_key()
    now = clock.now()
    link.token_digest = key_digest(key)
    link.sent_at, link.failed_at = now, None
    link.expires_at = now + dt.timedelta(days=settings.MENTOR_LINK_DAYS)
    link.save(update_fields=["token_digest", "sent_at", "failed_at", "expires_at"])
    _mail(link, key).send()
    return True


def sweep_links() -> int:
    """Schedule again what is owed, a batch at a time, and give up what stayed owed for a day."""
    now = clock.now()
    owed_links().filter(requested_at__lt=now - _GIVE_UP).update(failed_at=now)
    ids = list(owed_links().values_list("pk", flat=True)[:_SWEEP])
    for link_id in ids:
        send_link_task.delay_on_commit(link_id=link_id)
    return len(ids)


def note_opened(*, link: MentorLink) -> None:
    """Remember that somebody opened the page with this link."""
    MentorLink.objects.filter(pk=link.pk).update(last_opened_at=clock.now())


def is_open(guidance: Guidance) -> bool:
    """Whether guidance still happens: the cohort is not closed, the person has not left."""
    enrolment = guidance.enrolment
    return enrolment.state in MEMBER_STATES and enrolment.cohort.state != CohortState.CLOSED


def _locked(pk: int) -> Guidance:
    chosen = Guidance.objects.select_for_update(of=("self",))
    return chosen.select_related("mentor", "enrolment__user", "enrolment__cohort").get(pk=pk)


def _revoke(guidance: Guidance) -> bool:
    standing = MentorLink.objects.filter(guidance=guidance, revoked_at=None)
    return bool(standing.update(revoked_at=clock.now()))


def _mail(link: MentorLink, key: str) -> EmailMultiAlternatives:
    person = link.guidance.enrolment.user
    facts = {
        "mentor": link.mentor,
        "person": person,
        "cohort": link.guidance.enrolment.cohort,
        "link": settings.BASE_URL.rstrip("/") + reverse("mentor:page", args=[key]),
        "expires_at": link.expires_at,
        "institute_name": settings.INSTITUTE_NAME,
        "support_email": settings.SUPPORT_EMAIL,
    }
    mail = EmailMultiAlternatives(
        subject=_("Your page as mentor of %(name)s") % {"name": person.name},
        body=render_to_string("latsar/email/mentor_link.txt", facts),
        to=[link.email],
    )
    mail.attach_alternative(render_to_string("latsar/email/mentor_link.html", facts), "text/html")
    return mail

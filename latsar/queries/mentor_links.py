"""Mentors' links: who a key belongs to, which are owed, and how each person's stands."""

from collections.abc import Iterable

from django.db.models import QuerySet

from corpu.core import clock
from courses.enums import MEMBER_STATES
from latsar.domain.mentor_keys import key_digest
from latsar.enums import LinkState
from latsar.models import Guidance, MentorLink

# States in which a key opens the page.
OPEN_STATES = (LinkState.VALID, LinkState.OPENED)


def link_by_key(key: str) -> MentorLink | None:
    """Return the link with this key, in whatever state; None for a key that never was."""
    links = MentorLink.objects.filter(token_digest=key_digest(key))
    return links.select_related(
        "mentor",
        "guidance__enrolment__user",
        "guidance__enrolment__agency",
        "guidance__enrolment__cohort__programme",
        "guidance__group__coach",
        "guidance__mentor",
        "guidance__examiner",
    ).first()


def opens(link: MentorLink) -> bool:
    """Whether the link opens the page now: valid, for the present mentor of a present person."""
    guidance = link.guidance
    is_present = guidance.enrolment.state in MEMBER_STATES
    is_mentor = guidance.mentor_id == link.mentor_id
    return is_present and is_mentor and link.state_at(clock.now()) in OPEN_STATES


def owed_links() -> QuerySet[MentorLink]:
    """Return links whose mail has not gone out, the longest waiting first."""
    owed = MentorLink.objects.filter(sent_at=None, revoked_at=None, failed_at=None)
    return owed.order_by("requested_at", "pk")


def newest_links(guidances: Iterable[Guidance]) -> dict[int, MentorLink]:
    """Return the newest link of each guidance that has one; one query."""
    links = MentorLink.objects.filter(guidance__in=[one.pk for one in guidances])
    return {link.guidance_id: link for link in links.order_by("requested_at", "pk")}

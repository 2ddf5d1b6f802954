"""Rules of guidance: how a mentor's link stands, and whom a coach should look after."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from latsar.enums import Attention, LinkState


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What happened to a mentor's link."""

    sent_at: dt.datetime | None = None
    failed_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None
    last_opened_at: dt.datetime | None = None


def link_state(facts: LinkFacts, *, now: dt.datetime) -> LinkState:
    """How far a link is; revoked outweighs expired, expired outweighs opened."""
    if facts.revoked_at is not None:
        return LinkState.REVOKED
    if facts.sent_at is None or facts.expires_at is None:
        return LinkState.OWED if facts.failed_at is None else LinkState.FAILED
    if facts.expires_at <= now:
        return LinkState.EXPIRED
    return LinkState.VALID if facts.last_opened_at is None else LinkState.OPENED


@dataclass(frozen=True, slots=True)
class GuidancePolicy:
    """The institute's own numbers; no regulation names them."""

    group_size: int
    link_days: int
    silent_days: int
    answer_days: int


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of one person's guidance; `waiting_since` is the oldest open question."""

    begun_on: dt.date
    last_sign_on: dt.date | None = None
    waiting_since: dt.date | None = None
    # What should have been handed in by now and was not, oldest first.
    overdue_since: dt.date | None = None
    has_mentor: bool = True


@dataclass(frozen=True, slots=True)
class AttentionNeeded:
    """One reason to look after a person, and for how many days it has stood."""

    reason: Attention
    days: int = 0
    is_overdue: bool = False


def attention(
    facts: PersonFacts, policy: GuidancePolicy, *, today: dt.date
) -> Sequence[AttentionNeeded]:
    """Why a coach should look after the person now, the most pressing reason first.

    A person who waits for the coach is not called silent: the next word is the coach's.
    """
    found = []
    if facts.waiting_since is not None:
        days = (today - facts.waiting_since).days
        found.append(AttentionNeeded(Attention.WAITING, days, days > policy.answer_days))
    if facts.overdue_since is not None:
        found.append(AttentionNeeded(Attention.LATE, (today - facts.overdue_since).days, True))
    quiet = (today - max(facts.begun_on, facts.last_sign_on or facts.begun_on)).days
    if facts.waiting_since is None and quiet >= policy.silent_days:
        found.append(AttentionNeeded(Attention.SILENT, quiet, True))
    if not facts.has_mentor:
        found.append(AttentionNeeded(Attention.NO_MENTOR))
    return found


def groups_needed(people: int, group_size: int) -> int:
    """How many coaching groups so many people make, as near to the size as can be."""
    if people <= 0:
        return 0
    return max(1, (people + group_size // 2) // group_size)

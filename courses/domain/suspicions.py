"""What looks like one person checking in for another: listed with its evidence, never punished.

Chance produces such patterns too, so an outcome is a question for a person, not a finding. The
limits are the institute's own; no regulation names them. Prose: docs/rules/attendance.md.
"""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from courses.enums import SuspicionKind


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One check-in of one person; `room` and `device` are empty where not known."""

    session: int
    enrolment: int
    at: dt.datetime
    room: int | None = None
    site: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class SuspicionPolicy:
    """From when on something is listed."""

    # Seconds within which nobody gets from one room, or one building, to another.
    rooms_within: int = 60
    sites_within: int = 600
    # Seconds between two people, how many sessions, and which share of those both were at.
    together_within: int = 3
    together_times: int = 4
    together_percent: int = 60


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One thing to look at; `key` stays the same for the same people and the same evidence."""

    kind: SuspicionKind
    enrolments: tuple[int, ...]
    check_ins: tuple[CheckIn, ...]
    key: str


def suspicions_of(
    check_ins: Iterable[CheckIn], policy: SuspicionPolicy | None = None
) -> tuple[Suspicion, ...]:
    """Return what to look at, strongest kind first; the order of the check-ins does not matter."""
    limits = policy or SuspicionPolicy()
    found = sorted(check_ins, key=lambda one: (one.at, one.session, one.enrolment))
    return (*_one_device(found), *_too_fast(found, limits), *_together(found, limits))


def _one_device(check_ins: Sequence[CheckIn]) -> Iterator[Suspicion]:
    """One device, several people: with the same two people it stays one suspicion."""
    by_device: dict[str, list[CheckIn]] = defaultdict(list)
    for one in check_ins:
        if one.device:
            by_device[one.device].append(one)
    for device, used in sorted(by_device.items()):
        people = sorted({one.enrolment for one in used})
        if len(people) > 1:
            yield _suspicion(SuspicionKind.ONE_DEVICE, people, used, device)


def _too_fast(check_ins: Sequence[CheckIn], limits: SuspicionPolicy) -> Iterator[Suspicion]:
    by_person: dict[int, list[CheckIn]] = defaultdict(list)
    for one in check_ins:
        if one.room is not None:
            by_person[one.enrolment].append(one)
    for person, own in sorted(by_person.items()):
        for before, after in pairwise(own):
            if _is_impossible(before, after, limits):
                evidence = f"{before.session}-{after.session}"
                yield _suspicion(SuspicionKind.TOO_FAST, [person], [before, after], evidence)


def _is_impossible(before: CheckIn, after: CheckIn, limits: SuspicionPolicy) -> bool:
    if before.room == after.room:
        return False
    is_far = before.site and after.site and before.site != after.site
    seconds = limits.sites_within if is_far else limits.rooms_within
    return after.at - before.at < dt.timedelta(seconds=seconds)


def _together(check_ins: Sequence[CheckIn], limits: SuspicionPolicy) -> Iterator[Suspicion]:
    by_session: dict[int, list[CheckIn]] = defaultdict(list)
    for one in check_ins:
        by_session[one.session].append(one)
    close: dict[tuple[int, int], list[CheckIn]] = defaultdict(list)
    for present in by_session.values():
        for one, other in _close_pairs(present, limits.together_within):
            pair = (min(one.enrolment, other.enrolment), max(one.enrolment, other.enrolment))
            close[pair] += [one, other]
    shared = _shared_sessions(close, check_ins)
    for pair, evidence in sorted(close.items()):
        times = len(evidence) // 2
        is_often = times >= limits.together_times
        if is_often and times * 100 >= limits.together_percent * shared[pair]:
            yield _suspicion(SuspicionKind.TOGETHER, pair, evidence, "")


def _close_pairs(present: Sequence[CheckIn], seconds: int) -> Iterator[tuple[CheckIn, CheckIn]]:
    for index, one in enumerate(present):
        for other in present[index + 1 :]:
            if other.at - one.at > dt.timedelta(seconds=seconds):
                break
            yield one, other


def _shared_sessions(
    pairs: Iterable[tuple[int, int]], check_ins: Sequence[CheckIn]
) -> Counter[tuple[int, int]]:
    sessions: dict[int, set[int]] = defaultdict(set)
    for one in check_ins:
        sessions[one.enrolment].add(one.session)
    return Counter({pair: len(sessions[pair[0]] & sessions[pair[1]]) for pair in pairs})


def _suspicion(
    kind: SuspicionKind, people: Sequence[int], evidence: Sequence[CheckIn], about: str
) -> Suspicion:
    text = "|".join([kind.value, *map(str, people), about])
    key = hashlib.sha256(text.encode()).hexdigest()[:32]
    return Suspicion(kind, tuple(people), tuple(evidence), key)

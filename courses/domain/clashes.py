"""Which sessions want the same people or the same room at the same time."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from courses.enums import ClashKind, SessionMode

# Done on one's own or at the workplace: these bind nobody to an hour, only a room is still taken.
FREE_MODES = frozenset({SessionMode.ASYNC.value, SessionMode.WORKPLACE.value})


@dataclass(frozen=True, slots=True)
class Slot:
    """What one session needs; ids name what it is, `group` None is the whole cohort."""

    key: int
    cohort: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    mode: str = SessionMode.CLASSICAL.value
    group: int | None = None
    room: int | None = None
    instructors: frozenset[int] = frozenset()

    @property
    def binds_people(self) -> bool:
        """Whether people must be there at its hours."""
        return self.mode not in FREE_MODES


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that `other` (the key of its slot) needs as well; `what` names it.

    `what` is the instructor, the room, or the group; None there is the whole cohort.
    """

    kind: ClashKind
    other: int
    what: int | None


def clashes_of(new: Slot, others: Iterable[Slot]) -> tuple[Clash, ...]:
    """Return what `new` shares with others at its time; a session does not clash with itself.

    One session may begin in the minute in which another ends.
    """
    return tuple(
        clash
        for other in others
        if other.key != new.key and _overlap(new, other)
        for clash in _shared(new, other)
    )


def all_clashes(slots: Sequence[Slot]) -> tuple[tuple[int, Clash], ...]:
    """Return every clash among slots once, with the key of the earlier session."""
    found = []
    going: list[Slot] = []
    for slot in sorted(slots, key=lambda one: (one.starts_at, one.key)):
        going = [earlier for earlier in going if earlier.ends_at > slot.starts_at]
        found += [(earlier.key, clash) for earlier in going for clash in _shared(earlier, slot)]
        going.append(slot)
    return tuple(found)


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _shared(one: Slot, other: Slot) -> Iterator[Clash]:
    if one.room is not None and one.room == other.room:
        yield Clash(ClashKind.ROOM, other.key, one.room)
    if not (one.binds_people and other.binds_people):
        return
    for instructor in sorted(one.instructors & other.instructors):
        yield Clash(ClashKind.INSTRUCTOR, other.key, instructor)
    if one.cohort == other.cohort and (
        one.group == other.group or one.group is None or other.group is None
    ):
        yield Clash(ClashKind.GROUP, other.key, one.group or other.group)

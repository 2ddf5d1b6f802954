"""Groups that hand in one work: dealt evenly, or by hand within what has been handed in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.enums import GroupRefusal


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One group as it is: its members and whether its work has left their hands."""

    id: int
    name: str
    members: frozenset[int]
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class GroupObjection:
    """Why a plan is refused; `group` or `person` names whom it is about."""

    reason: GroupRefusal
    group: int | None = None
    person: int | None = None


def deal(people: Sequence[int], count: int) -> list[list[int]]:
    """Deal people one by one to `count` groups, so that sizes differ by one at most.

    Whoever hands them over sorted by agency gets groups in which agencies are mixed.
    """
    return [list(people[place::count]) for place in range(count)]


def deal_objection(
    people: Sequence[int], count: int, groups: Sequence[GroupFacts]
) -> GroupObjection | None:
    """Why people cannot be dealt anew; None where they can."""
    for group in groups:
        if group.is_fixed:
            return GroupObjection(GroupRefusal.HANDED_IN, group=group.id)
    if not people:
        return GroupObjection(GroupRefusal.NO_PEOPLE)
    return GroupObjection(GroupRefusal.TOO_MANY) if count > len(people) else None


def plan_objection(
    plan: Mapping[int, frozenset[int]], groups: Sequence[GroupFacts]
) -> GroupObjection | None:
    """Why groups cannot have these members; None where they can. `plan` maps group → members."""
    for group in groups:
        if group.is_fixed and plan.get(group.id, frozenset()) != group.members:
            return GroupObjection(GroupRefusal.HANDED_IN, group=group.id)
    places = Counter(person for members in plan.values() for person in members)
    for person, count in sorted(places.items()):
        if count > 1:
            return GroupObjection(GroupRefusal.TWICE, person=person)
    return None

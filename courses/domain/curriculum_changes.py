"""What the newest curriculum would add, remove, rename or rule otherwise for a running cohort."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from courses.enums import ChangeKind, Part


@dataclass(frozen=True, slots=True)
class Entry:
    """A course or an activity, as a cohort has it or as the curriculum offers it now.

    `page` identifies it; `course` is the page of its course. `is_published` only matters for what
    a cohort has.
    """

    part: Part
    page: int
    course: int
    title: str
    rules: Mapping[str, str] = field(default_factory=dict)
    is_published: bool = True

    @property
    def key(self) -> str:
        """What names it on a form."""
        return f"{self.part}-{self.page}"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule, as it holds for the cohort and as it is written now."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `key` names it on a form."""

    kind: ChangeKind
    entry: Entry
    before: str = ""
    rules: tuple[RuleChange, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.entry.key}"


def compare(has: Iterable[Entry], offers: Iterable[Entry]) -> tuple[Change, ...]:
    """Return every difference, in the order of what is offered; what is missing there comes last.

    A course is neither added nor removed: its activities are. What is no longer published is gone,
    whatever else differs: nobody can open it.
    """
    mine = {entry.key: entry for entry in has}
    offered = {entry.key: entry for entry in offers}
    changes = [
        change for key, entry in offered.items() for change in _differences(mine.get(key), entry)
    ]
    missing = [
        Change(ChangeKind.REMOVED if entry.is_published else ChangeKind.GONE, entry)
        for key, entry in mine.items()
        if key not in offered and entry.part == Part.ACTIVITY
    ]
    return (*changes, *missing)


def _differences(mine: Entry | None, offered: Entry) -> list[Change]:
    if mine is None:
        return [Change(ChangeKind.ADDED, offered)] if offered.part == Part.ACTIVITY else []
    found = []
    if mine.title != offered.title:
        found.append(Change(ChangeKind.RENAMED, offered, before=mine.title))
    rules = tuple(
        RuleChange(name, mine.rules.get(name, ""), value)
        for name, value in offered.rules.items()
        if mine.rules.get(name, "") != value
    )
    if rules:
        found.append(Change(ChangeKind.RULES, offered, rules=rules))
    return found


def placed(has: list[int], offers: list[int]) -> list[int]:
    """Return both lists of pages as one order: what only `has` knows stays behind what it followed.

    Everything else stands where `offers` says.
    """
    result = list(offers)
    previous: int | None = None
    for page in has:
        if page not in result:
            result.insert(result.index(previous) + 1 if previous is not None else 0, page)
        previous = page
    return result

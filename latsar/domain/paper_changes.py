"""What differs between two versions of a paper, told part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from latsar.enums import ChangeKind, PaperPart

# Parts of a paper that are compared as a whole, in the order in which they are read.
_PARTS = {
    "title": PaperPart.TITLE,
    "issues": PaperPart.ISSUES,
    "core": PaperPart.CORE,
    "causes": PaperPart.CAUSES,
    "idea": PaperPart.IDEA,
    "habituation": PaperPart.DATES,
    "obstacles": PaperPart.OBSTACLES,
    "solutions": PaperPart.OBSTACLES,
    "impact": PaperPart.IMPACT,
    "follow_up": PaperPart.IMPACT,
    "conclusion": PaperPart.CONCLUSION,
    "advice": PaperPart.CONCLUSION,
    "files": PaperPart.FILES,
    "mentor": PaperPart.GUIDES,
    "coach": PaperPart.GUIDES,
    "examiner": PaperPart.GUIDES,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs; an activity is named by its title."""

    part: PaperPart
    kind: ChangeKind = ChangeKind.CHANGED
    name: str = ""


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Name the parts that differ; activities are the same if their key is."""
    parts = [part for name, part in _PARTS.items() if before.get(name) != after.get(name)]
    found = [Change(part) for part in dict.fromkeys(parts)]
    return (
        *found,
        *_of_activities(before.get("activities", ()), after.get("activities", ())),
    )


def _of_activities(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Change]:
    old = {one["key"]: one for one in before}
    new = {one["key"]: one for one in after}
    found = []
    for key, one in new.items():
        if key not in old:
            found.append(Change(PaperPart.ACTIVITY, ChangeKind.ADDED, one["title"]))
        elif old[key] != one:
            found.append(Change(PaperPart.ACTIVITY, ChangeKind.CHANGED, one["title"]))
    gone = [one for key, one in old.items() if key not in new]
    return found + [Change(PaperPart.ACTIVITY, ChangeKind.REMOVED, one["title"]) for one in gone]

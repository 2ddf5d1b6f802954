"""Which issue weighs most: four APKL questions to be met, then the sum of USG."""

from collections.abc import Sequence
from dataclasses import dataclass

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class IssueScores:
    """One issue: are the APKL criteria met, and USG from 1 to 5 each."""

    key: int
    is_actual: bool = False
    is_problematic: bool = False
    is_public: bool = False
    is_feasible: bool = False
    urgency: int | None = None
    seriousness: int | None = None
    growth: int | None = None

    @property
    def met(self) -> int:
        """How many of the four criteria are met."""
        return sum((self.is_actual, self.is_problematic, self.is_public, self.is_feasible))

    @property
    def is_eligible(self) -> bool:
        """Whether it may become the core issue: all four are met."""
        return self.met == len(("A", "P", "K", "L"))

    @property
    def total(self) -> int | None:
        """Sum of USG, at most 15; None while one of the three is missing."""
        given = [one for one in (self.urgency, self.seriousness, self.growth) if one is not None]
        return sum(given) if len(given) == len("USG") else None


@dataclass(frozen=True, slots=True)
class RankedIssue:
    """An issue with its place; without all scores, or where APKL is not met, there is none."""

    scores: IssueScores
    place: int | None


def rank(issues: Sequence[IssueScores]) -> list[RankedIssue]:
    """Put the issues in order: highest sum first, equal sums share their place.

    What cannot be ranked follows in the order in which it was written.
    """
    ranked = [one for one in issues if one.is_eligible and one.total is not None]
    ranked.sort(key=lambda one: -(one.total or 0))
    totals = [one.total for one in ranked]
    placed = [RankedIssue(one, totals.index(one.total) + 1) for one in ranked]
    kept = {one.key for one in ranked}
    return placed + [RankedIssue(one, None) for one in issues if one.key not in kept]


def is_first(issues: Sequence[IssueScores], key: int) -> bool:
    """Whether the issue has the first place, alone or shared."""
    return any(one.place == 1 and one.scores.key == key for one in rank(issues))

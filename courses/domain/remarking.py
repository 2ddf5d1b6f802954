"""What a corrected key would change: per attempt, and in what counts for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from courses.domain.counting import AttemptResult, counted_percent, is_passed, percent_of
from courses.domain.policies import QuizPolicy


@dataclass(frozen=True, slots=True)
class AttemptMarks:
    """One attempt of a person with the sum of its marks now and how far the correction moves it.

    Without a score it still waits for a person.
    """

    number: int
    points: Decimal
    score: Decimal | None
    change: Decimal = Decimal(0)

    @property
    def percent(self) -> Decimal | None:
        return None if self.score is None else percent_of(self.score, self.points)

    @property
    def new_score(self) -> Decimal | None:
        return None if self.score is None else self.score + self.change

    @property
    def new_percent(self) -> Decimal | None:
        return None if self.new_score is None else percent_of(self.new_score, self.points)


@dataclass(frozen=True, slots=True)
class Difference:
    """What counts for a person before and after; None where it is not certain yet."""

    before: Decimal | None
    after: Decimal | None
    was_passed: bool
    is_passed: bool

    @property
    def gains(self) -> bool:
        return self.is_passed and not self.was_passed

    @property
    def loses(self) -> bool:
        return self.was_passed and not self.is_passed


def difference(attempts: Sequence[AttemptMarks], policy: QuizPolicy) -> Difference:
    """Compare what counts before and after the correction."""
    before = counted_percent(
        [AttemptResult(one.number, one.percent) for one in attempts], policy.counting
    )
    after = counted_percent(
        [AttemptResult(one.number, one.new_percent) for one in attempts], policy.counting
    )
    return Difference(
        before,
        after,
        was_passed=is_passed(before, policy.pass_mark),
        is_passed=is_passed(after, policy.pass_mark),
    )

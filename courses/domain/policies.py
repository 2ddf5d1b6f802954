"""How quizzes and assignments are run: data, written by authors and frozen when a cohort starts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from courses.enums import AssignmentKind, Counting, LatePolicy, ReviewTime

GRACE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class QuizPolicy:
    """The rules of one quiz.

    `attempts` is how many are allowed (0: any number), `minutes` the time limit of an attempt
    (None: none), `pass_mark` a percent. An answer that arrives up to `grace_seconds` after the
    deadline still counts: it was given in time and travelled slowly.
    """

    attempts: int = 1
    counting: Counting = Counting.BEST
    minutes: int | None = None
    pass_mark: Decimal = Decimal(70)
    grace_seconds: int = GRACE_SECONDS
    shuffle_questions: bool = True
    shuffle_options: bool = True
    show_score: ReviewTime = ReviewTime.HANDED_IN
    show_answers: ReviewTime = ReviewTime.HANDED_IN
    show_right: ReviewTime = ReviewTime.NO_ATTEMPT_LEFT
    show_feedback: ReviewTime = ReviewTime.NO_ATTEMPT_LEFT

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {**asdict(self), "pass_mark": str(self.pass_mark)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "QuizPolicy":
        """Return the value that `to_json` stored; what is missing has its default."""
        kinds = {"counting": Counting, "pass_mark": Decimal}
        kinds |= dict.fromkeys(
            ("show_score", "show_answers", "show_right", "show_feedback"), ReviewTime
        )
        return replace(
            cls(), **{name: kinds.get(name, _same)(value) for name, value in stored.items()}
        )


@dataclass(frozen=True, slots=True)
class AssignmentPolicy:
    """The rules of one assignment; sizes are in megabytes per file."""

    kind: AssignmentKind = AssignmentKind.TEXT_AND_FILES
    late: LatePolicy = LatePolicy.ACCEPT
    is_group: bool = False
    is_anonymous: bool = False
    max_files: int = 3
    max_megabytes: int = 10
    file_types: tuple[str, ...] = ("pdf", "docx", "odt", "jpg", "png")

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {**asdict(self), "file_types": list(self.file_types)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "AssignmentPolicy":
        """Return the value that `to_json` stored; what is missing has its default."""
        kinds: dict[str, Any] = {
            "kind": AssignmentKind,
            "late": LatePolicy,
            "file_types": tuple,
        }
        return replace(
            cls(), **{name: kinds.get(name, _same)(value) for name, value in stored.items()}
        )


def _same(value: Any) -> Any:
    return value

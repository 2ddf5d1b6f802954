"""What a question file says once it is read: questions, images, problems with their lines."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from courses.domain.questions import FULL, Option, QuestionContent
from courses.enums import Difficulty, QuestionFault
from courses.enums.question_files import ExportLoss, FileProblem

MAX_BYTES = 10 * 1024 * 1024
MAX_QUESTIONS = 2_000
MAX_TEXT = 50_000
MAX_PROBLEMS = 200
MAX_IMAGES = 200
MAX_IMAGE_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 16_000_000
MEGABYTE = 1024 * 1024

# True and false as they are stored; other words make it a single choice in GIFT and XML.
TRUTH = ("<p>Benar</p>", "<p>Salah</p>")
# Weights in files are cut thirds and sevenths: three times 33.33333 means 100.
NEAR_FULL = Decimal("0.1")
HUNDREDTH = Decimal("0.01")

DIFFICULTY_TAG = "difficulty:"
OBJECTIVE_TAG = "objective:"


@dataclass(frozen=True, slots=True)
class EmbeddedImage:
    """An image inside the file; texts name it by its digest, in the form `sha1:…`."""

    digest: str
    name: str
    content: bytes = field(repr=False)
    alt: str = ""


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """Why the file is not taken, where, and what to do; an empty question means the file."""

    line: int
    question: str
    code: FileProblem | QuestionFault
    parameters: tuple[tuple[str, str | int], ...] = ()

    @property
    def message(self) -> str:
        """The reason and the remedy, for people."""
        return str(self.code.label) % dict(self.parameters)


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """One question of the file; images in its texts are still named by their digest."""

    content: QuestionContent
    name: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    idnumber: str = ""
    line: int = 1
    images: tuple[EmbeddedImage, ...] = ()
    difficulty: Difficulty = Difficulty.MEDIUM
    objective: int | None = None


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """One question as it leaves the bank; its images by the identifier its texts use."""

    content: QuestionContent
    name: str
    idnumber: str
    category: str = ""
    tags: tuple[str, ...] = ()
    images: Mapping[str, EmbeddedImage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a written file does not hold of one question."""

    code: ExportLoss
    question: str


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of questions, and what it could not hold."""

    content: bytes
    questions: int
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: what it holds, what is wrong, and how many of each type it has."""

    questions: tuple[ReadQuestion, ...] = ()
    problems: tuple[ReadProblem, ...] = ()
    types: Counter[str] = field(default_factory=Counter)
    encoding: str = "utf-8"


def problem(line: int, question: str, code: FileProblem, **parameters: str | int) -> ReadProblem:
    """Name a problem; what is quoted from the file is cut to a readable length."""
    cut = {key: _cut(value) for key, value in parameters.items()}
    return ReadProblem(line, question, code, tuple(cut.items()))


def whole_weights(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Let right weights that were cut to a few digits add up to exactly 100 again."""
    right = sum((one.weight for one in options if one.weight > 0), Decimal(0))
    if right == FULL or abs(right - FULL) > NEAR_FULL:
        return options
    rounded = [replace(one, weight=one.weight.quantize(HUNDREDTH)) for one in options]
    missing = FULL - sum((one.weight for one in rounded if one.weight > 0), Decimal(0))
    first = next(place for place, one in enumerate(rounded) if one.weight > 0)
    rounded[first] = replace(rounded[first], weight=rounded[first].weight + missing)
    return tuple(rounded)


def filed(question: ReadQuestion) -> ReadQuestion:
    """Take difficulty and objective out of the tags that carry them through a file."""
    kept: list[str] = []
    values: dict[str, Any] = {}
    for tag in question.tags:
        level, number = tag.removeprefix(DIFFICULTY_TAG), tag.removeprefix(OBJECTIVE_TAG)
        if level != tag and level in Difficulty.values:
            values["difficulty"] = Difficulty(level)
        elif number != tag and number.isascii() and number.isdigit() and 0 < int(number) <= 99:  # noqa: PLR2004
            values["objective"] = int(number)
        else:
            kept.append(tag)
    return replace(question, tags=tuple(dict.fromkeys(kept)), **values)


def filing_tags(difficulty: str, objective: int | None) -> tuple[str, ...]:
    """Return the tags that carry difficulty and objective through a file."""
    tags = () if difficulty == Difficulty.MEDIUM else (f"{DIFFICULTY_TAG}{difficulty}",)
    return tags if objective is None else (*tags, f"{OBJECTIVE_TAG}{objective}")


def _cut(value: str | int) -> str | int:
    if isinstance(value, int) or len(value) <= 60:  # noqa: PLR2004
        return value
    return f"{value[:59]}…"

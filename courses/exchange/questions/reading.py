"""What every reader of question files shares: one question in the making, with its problems."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

from courses.domain.question_files import (
    MAX_IMAGES,
    MAX_PROBLEMS,
    MAX_QUESTIONS,
    MAX_TEXT,
    EmbeddedImage,
    ReadFile,
    ReadProblem,
    ReadQuestion,
    filed,
    problem,
)
from courses.domain.questions import FULL, QuestionContent
from courses.enums.question_files import FileProblem, TextKind
from courses.exchange.questions.images import (
    DIGEST_PREFIX,
    PLUGIN_FILE,
    ImageRefused,
    find_image,
)
from courses.exchange.questions.sanitizer import MediaRefused, TextTooLong, clean_text
from courses.exchange.questions.text_decoding import refuse

QUOTED_LENGTH = 60

_NUMBER = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?")
_LINKED_FILE = re.compile(rf"href\s*=\s*[\"']?{PLUGIN_FILE}([^\"'>\s]+)", re.IGNORECASE)
_PLACES = re.compile(r"\A\$\w+\$/(?:top(?:/|\Z))?|\Atop(?:/|\Z)")


class QuestionDraft:
    """One question while it is read: its texts are cleaned here, its problems gather here."""

    def __init__(
        self, line: int, name: str = "", text: str = "", files: Mapping[str, str] | None = None
    ) -> None:
        self.line = line
        self.name = " ".join(name.split())
        # How problems call it: by its name, or by the first words of its text.
        self.called = self.name or beginning(text)
        self.problems: list[ReadProblem] = []
        self.images: dict[str, EmbeddedImage] = {}
        self.files = files or {}

    @contextmanager
    def at(self, line: int) -> Iterator[None]:
        """Let problems name another line for a while."""
        before, self.line = self.line, line
        try:
            yield
        finally:
            self.line = before

    def problem(
        self, code: FileProblem, *, line: int | None = None, **parameters: str | int
    ) -> None:
        """Note what keeps the question from being taken."""
        self.problems.append(problem(line or self.line, self.called, code, **parameters))

    def text(self, source: str, kind: TextKind, *, files: Mapping[str, str] | None = None) -> str:
        """Return a clean text; images become their digests."""
        for name in _LINKED_FILE.findall(source):
            self.problem(FileProblem.FILE_UNSUPPORTED, name=name)
        own = self.files if files is None else files
        try:
            return clean_text(source, kind, lambda address, alt: self._image(address, alt, own))
        except MediaRefused as refused:
            self.problem(FileProblem.MEDIA, tag=refused.tag)
        except TextTooLong:
            self.problem(FileProblem.TEXT_TOO_LONG, limit=MAX_TEXT)
        return ""

    def number(
        self, text: str, *, otherwise: FileProblem = FileProblem.NUMBER_UNREADABLE
    ) -> Decimal:
        """Return a number that is written with a decimal point."""
        if _NUMBER.fullmatch(text.strip()):
            return short_decimal(Decimal(text.strip()))
        self.problem(otherwise, found=text.strip())
        return Decimal(0)

    def weight(self, text: str) -> Decimal:
        """Return a percentage within its bounds."""
        weight = self.number(text, otherwise=FileProblem.WEIGHT_UNREADABLE)
        if abs(weight) > FULL:
            self.problem(FileProblem.WEIGHT_UNREADABLE, found=text.strip())
        return weight

    def _image(self, address: str, alt: str, files: Mapping[str, str]) -> str | None:
        try:
            image = find_image(address, alt, files)
        except ImageRefused as refused:
            self.problem(refused.code, **refused.parameters)
            return None
        self.images.setdefault(image.digest, image)
        return f"{DIGEST_PREFIX}{image.digest}"


class FileDraft:
    """A file while it is read: what was taken, what was not, and how many of each type."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.questions: list[ReadQuestion] = []
        self.problems: list[ReadProblem] = []
        self.types: Counter[str] = Counter()

    def add(
        self,
        draft: QuestionDraft,
        content: QuestionContent,
        *,
        category: str = "",
        tags: tuple[str, ...] = (),
        idnumber: str = "",
    ) -> None:
        """Take a question, or its problems."""
        self.types[content.kind.value] += 1
        self._count()
        if draft.problems:
            self.problems.extend(draft.problems)
            return
        question = ReadQuestion(
            content=content,
            name=draft.name,
            category=category,
            tags=tags,
            idnumber=idnumber,
            line=draft.line,
            images=tuple(draft.images.values()),
        )
        self.questions.append(filed(question))

    def skip(self, draft: QuestionDraft, *, kind: str = "") -> None:
        """Take only the problems of what could not be read as a question."""
        if kind:
            self.types[kind] += 1
            draft.problem(FileProblem.TYPE_UNSUPPORTED, type=kind)
        self._count()
        self.problems.extend(draft.problems)

    def finish(self) -> ReadFile:
        """Return the whole; a file without any question is refused."""
        if not self.types and not self.problems:
            raise refuse(FileProblem.EMPTY)
        digests = {image.digest for one in self.questions for image in one.images}
        if len(digests) > MAX_IMAGES:
            raise refuse(FileProblem.IMAGES_TOO_MANY, limit=MAX_IMAGES)
        return ReadFile(
            tuple(self.questions), tuple(self.problems[:MAX_PROBLEMS]), self.types, self.encoding
        )

    def _count(self) -> None:
        if len(self.questions) + len(self.problems) > MAX_QUESTIONS:
            raise refuse(FileProblem.TOO_MANY, limit=MAX_QUESTIONS)


def new_id() -> str:
    """Return an identifier that tells nothing."""
    return secrets.token_hex(4)


def short_decimal(number: Decimal) -> Decimal:
    """Return a number without exponent and without zeros that say nothing."""
    return Decimal(f"{number.normalize():f}") + 0


def category_path(path: str) -> str:
    """Return a category without the place in Moodle it came from."""
    return _PLACES.sub("", path.strip()).strip("/ ")


def beginning(text: str) -> str:
    """Return the first words of a text, to say which question is meant."""
    words = " ".join(text.split())
    return words if len(words) <= QUOTED_LENGTH else f"{words[: QUOTED_LENGTH - 1].rstrip()}…"

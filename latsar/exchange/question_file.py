"""The question bank of a course, `questions.yaml`, read into contents that can be given."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from courses.domain.question_faults import faults
from courses.domain.question_text import NAME_LENGTH, derived_name, even_weights, normalised
from courses.domain.questions import (
    FULL,
    Accepted,
    Item,
    Option,
    Pair,
    QuestionContent,
    Span,
)
from courses.enums import Difficulty, QuestionKind
from latsar.exchange import rich_text
from latsar.exchange.located_yaml import Entry, read_yaml
from latsar.exchange.problems import ProblemList

QUESTIONS = "questions.yaml"
CATEGORY_LIMIT = 200
TAG_LIMIT = 100
_FIELDS = frozenset(
    {
        *("key", "kind", "name", "text", "category", "difficulty", "objective", "tags", "points"),
        *("feedback", "guidance", "options", "pairs", "items", "accepted", "spans"),
        *("case_sensitive", "shuffle"),
    }
)
_ROWS = {
    "options": frozenset({"text", "right", "weight", "feedback"}),
    "pairs": frozenset({"prompt", "match"}),
    "accepted": frozenset({"text", "weight", "feedback"}),
    "spans": frozenset({"low", "high", "weight", "feedback"}),
}


@dataclass(frozen=True, slots=True)
class QuestionPackage:
    """One question as the file says it; `path` names it in reports and tells it from others."""

    path: str
    uuid: UUID
    name: str
    category: str
    difficulty: Difficulty
    objective: int | None
    tags: tuple[str, ...]
    content: QuestionContent


@dataclass(frozen=True, slots=True)
class _Source:
    """One entry of the file, with where its problems go."""

    entry: Entry
    seed: str
    problems: ProblemList

    def tell(self, reason: object) -> None:
        """Note a problem of this question."""
        self.problems.add(self.entry.line, f"{self.entry.get('key', '—')}: {reason}")

    def rich(self, value: object, *, line: int = 0) -> str:
        """Return Markdown of the file as rich text."""
        if value is None:
            return ""
        return rich_text.read(
            str(value), first_line=line or self.entry.line, problems=self.problems
        )

    def number(self, value: object) -> Decimal:
        """Return an exact number; what is none is a problem."""
        try:
            return Decimal(str(value))
        except InvalidOperation:
            self.tell(_("%(value)s is not a number") % {"value": value})
            return Decimal(0)

    def part_id(self, place: object) -> str:
        """Return a short identifier that does not tell which part is right."""
        return uuid5(NAMESPACE_URL, f"{self.seed}:{place}").hex[:12]

    def rows(self, name: str) -> list[Entry]:
        """Return the rows of one kind; unknown fields are problems."""
        listed = self.entry.get(name) or []
        rows = [row for row in listed if isinstance(row, Entry)] if isinstance(listed, list) else []
        if listed and len(rows) != len(listed):
            self.tell(_("%(name)s: every row is a group of key: value lines") % {"name": name})
        for row in rows:
            if unknown := row.keys() - _ROWS[name]:
                self.tell(_("unknown: %(names)s") % {"names": ", ".join(sorted(unknown))})
        return rows


def identity(course: str, key: str) -> UUID:
    """Return what a question is known by everywhere: its own identity, or course code and key."""
    try:
        return UUID(key)
    except ValueError:
        return uuid5(NAMESPACE_URL, f"corpu:question:{course}:{key}")


def read_questions(
    path: Path, *, name: str, course: str, objectives: int, problems: ProblemList
) -> tuple[QuestionPackage, ...]:
    """Read a bank; a course without the file has none. `name` is the file below `modules/`."""
    if not path.exists():
        return ()
    document = read_yaml(path.read_text(encoding="utf-8"), problems=problems)
    listed = document.get("questions")
    if not isinstance(listed, list) or document.keys() != {"questions"}:
        problems.add(1, _("the list %(name)s is missing") % {"name": "questions"})
        return ()
    questions: dict[str, QuestionPackage] = {}
    for entry in listed:
        key = entry.get("key") if isinstance(entry, Entry) else None
        if not isinstance(key, str) or not key.strip():
            problems.add(getattr(entry, "line", 1), _("an entry has no %(key)s") % {"key": "key"})
        elif key in questions:
            problems.add(entry.line, _("%(code)s stands here twice") % {"code": key})
        else:
            uuid = identity(course, key)
            source = _Source(entry, str(uuid), problems)
            questions[key] = _question(source, f"{name}#{key}", uuid, objectives)
    return tuple(questions.values())


def _question(source: _Source, path: str, uuid: UUID, objectives: int) -> QuestionPackage:
    entry = source.entry
    if unknown := entry.keys() - _FIELDS:
        source.tell(_("unknown: %(names)s") % {"names": ", ".join(sorted(unknown))})
    objective = entry.get("objective")
    if objective is not None and objective not in range(1, objectives + 1):
        source.tell(_("the course has no objective %(number)s") % {"number": objective})
        objective = None
    tags = entry.get("tags") or []
    if not isinstance(tags, list) or not all(_is_tag(tag) for tag in tags):
        source.tell(_("tags are short texts"))
        tags = []
    content = _content(source)
    return QuestionPackage(
        path=path,
        uuid=uuid,
        name=_line(source, "name", NAME_LENGTH) or derived_name(content),
        category=_line(source, "category", CATEGORY_LIMIT),
        difficulty=Difficulty(_choice(source, "difficulty", Difficulty.values, Difficulty.MEDIUM)),
        objective=objective,
        tags=tuple(sorted(tags)),
        content=content,
    )


def _is_tag(tag: object) -> bool:
    return isinstance(tag, str) and 0 < len(tag) <= TAG_LIMIT and "," not in tag


def _line(source: _Source, name: str, longest: int) -> str:
    value = source.entry.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        source.tell(
            _("%(name)s is a text of at most %(longest)d characters")
            % {"name": name, "longest": longest}
        )
        return ""
    return value.strip()


def _choice(source: _Source, name: str, allowed: list[str], default: str) -> str:
    value = source.entry.get(name, default)
    if value not in allowed:
        source.tell(_("one of these is expected: %(words)s") % {"words": ", ".join(allowed)})
        return default
    return str(value)


def _content(source: _Source) -> QuestionContent:
    entry = source.entry
    kind = QuestionKind(_choice(source, "kind", QuestionKind.values, QuestionKind.ESSAY))
    content = normalised(
        QuestionContent(
            kind=kind,
            text=source.rich(entry.get("text")),
            points=source.number(entry.get("points", 1)),
            feedback=source.rich(entry.get("feedback")),
            guidance=source.rich(entry.get("guidance")),
            is_case_sensitive=entry.get("case_sensitive", False) is True,
            may_shuffle=entry.get("shuffle", True) is not False,
            **{name: read(source) for name, read in _READERS.items()},
        )
    )
    for fault in faults(content):
        source.tell(fault.label)
    return content


def _options(source: _Source) -> tuple[Option, ...]:
    rows = source.rows("options")
    weights = _weights(source, rows)
    return tuple(
        Option(
            source.part_id(f"option{place}"),
            source.rich(row.get("text"), line=row.line),
            weight,
            source.rich(row.get("feedback"), line=row.line),
        )
        for place, (row, weight) in enumerate(zip(rows, weights, strict=True))
    )


def _weights(source: _Source, rows: list[Entry]) -> list[Decimal]:
    """Return the stated weights; where only `right` is stated, the usual ones of the kind."""
    if any("weight" in row for row in rows):
        return [source.number(row.get("weight", 0)) for row in rows]
    marks = tuple(row.get("right") is True for row in rows)
    if source.entry.get("kind") == QuestionKind.MULTIPLE:
        return list(even_weights(marks))
    return [FULL if is_right else Decimal(0) for is_right in marks]


def _pairs(source: _Source) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            source.part_id(f"pair{place}"),
            source.rich(row.get("prompt"), line=row.line),
            source.part_id(f"match{place}"),
            str(row.get("match") or ""),
        )
        for place, row in enumerate(source.rows("pairs"))
    )


def _items(source: _Source) -> tuple[Item, ...]:
    listed = source.entry.get("items") or []
    return tuple(
        Item(source.part_id(f"item{place}"), source.rich(text)) for place, text in enumerate(listed)
    )


def _accepted(source: _Source) -> tuple[Accepted, ...]:
    return tuple(
        Accepted(
            str(row.get("text") or ""),
            source.number(row.get("weight", FULL)),
            source.rich(row.get("feedback"), line=row.line),
        )
        for row in source.rows("accepted")
    )


def _spans(source: _Source) -> tuple[Span, ...]:
    return tuple(
        Span(
            source.number(row.get("low")),
            source.number(row.get("high")),
            source.number(row.get("weight", FULL)),
            source.rich(row.get("feedback"), line=row.line),
        )
        for row in source.rows("spans")
    )


_READERS: dict[str, Callable[[_Source], tuple[Any, ...]]] = {
    "options": _options,
    "pairs": _pairs,
    "items": _items,
    "accepted": _accepted,
    "spans": _spans,
}

"""The front matter of a Markdown file: the fields between its two `---` lines, checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from latsar.exchange.lesson_blocks import POINT_LIMIT
from latsar.exchange.located_yaml import Entry, read_yaml
from latsar.exchange.problems import ProblemList

_FENCE = "---"
_KEY = re.compile(r"[A-Za-z0-9._-]{1,80}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(slots=True)
class FrontMatter:
    """The fields of one file, and its text with the number of the text's first line."""

    problems: ProblemList
    fields: dict[str, object] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    first_line: int = 1

    def text(self, name: str, longest: int) -> str:
        """Return a required line of text."""
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            self._add(name, _("a text is missing"))
            return ""
        if len(value) > longest:
            self._add(
                name,
                _("too long: %(length)d of at most %(longest)d characters")
                % {"length": len(value), "longest": longest},
            )
        return value.strip()

    def optional_text(self, name: str, longest: int) -> str:
        """Return a line of text that may be left empty on purpose: `summary: ""`."""
        return "" if self.fields.get(name) == "" else self.text(name, longest)

    def choice(self, name: str, allowed: Sequence[str], default: str) -> str:
        """Return one of some words."""
        value = self.fields.get(name, default)
        if value not in allowed:
            self._add(
                name, _("one of these is expected: %(words)s") % {"words": ", ".join(allowed)}
            )
            return default
        return str(value)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.fields.get(name, default)
        if not isinstance(value, bool):
            self._add(name, _("true or false is expected"))
            return default
        return value

    def between(self, name: str, low: int, high: int, default: int) -> int:
        """Return a whole number within bounds."""
        value = self.fields.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self._add(
                name,
                _("a whole number from %(low)d to %(high)d is expected")
                % {"low": low, "high": high},
            )
            return default
        return value

    def percent(self, name: str, default: int) -> Decimal:
        """Return a number from 0 to 100, with two decimals at most."""
        value = self.fields.get(name, default)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        number = Decimal(str(value)) if is_number else Decimal(-1)
        if not 0 <= number <= 100 or number != round(number, 2):  # noqa: PLR2004  percent
            self._add(name, _("a number from 0 to 100 is expected"))
            return Decimal(default)
        return round(number, 2)

    def slug(self) -> str:
        """Return the required address: lower case, digits and single hyphens."""
        slug = self.text("slug", 100)
        if slug and not _SLUG.fullmatch(slug):
            self._add("slug", _("only a–z, 0–9 and single hyphens make an address"))
        return slug

    def key(self, usual: str) -> str:
        """Return what the file is known by when it came from another site; its name otherwise."""
        key = self.fields.get("key", usual)
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            self._add("key", _("only letters, digits, points and hyphens make a key"))
            return usual
        return key

    def number(self, name: str) -> int:
        """Return a required number above zero."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self._add(name, _("a number above zero is missing"))
            return 1
        return value

    def points(self, name: str) -> tuple[str, ...]:
        """Return a required list of short texts."""
        value = self.fields.get(name)
        if not isinstance(value, list) or not value:
            self._add(name, _("a list with at least one entry is missing"))
            return ()
        if not all(isinstance(point, str) and len(point) <= POINT_LIMIT for point in value):
            self._add(
                name,
                _("every entry is a text of at most %(longest)d characters")
                % {"longest": POINT_LIMIT},
            )
            return ()
        return tuple(point.strip() for point in value)

    def entries(self, name: str) -> list[Entry]:
        """Return a list of mappings; what is none is a problem. A missing list is empty."""
        value = self.fields.get(name) or []
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(entry, Entry) for entry in listed):
            self._add(name, _("every entry is a group of key: value lines"))
        return [entry for entry in listed if isinstance(entry, Entry)]

    def allow(self, names: Sequence[str]) -> None:
        """Note every field that the file may not have: most often a slip of the pen."""
        for name in self.fields.keys() - set(names):
            self._add(name, _("this field is not known"))

    def _add(self, name: str, reason: str) -> None:
        self.problems.add(1, f"{name}: {reason}")


def read_front_matter(text: str, problems: ProblemList) -> FrontMatter:
    """Part a file into its fields and its text."""
    lines = text.splitlines()
    if not lines or lines[0] != _FENCE or _FENCE not in lines[1:]:
        problems.add(1, _("the file must begin with its fields between two lines ---"))
        return FrontMatter(problems, lines=lines)
    end = lines.index(_FENCE, 1)
    fields = read_yaml("\n".join(lines[1:end]), problems=problems, first_line=2)
    return FrontMatter(problems, fields, lines[end + 1 :], end + 2)

"""The front matter of a Markdown file: the fields between its two `---` lines, checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from latsar.exchange.lesson_blocks import POINT_LIMIT
from latsar.exchange.located_yaml import read_yaml
from latsar.exchange.problems import ProblemList

_FENCE = "---"
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

    def slug(self) -> str:
        """Return the required address: lower case, digits and single hyphens."""
        slug = self.text("slug", 100)
        if slug and not _SLUG.fullmatch(slug):
            self._add("slug", _("only a–z, 0–9 and single hyphens make an address"))
        return slug

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

"""The YAML of attendance to policies: how much absence which curriculum bears."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext as _

from corpu.core.enums import Mark
from courses.domain.absence import AbsencePolicy
from latsar.exchange.located_yaml import Entry, read_yaml
from latsar.exchange.problems import PackageProblem, ProblemList

FILE = "evaluation.yaml"
CURRICULA = "curricula.yaml"


@dataclass(frozen=True, slots=True)
class AttendanceData:
    """Rules by their code, and which curriculum names which."""

    rules: tuple[AbsencePolicy, ...] = ()
    programmes: Mapping[str, str] = field(default_factory=dict)


def read_attendance(folder: Path, found: list[PackageProblem]) -> AttendanceData:
    """Read the attendance rules of a package folder; problems are added to `found`.

    A package without them says nothing about attendance, and that is no problem.
    """
    problems = ProblemList(FILE)
    entries = _entries(folder / FILE, "attendance_rules")
    stated = {str(entry.get("id")): _rule(entry, problems) for entry in entries}
    rules = {str(entry.get("id")): _guided(entry, stated, problems) for entry in entries}
    found.extend(problems.problems)
    return AttendanceData(tuple(rules.values()), _programmes(folder, rules, found))


def _rule(entry: Entry, problems: ProblemList) -> AbsencePolicy:
    code = entry.get("id")
    if not code:
        problems.add(entry.line, _("an entry has no %(key)s") % {"key": "id"})
    mark = str(entry.get("mark"))
    if mark not in Mark.values:
        problems.add(entry.line, _("the mark is not V, S, D or M"))
    limits = entry.get("fail_if_absence_exceeds") or {}
    return AbsencePolicy(
        code=str(code or ""),
        label=str(entry.get("label") or code or ""),
        source=str(entry.get("source") or ""),
        mark=mark,
        max_sessions=_limit(limits, "sessions", entry, problems),
        max_jp=_limit(limits, "jp", entry, problems),
        max_days=_limit(limits, "days", entry, problems),
    )


def _guided(
    entry: Entry, stated: Mapping[str, AbsencePolicy], problems: ProblemList
) -> AbsencePolicy:
    """Return the rule, with the limits of another one as a guide where its own are not known."""
    rule = stated[str(entry.get("id"))]
    named = entry.get("guide_values_of")
    if named is None or rule.has_limits:
        return rule
    guide = stated.get(str(named))
    if guide is None:
        problems.add(entry.line, _("%(code)s is not known") % {"code": named})
        return rule
    return replace(
        rule,
        max_sessions=guide.max_sessions,
        max_jp=guide.max_jp,
        max_days=guide.max_days,
        is_guidance=True,
    )


def _limit(
    limits: Mapping[str, object], name: str, entry: Entry, problems: ProblemList
) -> int | None:
    value = limits.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        problems.add(entry.line, _("%(name)s is not a whole number") % {"name": name})
        return None
    return value


def _programmes(
    folder: Path, rules: Mapping[str, AbsencePolicy], found: list[PackageProblem]
) -> dict[str, str]:
    named = {}
    for entry in _entries(folder / CURRICULA, "curricula"):
        code = str(entry.get("attendance") or "")
        if code in rules:
            named[str(entry.get("id"))] = code
        elif code:
            reason = _("%(code)s is not known") % {"code": code}
            found.append(PackageProblem(CURRICULA, entry.line, reason))
    return named


def _entries(path: Path, name: str) -> list[Entry]:
    """Return the mappings of a list; whoever reads the file for itself reports its problems."""
    if not path.exists():
        return []
    listed = read_yaml(path.read_text(encoding="utf-8"), problems=ProblemList(path.name)).get(name)
    return [entry for entry in listed or [] if isinstance(entry, Entry)]

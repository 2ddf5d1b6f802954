"""The YAML of evaluation to dataclasses: schemes, bands, remedial rules, and who uses which."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from corpu.core.enums import Mark
from courses.enums import Method
from latsar.domain.scheme_content import (
    BandContent,
    ComponentContent,
    EvaluationContent,
    GradingContent,
    PartContent,
    ProgrammeSchemes,
    RemedialContent,
    SchemeContent,
    SchemeData,
    Weight,
)
from latsar.enums import BandOutcome, Scorer
from latsar.exchange.located_yaml import Entry, read_yaml
from latsar.exchange.problems import PackageProblem, ProblemList

FILE = "evaluation.yaml"
# A rule that says what follows from failing is no rule about repeating.
_REMEDIAL = "max_attempts"


def read_schemes(folder: Path, found: list[PackageProblem]) -> SchemeData:
    """Read the schemes of a package folder; problems are added to `found`.

    A package without them says nothing about evaluation, and that is no problem.
    """
    path = folder / FILE
    if not path.exists():
        return SchemeData()
    problems = ProblemList(FILE)
    document = read_yaml(path.read_text(encoding="utf-8"), problems=problems)
    reader = _Reader(problems, _titles(folder))
    schemes: list[SchemeContent] = [
        *(reader.evaluation(entry) for entry in document.get("evaluation_schemes") or []),
        *(reader.grading(entry) for entry in document.get("grading_schemes") or []),
        *(
            reader.remedial(entry)
            for entry in document.get("remedial_rules") or []
            if _REMEDIAL in entry
        ),
    ]
    programmes = _programmes(folder, {scheme.code for scheme in schemes}, found)
    found.extend(problems.problems)
    return SchemeData(tuple(schemes), programmes)


def _programmes(
    folder: Path, known: set[str], found: list[PackageProblem]
) -> tuple[ProgrammeSchemes, ...]:
    """Return which curriculum names which schemes; one that names none is left out."""
    programmes = []
    for entry in _entries(folder / "curricula.yaml", "curricula"):
        codes = [str(entry.get(name) or "") for name in ("evaluation", "grading", "remedial")]
        strange = [code for code in codes if code and code not in known]
        found.extend(
            PackageProblem("curricula.yaml", entry.line, _("%(code)s is not known") % {"code": one})
            for one in strange
        )
        if codes[0] and codes[1] and not strange:
            programmes.append(ProgrammeSchemes(str(entry.get("id")), *codes))
    return tuple(programmes)


def _titles(folder: Path) -> Mapping[str, str]:
    entries = _entries(folder / "regulations.yaml", "regulations")
    return {str(entry.get("id")): str(entry.get("title")) for entry in entries}


def _entries(path: Path, name: str) -> list[Entry]:
    """Return the mappings of a list; whoever reads the file for itself reports its problems."""
    if not path.exists():
        return []
    listed = read_yaml(path.read_text(encoding="utf-8"), problems=ProblemList(path.name)).get(name)
    return [entry for entry in listed or [] if isinstance(entry, Entry)]


class _Reader:
    """Reads entries of one file and notes what is wrong with them."""

    def __init__(self, problems: ProblemList, titles: Mapping[str, str]) -> None:
        self.problems = problems
        self.titles = titles

    def evaluation(self, entry: Entry) -> EvaluationContent:
        code = self.code(entry)
        regulation = str(entry.get("regulation") or "")
        return EvaluationContent(
            code=code,
            label=self.titles.get(regulation, regulation) or code,
            source=str(entry.get("source") or ""),
            mark=self.mark(entry),
            note=str(entry.get("note") or ""),
            tie_breakers=" ".join(entry.get("tie_breakers") or []),
            components=tuple(
                self.component(one, self.mark(entry)) for one in entry.get("components") or []
            ),
        )

    def component(self, entry: Entry, mark: str) -> ComponentContent:
        scorers = tuple(str(one) for one in entry.get("scorer") or [])
        for one in scorers:
            self.need(entry, one in Scorer.values, _("%(code)s is not known") % {"code": one})
        return ComponentContent(
            code=self.code(entry, "code"),
            label=str(entry.get("label") or ""),
            weight=self.weight(entry, mark),
            scorers=scorers,
            scorers_mark=str(entry.get("scorer_mark") or Mark.MEMORY.value),
            aspects=tuple(str(one) for one in entry.get("aspects") or []),
            forms={
                str(method): tuple(str(one) for one in codes)
                for method, codes in (entry.get("forms") or {}).items()
                if isinstance(codes, list)
            },
            parts=tuple(
                self.part(one, method, mark)
                for method, listed in self.by_method(entry)
                for one in listed
            ),
        )

    def by_method(self, entry: Entry) -> list[tuple[str, list[Entry]]]:
        parts = entry.get("parts") or {}
        for method in parts:
            known = method in Method.values
            self.need(entry, known, _("%(code)s is not known") % {"code": method})
        return [(str(method), listed) for method, listed in parts.items()]

    def part(self, entry: Entry, method: str, mark: str) -> PartContent:
        return PartContent(
            method=method,
            code=self.code(entry, "code"),
            label=str(entry.get("label") or ""),
            weight=self.weight(entry, mark),
        )

    def grading(self, entry: Entry) -> GradingContent:
        code = self.code(entry)
        awards = entry.get("awards") or {}
        top = awards.get("top_n") or {}
        return GradingContent(
            code=code,
            label=str(entry.get("label") or code),
            source=str(entry.get("source") or ""),
            mark=self.mark(entry),
            note=str(entry.get("note") or ""),
            award_count=int(top.get("value") or 0),
            award_mark=self.mark(top),
            award_source=str(top.get("source") or ""),
            award_document=str(awards.get("document") or ""),
            bands=tuple(self.band(one) for one in entry.get("bands") or []),
        )

    def band(self, entry: Entry) -> BandContent:
        outcome = str(entry.get("outcome"))
        self.need(
            entry, outcome in BandOutcome.values, _("%(code)s is not known") % {"code": outcome}
        )
        return BandContent(
            code=self.code(entry, "code"),
            label=str(entry.get("label") or ""),
            other_label=str(entry.get("alt_label") or ""),
            minimum=self.number(entry, "min") or Decimal(0),
            outcome=outcome,
        )

    def remedial(self, entry: Entry) -> RemedialContent:
        return RemedialContent(
            code=self.code(entry),
            text=str(entry.get("text") or ""),
            source=str(entry.get("source") or ""),
            mark=self.mark(entry),
            note=str(entry.get("known") or ""),
            max_attempts=entry.get("max_attempts"),
            deadline_working_days=entry.get("deadline_working_days"),
            band_cap=str(entry.get("resulting_band_cap") or ""),
            band_cap_unverified=str(entry.get("resulting_band_cap_unverified") or ""),
        )

    def weight(self, entry: Entry, mark: str) -> Weight:
        """Read a weight; a stated one has its own mark or its scheme's, another one is M."""
        value = self.number(entry, "weight")
        stated = self.mark(entry, mark) if value is not None else Mark.MEMORY.value
        return Weight(value, self.number(entry, "weight_unverified"), stated)

    def number(self, entry: Entry, name: str) -> Decimal | None:
        value: Any = entry.get(name)
        if value is None:
            return None
        try:
            return Decimal(str(value))
        except InvalidOperation:
            self.need(entry, False, _("%(name)s is not a number") % {"name": name})
            return None

    def mark(self, entry: Any, default: str = Mark.MEMORY.value) -> str:
        mark = str(entry.get("mark") or default)
        self.need(entry, mark in Mark.values, _("the mark is not V, S, D or M"))
        return mark

    def code(self, entry: Entry, name: str = "id") -> str:
        self.need(entry, bool(entry.get(name)), _("an entry has no %(key)s") % {"key": name})
        return str(entry.get(name) or "")

    def need(self, entry: Any, is_right: object, reason: str) -> None:
        if not is_right:
            self.problems.add(getattr(entry, "line", 1), reason)

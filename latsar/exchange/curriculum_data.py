"""The YAML of the curricula to dataclasses: phases, agendas and courses with their figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from django.utils.translation import gettext as _

from corpu.core.domain.figures import Figure
from corpu.core.enums import Mark
from courses.enums import Method
from latsar.exchange.located_yaml import Entry, read_yaml
from latsar.exchange.problems import PackageProblem, ProblemList

# The phase that agencies run themselves; a curriculum whose modules name it has it, listed or not.
_AGENCY_PHASE = "PKTBT"
_CAMPUS = "campus"


@dataclass(frozen=True, slots=True)
class PhasePlace:
    """A phase of a curriculum, at its place."""

    code: str
    label: str
    days: Figure
    hours: Figure


@dataclass(frozen=True, slots=True)
class AgendaPlace:
    """An agenda of a curriculum, at its place."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class CoursePlace:
    """A course of a curriculum, at its place; `phase` is empty where no source names one."""

    code: str
    agenda: str
    phase: str
    hours: Figure
    is_required: bool


@dataclass(frozen=True, slots=True)
class CurriculumPackage:
    """One curriculum: a programme to be."""

    code: str
    title: str
    regulation: str
    generation: int
    method: str
    hours: Figure
    days: Figure
    source: str
    phases: tuple[PhasePlace, ...]
    agendas: tuple[AgendaPlace, ...]
    courses: tuple[CoursePlace, ...]


@dataclass(frozen=True, slots=True)
class CurriculumData:
    """All curricula, and the codes of all modules in the order in which people should find them."""

    modules: tuple[str, ...]
    curricula: tuple[CurriculumPackage, ...]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What curricula refer to by code, and where problems of `curricula.yaml` go."""

    regulations: Mapping[str, Entry]
    phases: Mapping[str, Entry]
    agendas: Mapping[str, Entry]
    modules: Mapping[str, Entry]
    curricula: Mapping[str, Entry]
    problems: ProblemList

    def find(self, shelf: str, code: str, line: int) -> Entry:
        """Return the entry; an unknown code is a problem and gives an empty entry."""
        entries: Mapping[str, Entry] = getattr(self, shelf)
        if code not in entries:
            self.problems.add(line, _("%(code)s is not known") % {"code": code})
        return entries.get(code, Entry())


def read_curricula(folder: Path, found: list[PackageProblem]) -> CurriculumData:
    """Read the YAML of a package folder; problems are added to `found`."""
    lists = {
        ("regulations.yaml", "regulations"): "id",
        ("structure.yaml", "phase_types"): "code",
        ("structure.yaml", "agendas"): "code",
        ("modules.yaml", "modules"): "code",
        ("curricula.yaml", "curricula"): "id",
    }
    data: dict[str, Mapping[str, Entry]] = {}
    problems = ProblemList("curricula.yaml")
    for (file, name), key in lists.items():
        of_file = problems if file == problems.file else ProblemList(file)
        data[name] = _by_key(folder / file, name, key, of_file)
        found.extend(of_file.problems if of_file is not problems else [])
    shelf = _Shelf(
        data["regulations"],
        data["phase_types"],
        data["agendas"],
        data["modules"],
        data["curricula"],
        problems,
    )
    curricula = tuple(_curriculum(entry, shelf) for entry in shelf.curricula.values())
    found.extend(problems.problems)
    return CurriculumData(tuple(shelf.modules), curricula)


def _by_key(path: Path, name: str, key: str, problems: ProblemList) -> Mapping[str, Entry]:
    try:
        document = read_yaml(path.read_text(encoding="utf-8"), problems=problems)
    except FileNotFoundError:
        problems.add(1, _("the file is missing"))
        return {}
    entries: dict[str, Entry] = {}
    for entry in document.get(name) or []:
        if not isinstance(entry, Entry) or not isinstance(entry.get(key), str):
            problems.add(getattr(entry, "line", 1), _("an entry has no %(key)s") % {"key": key})
        elif entry[key] in entries:
            problems.add(entry.line, _("%(code)s stands here twice") % {"code": entry[key]})
        else:
            entries[entry[key]] = entry
    if not isinstance(document.get(name), list):
        problems.add(1, _("the list %(name)s is missing") % {"name": name})
    return entries


def _curriculum(entry: Entry, shelf: _Shelf) -> CurriculumPackage:
    if entry.get("method") not in Method.values:
        shelf.problems.add(entry.line, _("the method is not known"))
    places = _places(entry, shelf)
    used = {place.agenda for place in places}
    return CurriculumPackage(
        code=entry["id"],
        title=str(entry.get("title") or ""),
        regulation="\n".join(
            str(shelf.find("regulations", code, entry.line).get("title", ""))
            for code in entry.get("regulation") or []
        ),
        generation=int(entry.get("generation") or 0),
        method=str(entry.get("method")),
        hours=_total(entry.get("total_jp"), shelf.problems, entry.line),
        days=_total(entry.get("total_days"), shelf.problems, entry.line),
        source=_source(entry),
        phases=_phases(entry, places, shelf),
        agendas=tuple(
            AgendaPlace(code, _agenda_label(agenda, entry))
            for code, agenda in shelf.agendas.items()
            if code in used
        ),
        courses=places,
    )


def _places(entry: Entry, shelf: _Shelf) -> tuple[CoursePlace, ...]:
    """Return the courses in order; supplements stand behind the last course of their agenda."""
    lender = entry.get("modules_same_as")
    owner = shelf.find("curricula", lender, entry.line) if lender else entry
    modules = cast("Sequence[Entry]", owner.get("modules") or [])
    if not modules:
        shelf.problems.add(entry.line, _("the curriculum has no modules"))
    places = [
        CoursePlace(
            code=str(module.get("code")),
            agenda=_agenda_of(str(module.get("code")), module.line, shelf),
            phase=_phase_of(module, entry, shelf),
            hours=_hours(module, shelf.problems, module.line),
            is_required=module.get("required") is not False,
        )
        for module in modules
    ]
    for code in entry.get("supplements") or []:
        agenda = _agenda_of(code, entry.line, shelf)
        last = max(
            (index for index, place in enumerate(places) if place.agenda == agenda),
            default=len(places) - 1,
        )
        hours = Figure(None, None, Mark.MEMORY)
        places.insert(last + 1, CoursePlace(code, agenda, "", hours, is_required=False))
    return tuple(places)


def _agenda_of(module: str, line: int, shelf: _Shelf) -> str:
    known = shelf.find("modules", module, line)
    agenda = str(known.get("agenda"))
    if known:
        shelf.find("agendas", agenda, line)
    return agenda


def _phase_of(module: Entry, curriculum: Entry, shelf: _Shelf) -> str:
    """Return the module's phase in this curriculum, "" where no source names one.

    A borrowed module list names phases of its owner. One that this curriculum does not have is
    held on its campus if it has a campus phase; otherwise nobody knows, and none is chosen.
    """
    phase = module.get("phase")
    if not phase:
        return ""
    shelf.find("phases", phase, module.line)
    own = [item.get("code") for item in curriculum.get("phases") or []]
    if phase in own or phase == _AGENCY_PHASE:
        return str(phase)
    if "modules_same_as" not in curriculum:
        shelf.problems.add(module.line, _("%(code)s is not a phase here") % {"code": phase})
    on_campus = [code for code in own if shelf.phases.get(code, Entry()).get("place") == _CAMPUS]
    return str(on_campus[0]) if len(on_campus) == 1 else ""


def _phases(entry: Entry, places: Sequence[CoursePlace], shelf: _Shelf) -> tuple[PhasePlace, ...]:
    listed: list[Entry] = list(entry.get("phases") or [])
    codes = [str(item.get("code")) for item in listed]
    if _AGENCY_PHASE not in codes and any(place.phase == _AGENCY_PHASE for place in places):
        # Every curriculum has it, few sources say how long it is: a phase without figures.
        listed.append(Entry(code=_AGENCY_PHASE))
        codes.append(_AGENCY_PHASE)
    return tuple(
        PhasePlace(
            code=code,
            label=str(shelf.find("phases", code, item.line).get("label", "")),
            days=_figure(item, "days", shelf.problems, item.line),
            hours=_hours(item, shelf.problems, item.line),
        )
        for code, item in zip(codes, listed, strict=True)
    )


def _agenda_label(agenda: Entry, curriculum: Entry) -> str:
    ending = (agenda.get("titles") or {}).get(f"gen{curriculum.get('generation')}", "")
    return f"{agenda.get('label', '')} {ending}".strip()


def _hours(entry: Entry, problems: ProblemList, line: int) -> Figure:
    return _figure(entry, "jp", problems, line)


def _total(entry: Any, problems: ProblemList, line: int) -> Figure:
    if not isinstance(entry, Entry):
        problems.add(line, _("a total with value and mark is missing"))
        return Figure(None, None, Mark.MEMORY)
    return _figure(entry, "value", problems, entry.line)


def _figure(entry: Entry, name: str, problems: ProblemList, line: int) -> Figure:
    """Read a figure with its own mark, the entry's mark, or M where no value is stated."""
    value = entry.get(name)
    unverified = entry.get(f"{name}_unverified")
    marks = entry.get("mark")
    mark = marks.get(name) if isinstance(marks, dict) else marks
    if any(
        number is not None and (isinstance(number, bool) or not isinstance(number, int))
        for number in (value, unverified)
    ):
        problems.add(line, _("%(name)s is not a whole number") % {"name": name})
    elif value is not None and mark not in Mark.values:
        problems.add(line, _("%(name)s is stated without a mark (V, S, D or M)") % {"name": name})
    elif value is not None:
        return Figure(value, unverified, str(mark))
    return Figure(None, unverified if isinstance(unverified, int) else None, Mark.MEMORY)


def _source(entry: Entry) -> str:
    """Say where the totals come from, for staff."""
    if isinstance(entry.get("source"), str):
        return str(entry["source"])
    parts = []
    for name, word in (("total_jp", "JP"), ("total_days", "hari")):
        total = entry.get(name)
        source = total.get("source") if isinstance(total, Entry) else None
        parts.extend([f"{word}: {source}"] if source else [])
    return "; ".join(parts)

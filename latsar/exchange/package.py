"""A curriculum package: a folder of YAML and Markdown, read into dataclasses or refused whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from latsar.exchange.curriculum_data import CurriculumPackage, read_curricula
from latsar.exchange.front_matter import FrontMatter, read_front_matter
from latsar.exchange.lesson_blocks import (
    CODE_LIMIT,
    LESSON_CODE_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    Block,
)
from latsar.exchange.lesson_markdown import read_introduction, read_lesson_body
from latsar.exchange.problems import PackageInvalid, PackageProblem, ProblemList

PACKAGED = Path(__file__).resolve().parent.parent / "curricula"
_INDEX = "index.md"


@dataclass(frozen=True, slots=True)
class LessonPackage:
    """One lesson as its file says it; `path` is the file below `modules/`."""

    path: str
    code: str
    title: str
    slug: str
    summary: str
    minutes: int
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CoursePackage:
    """One course as its `index.md` says it, with its lessons in the order of their file names."""

    path: str
    code: str
    title: str
    slug: str
    summary: str
    introduction: str
    objectives: tuple[str, ...]
    assessments: tuple[str, ...]
    lessons: tuple[LessonPackage, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Everything in the folder."""

    courses: tuple[CoursePackage, ...]
    curricula: tuple[CurriculumPackage, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The files that are pages."""
        lessons = (lesson.path for course in self.courses for lesson in course.lessons)
        return frozenset(course.path for course in self.courses).union(lessons)


def read_package(folder: Path = PACKAGED) -> Package:
    """Read the whole folder; raise `PackageInvalid` with every problem found."""
    found: list[PackageProblem] = []
    data = read_curricula(folder, found)
    courses = [_course(folder / "modules" / code.lower(), code, found) for code in data.modules]
    _no_strangers(folder / "modules", data.modules, found)
    _unique((course.slug for course in courses), "modules", found)
    if found:
        raise PackageInvalid(found)
    return Package(tuple(courses), data.curricula)


def _course(folder: Path, code: str, found: list[PackageProblem]) -> CoursePackage:
    matter = _open(folder / _INDEX, found)
    matter.allow(["code", "title", "slug", "summary", "objectives", "assessments"])
    written = matter.text("code", CODE_LIMIT)
    if written and written != code:
        matter.problems.add(1, _("code: %(code)s is expected here") % {"code": code})
    files = sorted(path for path in folder.glob("*.md") if path.name != _INDEX)
    if not files:
        matter.problems.add(1, _("the course has no lesson"))
    course = CoursePackage(
        path=_name(folder / _INDEX),
        code=code,
        title=matter.text("title", TITLE_LIMIT),
        slug=matter.slug(),
        summary=matter.text("summary", SUMMARY_LIMIT),
        introduction=read_introduction(
            matter.lines, first_line=matter.first_line, problems=matter.problems
        ),
        objectives=matter.points("objectives"),
        assessments=matter.points("assessments"),
        lessons=tuple(_lesson(path, found) for path in files),
    )
    _unique((lesson.slug for lesson in course.lessons), course.path, found)
    found.extend(matter.problems.problems)
    return course


def _lesson(path: Path, found: list[PackageProblem]) -> LessonPackage:
    matter = _open(path, found)
    matter.allow(["code", "title", "slug", "summary", "minutes"])
    lesson = LessonPackage(
        path=_name(path),
        code=matter.text("code", LESSON_CODE_LIMIT),
        title=matter.text("title", TITLE_LIMIT),
        slug=matter.slug(),
        summary=matter.text("summary", SUMMARY_LIMIT),
        minutes=matter.number("minutes"),
        body=read_lesson_body(matter.lines, first_line=matter.first_line, problems=matter.problems),
    )
    if not lesson.body:
        matter.problems.add(matter.first_line, _("the lesson has no text"))
    found.extend(matter.problems.problems)
    return lesson


def _open(path: Path, found: list[PackageProblem]) -> FrontMatter:
    """Read a file; one that is missing is one problem, not one per field."""
    name = f"modules/{_name(path)}"
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = _("the file is missing") if missing else _("the file is not UTF-8")
        found.append(PackageProblem(name, 1, reason))
        return FrontMatter(ProblemList(name))
    return read_front_matter(text, ProblemList(name))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _no_strangers(folder: Path, codes: Sequence[str], found: list[PackageProblem]) -> None:
    """Refuse a folder that no module names: most often one with a slip of the pen in its name."""
    known = {code.lower() for code in codes}
    names = sorted(path.name for path in folder.glob("*/") if path.name not in known)
    found.extend(
        PackageProblem(f"modules/{name}", 1, _("%(code)s is not known") % {"code": name.upper()})
        for name in names
    )


def _unique(slugs: Iterable[str], file: str, found: list[PackageProblem]) -> None:
    counted: Sequence[tuple[str, int]] = Counter(slug for slug in slugs if slug).most_common()
    found.extend(
        PackageProblem(file, 1, _("two pages have the address %(slug)s") % {"slug": slug})
        for slug, times in counted
        if times > 1
    )

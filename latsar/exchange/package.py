"""A curriculum package: a folder of YAML and Markdown, read into dataclasses or refused whole."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from latsar.domain.scheme_content import SchemeData
from latsar.exchange.activity_files import ActivityPackage, LessonPackage, read_activity
from latsar.exchange.attendance_data import AttendanceData, read_attendance
from latsar.exchange.curriculum_data import CurriculumPackage, read_curricula
from latsar.exchange.front_matter import FrontMatter, read_front_matter
from latsar.exchange.lesson_blocks import CODE_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT
from latsar.exchange.lesson_markdown import read_introduction
from latsar.exchange.media_files import MediaPackage, read_media
from latsar.exchange.own_references import names_in
from latsar.exchange.problems import PackageInvalid, PackageProblem, ProblemList
from latsar.exchange.question_file import QUESTIONS, QuestionPackage, read_questions
from latsar.exchange.scheme_data import read_schemes

PACKAGED = Path(__file__).resolve().parent.parent / "curricula"
_INDEX = "index.md"


@dataclass(frozen=True, slots=True)
class CoursePackage:
    """One course as its `index.md` says it, its activities in the order of their file names."""

    path: str
    code: str
    title: str
    slug: str
    summary: str
    introduction: str
    objectives: tuple[str, ...]
    assessments: tuple[str, ...]
    activities: tuple[ActivityPackage, ...]
    questions: tuple[QuestionPackage, ...] = ()

    @property
    def lessons(self) -> tuple[LessonPackage, ...]:
        """What is read, without quizzes and assignments."""
        return tuple(one for one in self.activities if isinstance(one, LessonPackage))


@dataclass(frozen=True, slots=True)
class Package:
    """Everything in the folder."""

    courses: tuple[CoursePackage, ...]
    curricula: tuple[CurriculumPackage, ...]
    media: tuple[MediaPackage, ...] = ()
    schemes: SchemeData = field(default_factory=SchemeData)
    attendance: AttendanceData = field(default_factory=AttendanceData)

    @property
    def paths(self) -> frozenset[str]:
        """The files that are pages."""
        activities = (activity.path for course in self.courses for activity in course.activities)
        return frozenset(course.path for course in self.courses).union(activities)


def read_package(folder: Path = PACKAGED) -> Package:
    """Read the whole folder; raise `PackageInvalid` with every problem found."""
    found: list[PackageProblem] = []
    data = read_curricula(folder, found)
    courses = [_course(folder / "modules" / code.lower(), code, found) for code in data.modules]
    _no_strangers(folder / "modules", data.modules, found)
    _unique((course.slug for course in courses), "modules", found)
    _unique_paths(courses, found)
    media = read_media(folder, found)
    _check_references(courses, media, found)
    schemes = read_schemes(folder, found)
    attendance = read_attendance(folder, found)
    if found:
        raise PackageInvalid(found)
    return Package(tuple(courses), data.curricula, media, schemes, attendance)


def _course(folder: Path, code: str, found: list[PackageProblem]) -> CoursePackage:
    matter = _open(folder / _INDEX, found)
    matter.allow(["key", "code", "title", "slug", "summary", "objectives", "assessments"])
    written = matter.text("code", CODE_LIMIT)
    if written and written != code:
        matter.problems.add(1, _("code: %(code)s is expected here") % {"code": code})
    files = sorted(path for path in folder.glob("*.md") if path.name != _INDEX)
    if not files:
        matter.problems.add(1, _("the course has no lesson"))
    objectives = matter.points("objectives")
    questions = _questions(folder, code, len(objectives), found)
    bank = {question.uuid: question for question in questions}
    key = matter.key(folder.name)
    course = CoursePackage(
        path=f"{key}/{_INDEX}",
        code=code,
        title=matter.text("title", TITLE_LIMIT),
        slug=matter.slug(),
        summary=matter.text("summary", SUMMARY_LIMIT),
        introduction=read_introduction(
            matter.lines, first_line=matter.first_line, problems=matter.problems
        ),
        objectives=objectives,
        assessments=matter.points("assessments"),
        activities=tuple(_activity(path, (key, code), bank, found) for path in files),
        questions=questions,
    )
    _unique((activity.slug for activity in course.activities), course.path, found)
    _check_order(course, found)
    found.extend(matter.problems.problems)
    return course


def _questions(
    folder: Path, code: str, objectives: int, found: list[PackageProblem]
) -> tuple[QuestionPackage, ...]:
    path = folder / QUESTIONS
    problems = ProblemList(f"modules/{_name(path)}")
    questions = read_questions(
        path, name=_name(path), course=code, objectives=objectives, problems=problems
    )
    found.extend(problems.problems)
    return questions


def _activity(
    path: Path,
    course: tuple[str, str],
    bank: dict[UUID, QuestionPackage],
    found: list[PackageProblem],
) -> ActivityPackage:
    matter = _open(path, found)
    folder, code = course
    activity = read_activity(
        matter, path=f"{folder}/{matter.key(path.name)}", course=code, bank=bank
    )
    found.extend(matter.problems.problems)
    return activity


def _check_order(course: CoursePackage, found: list[PackageProblem]) -> None:
    """An activity opens after one that stands before it: otherwise nobody could begin."""
    before: set[str] = set()
    for activity in course.activities:
        if activity.after and activity.after not in before:
            reason = _("after: no activity before it has the address %(slug)s")
            found.append(
                PackageProblem(f"modules/{activity.path}", 1, reason % {"slug": activity.after})
            )
        before.add(activity.slug)


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


def _unique_paths(courses: Sequence[CoursePackage], found: list[PackageProblem]) -> None:
    paths = Counter(one.path for course in courses for one in (course, *course.activities))
    found.extend(
        PackageProblem(f"modules/{path}", 1, _("two files have the key %(key)s") % {"key": path})
        for path, times in paths.items()
        if times > 1
    )


def _check_references(
    courses: Sequence[CoursePackage],
    media: Sequence[MediaPackage],
    found: list[PackageProblem],
) -> None:
    """Every file and page that a text names is in the package."""
    known = {(one.kind, one.file) for one in media}
    known |= {("page", one.path) for course in courses for one in (course, *course.activities)}
    for course in courses:
        parts = (course, *course.activities, *course.questions)
        for part in parts:
            found.extend(
                PackageProblem(
                    f"modules/{part.path}", 1, _("%(name)s is not in the package") % {"name": name}
                )
                for kind, name in sorted(names_in(asdict(part)) - known)
            )


def _unique(slugs: Iterable[str], file: str, found: list[PackageProblem]) -> None:
    counted: Sequence[tuple[str, int]] = Counter(slug for slug in slugs if slug).most_common()
    found.extend(
        PackageProblem(file, 1, _("two pages have the address %(slug)s") % {"slug": slug})
        for slug, times in counted
        if times > 1
    )

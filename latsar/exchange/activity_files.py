"""The files of a course's activities: lessons, quizzes and assignments, read into dataclasses."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from courses.domain.policies import AssignmentPolicy, QuizPolicy
from courses.enums import (
    AssignmentKind,
    Availability,
    Counting,
    Difficulty,
    LatePolicy,
    ReviewTime,
)
from latsar.exchange.front_matter import FrontMatter
from latsar.exchange.lesson_blocks import (
    LESSON_CODE_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    Block,
)
from latsar.exchange.lesson_markdown import read_introduction, read_lesson_body
from latsar.exchange.located_yaml import Entry
from latsar.exchange.question_file import QuestionPackage, identity
from latsar.exchange.rubric import Criterion, read_rubric

_COMMON = ("key", "title", "slug", "summary", "minutes", "required", "opens", "after")
LESSON = "lesson"
QUIZ = "quiz"
ASSIGNMENT = "assignment"
TYPES = (LESSON, QUIZ, ASSIGNMENT)
_SHOWN = ("score", "answers", "right", "feedback")
_MANY = 1000
_QUIZ = QuizPolicy()
_ASSIGNMENT = AssignmentPolicy()


@dataclass(frozen=True, slots=True)
class ActivityRules:
    """What every activity has: where it stands, whether it counts and when it opens."""

    path: str
    title: str
    slug: str
    summary: str
    minutes: int
    is_required: bool = True
    availability: Availability = Availability.ALWAYS
    # Address of the activity of the same course after which it opens.
    after: str = ""


@dataclass(frozen=True, slots=True)
class LessonPackage(ActivityRules):
    """One lesson as its file says it; `path` is the file below `modules/`."""

    code: str = ""
    body: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class PartPackage:
    """One question of the bank (`question`), or `count` drawn by tag and difficulty."""

    question: UUID | None = None
    count: int = 1
    tag: str = ""
    difficulty: str = ""


@dataclass(frozen=True, slots=True)
class QuizPackage(ActivityRules):
    """One quiz as its file says it."""

    introduction: str = ""
    policy: QuizPolicy = _QUIZ
    parts: tuple[PartPackage, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentPackage(ActivityRules):
    """One assignment as its file says it."""

    body: tuple[Block, ...] = ()
    policy: AssignmentPolicy = _ASSIGNMENT
    rubric: tuple[Criterion, ...] = ()


ActivityPackage = LessonPackage | QuizPackage | AssignmentPackage


def read_activity(
    matter: FrontMatter, *, path: str, course: str, bank: dict[UUID, QuestionPackage]
) -> ActivityPackage:
    """Read one file; `bank` holds the questions of its course `course`."""
    kind = matter.choice("type", TYPES, LESSON)
    if kind == QUIZ:
        return _quiz(matter, path, course, bank)
    return _assignment(matter, path) if kind == ASSIGNMENT else _lesson(matter, path)


def _rules(matter: FrontMatter, path: str) -> ActivityRules:
    after = matter.optional_text("after", TITLE_LIMIT) if "after" in matter.fields else ""
    opens = matter.choice(
        "opens", Availability.values, Availability.ACTIVITY if after else Availability.ALWAYS
    )
    if (opens == Availability.ACTIVITY) != bool(after):
        matter.problems.add(1, _("after: names the activity exactly where “opens” is “activity”"))
    return ActivityRules(
        path=path,
        title=matter.text("title", TITLE_LIMIT),
        slug=matter.slug(),
        summary=matter.optional_text("summary", SUMMARY_LIMIT),
        minutes=matter.number("minutes"),
        is_required=matter.flag("required", default=True),
        availability=Availability(opens),
        after=after,
    )


def _fields(rules: ActivityRules) -> dict[str, object]:
    return {name: getattr(rules, name) for name in ActivityRules.__slots__}


def _lesson(matter: FrontMatter, path: str) -> LessonPackage:
    matter.allow(["type", "code", *_COMMON])
    lesson = LessonPackage(
        **_fields(_rules(matter, path)),
        code=matter.optional_text("code", LESSON_CODE_LIMIT),
        body=_body(matter),
    )
    if not lesson.body:
        matter.problems.add(matter.first_line, _("the lesson has no text"))
    return lesson


def _body(matter: FrontMatter) -> tuple[Block, ...]:
    return read_lesson_body(matter.lines, first_line=matter.first_line, problems=matter.problems)


def _quiz(
    matter: FrontMatter, path: str, course: str, bank: dict[UUID, QuestionPackage]
) -> QuizPackage:
    shown = [f"show_{name}" for name in _SHOWN]
    rules = ("attempts", "counting", "time_limit", "pass_mark", *shown)
    matter.allow(["type", *_COMMON, *rules, "shuffle_questions", "shuffle_options", "parts"])
    introduction = read_introduction(
        matter.lines, first_line=matter.first_line, problems=matter.problems
    )
    return QuizPackage(
        **_fields(_rules(matter, path)),
        introduction=introduction,
        policy=_quiz_policy(matter),
        parts=_parts(matter, course, bank),
    )


def _quiz_policy(matter: FrontMatter) -> QuizPolicy:
    usual = _QUIZ
    return QuizPolicy(
        attempts=matter.between("attempts", 0, _MANY, usual.attempts),
        counting=Counting(matter.choice("counting", Counting.values, usual.counting)),
        minutes=matter.between("time_limit", 0, _MANY, 0) or None,
        pass_mark=matter.percent("pass_mark", int(usual.pass_mark)),
        shuffle_questions=matter.flag("shuffle_questions", default=usual.shuffle_questions),
        shuffle_options=matter.flag("shuffle_options", default=usual.shuffle_options),
        **{
            f"show_{name}": ReviewTime(
                matter.choice(f"show_{name}", ReviewTime.values, getattr(usual, f"show_{name}"))
            )
            for name in _SHOWN
        },
    )


def _parts(
    matter: FrontMatter, course: str, bank: dict[UUID, QuestionPackage]
) -> tuple[PartPackage, ...]:
    """Return the parts; each asks one question of the bank or draws some that the bank has."""
    parts = []
    for entry in matter.entries("parts"):
        line = entry.line
        if unknown := entry.keys() - {"question", "draw", "tag", "difficulty"}:
            _tell(matter, line, _("unknown: %(names)s") % {"names": ", ".join(sorted(unknown))})
        if "question" in entry:
            part = PartPackage(question=identity(course, str(entry["question"])))
            if part.question not in bank:
                _tell(
                    matter, line, _("the bank has no question %(key)s") % {"key": entry["question"]}
                )
        else:
            part = _draw(matter, entry, bank)
        parts.append(part)
    if not parts:
        matter.problems.add(1, _("parts: the quiz asks nothing"))
    return tuple(parts)


def _draw(matter: FrontMatter, entry: Entry, bank: dict[UUID, QuestionPackage]) -> PartPackage:
    count = entry.get("draw")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        _tell(matter, entry.line, _("a part names a question or says how many to draw"))
        count = 1
    difficulty = str(entry.get("difficulty", ""))
    if difficulty and difficulty not in Difficulty.values:
        _tell(matter, entry.line, _("the difficulty is not known"))
    part = PartPackage(count=count, tag=str(entry.get("tag", "")), difficulty=difficulty)
    found = sum(_fits(question, part) for question in bank.values())
    if found < count:
        _tell(
            matter,
            entry.line,
            _("the bank has %(found)d of the %(count)d questions to draw")
            % {"found": found, "count": count},
        )
    return part


def _fits(question: QuestionPackage, part: PartPackage) -> bool:
    return (not part.tag or part.tag in question.tags) and part.difficulty in (
        "",
        question.difficulty,
    )


def _tell(matter: FrontMatter, line: int, reason: str) -> None:
    matter.problems.add(line, f"parts: {reason}")


def _assignment(matter: FrontMatter, path: str) -> AssignmentPackage:
    fields = ("kind", "late", "is_group", "is_anonymous", "max_files", "max_megabytes", "rubric")
    matter.allow(["type", *_COMMON, *fields])
    usual = _ASSIGNMENT
    assignment = AssignmentPackage(
        **_fields(_rules(matter, path)),
        body=_body(matter),
        policy=AssignmentPolicy(
            kind=AssignmentKind(matter.choice("kind", AssignmentKind.values, usual.kind)),
            late=LatePolicy(matter.choice("late", LatePolicy.values, usual.late)),
            is_group=matter.flag("is_group", default=usual.is_group),
            is_anonymous=matter.flag("is_anonymous", default=usual.is_anonymous),
            max_files=matter.between("max_files", 1, 10, usual.max_files),
            max_megabytes=matter.between("max_megabytes", 1, 50, usual.max_megabytes),
        ),
        rubric=read_rubric(matter),
    )
    if not assignment.body:
        matter.problems.add(matter.first_line, _("the assignment does not say what is asked"))
    return assignment

"""Course and lesson packages as the content of a page, in the form Wagtail stores it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from latsar.exchange.activity_files import (
    ActivityPackage,
    ActivityRules,
    AssignmentPackage,
    LessonPackage,
    QuizPackage,
)
from latsar.exchange.lesson_blocks import (
    Block,
    Callout,
    Case,
    Detail,
    Document,
    Glossary,
    Image,
    Media,
    Quote,
    Sources,
    Table,
    Text,
)
from latsar.exchange.own_references import OWN_FILE
from latsar.exchange.package import CoursePackage

# Fields of every page that the package leaves alone; an author who fills them has touched the page.
SHOWN = ("score", "answers", "right", "feedback")
UNTOUCHED_SETTINGS = {"seo_title": "", "search_description": "", "show_in_menus": False}
# What an activity is unless somebody says otherwise; a digest leaves it out.
USUAL_RULES = {"is_required": True, "availability": "always", "available_after": ""}


def course_content(course: CoursePackage) -> dict[str, Any]:
    """Return the fields of a course page."""
    return {
        "title": course.title,
        "slug": course.slug,
        "code": course.code,
        "summary": course.summary,
        "introduction": course.introduction,
        "objectives": [{"type": "objective", "value": text} for text in course.objectives],
        "assessments": [{"type": "assessment", "value": text} for text in course.assessments],
    }


def activity_content(activity: ActivityPackage) -> dict[str, Any]:
    """Return the fields of the page of a lesson, quiz or assignment."""
    if isinstance(activity, QuizPackage):
        return quiz_content(activity)
    if isinstance(activity, AssignmentPackage):
        return assignment_content(activity)
    return lesson_content(activity)


def lesson_content(lesson: LessonPackage) -> dict[str, Any]:
    """Return the fields of a lesson page."""
    return _rules(lesson) | {"code": lesson.code, "body": body_content(lesson.body)}


def quiz_content(quiz: QuizPackage) -> dict[str, Any]:
    """Return the fields of a quiz page; its parts name questions by their identity."""
    policy = quiz.policy
    return _rules(quiz) | {
        "introduction": quiz.introduction,
        "attempts": policy.attempts,
        "counting": str(policy.counting),
        "time_limit": policy.minutes,
        "pass_mark": f"{policy.pass_mark:.2f}",
        "shuffle_questions": policy.shuffle_questions,
        "shuffle_options": policy.shuffle_options,
        **{f"show_{name}": str(getattr(policy, f"show_{name}")) for name in SHOWN},
        "parts": [
            {
                "question": str(part.question or ""),
                "count": part.count,
                "tag": part.tag,
                "difficulty": part.difficulty,
            }
            for part in quiz.parts
        ],
    }


def assignment_content(assignment: AssignmentPackage) -> dict[str, Any]:
    """Return the fields of an assignment page."""
    policy = assignment.policy
    return _rules(assignment) | {
        "body": body_content(assignment.body),
        "kind": str(policy.kind),
        "late": str(policy.late),
        "is_group": policy.is_group,
        "is_anonymous": policy.is_anonymous,
        "max_files": policy.max_files,
        "max_megabytes": policy.max_megabytes,
        "rubric": [
            {
                "type": "criterion",
                "value": {
                    "title": criterion.title,
                    "levels": _items(asdict(level) for level in criterion.levels),
                },
            }
            for criterion in assignment.rubric
        ],
    }


def body_content(body: Iterable[Block]) -> list[dict[str, Any]]:
    """Return blocks as the JSON of a StreamField."""
    return [{"type": BLOCK_TYPES[type(block)], "value": block_value(block)} for block in body]


def _rules(activity: ActivityRules) -> dict[str, Any]:
    return {
        "title": activity.title,
        "slug": activity.slug,
        "summary": activity.summary,
        "minutes": activity.minutes,
        "is_required": activity.is_required,
        "availability": str(activity.availability),
        "available_after": activity.after,
    }


def block_value(block: Block) -> Any:
    """Return one block's value as JSON of a StreamField."""
    return _VALUES[type(block)](block)


def _items(values: Iterable[Any]) -> list[dict[str, Any]]:
    """Return a list's items; without an id Wagtail takes the whole item for its value."""
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_OID, f"{position} {value}"))}
        for position, value in enumerate(values)
    ]


def _table(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    return {
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }


BLOCK_TYPES: dict[type[Block], str] = {
    Text: "text",
    Table: "table",
    Callout: "callout",
    Detail: "detail",
    Case: "case",
    Quote: "quote",
    Glossary: "glossary",
    Sources: "sources",
    Image: "image",
    Media: "media",
    Document: "document",
}

_VALUES: dict[type[Block], Callable[[Any], Any]] = {
    Text: lambda block: block.html,
    Table: lambda block: {
        "caption": block.caption,
        "table": _table(block.headings, block.rows),
    },
    Callout: lambda block: {"kind": block.kind, "title": block.title, "text": block.html},
    Detail: lambda block: {"title": block.title, "text": block.html},
    Case: lambda block: {
        "title": block.title,
        "text": block.html,
        "questions": _items(block.questions),
    },
    Quote: lambda block: {"text": block.text, "attribution": block.attribution},
    Glossary: lambda block: {
        "terms": _items({"term": term, "meaning": meaning} for term, meaning in block.terms)
    },
    Sources: lambda block: {"sources": _items(block.sources)},
    Image: lambda block: {
        "image": f"{OWN_FILE}{block.media}",
        "alternative": block.alternative,
        "caption": block.caption,
        "credit": block.credit,
    },
    Media: lambda block: {
        "file": f"{OWN_FILE}{block.media}",
        "kind": block.kind,
        "title": block.title,
        "captions": f"{OWN_FILE}{block.captions}" if block.captions else None,
        "transcript": block.html,
    },
    Document: lambda block: {
        "document": f"{OWN_FILE}{block.media}",
        "description": block.description,
    },
}

"""Course and lesson packages as the content of a page, in the form Wagtail stores it."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from latsar.exchange.lesson_blocks import (
    Block,
    Callout,
    Case,
    Detail,
    Glossary,
    Quote,
    Sources,
    Table,
    Text,
)
from latsar.exchange.package import CoursePackage, LessonPackage

# Fields of every page that the package leaves alone; an author who fills them has touched the page.
UNTOUCHED_SETTINGS = {"seo_title": "", "search_description": "", "show_in_menus": False}


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


def lesson_content(lesson: LessonPackage) -> dict[str, Any]:
    """Return the fields of a lesson page."""
    return {
        "title": lesson.title,
        "slug": lesson.slug,
        "code": lesson.code,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "body": [
            {"type": BLOCK_TYPES[type(block)], "value": block_value(block)} for block in lesson.body
        ],
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
}

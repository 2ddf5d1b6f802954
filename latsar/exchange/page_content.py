"""Course and lesson packages as the content of a page, in the form Wagtail stores it."""

from typing import Any

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

TYPE_OF_BLOCK = {
    Text: "text",
    Table: "table",
    Callout: "callout",
    Detail: "detail",
    Case: "case",
    Quote: "quote",
    Glossary: "glossary",
    Sources: "sources",
}


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
            {"type": TYPE_OF_BLOCK[type(block)], "value": block_value(block)}
            for block in lesson.body
        ],
    }


def block_value(block: Block) -> Any:
    """Return one block's value as JSON of a StreamField."""
    match block:
        case Text(html):
            return html
        case Table(caption, headings, rows):
            return {"caption": caption, "table": _table(headings, rows)}
        case Callout(kind, title, html):
            return {"kind": kind, "title": title, "text": html}
        case Detail(title, html):
            return {"title": title, "text": html}
        case Case(title, html, questions):
            return {"title": title, "text": html, "questions": _items(questions)}
        case Quote(text, attribution):
            return {"text": text, "attribution": attribution}
        case Glossary(terms):
            return {"terms": _items({"term": term, "meaning": what} for term, what in terms)}
        case Sources(sources):
            return {"sources": _items(sources)}


def _items(values: Any) -> list[dict[str, Any]]:
    return [{"type": "item", "value": value} for value in values]


def _table(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    return {
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }

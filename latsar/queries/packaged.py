"""What became of the packaged pages: each with its record, its page and its latest draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Revision

from courses.models import AssignmentPage, CoursePage, LessonPage, QuizPage
from latsar.domain.content_digest import content_digest
from latsar.exchange.page_content import SHOWN, UNTOUCHED_SETTINGS, USUAL_RULES
from latsar.models import PackagedPage

ContentPage = CoursePage | LessonPage | QuizPage | AssignmentPage

_RULES = ("summary", "minutes", *USUAL_RULES)
FIELDS: dict[type[ContentPage], tuple[str, ...]] = {
    CoursePage: ("code", "summary", "introduction", "objectives", "assessments"),
    LessonPage: ("code", "body", *_RULES),
    QuizPage: (
        *("introduction", "attempts", "counting", "time_limit", "pass_mark"),
        *("shuffle_questions", "shuffle_options", "parts"),
        *(f"show_{name}" for name in SHOWN),
        *_RULES,
    ),
    AssignmentPage: (
        *("body", "kind", "late", "is_group", "is_anonymous", "max_files", "max_megabytes"),
        "rubric",
        *_RULES,
    ),
}
_STREAMS = frozenset({"objectives", "assessments", "body", "rubric"})


@dataclass(frozen=True, slots=True)
class PackagedState:
    """One packaged file: its record, and the page as published and as last drafted."""

    record: PackagedPage
    page: ContentPage | None
    digests: frozenset[str]


def packaged_states() -> dict[str, PackagedState]:
    """Return every packaged file by its path, in a fixed number of queries."""
    records = list(PackagedPage.objects.all())
    ids = [record.page_id for record in records if record.page_id]
    pages: dict[int, ContentPage] = {
        **CoursePage.objects.in_bulk(ids),
        **LessonPage.objects.select_related("available_after").in_bulk(ids),
        **AssignmentPage.objects.select_related("available_after").in_bulk(ids),
        **QuizPage.objects.select_related("available_after")
        .prefetch_related("parts__question")
        .in_bulk(ids),
    }
    drafts = Revision.objects.in_bulk(
        [page.latest_revision_id for page in pages.values() if _has_draft(page)]
    )
    states = {}
    for record in records:
        page = pages.get(record.page_id or 0)
        digests = set()
        if page is not None:
            digests.add(page_digest(page))
        if page is not None and _has_draft(page):
            digests.add(page_digest(drafts[page.latest_revision_id].as_object()))
        states[record.path] = PackagedState(record, page, frozenset(digests))
    return states


def page_digest(page: ContentPage) -> str:
    """Return the digest of everything an author can edit on a page."""
    names = ("title", "slug", *FIELDS[type(page)], *UNTOUCHED_SETTINGS)
    return digest_of({name: _value(page, name) for name in names})


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the digest of a page's content, whether it comes from a file or from the page."""
    return content_digest(
        {
            name: value
            for name, value in {**UNTOUCHED_SETTINGS, **content}.items()
            if name not in USUAL_RULES or USUAL_RULES[name] != value
        }
    )


def course_ids(paths: Mapping[str, str]) -> dict[str, int]:
    """Return the ids of course pages by code, from the path of each code's file.

    A packaged page is known by its file, whatever code its authors gave it; where there is none,
    a page that authors made themselves under the code serves.
    """
    packaged = dict(
        PackagedPage.objects.filter(path__in=paths.values())
        .exclude(page=None)
        .values_list("path", "page_id")
    )
    own = dict(CoursePage.objects.filter(code__in=paths).values_list("code", "pk"))
    found = {code: packaged.get(path) or own.get(code) for code, path in paths.items()}
    return {code: page for code, page in found.items() if page is not None}


def parent_ids(pages: "list[ContentPage]") -> dict[int, int]:
    """Return the id of each page's parent, in one query."""
    paths = {page.path[: -page.steplen] for page in pages}
    parents = dict(Page.objects.filter(path__in=paths).values_list("path", "pk"))
    return {page.pk: parents[page.path[: -page.steplen]] for page in pages}


def _value(page: Any, name: str) -> Any:
    value = getattr(page, name)
    if name in _STREAMS:
        return value.get_prep_value()
    if name == "pass_mark":
        return f"{value:.2f}"
    if name == "available_after":
        return value.slug if value else ""
    return _parts(page) if name == "parts" else value


def _parts(quiz: QuizPage) -> list[dict[str, Any]]:
    return [
        {
            "question": str(part.question.uuid) if part.question else "",
            "count": part.count,
            "tag": part.tag,
            "difficulty": part.difficulty,
        }
        for part in quiz.parts.all()
    ]


def _has_draft(page: ContentPage) -> bool:
    return bool(page.latest_revision_id) and page.latest_revision_id != page.live_revision_id

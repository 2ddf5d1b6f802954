"""Copies a course with its activities as drafts, and leads what refers to others to the copies."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page, Revision

from corpu.accounts.models import User
from courses.domain.page_links import with_pages
from courses.models import AssignmentPage, CoursePage, LessonPage, QuizPage

Activity = LessonPage | QuizPage | AssignmentPage
# Fields whose texts may link to pages.
TEXTS = ("introduction", "body", "rubric")
# Nothing of when a page was to appear, and no lock of a review, holds for its copy.
FRESH: Mapping[str, Any] = {
    "go_live_at": None,
    "expire_at": None,
    "expired": False,
    "locked": False,
    "locked_by": None,
    "locked_at": None,
}


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A copy whose references still lead to the original; `pages` are new pages by old ones."""

    old: CoursePage
    new: CoursePage
    activities: list[tuple[Activity, int]] = field(default_factory=list)

    @property
    def pages(self) -> dict[int, int]:
        return {self.old.pk: self.new.pk} | {old.pk: new for old, new in self.activities}

    @property
    def named_questions(self) -> frozenset[int]:
        """Questions that the quizzes ask for by themselves."""
        quizzes = [page for page, _new in self.activities if isinstance(page, QuizPage)]
        parts = [part.question_id for quiz in quizzes for part in quiz.parts.all()]
        return frozenset(question for question in parts if question is not None)


def copy_pages(
    *, course: CoursePage, code: str, title: str, slug: str, by: User | None
) -> CourseDraft:
    """Write the newest text of a course and of all below it once more, as drafts."""
    newest = course.get_latest_revision_as_object()
    names = {"code": code, "title": title, "slug": slug}
    new = _copy(newest, course.get_parent(), names, by)
    # Wagtail copies no code, since it is unique, and takes none given for the row either.
    new.code = code
    CoursePage.objects.filter(pk=new.pk).update(code=code)
    draft = CourseDraft(newest, new)
    for child in course.get_children().specific():
        activity = child.get_latest_revision_as_object()
        draft.activities.append((activity, _copy(activity, new, {}, by).pk))
    return draft


def connect(draft: CourseDraft, *, pages: Mapping[int, int], questions: Mapping[int, int]) -> None:
    """Lead links, order and questions of the copies to `pages` and `questions`."""
    _connect(draft.old, draft.new.pk, pages, questions)
    for activity, new in draft.activities:
        _connect(activity, new, pages, questions)


def _copy(page: Any, parent: Page, names: dict[str, str], by: User | None) -> Any:
    return page.copy(
        recursive=False,
        to=parent,
        update_attrs={**FRESH, **names},
        copy_revisions=False,
        keep_live=False,
        user=by,
    )


def _connect(old: Any, new: int, pages: Mapping[int, int], questions: Mapping[int, int]) -> None:
    """Write what differs into the copy, and into the one revision that it has."""
    page = type(old).objects.get(pk=new)
    if not any(
        [
            _lead_texts(page, pages),
            _lead_order(old, page, pages),
            _lead_parts(page, questions),
        ]
    ):
        return
    page.save(clean=False)
    content = page.serializable_data()
    Revision.objects.filter(pk=page.latest_revision_id).update(content=content)


def _lead_texts(page: Any, pages: Mapping[int, int]) -> bool:
    has_changed = False
    for name in TEXTS:
        value = getattr(page, name, "")
        stored = value if isinstance(value, str) else value.get_prep_value()
        led = with_pages(stored, pages)
        if led != stored:
            setattr(page, name, led if isinstance(value, str) else json.dumps(led))
            has_changed = True
    return has_changed


def _lead_order(old: Any, page: Any, pages: Mapping[int, int]) -> bool:
    """Open the copy after the copy; after something that was not copied, it has no such rule."""
    after = pages.get(getattr(old, "available_after_id", None) or 0)
    if after is None:
        return False
    page.available_after_id = after
    return True


def _lead_parts(page: Any, questions: Mapping[int, int]) -> bool:
    parts = list(page.parts.all()) if isinstance(page, QuizPage) else []
    named = [part for part in parts if part.question_id is not None]
    for part in named:
        part.question_id = questions.get(part.question_id)
    if named:
        page.parts = parts
    return bool(named)

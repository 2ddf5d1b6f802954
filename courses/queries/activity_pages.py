"""Activity pages of every kind in one query, without their long texts."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from courses.models import AssignmentPage, CoursePage, LessonPage, QuizPage

ActivityPage = LessonPage | QuizPage | AssignmentPage
KINDS = ("lessonpage", "quizpage", "assignmentpage")
_LONG = (
    "lessonpage__body",
    "quizpage__introduction",
    "assignmentpage__body",
    "assignmentpage__rubric",
)


def with_activity(rows: QuerySet[Any], field: str = "") -> QuerySet[Any]:
    """Let `activity_of` read the page at `field` (the rows themselves where empty) for nothing."""
    prefix = f"{field}__" if field else ""
    return rows.select_related(*(f"{prefix}{kind}" for kind in KINDS)).defer(
        *(f"{prefix}{name}" for name in _LONG)
    )


def activity_of(page: Page) -> ActivityPage | None:
    """Return the lesson, quiz or assignment that a page is; None for any other page."""
    for kind in KINDS:
        found: ActivityPage | None = getattr(page, kind, None)
        if found is not None:
            return found
    return None


def content_page_at(url_path: str) -> ActivityPage | CoursePage | None:
    """Return the published course or activity at this path below the root (one query).

    The slug narrows by its index what the address then decides.
    """
    slug = url_path.rstrip("/").rpartition("/")[2]
    page = (
        Page.objects.filter(slug=slug, url_path=url_path, live=True)
        .select_related("coursepage", *KINDS)
        .first()
    )
    if page is None:
        return None
    course: CoursePage | None = getattr(page, "coursepage", None)
    return course or activity_of(page)

"""The catalogue: all published courses under their agendas."""

from collections import Counter
from typing import Any

from django.db.models.functions import Length, Substr
from wagtail.models import Page

from courses.domain.agendas import LABELS, agenda_label
from courses.models import CataloguePage, CoursePage, LessonPage
from courses.models.pages import CODE_LENGTH


def catalogue_context(page: CataloguePage) -> dict[str, Any]:
    """Return `groups`: (agenda, its courses), each course with `activity_count` (two queries)."""
    counts = Counter(
        LessonPage.objects.live()
        .descendant_of(page)
        .annotate(course_path=Substr("path", 1, Length("path") - Page.steplen))
        .values_list("course_path", flat=True)
    )
    groups: dict[str, list[CoursePage]] = {label: [] for label in LABELS}
    courses = CoursePage.objects.live().child_of(page).order_by("code")
    for course in courses.defer("introduction", "objectives", "assessments"):
        course.activity_count = counts[course.path]
        groups[agenda_label(course.code)].append(course)
    return {"groups": [(label, courses) for label, courses in groups.items() if courses]}


def free_code(slug: str) -> str:
    """Return a code for a course without one that no course has yet, made of its address."""
    base = slug.upper() or "KODE"
    taken = set(CoursePage.objects.values_list("code", flat=True))
    code, number = base[:CODE_LENGTH], 1
    while code in taken:
        number += 1
        code = f"{base[: CODE_LENGTH - 1 - len(str(number))]}-{number}"
    return code
